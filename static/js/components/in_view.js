/** How many of the listed scenes the map's view shows, and the list of those alone. */

import { find, findAll } from "../lib/dom.js";

let only = false; // the visitor's choice outlives the list, which is swapped when a filter changes

/** Write the count and hide what lies outside the view if that is wanted. */
export function showInView(entries, idsInView) {
  const box = find("[data-in-view]");
  if (!box) return;
  box.hidden = false;
  find("[data-count=shown]", box).textContent = String(entries.filter((entry) => idsInView.has(entry.id)).length);
  find("[data-count=all]", box).textContent = String(entries.length);
  find("[data-only-in-view]", box).checked = only;
  for (const entry of entries) entry.item.hidden = only && !idsInView.has(entry.id);
  for (const heading of findAll(".map-list__group")) {
    heading.hidden = findAll("[data-place]", heading.nextElementSibling).every((item) => item.hidden);
  }
}

/** Call `onChange` when the visitor asks for, or no longer asks for, the view's scenes alone. */
export function listenForInView(onChange) {
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-only-in-view]")) return;
    only = event.target.checked;
    onChange();
  });
}
