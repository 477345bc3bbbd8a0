/** What could not be saved, said at its field until it is put right. */

import { element, find, findAll } from "../lib/dom.js";
import { controlsOf } from "../lib/typed.js";

function placeOf(form, key) {
  const control = controlsOf(form, key)[0];
  return control?.closest(".question__comment, .question__main, .question-table__row, .field") ?? null;
}

/** Show the errors, given in Swedish by key; those of fields that are right again go away. */
export function showErrors(form, errors) {
  for (const shown of findAll("[data-live-error]", form)) remove(form, shown);
  for (const [key, words] of Object.entries(errors)) {
    const place = placeOf(form, key);
    if (!place || key === "outline") continue;
    const id = `fel-${key.replaceAll(".", "-")}`;
    const line = element("p", { class: "field__error", id, "data-live-error": key }, words);
    (find("th", place) ?? place).append(line);
    for (const control of controlsOf(form, key)) {
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-errormessage", id);
    }
  }
}

function remove(form, shown) {
  for (const control of controlsOf(form, shown.dataset.liveError)) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-errormessage");
  }
  shown.remove();
}
