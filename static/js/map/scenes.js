/** The scenes on the map: outlines where they can be seen, signs where they are too small, rings round the chosen. */

import { element } from "../lib/dom.js";

const SMALLEST = 20; // pixels: an outline smaller than this is drawn as its sign
const SIGN = 24; // pixels: the sign's side, and so the least one has to hit

function polygon(geometry, options) {
  return L.polygon(L.GeoJSON.coordsToLatLngs(geometry.coordinates, 2), options);
}

class Item {
  constructor(entry, geometry, earlier) {
    const kind = entry.schematic ? "schematic" : "known";
    this.entry = entry;
    this.outline = polygon(geometry, { className: `shape shape--${entry.shape} shape--${kind}` });
    this.earlier = earlier ? polygon(earlier, { className: "shape-earlier", interactive: false }) : null;
    this.bounds = this.outline.getBounds();
    const icon = L.divIcon({ className: "sign", html: entry.mark.cloneNode(true), iconSize: [SIGN, SIGN] });
    this.sign = L.marker(this.bounds.getCenter(), {
      icon,
      keyboard: false,
      bubblingMouseEvents: true,
      riseOnHover: true,
    });
  }

  get layers() {
    return [this.outline, this.sign];
  }

  get all() {
    return this.earlier ? [...this.layers, this.earlier] : this.layers;
  }

  isSmallOn(map) {
    const a = map.latLngToLayerPoint(this.bounds.getNorthWest());
    const b = map.latLngToLayerPoint(this.bounds.getSouthEast());
    return Math.max(b.x - a.x, b.y - a.y) < SMALLEST;
  }
}

/** All scenes of the list on one map. `onChoose(entry)` is called when one is clicked. */
export class Scenes {
  constructor(map, onChoose) {
    this.map = map;
    this.onChoose = onChoose;
    this.items = new Map();
    this.kept = new Map(); // every item made so far: making one costs more than showing it
    this.group = L.layerGroup().addTo(map);
    this.rings = L.layerGroup().addTo(map);
    this.marked = { active: "", chosen: "" };
    map.on("zoomend", () => this.arrange());
  }

  /** Draw these entries and no others; `geometryOf(year, id)` gives an outline or undefined. */
  draw(entries, geometryOf) {
    const before = this.items;
    this.items = new Map();
    for (const entry of entries) {
      const item = this.made(entry, geometryOf);
      if (item) this.items.set(entry.id, item);
    }
    for (const [id, item] of before) {
      if (this.items.get(id) !== item) for (const layer of item.all) this.group.removeLayer(layer);
    }
    this.arrange();
  }

  /** Return the item of an entry, the one made before where it looks the same; undefined without an outline. */
  made(entry, geometryOf) {
    const key = [entry.id, entry.name, entry.shape, entry.schematic, entry.outlineYear, entry.earlierYear].join("|");
    if (!this.kept.has(key)) {
      const geometry = geometryOf(entry.outlineYear, entry.id);
      if (!geometry) return undefined;
      const item = new Item(entry, geometry, geometryOf(entry.earlierYear, entry.id));
      for (const layer of item.layers) this.listen(layer, item);
      this.kept.set(key, item);
    }
    const item = this.kept.get(key);
    item.entry = entry; // the list is another one each time
    return item;
  }

  listen(layer, item) {
    layer.on("click", () => this.onChoose(item.entry));
    layer.bindTooltip(element("span", {}, item.entry.name), { className: "sign-name", direction: "top", opacity: 1 });
  }

  /** Put each scene, or only those with these ids, on the map as outline or sign, by what the zoom leaves of it. */
  arrange(ids = this.items) {
    for (const [id, item] of this.items) {
      const small = item.isSmallOn(this.map);
      this.show(item.sign, small && ids.has(id));
      this.show(item.outline, !small && ids.has(id));
      if (item.earlier) this.show(item.earlier, !small && ids.has(id));
    }
    this.mark(this.marked);
  }

  show(layer, wanted) {
    if (wanted) this.group.addLayer(layer);
    else this.group.removeLayer(layer);
  }

  /** Ring the scene that the keyboard stands on and the one whose panel is open; ids, empty for none. */
  mark({ active = this.marked.active, chosen = this.marked.chosen }) {
    this.marked = { active, chosen };
    this.rings.clearLayers();
    for (const [id, item] of this.items) {
      const sign = item.sign.getElement();
      sign?.classList.toggle("sign--chosen", id === chosen);
      sign?.classList.toggle("sign--active", id === active);
      if (item.isSmallOn(this.map)) continue;
      if (id === chosen) this.ring(item, "chosen");
      if (id === active) this.ring(item, "active");
    }
  }

  ring(item, kind) {
    for (const part of ["outer", "inner"]) {
      const options = { pane: "rings", interactive: false, className: `ring ring--${kind} ring--${part}` };
      L.polygon(item.outline.getLatLngs(), options).addTo(this.rings);
    }
  }

  /** Move the map only if the scene can't be seen. */
  bringIntoView(id) {
    const item = this.items.get(id);
    if (!item || this.map.getBounds().pad(-0.1).contains(item.bounds.getCenter())) return;
    this.map.panTo(item.bounds.getCenter(), { animate: false });
  }

  /** Move close enough that the scene's outline is to be seen. */
  goTo(id) {
    const item = this.items.get(id);
    if (item) this.map.setView(item.bounds.getCenter(), Math.max(this.map.getZoom(), 14), { animate: false });
  }

  /** Move the map so that `box`, something that lies over it (in the window's pixels), does not hide the scene. */
  uncover(id, box) {
    const item = this.items.get(id);
    if (!item) return;
    const frame = this.map.getContainer().getBoundingClientRect();
    const { x, y } = this.map.latLngToContainerPoint(item.bounds.getCenter());
    const left = box.left - frame.left - SIGN;
    const top = box.top - frame.top - SIGN;
    if (x < left || y < top || x > box.right - frame.left + SIGN || y > box.bottom - frame.top + SIGN) return;
    const besides = left > top ? [x - left / 2, 0] : [0, y - top / 2];
    this.map.panBy(besides, { animate: false });
  }

  /** Zoom by whole steps; the scene that the keyboard stands on, or that is open, stays where it is. */
  zoomBy(steps) {
    const item = this.items.get(this.marked.active || this.marked.chosen);
    const around = item ? item.bounds.getCenter() : this.map.getCenter();
    this.map.setZoomAround(around, this.map.getZoom() + steps, { animate: false });
  }

  /** Show every scene; `maxZoom` keeps a single one from filling the map. */
  fitAll(maxZoom) {
    const bounds = L.latLngBounds([...this.items.values()].map((item) => item.bounds));
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [40, 40], maxZoom, animate: false });
  }

  /** Return the ids of the scenes that the view touches. */
  idsInView() {
    const view = this.map.getBounds();
    return new Set([...this.items].filter(([, item]) => view.intersects(item.bounds)).map(([id]) => id));
  }
}
