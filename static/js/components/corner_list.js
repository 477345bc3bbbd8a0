/** The outline without a mouse: its parts, holes and corners as a list of fields and buttons. */

import { numberOf, SYSTEMS, withAxis } from "../lib/coordinates.js";
import { element, find, findAll } from "../lib/dom.js";
import {
  canLoseCorner,
  cornerAt,
  withCorner,
  withCornerAfter,
  withMovedCorner,
  withNewHole,
  withNewPart,
  withoutCorner,
  withoutRing,
} from "../lib/outline.js";
import { actButton, cornerRow, fillRow } from "./corner_row.js";

const STEPS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const DIRECTIONS = { ArrowUp: "norr", ArrowDown: "söder", ArrowLeft: "väster", ArrowRight: "öster" };
const [METRES, METRES_WITH_SHIFT] = [1, 10];

const placeOf = ({ part, ring, index }) => ({ part: Number(part), ring: Number(ring), index: Number(index) });
const shapeOf = (polygons) => JSON.stringify(polygons.map((rings) => rings.map((ring) => ring.length)));

/**
 * `root` is the <details>. `on` holds the acts: changed(polygons, words) after a change, chosen(at) when a row is
 * reached (null when the list is left), middle() → [lon, lat] where a first part is put.
 */
export class CornerList {
  constructor(root, on) {
    this.root = root;
    this.on = on;
    this.list = find("[data-corners]", root);
    this.problem = find("[data-corner-problem]", root);
    this.system = find("[data-system]", root);
    this.polygons = [];
    this.shown = "";
    root.addEventListener("toggle", () => this.show(this.polygons));
    this.system.addEventListener("change", () => this.rebuild());
    this.list.addEventListener("click", (event) => this.clicked(event.target.closest("button")));
    this.list.addEventListener("keydown", (event) => this.pressed(event));
    this.list.addEventListener("change", (event) => this.written(event.target));
    this.list.addEventListener("focusin", (event) => this.on.chosen(this.cornerOf(event.target)));
    this.list.addEventListener("focusout", () => this.on.chosen(null));
    // What is written here is no field of the form: the outline's own field tells the form of the change.
    for (const kind of ["input", "change"]) root.addEventListener(kind, (event) => event.stopPropagation());
    this.list.addEventListener("input", ({ target }) => {
      target.dataset.dirty = "1";
    });
  }

  get chosenSystem() {
    return SYSTEMS[this.system.value];
  }

  /** Show these polygons, as far as the list is open; the focus stays where it was. */
  show(polygons) {
    this.polygons = polygons;
    if (!this.root.open) return;
    if (shapeOf(polygons) === this.shown) this.fill();
    else this.rebuild();
  }

  rebuild() {
    const focused = document.activeElement?.dataset ?? {};
    const had = this.list.contains(document.activeElement) ? { ...focused } : null;
    this.list.replaceChildren(...this.polygons.map((rings, part) => this.partFields(rings, part)), this.end());
    this.shown = shapeOf(this.polygons);
    this.fill();
    if (had) this.focus(had);
  }

  partFields(rings, part) {
    const fields = element("fieldset", { class: "corner-part" });
    fields.append(element("legend", {}, `Del ${part + 1} av ${this.polygons.length}`));
    fields.append(...rings.map((ring, number) => this.ringFields(ring, part, number)));
    const buttons = element("div", { class: "corner__buttons" });
    const place = { part, ring: 0 };
    buttons.append(actButton("hole", place, "Lägg till ett hål", `i del ${part + 1}`));
    buttons.append(actButton("drop", place, "Ta bort delen", `nummer ${part + 1}`));
    fields.append(buttons);
    return fields;
  }

  ringFields(ring, part, number) {
    const group = element("div", { role: "group", class: "corner-ring" });
    const name = number ? `Hål ${number}` : "Ytterkant";
    const heading = element("p", { id: `corners-${part}-${number}`, class: "corner-ring__name" }, name);
    heading.append(element("span", { class: "muted" }, `, ${ring.length} hörn`));
    group.setAttribute("aria-labelledby", heading.id);
    const rows = element("ol", { class: "corner-ring__rows" });
    const canGo = canLoseCorner(this.polygons, { part, ring: number });
    rows.append(...ring.map((_corner, index) => cornerRow({ part, ring: number, index }, this.chosenSystem, canGo)));
    group.append(heading, rows);
    if (number) group.append(actButton("drop", { part, ring: number }, "Ta bort hålet", `nummer ${number}`));
    return group;
  }

