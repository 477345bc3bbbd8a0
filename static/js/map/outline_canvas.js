/** The map that an outline is drawn on: the ground, earlier outlines, the round's other scenes. Only our own tiles. */

import { element } from "../lib/dom.js";

const COUNTY = [
  [58.65, 17.2],
  [60.3, 19.75],
];
const MAX_ZOOM = 20;
const MOST_FITTED = 18; // zoom: no closer when an outline is shown whole
const PANES = { land: 150, ghosts: 350, problem: 640 };
const SIDES = [
  (bounds) => bounds.getNorthWest(),
  (bounds) => bounds.getNorthEast(),
  (bounds) => bounds.getSouthEast(),
  (bounds) => bounds.getSouthWest(),
];

function latLngs(geometry) {
  return L.GeoJSON.coordsToLatLngs(geometry.coordinates, geometry.type === "Polygon" ? 1 : 2);
}

function corners(geometry) {
  return latLngs(geometry).flat(Infinity);
}

/** Return the corner of a geometry that lies nearest to a corner of its box. */
function nearestTo(point, geometry) {
  return corners(geometry).reduce((best, corner) =>
    corner.distanceTo(point) < best.distanceTo(point) ? corner : best,
  );
}

/** A Leaflet map in `frame`; `settings` are the server's. */
export class OutlineCanvas {
  constructor(frame, settings) {
    this.settings = settings;
    // The drawing's handles are no stops for the keyboard: the list of corners is the same without a mouse.
    L.Marker.mergeOptions({ keyboard: false });
    this.map = this.makeMap(frame);
    this.addTiles(settings.tiles);
    this.addMunicipality(settings.municipality);
    for (const neighbour of settings.neighbours) this.addNeighbour(neighbour);
    for (const [i, ghost] of settings.ghosts.entries()) this.addGhost(ghost, i);
    this.problem = L.layerGroup().addTo(this.map);
    new ResizeObserver(() => this.resized()).observe(frame);
  }

  makeMap(frame) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(frame, {
      zoomControl: false,
      attributionControl: false,
      minZoom: 7,
      maxZoom: MAX_ZOOM,
      zoomSnap: 0.5,
      maxBounds: L.latLngBounds(COUNTY).pad(0.6),
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      markerZoomAnimation: !calm,
      inertia: !calm,
      doubleClickZoom: false, // two corners set in a hurry are no double click
    });
    for (const [name, level] of Object.entries(PANES)) {
      const pane = map.createPane(name);
      pane.style.zIndex = level;
      pane.style.pointerEvents = "none";
    }
    map.getPane("mapPane").setAttribute("aria-hidden", "true");
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    map.fitBounds(COUNTY, { animate: false });
    return map;
  }

  addTiles({ url, attribution }) {
    if (!url) return;
    L.tileLayer(url, { maxZoom: MAX_ZOOM, opacity: 0.75, className: "tiles" }).addTo(this.map);
    if (attribution) L.control.attribution({ prefix: false }).addAttribution(attribution).addTo(this.map);
  }

  addMunicipality(geometry) {
    if (!geometry) return;
    const options = { pane: "land", interactive: false, className: "outline-land", pmIgnore: true, snapIgnore: true };
    this.land = L.polygon(latLngs(geometry), options).addTo(this.map);
  }

  addNeighbour({ name, geojson }) {
    // Not to be edited, but to be snapped to.
    const options = { className: "outline-neighbour", interactive: false, pmIgnore: true, snapIgnore: false };
    const layer = L.polygon(latLngs(geojson), options).addTo(this.map);
    const text = element("span", {}, name);
    layer.bindTooltip(text, { permanent: true, direction: "center", className: "outline-name", opacity: 1 });
  }

  addGhost({ year, geojson }, i) {
    const options = { pane: "ghosts", interactive: false, pmIgnore: true, snapIgnore: true };
    const layer = L.polygon(latLngs(geojson), {
      ...options,
      className: `outline-ghost outline-ghost--${i ? "old" : "last"}`,
    });
    layer.addTo(this.map);
    const side = SIDES[i % SIDES.length](layer.getBounds());
    const label = L.tooltip({
      permanent: true,
      direction: i % 2 ? "right" : "left",
      className: "outline-year",
      opacity: 1,
    });
    label
      .setLatLng(nearestTo(side, geojson))
      .setContent(element("span", {}, String(year)))
      .addTo(this.map);
  }

  /** Show the whole of these polygons (lon, lat), or else what else there is to see. */
  fit(polygons) {
    this.fitted = polygons;
    const own = polygons.flat(2).map(([lon, lat]) => [lat, lon]);
    const ghosts = this.settings.ghosts.flatMap(({ geojson }) => corners(geojson));
    const bounds = L.latLngBounds(own.length ? own : ghosts);
    if (bounds.isValid()) this.map.fitBounds(bounds.pad(0.35), { animate: false, maxZoom: MOST_FITTED });
    else this.map.fitBounds(this.land?.getBounds() ?? COUNTY, { animate: false });
  }

  /** A map that was made while it could not be seen has to be told when it can. */
  resized() {
    const hadNoSize = !this.map.getSize().x;
    this.map.invalidateSize({ animate: false });
    if (hadNoSize && this.fitted) this.fit(this.fitted);
  }

  /** Mark the [lon, lat] where something is wrong, and bring it into view; null takes the mark away. */
  showProblem(point) {
    this.problem.clearLayers();
    if (!point) return;
    const [lon, lat] = point;
    const icon = L.divIcon({ className: "outline-problem", html: element("span", {}, "!"), iconSize: [0, 0] });
    L.marker([lat, lon], { icon, pane: "problem", interactive: false, pmIgnore: true, snapIgnore: true }).addTo(
      this.problem,
    );
    if (!this.map.getBounds().contains([lat, lon])) this.map.panTo([lat, lon], { animate: false });
  }

  /** Return the map's middle as [lon, lat]. */
  get middle() {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat];
  }

  /** Zoom by whole steps. */
  zoomBy(steps) {
    this.map.setZoom(this.map.getZoom() + steps, { animate: false });
  }
}
