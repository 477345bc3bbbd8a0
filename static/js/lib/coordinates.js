/** Coordinates as people read and write them: WGS 84 in degrees, SWEREF 99 TM in metres. */

import { toSweref, toWgs84 } from "./sweref.js";

/** The systems by key: words for the two axes (north first), decimals, and Sweden's bounds with some sea. */
export const SYSTEMS = {
  sweref: {
    axes: ["N", "E"],
    names: ["nord i meter", "öst i meter"],
    decimals: 2,
    bounds: [
      [6_090_000, 7_720_000],
      [180_000, 960_000],
    ],
    example: ["6581086", "674266"],
    of: (position) => toSweref(position).reverse(),
    from: ([n, e]) => toWgs84([e, n]),
  },
  wgs84: {
    axes: ["Lat", "Lon"],
    names: ["latitud i grader", "longitud i grader"],
    decimals: 7,
    bounds: [
      [54.5, 69.5],
      [10, 25],
    ],
    example: ["59.3325", "18.0640"],
    of: ([lon, lat]) => [lat, lon],
    from: ([lat, lon]) => [lon, lat],
  },
};

/** Return the two texts, north first, of a [lon, lat] in a system. */
export function textsOf(position, system) {
  return system.of(position).map((value) => value.toFixed(system.decimals));
}

/** Return the number a text stands for on an axis (0 north, 1 east), or null: comma or point, spaces between figures. */
export function numberOf(text, system, axis) {
  const plain = text.replace(/[\s\u00a0]/g, "").replace(",", ".");
  const value = plain ? Number(plain) : Number.NaN;
  const [least, most] = system.bounds[axis];
  return value >= least && value <= most ? value : null;
}

/** Return the [lon, lat] with one axis (0 north, 1 east) set to a value of the system; the other stays as it was. */
export function withAxis(position, system, axis, value) {
  const values = system.of(position);
  values[axis] = value;
  return system.from(values);
}
