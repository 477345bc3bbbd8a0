/** The outline on the map, one layer a part, edited with Geoman. Corners are placed as in lib/outline.js. */

const DRAWING = {
  snappable: true,
  snapDistance: 12,
  allowSelfIntersection: true, // the server says where it crosses, and offers a repair
  templineStyle: { className: "outline-draft" },
  hintlineStyle: { className: "outline-draft outline-draft--hint" },
  pathOptions: { className: "outline-shape" },
};
const EDITING = {
  snappable: true,
  snapDistance: 12,
  allowSelfIntersection: true,
  removeLayerBelowMinVertexCount: false,
};

const toLatLngs = (rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon]));
const toRings = (rings) => rings.filter((ring) => ring.length).map((ring) => ring.map(({ lng, lat }) => [lng, lat]));

/** Return the polygons of a layer, which Geoman may have made one of several parts. */
function polygonsOfLayer(layer) {
  const given = layer.getLatLngs();
  const parts = Array.isArray(given[0]?.[0]) ? given : [given];
  return parts.map(toRings).filter((rings) => rings.length);
}

/**
 * `on` holds the acts: changed(polygons) after an edit, moving(polygons) while a corner is dragged,
 * chosen(at) when a corner is clicked, stopped() when drawing ends.
 */
export class OutlineShapes {
  constructor(map, isEditable, on) {
    this.map = map;
    this.on = on;
    this.isEditable = isEditable;
    this.layers = [];
    this.cuts = new Map();
    this.group = L.featureGroup().addTo(map);
    this.mark = L.circleMarker([0, 0], {
      radius: 13,
      interactive: false,
      className: "outline-mark",
      pmIgnore: true,
      snapIgnore: true,
    });
    if (!isEditable) return;
    map.pm.setLang("sv");
    map.on("pm:create", (event) => this.drawn(event));
    map.on("pm:cut", (event) => this.cut(event));
    map.on("pm:drawend", () => this.ended());
  }

  /** Draw these polygons instead of what is there. */
  show(polygons) {
    this.group.clearLayers();
    this.unmark();
    this.layers = polygons.map((rings, part) => this.addLayer(rings, part));
    this.enable();
  }

  addLayer(rings, part) {
    const layer = L.polygon(toLatLngs(rings), { className: "outline-shape", interactive: this.isEditable });
    layer.on("pm:edit", () => this.on.changed(this.polygons));
    layer.on("pm:change", () => this.on.moving(this.polygons));
    layer.on("pm:vertexclick", ({ indexPath }) => {
      // A point between two corners has no place yet: the click makes it a corner.
      if (indexPath) this.choose({ part, ring: indexPath[0], index: indexPath[1] });
    });
    return layer.addTo(this.group);
  }

  get polygons() {
    return this.layers.flatMap(polygonsOfLayer);
  }

  enable() {
    if (!this.isEditable) return;
    for (const layer of this.layers) layer.pm.enable(EDITING);
  }

  choose(at) {
    this.markCorner(at);
    this.on.chosen(at);
  }

  /** Ring the corner at a place, or none. */
  markCorner(at) {
    const latLng = at && this.layers[at.part]?.getLatLngs()[at.ring]?.[at.index];
    if (!latLng) {
      this.unmark();
      return;
    }
    this.mark.setLatLng(latLng).addTo(this.map);
    if (!this.map.getBounds().contains(latLng)) this.map.panTo(latLng, { animate: false });
  }

  unmark() {
    this.mark.remove();
  }

  /** Start drawing: "Polygon" is a new part, "Cut" takes away what it encloses. */
  start(mode) {
    this.stop();
    this.unmark();
    for (const layer of this.layers) layer.pm.disable();
    this.map.pm.enableDraw(mode, DRAWING);
  }

  /** Stop drawing; what is not finished is gone. */
  stop() {
    if (this.isDrawing) this.map.pm.disableDraw();
  }

  get isDrawing() {
    return this.isEditable && this.map.pm.globalDrawModeEnabled();
  }

  ended() {
    this.enable();
    this.on.stopped();
  }

  drawn({ layer, shape }) {
    layer.remove();
    if (shape !== "Polygon") return;
    this.on.changed([...this.polygons, ...polygonsOfLayer(layer)], true);
  }

  /** A cut may go through several parts: all are taken together, once Geoman is done. */
  cut({ layer, originalLayer }) {
    if (!this.cuts.size) queueMicrotask(() => this.cutAll());
    this.cuts.set(originalLayer, layer);
  }

  cutAll() {
    const polygons = this.layers.flatMap((layer) => {
      const left = this.cuts.get(layer);
      if (left) left.remove();
      return left?.getLatLngs ? polygonsOfLayer(left) : left ? [] : polygonsOfLayer(layer);
    });
    this.cuts.clear();
    this.on.changed(polygons, true);
  }
}
