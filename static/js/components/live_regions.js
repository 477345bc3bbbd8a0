/** Parts of the page that the server renders anew with each save: what is left to do, notes at the fields. */

import { findAll } from "../lib/dom.js";

const shown = new WeakMap();

function nodesOf(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
}

/**
 * Show the regions, given as the server's HTML by name; `isKept` tells of an element that must stay as it is.
 * Where the focus stands nothing is replaced, unless a conflict has come up there.
 */
export function showRegions(regions, isKept, conflicts) {
  for (const region of findAll("[data-region]")) {
    const name = region.dataset.region;
    const html = regions[name] ?? (name.startsWith("notes-") ? "" : null);
    const isBusy = region.contains(document.activeElement) && !conflicts.length;
    if (html === null || shown.get(region) === html || isBusy || isKept(region)) continue;
    region.replaceChildren(...nodesOf(html));
    shown.set(region, html);
  }
}
