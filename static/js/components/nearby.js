/**
 * "Inom 500 meter?": answers only whether or not, here in the browser.
 *
 * The point stands in no address and goes into no request, and the map is not moved to it.
 */

import { find, findAll } from "../lib/dom.js";
import { metresTo } from "../lib/distance.js";

const LIMIT = 500; // metres; the only band with a sourced figure
const SURE = 100; // metres: a position less certain than this makes the answer uncertain too
const COAST = 3000; // metres: the municipalities' outlines are simplified and leave out the water

/** Return which answers hold for a point: names of [data-near-answer]. */
export function answersFor(point, scenes, municipalities) {
  if (municipalities.every(({ geometry }) => metresTo(point, geometry) > COAST)) return ["outside"];
  const known = scenes.filter(({ properties }) => properties.provenance !== "schematic");
  const schematic = known.length < scenes.length ? ["schematic"] : [];
  if (!known.length) return ["none", "safety", ...schematic];
  const near = known.filter(({ geometry }) => metresTo(point, geometry) <= LIMIT);
  const counted = near.length ? near : known;
  const example = counted.some(({ properties }) => properties.origin === "example") ? ["example"] : [];
  return [near.length ? "yes" : "no", ...example, "safety", ...schematic];
}

/** `reach` draws the point, `centre()` gives the map's middle, `collections()` promises [scenes, municipalities]. */
export class Nearby {
  constructor({ reach, centre, collections }) {
    this.reach = reach;
    this.collections = collections;
    this.stopPicking = null;
    this.point = null;
    this.accuracy = 0;
    this.root = find("[data-nearby]");
    this.root.hidden = false;
    this.on("position", () => this.askPosition());
    this.on("click", () => this.pick());
    this.on("centre", () => this.answer(centre()));
    this.on("clear", () => this.clear());
  }

  get isPicking() {
    return this.stopPicking !== null;
  }

  on(name, act) {
    this.button(name).addEventListener("click", act);
  }

  button(name) {
    return find(`[data-near=${name}]`, this.root);
  }

  say(...names) {
    for (const answer of findAll("[data-near-answer]")) answer.hidden = !names.includes(answer.dataset.nearAnswer);
  }

  askPosition() {
    this.endPicking();
    this.say("waiting");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.answer([coords.longitude, coords.latitude], coords.accuracy),
      () => this.say("refused"),
      { enableHighAccuracy: true, timeout: 20000 },
    );
  }

  pick() {
    if (this.isPicking) {
      this.endPicking();
      this.say();
      return;
    }
    this.say("pick");
    this.button("click").setAttribute("aria-pressed", "true");
    const stop = this.reach.onNextClick((point) => this.answer(point));
    this.stopPicking = stop;
  }

  endPicking() {
    this.stopPicking?.();
    this.stopPicking = null;
    this.button("click").setAttribute("aria-pressed", "false");
  }

  /** `accuracy` is how many metres the point may be wrong; 0 for one that was pointed out. */
  async answer(point, accuracy = 0) {
    this.endPicking();
    this.point = point;
    this.accuracy = accuracy;
    this.reach.show(point, LIMIT);
    this.button("clear").hidden = false;
    try {
      const [scenes, municipalities] = await this.collections();
      this.say(...answersFor(point, scenes.features, municipalities.features), ...this.doubt());
    } catch {
      this.say("failed");
    }
  }

  /** Return the answer that the position is uncertain, with its metres written, where it is. */
  doubt() {
    if (this.accuracy <= SURE) return [];
    find("[data-near-accuracy]").textContent = Math.round(this.accuracy).toLocaleString(document.documentElement.lang);
    return ["uncertain"];
  }

  /** Answer again when another year is shown. */
  refresh() {
    if (this.point) this.answer(this.point, this.accuracy);
  }

  clear() {
    this.endPicking();
    this.point = null;
    this.reach.clear();
    this.say();
    this.button("clear").hidden = true;
    this.button("centre").focus();
  }
}
