/** What lies under the scenes: the municipalities as our own ground, and street tiles where there are any. */

import { element } from "../lib/dom.js";

const NAME_WIDTH = 8; // pixels a letter, about

/** The municipalities: filled below the tiles, outlined above them, named while no tile is to be seen. */
export class Municipalities {
  constructor(map, collection) {
    this.map = map;
    this.land = L.geoJSON(collection, { pane: "land", interactive: false, className: "land" }).addTo(map);
    this.borders = L.geoJSON(collection, { pane: "borders", interactive: false, className: "border" }).addTo(map);
    this.names = L.layerGroup().addTo(map);
    map.on("zoomend", () => this.nameThem());
    this.nameThem();
  }

  /** Write the names that have room inside their outline. */
  nameThem() {
    this.names.clearLayers();
    this.land.eachLayer((layer) => {
      const name = layer.feature.properties.name;
      const bounds = layer.getBounds();
      const west = this.map.latLngToLayerPoint(bounds.getSouthWest()).x;
      const east = this.map.latLngToLayerPoint(bounds.getNorthEast()).x;
      if (east - west < name.length * NAME_WIDTH) return;
      const icon = L.divIcon({ className: "land-name", html: element("span", {}, name), iconSize: [0, 0] });
      L.marker(bounds.getCenter(), { icon, pane: "borders", interactive: false, keyboard: false }).addTo(this.names);
    });
  }

  /** Bring out one municipality by its slug; an empty slug brings out none. */
  bringOut(slug) {
    for (const layer of this.land.getLayers()) {
      layer.getElement()?.classList.toggle("land--chosen", layer.feature.properties.slug === slug);
    }
  }
}

/** Add street tiles; `onTrouble` is called once if none can be fetched. Without an address nothing is asked for. */
export function addTiles(map, url, onTrouble) {
  if (!url) return;
  let loaded = false;
  let told = false;
  const tiles = L.tileLayer(url, {
    maxZoom: 17,
    className: "tiles",
    opacity: 0.7, // the streets are there to find one's way by, not to be looked at
    referrerPolicy: "strict-origin-when-cross-origin",
  });
  tiles.on("tileload", () => {
    loaded = true;
    map.getContainer().classList.add("has-tiles");
  });
  tiles.on("tileerror", () => {
    if (loaded || told) return;
    told = true;
    onTrouble();
  });
  tiles.addTo(map);
}