  end() {
    const buttons = element("div", { class: "corner__buttons" });
    buttons.append(actButton("part", {}, "Lägg till en del"));
    return buttons;
  }

  fill() {
    for (const row of findAll(".corner", this.list)) {
      fillRow(row, cornerAt(this.polygons, placeOf(find("input", row).dataset)), this.chosenSystem);
    }
  }

  cornerOf(target) {
    return target.dataset.index ? placeOf(target.dataset) : null;
  }

  /** Put the focus on the control of these data, or on the nearest one that is left. */
  focus({ act, axis, part, ring, index }) {
    const kind = axis === undefined ? `[data-act="${act}"]` : `[data-axis="${axis}"]`;
    const place = (name, value) => (value === undefined ? "" : `[data-${name}="${value}"]`);
    const selector = `${kind}${place("part", part)}${place("ring", ring)}`;
    const inRing = findAll(selector, this.list).filter((control) => !control.disabled);
    const wanted = inRing.find((control) => control.dataset.index === String(index)) ?? inRing.at(-1);
    (wanted ?? find("[data-act=part]", this.list)).focus();
  }

  clicked(button) {
    const act = this.acts[button?.dataset.act];
    if (act) act(placeOf(button.dataset));
  }

  get acts() {
    const { polygons } = this;
    return {
      add: (at) => {
        this.change(withCornerAfter(polygons, at), `Ett hörn är tillagt efter hörn ${at.index + 1}.`);
        this.focus({ ...at, index: at.index + 1, act: "add" });
      },
      remove: (at) => this.change(withoutCorner(polygons, at), `Hörn ${at.index + 1} är borttaget.`),
      hole: ({ part }) => this.addHole(part),
      drop: (at) => {
        this.change(
          withoutRing(polygons, at),
          at.ring ? `Hål ${at.ring} är borttaget.` : `Del ${at.part + 1} är borttagen.`,
        );
        this.focus(at.ring ? { part: at.part, ring: 0, act: "hole" } : { act: "part" });
      },
      part: () => {
        this.change(withNewPart(polygons, this.on.middle()), "En kvadrat på 20 meter är tillagd. Flytta dess hörn.");
        this.focus({ part: this.polygons.length - 1, ring: 0, index: 0, axis: 0 });
      },
    };
  }

  addHole(part) {
    const polygons = withNewHole(this.polygons, part);
    if (polygons === this.polygons) {
      this.complain(`Ett hål till får inte plats i del ${part + 1}.`);
      return;
    }
    this.change(polygons, `Ett litet hål är tillagt i del ${part + 1}. Flytta dess hörn.`);
    this.focus({ part, ring: this.polygons[part].length - 1, index: 0, axis: 0 });
  }

  complain(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  change(polygons, words) {
    this.complain("");
    this.on.changed(polygons, words);
    this.show(polygons);
  }

  pressed(event) {
    const step = STEPS[event.key];
    if (!step || event.target.dataset.act !== "move" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const at = placeOf(event.target.dataset);
    const metres = event.shiftKey ? METRES_WITH_SHIFT : METRES;
    const [east, north] = step.map((share) => share * metres);
    const words = `Hörn ${at.index + 1} är flyttat ${metres} m åt ${DIRECTIONS[event.key]}.`;
    this.change(withMovedCorner(this.polygons, at, [east, north]), words);
    this.on.chosen(at);
  }

  /** Take over a coordinate that was written, or say what is wrong with it. */
  written(input) {
    if (input.dataset.axis === undefined) return;
    const at = placeOf(input.dataset);
    const axis = Number(input.dataset.axis);
    const system = this.chosenSystem;
    const value = numberOf(input.value, system, axis);
    delete input.dataset.dirty;
    if (value === null) {
      input.setAttribute("aria-invalid", "true");
      this.complain(`Hörn ${at.index + 1}: skriv ${system.names[axis]}, till exempel ${system.example[axis]}.`);
      return;
    }
    const position = withAxis(cornerAt(this.polygons, at), system, axis, value);
    this.change(withCorner(this.polygons, at, position), `Hörn ${at.index + 1} är flyttat.`);
    this.on.chosen(at);
  }
}
