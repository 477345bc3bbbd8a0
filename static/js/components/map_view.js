/** The map with its list, keys and panel: what the front page and the embedded map have in common. */

import { find } from "../lib/dom.js";
import { geojson } from "../lib/fetched.js";
import { addTiles, Municipalities } from "../map/background.js";
import { centre, makeMap, showView, viewText } from "../map/canvas.js";
import { Reach } from "../map/reach.js";
import { Scenes } from "../map/scenes.js";
import { readEntries, yearsNeeded } from "./entries.js";
import { listenForInView, showInView } from "./in_view.js";
import { MapKeyboard } from "./keyboard.js";
import { Panel } from "./panel.js";

const NARROW = "(max-width: 60rem)";
const CLOSE_ENOUGH = 12; // zoom: no closer when showing a selection
const WHOLE_COUNTY = 10; // zoom: no closer when nothing is filtered

/** `settings` is the server's; `onChosen(slug)` is told which scene is open, empty for none. */
export class MapView {
  constructor(settings, onChosen) {
    this.settings = settings;
    this.onChosen = onChosen;
    this.entries = [];
    this.chosen = "";
    this.opener = null; // what had the focus before the panel took it
    this.isBusy = () => false; // while a point is being picked, a click chooses no scene
    find(".overview")?.remove();
    this.map = makeMap(find("[data-canvas]"));
    this.reach = new Reach(this.map);
    this.scenes = new Scenes(this.map, (entry) => this.isBusy() || this.choose(entry, false));
    this.panel = new Panel(() => this.closePanel());
    this.keyboard = new MapKeyboard(find("[data-map]"), {
      move: (entry) => this.moveTo(entry),
      open: (entry) => this.choose(entry, true),
      close: () => this.closePanel(),
      leave: () => find("#lista").focus(),
      zoom: (step) => this.scenes.zoomBy(step),
    });
    this.listen();
  }

  listen() {
    find("[data-map-buttons]").hidden = false;
    find("[data-map-buttons]").addEventListener("click", (event) => this.zoom(event.target.closest("button")));
    document.addEventListener("click", (event) => this.listClicked(event));
    find("[data-legend]").open = !matchMedia(NARROW).matches;
    this.map.on("moveend", () => this.countView());
    listenForInView(() => this.countView());
    window.addEventListener("beforeprint", () => this.map.invalidateSize({ animate: false }));
    window.addEventListener("afterprint", () => this.map.invalidateSize({ animate: false }));
  }

  /** Fetch the ground and draw the list; `shown` is `lat,lon,zoom` or empty for all scenes. */
  async start({ shown, isWhole }) {
    addTiles(this.map, this.settings.tiles, () => this.trouble("tiles"));
    this.drawGround();
    await this.redraw({ fit: !showView(this.map, shown), isWhole });
    const entry = this.entries.find((known) => known.id === this.settings.chosen);
    if (entry) this.choose(entry, false);
  }

  async drawGround() {
    try {
      this.ground = new Municipalities(this.map, await geojson(this.settings.municipalities));
      this.ground.bringOut(this.municipality ?? "");
    } catch {
      this.trouble("scenes");
    }
  }

  /** Draw what the list says now. */
  async redraw({ fit, isWhole }) {
    this.entries = readEntries();
    const entries = this.entries;
    const outlines = await this.outlines(yearsNeeded(entries));
    if (entries !== this.entries) return; // a newer list has come meanwhile
    this.scenes.draw(entries, (year, id) => outlines.get(`${year} ${id}`));
    if (fit) this.scenes.fitAll(isWhole ? WHOLE_COUNTY : CLOSE_ENOUGH);
    const stillThere = entries.some((entry) => entry.id === this.chosen);
    if (this.chosen && !stillThere) this.closePanel();
    this.keyboard.offer(
      entries.filter((entry) => this.scenes.items.has(entry.id)),
      this.chosen,
    );
    this.scenes.mark({ active: "", chosen: this.chosen });
    this.countView();
  }

  /** Show only the listed scenes with these ids, until the list is another one. */
  narrow(ids) {
    for (const entry of this.entries) entry.item.hidden = !ids.has(entry.id);
    this.scenes.arrange(ids);
  }

  async outlines(years) {
    try {
      const collections = await Promise.all(years.map((year) => this.collection(year)));
      const pairs = collections.flatMap(({ features }, i) => features.map((f) => [`${years[i]} ${f.id}`, f.geometry]));
      return new Map(pairs);
    } catch {
      this.trouble("scenes");
      return new Map();
    }
  }

  /** Promise the open scenes of a year. */
  collection(year) {
    return geojson(this.settings.scenes.replace("{year}", year));
  }

  /** Bring out a municipality's ground by its slug. */
  bringOut(slug) {
    this.municipality = slug;
    this.ground?.bringOut(slug);
  }

  /** Open a scene's panel; `takeFocus` moves the focus there until it is closed. */
  choose(entry, takeFocus) {
    if (takeFocus) this.opener = document.activeElement;
    this.chosen = entry.id;
    this.keyboard.select(entry.id);
    this.scenes.bringIntoView(entry.id);
    this.scenes.mark({ active: "", chosen: entry.id });
    this.panel.open(entry, takeFocus);
    this.scenes.uncover(entry.id, this.panel.root.getBoundingClientRect());
    this.onChosen(entry.slug);
  }

  /** Close the panel; return whether it was open. The focus goes back to where the panel was opened from. */
  closePanel() {
    const hadFocus = this.panel.root.contains(document.activeElement);
    const wasOpen = this.panel.close();
    if (wasOpen) {
      this.chosen = "";
      this.keyboard.select("");
      this.scenes.mark({ chosen: "" });
      this.onChosen("");
    }
    if (hadFocus) (this.opener?.isConnected ? this.opener : find("[data-map]")).focus();
    return wasOpen;
  }

  moveTo(entry) {
    this.scenes.mark({ active: entry?.id ?? "" });
    if (entry) this.scenes.bringIntoView(entry.id);
  }

  listClicked(event) {
    const link = event.target.closest("[data-show]");
    if (!link) return;
    const entry = this.entries.find((known) => known.item.contains(link));
    if (!entry || !this.scenes.items.has(entry.id)) return;
    event.preventDefault();
    this.scenes.goTo(entry.id);
    this.choose(entry, true);
  }

  zoom(button) {
    const kind = button?.dataset.zoom;
    if (kind === "in") this.scenes.zoomBy(1);
    if (kind === "out") this.scenes.zoomBy(-1);
    if (kind === "all") this.scenes.fitAll(CLOSE_ENOUGH);
  }

  countView() {
    showInView(this.entries, this.scenes.idsInView());
  }

  trouble(kind) {
    find(`[data-trouble=${kind}]`).hidden = false;
  }

  get viewText() {
    return viewText(this.map);
  }

  /** Return the map's middle as [lon, lat]. */
  get centre() {
    return centre(this.map);
  }
}
