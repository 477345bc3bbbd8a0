/** Brings the page in line with another address: the server writes every sentence, in both languages. */

import { find, findAll } from "../lib/dom.js";

/** Take over the marked regions, the title and the filter form of `other`, the same page for another question. */
export function takeOver(other) {
  for (const region of findAll("[data-region]")) {
    const fresh = find(`[data-region=${region.dataset.region}]`, other);
    if (fresh) region.replaceWith(document.adoptNode(fresh));
  }
  document.title = other.title;
  const form = find("[data-filter] form");
  if (form) takeOverForm(form, find("[data-filter] form", other));
  const language = find(".site-header__language");
  if (language) language.href = find(".site-header__language", other).href;
}

/** Controls are changed where they stand, so that the one in use keeps focus and cursor. */
function takeOverForm(form, other) {
  const fields = findAll(".field", other);
  for (const old of findAll(".field", form)) {
    if (!find(`#${controlOf(old).id}`, other)) old.remove();
  }
  let before = null;
  for (const field of fields) {
    const present = find(`#${controlOf(field).id}`, form)?.closest(".field");
    if (present) takeOverControl(controlOf(present), controlOf(field));
    else if (before) before.after(document.adoptNode(field));
    before = present ?? field;
  }
}

function controlOf(field) {
  return find("input, select", field);
}

function takeOverControl(control, other) {
  if (control instanceof HTMLSelectElement) {
    const options = findAll("option", other).map((option) => new Option(option.text, option.value));
    control.replaceChildren(...options);
    control.value = other.value;
  } else if (control !== document.activeElement) {
    control.value = other.value;
  }
}
