/** The choice between one's own answer and the one that somebody else has saved meanwhile. */

import { find, findAll } from "../lib/dom.js";
import { controlsOf } from "../lib/typed.js";

/** Start below `form`: `chosen` is called when a conflict has been decided. */
export function startConflicts(form, draft, chosen) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    const box = button.closest("[data-conflict]");
    const key = box.dataset.conflict;
    if (button.dataset.choose === "mine") draft.keepMine(key);
    else draft.store(key, JSON.parse(box.dataset.stored));
    box.remove();
    focusOn(form, key);
    chosen();
  });
}

function focusOn(form, key) {
  const controls = controlsOf(form, key).filter((control) => control.offsetParent !== null);
  (controls.find(({ checked }) => checked) ?? controls[0] ?? find("#outline", form))?.focus();
}

/** Tell whether an element holds a conflict that still waits for its choice and did not come with this answer. */
export function holdsConflict(element, draft, conflicts) {
  return findAll("[data-conflict]", element).some(
    ({ dataset }) => draft.held.has(dataset.conflict) && !conflicts.includes(dataset.conflict),
  );
}

/** Send again what waits for a choice that the page no longer offers; `conflicts` are those that have just come. */
export function releaseHidden(form, draft, conflicts) {
  const offered = new Set(findAll("[data-choose]", form).map((b) => b.closest("[data-conflict]").dataset.conflict));
  const hidden = [...draft.held.keys()].filter((key) => !offered.has(key) && !conflicts.includes(key));
  for (const key of hidden) draft.release(key);
}
