/** Forms that are sent with a key: sign-in, the second step, and adding a key. */

import { canUseKeys, createKey, useKey } from "../lib/credentials.js";

const FAILED = {
  create: "Nyckeln lades inte till. Avbröt du, eller finns nyckeln redan? Försök igen.",
  get: "Nyckeln användes inte. Försök igen, eller logga in på ett annat sätt.",
};

/** What the server asks the key: in the page, or fetched when it is needed because it is used once. */
async function optionsOf(form) {
  if (form.dataset.keyData) return JSON.parse(document.getElementById(form.dataset.keyData).textContent);
  const answer = await fetch(form.dataset.keyOptions, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function credentialFor(form) {
  const options = await optionsOf(form);
  if (form.dataset.key === "create") return createKey(options.creation_options, form.elements.passwordless.checked);
  return useKey(options.request_options);
}

function wake(form) {
  const problem = form.querySelector("[data-key-error]");
  form.querySelector("button[type=submit]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await credentialFor(form));
      form.submit();
    } catch {
      problem.textContent = FAILED[form.dataset.key];
      problem.hidden = false;
    }
  });
}

if (canUseKeys()) for (const form of document.querySelectorAll("form[data-key]")) wake(form);
