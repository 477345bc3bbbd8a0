/** What a page's script sends to our own server; the answer is JSON. */

/** What the server said no to: `status` is its HTTP status, the message is Swedish and may be shown. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function words(status, answer) {
  if (status === 401) return "Du är utloggad. Logga in igen i en annan flik, och försök en gång till.";
  if (status === 413) return "Filen är för stor.";
  return answer?.message ?? "Servern kunde inte svara. Försök igen om en stund.";
}

/** Post fields to an address with a form's own token; return the answer, or throw a Refusal or the network's error. */
export async function post(address, fields, form, signal) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const response = await fetch(address, {
    method: "POST",
    body,
    signal,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      "X-Requested-With": "fetch",
      "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
    },
  });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : null;
  if (!response.ok || !answer) throw new Refusal(response.status, words(response.status, answer));
  return answer;
}
