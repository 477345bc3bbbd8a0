/** The list as the map reads it: what the server wrote is what is drawn, so the two can't differ. */

import { find, findAll } from "../lib/dom.js";

/** Return the list's scenes in order. Years are text; empty where there is no outline. */
export function readEntries() {
  return findAll("[data-place]").map((item) => ({
    id: item.dataset.place,
    slug: item.dataset.slug,
    shape: item.dataset.shape,
    schematic: item.hasAttribute("data-schematic"),
    outlineYear: item.dataset.outline ?? "",
    earlierYear: item.dataset.earlier ?? "",
    label: item.dataset.label,
    areas: item.dataset.areas.split(" "),
    name: find(".place__name a", item).textContent,
    mark: find(".mark", item),
    item,
  }));
}

/** Return the years whose outlines the entries need. */
export function yearsNeeded(entries) {
  return [...new Set(entries.flatMap((entry) => [entry.outlineYear, entry.earlierYear]))].filter(Boolean);
}
