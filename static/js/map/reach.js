/** A point on the map with the circle that lies within a distance of it. */

/** Shows one point at a time. */
export class Reach {
  constructor(map) {
    this.map = map;
    this.group = L.layerGroup().addTo(map);
  }

  /** Draw [lon, lat] with its circle; the map is not moved, so that no view tells where the point is. */
  show([lon, lat], metres) {
    this.clear();
    const options = { pane: "near", interactive: false };
    L.circle([lat, lon], { ...options, radius: metres, className: "reach" }).addTo(this.group);
    L.circleMarker([lat, lon], { ...options, radius: 5, className: "reach-point" }).addTo(this.group);
  }

  /** Take the point away. */
  clear() {
    this.group.clearLayers();
  }

  /** Call `act` with [lon, lat] of the next click; return a function that calls it off. */
  onNextClick(act) {
    const listen = (event) => act([event.latlng.lng, event.latlng.lat]);
    this.map.once("click", listen);
    this.map.getContainer().classList.add("is-picking");
    return () => {
      this.map.off("click", listen);
      this.map.getContainer().classList.remove("is-picking");
    };
  }
}
