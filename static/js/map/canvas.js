/** The Leaflet map itself: where it may go, its panes, its view as text. */

const COUNTY = [
  [58.65, 17.2],
  [60.3, 19.75],
];
const MAX_ZOOM = 17; // closer than this the map would be a guide to doors
const PANES = { land: 150, borders: 250, near: 380, rings: 390 };

/** Return a map in `element` that shows the county. Keys are the listbox's affair, not Leaflet's. */
export function makeMap(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    keyboard: false,
    zoomControl: false,
    attributionControl: false,
    minZoom: 7,
    maxZoom: MAX_ZOOM,
    zoomSnap: 0.5,
    maxBounds: L.latLngBounds(COUNTY).pad(0.4),
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
  });
  for (const [name, level] of Object.entries(PANES)) {
    const pane = map.createPane(name);
    pane.style.zIndex = level;
    pane.style.pointerEvents = "none";
  }
  map.fitBounds(COUNTY, { animate: false });
  return map;
}

/** Return the map's view as `lat,lon,zoom`. */
export function viewText(map) {
  const { lat, lng } = map.getCenter();
  return [lat.toFixed(4), lng.toFixed(4), Number(map.getZoom().toFixed(1))].join(",");
}

/** Show a view given as `lat,lon,zoom`; return whether it could be read. */
export function showView(map, text) {
  const [lat, lon, zoom] = (text || "").split(",").map(Number);
  if (![lat, lon, zoom].every(Number.isFinite)) return false;
  map.setView([lat, lon], zoom, { animate: false });
  return true;
}

/** Return the map's centre as [lon, lat] in degrees. */
export function centre(map) {
  const { lat, lng } = map.getCenter();
  return [lng, lat];
}
