/** The outline's part of a form: its field, map, list of corners, file and checks, all showing the same polygons. */

import { afterPause, find } from "../lib/dom.js";
import { History } from "../lib/history.js";
import { areaM2, canLoseCorner, polygonsOf, polygonsOfText, textOf, withoutCorner } from "../lib/outline.js";
import { changeInWords, hectares } from "../lib/swedish.js";
import { OutlineCanvas } from "../map/outline_canvas.js";
import { OutlineShapes } from "../map/outline_shapes.js";
import { CornerList } from "./corner_list.js";
import { OutlineCheck } from "./outline_check.js";
import { OutlineFile } from "./outline_file.js";

const PAUSE = 700; // before the area is read out: a drag would never stop talking

/** `root` holds the includes of templates/staff/includes/outline.html; `settings` are the server's. */
export class OutlineForm {
  constructor(root, settings) {
    this.root = root;
    this.settings = settings;
    this.field = find("#id_outline", root);
    this.polygons = this.read() ?? [];
    this.history = new History(this.polygons);
    this.chosen = null;
    this.words = "";
    this.say = afterPause(PAUSE, () => this.announce());
    find("[data-outline-editor]", root).hidden = false;
    this.makeMap();
    if (settings.is_editable) this.makeEditable();
    this.showArea();
  }

  makeMap() {
    this.canvas = new OutlineCanvas(find("[data-outline-map]", this.root), this.settings);
    this.shapes = new OutlineShapes(this.canvas.map, this.settings.is_editable, {
      changed: (polygons, isNew) => this.change(polygons, isNew ? null : this.shapes),
      moving: (polygons) => this.showArea(polygons),
      chosen: (at) => this.choose(at),
      stopped: () => this.showButtons(),
    });
    this.shapes.show(this.polygons);
    this.canvas.fit(this.polygons);
    this.canvas.showProblem(this.settings.problem);
    this.listenTo("[data-outline-map-buttons]", {
      in: () => this.canvas.zoomBy(1),
      out: () => this.canvas.zoomBy(-1),
      all: () => this.canvas.fit(this.polygons),
    });
  }

  makeEditable() {
    const form = this.field.form;
    this.corners = new CornerList(find("[data-corner-list]", this.root), {
      changed: (polygons, words) => this.change(polygons, this.corners, words),
      chosen: (at) => this.shapes.markCorner(at),
      middle: () => this.canvas.middle,
    });
    this.corners.show(this.polygons);
    if (this.settings.file_url) {
      const file = find("[data-outline-file]", this.root);
      this.file = new OutlineFile(file, this.settings.file_url, form, (geometry, label) => this.take(geometry, label));
    }
    if (this.settings.check_url) {
      this.check = new OutlineCheck(this.root, this.settings.check_url, form, {
        problem: (point) => this.canvas.showProblem(point),
        repair: (geometry) => this.take(geometry, "Den lagade gränsen"),
        said: (words) => words && this.tell(words),
      });
    }
    this.listenTo("[data-outline-tools]", {
      draw: () => this.toggle("Polygon"),
      cut: () => this.toggle("Cut"),
      remove: () => this.removeChosen(),
      undo: () => this.restore(this.history.undo(), "Ångrat."),
      redo: () => this.restore(this.history.redo(), "Gjort om."),
    });
    this.field.addEventListener("change", () => this.fieldWritten());
    find("[data-outline-editor]", this.root).addEventListener("keydown", (event) => this.pressed(event));
    this.showButtons();
  }

  listenTo(selector, acts) {
    find(selector, this.root).addEventListener("click", (event) => {
      acts[event.target.closest("button")?.dataset.act]?.();
    });
  }

  /** Return the polygons of the field, or null where it holds none that can be shown. */
  read() {
    try {
      return polygonsOfText(this.field.value);
    } catch {
      return null;
    }
  }

  /** Somebody, or another part of the page, wrote the field itself. */
  fieldWritten() {
    const polygons = this.read();
    if (!polygons || textOf(polygons) === textOf(this.polygons)) return;
    this.polygons = polygons;
    this.history.push(polygons);
    this.showEverywhere(null);
    this.canvas.fit(polygons);
    this.check?.ask(this.field.value);
  }

  /** Take other polygons as the outline; `from` shows them already. */
  change(polygons, from, words = "") {
    this.history.push(polygons);
    this.set(polygons, from, words);
  }

  set(polygons, from, words) {
    this.polygons = polygons;
    this.field.value = textOf(polygons);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.showEverywhere(from);
    this.tell(words);
    this.check?.ask(this.field.value);
  }

  showEverywhere(from) {
    if (from !== this.shapes) this.shapes.show(this.polygons);
    if (from !== this.corners) this.corners?.show(this.polygons);
    this.choose(null);
    this.showArea();
  }

  take(geometry, label) {
    this.change(polygonsOf(geometry), null, `${label} är nu platsens gräns.`);
    this.canvas.fit(this.polygons);
  }

  restore(polygons, words) {
    this.set(polygons, null, words);
  }

  showArea(polygons = this.polygons) {
    const area = areaM2(polygons);
    const change = changeInWords(area, this.settings.area_before_m2);
    const since = change && `, ${change} ${change === "lika stor" ? "som" : "än"} ${this.settings.year_before}`;
    find("[data-outline-area]", this.root).textContent = polygons.length
      ? `${hectares(area)}${since}`
      : "Ingen gräns är ritad.";
  }

  /** Read out words, and then the area, once things are quiet. */
  tell(words) {
    this.words = words;
    this.say();
  }

  announce() {
    const area = find("[data-outline-area]", this.root).textContent;
    find("[data-outline-status]", this.root).textContent = `${this.words} Yta: ${area}`.trim();
  }

  choose(at) {
    this.chosen = at;
    this.showButtons();
  }

  removeChosen() {
    if (!this.chosen) return;
    const { index } = this.chosen;
    this.change(withoutCorner(this.polygons, this.chosen), null, `Hörn ${index + 1} är borttaget.`);
  }

  toggle(mode) {
    if (this.mode === mode && this.shapes.isDrawing) this.shapes.stop();
    else {
      this.mode = mode;
      this.shapes.start(mode);
    }
    this.showButtons();
  }

  showButtons() {
    if (!this.settings.is_editable) return;
    const button = (act) => find(`[data-outline-tools] [data-act=${act}]`, this.root);
    const drawing = this.shapes.isDrawing ? this.mode : "";
    button("draw").textContent = this.polygons.length ? "Rita en del" : "Rita gränsen";
    button("draw").setAttribute("aria-pressed", String(drawing === "Polygon"));
    button("cut").setAttribute("aria-pressed", String(drawing === "Cut"));
    button("cut").disabled = !this.polygons.length;
    button("remove").disabled = !(this.chosen && canLoseCorner(this.polygons, this.chosen));
    button("undo").disabled = !this.history.canUndo;
    button("redo").disabled = !this.history.canRedo;
  }

  pressed(event) {
    if (event.key === "Escape" && this.shapes.isDrawing) {
      event.preventDefault();
      this.shapes.stop();
      return;
    }
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.shiftKey) this.restore(this.history.redo(), "Gjort om.");
    else this.restore(this.history.undo(), "Ångrat.");
  }
}
