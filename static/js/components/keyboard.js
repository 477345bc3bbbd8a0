/**
 * The map as one tab stop: a listbox whose options are the list's scenes, in list order.
 *
 * The drawing itself is hidden from assistive technology; the options say what it shows.
 */

import { element, find, findAll } from "../lib/dom.js";

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** `on` holds the acts: move(entry or null), open(entry), close() → whether anything was closed, leave(), zoom(step). */
export class MapKeyboard {
  constructor(frame, on) {
    this.frame = frame;
    this.on = on;
    this.entries = [];
    this.at = -1;
    frame.tabIndex = 0;
    frame.setAttribute("role", "listbox");
    frame.setAttribute("aria-label", frame.dataset.name);
    frame.setAttribute("aria-describedby", "map-help");
    find("[data-canvas]", frame).setAttribute("aria-hidden", "true");
    frame.addEventListener("keydown", (event) => this.pressed(event));
    find("[data-options]", frame).addEventListener("click", (event) => this.clicked(event));
  }

  /** Offer these scenes; `chosen` is the id of the one that is open, or empty. */
  offer(entries, chosen) {
    this.entries = entries;
    const options = entries.map((entry) =>
      element("div", { role: "option", id: `option-${entry.id}`, "aria-selected": "false" }, entry.label),
    );
    find("[data-options]", this.frame).replaceChildren(...options);
    this.at = -1;
    this.frame.removeAttribute("aria-activedescendant");
    this.select(chosen);
  }

  /** Say which scene is open; the arrows go on from it. */
  select(id) {
    findAll("[role=option]", this.frame).forEach((option, i) => {
      option.setAttribute("aria-selected", String(this.entries[i].id === id));
    });
    const index = this.entries.findIndex((entry) => entry.id === id);
    if (index >= 0) this.point(index);
  }

  point(index) {
    this.at = index;
    if (index < 0) this.frame.removeAttribute("aria-activedescendant");
    else this.frame.setAttribute("aria-activedescendant", `option-${this.entries[index].id}`);
  }

  moveTo(index) {
    if (!this.entries.length) return;
    this.point(Math.min(this.entries.length - 1, Math.max(0, index)));
    this.on.move(this.entries[this.at]);
  }

  clicked(event) {
    const index = findAll("[role=option]", this.frame).indexOf(event.target);
    if (index >= 0) this.on.open(this.entries[index]);
  }

  pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = this.actFor(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  actFor(key) {
    if (key in STEPS) return () => this.moveTo(this.at + STEPS[key]);
    const acts = {
      Home: () => this.moveTo(0),
      End: () => this.moveTo(this.entries.length - 1),
      Enter: () => this.open(),
      " ": () => this.open(),
      Escape: () => this.leave(),
      "+": () => this.on.zoom(1),
      "-": () => this.on.zoom(-1),
    };
    return acts[key];
  }

  open() {
    if (this.at >= 0) this.on.open(this.entries[this.at]);
  }

  /** First close what is open, then take the ring away, then leave the map. */
  leave() {
    if (this.on.close()) return;
    if (this.at < 0) {
      this.on.leave();
      return;
    }
    this.point(-1);
    this.on.move(null);
  }
}
