/** On a static copy of the map: pages are made in the browser, and the one that is open follows its address. */

import { find, serverData } from "../lib/dom.js";
import { makePagesBy, page } from "../lib/fetched.js";
import { takeOver } from "./regions.js";
import { answer, sayUnknown } from "./static_pages.js";

makePagesBy(answer);
if (location.search) {
  try {
    takeOver((await page(location.pathname + location.search)).cloneNode(true));
  } catch {
    sayUnknown();
  }
  const slug = new URLSearchParams(location.search).get("plats");
  const chosen = slug && find(`[data-slug="${CSS.escape(slug)}"]`)?.dataset.place;
  if (chosen) {
    document.getElementById("map-settings").textContent = JSON.stringify({ ...serverData("map-settings"), chosen });
  }
}
