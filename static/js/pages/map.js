/** The front page: filter, year and comparison applied in place, and the address that restores it all. */

import { Filter } from "../components/filter.js";
import { MapView } from "../components/map_view.js";
import { narrowed } from "../components/narrowing.js";
import { Nearby } from "../components/nearby.js";
import { takeOver } from "../components/regions.js";
import { listenForShare, wakeShare } from "../components/share.js";
import { Time } from "../components/time.js";
import { partOf, without, withParameters } from "../lib/address.js";
import { find, serverData } from "../lib/dom.js";
import { geojson, page } from "../lib/fetched.js";

const settings = serverData("map-settings");
const asked = new URLSearchParams(location.search);
const NOT_ASKED = ["plats", "vy"]; // what the server is not asked about

let chosenSlug = "";
let latest = 0;

let question = without(location.search, NOT_ASKED);

const view = new MapView(settings, (slug) => {
  chosenSlug = slug;
  history.replaceState(null, "", location.pathname + withParameters(question, { plats: slug }));
});

/** Show another question: fetch its page, take over its words, draw its list. */
async function show(search) {
  latest += 1;
  const mine = latest;
  const moved = partOf(search) !== partOf(question);
  const atOnce = narrowed(view.entries, question, search);
  if (atOnce) view.narrow(atOnce);
  question = search;
  try {
    const other = await page(location.pathname + search);
    if (mine !== latest) return;
    takeOver(other.cloneNode(true));
  } catch {
    location.assign(location.pathname + search); // the server's own answer says what is wrong
    return;
  }
  follow();
  find("[data-announcer]").textContent = find("[data-sentence]").textContent;
  await view.redraw({ fit: moved, isWhole: !partOf(search) });
}

/** Bring what stands beside the map in line with the form. */
function follow() {
  time.show(filter.years, filter.year);
  view.bringOut(filter.municipality);
  wakeShare();
  nearby.refresh();
}

function go(search, isTyping) {
  if (search === question) return;
  const address = location.pathname + withParameters(search, { plats: chosenSlug });
  if (isTyping) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  show(search);
}

const filter = new Filter(go);
const time = new Time((year) => filter.chooseYear(year));
const nearby = new Nearby({
  reach: view.reach,
  centre: () => view.centre,
  collections: () => Promise.all([view.collection(filter.year), geojson(settings.municipalities)]),
});
view.isBusy = () => nearby.isPicking;

window.addEventListener("popstate", () => {
  const search = without(location.search, NOT_ASKED);
  if (search !== question) show(search);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-in-place]");
  if (!link) return;
  event.preventDefault();
  if (link.hasAttribute("data-clear")) filter.form.elements.q.value = "";
  go(link.search, false);
});
listenForShare(
  () => location.origin + location.pathname + withParameters(question, { plats: chosenSlug, vy: view.viewText }),
);

follow();
view.start({ shown: asked.get("vy"), isWhole: !partOf(question) });
