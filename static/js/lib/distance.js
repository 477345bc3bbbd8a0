/** Planar distance in metres, in SWEREF 99 TM, from a point to outlines given in WGS 84. */

import { toSweref } from "./sweref.js";

function metresToSegment([x, y], [ax, ay], [bx, by]) {
  const dx = bx - ax;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

function crosses([x, y], [ax, ay], [bx, by]) {
  return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
}

/** A point inside an odd number of rings is inside: holes count as outside. */
function metresToPolygon(point, rings) {
  let inside = false;
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      if (crosses(point, ring[i - 1], ring[i])) inside = !inside;
      nearest = Math.min(nearest, metresToSegment(point, ring[i - 1], ring[i]));
    }
  }
  return inside ? 0 : nearest;
}

/** Return metres from [lon, lat] to a GeoJSON MultiPolygon's nearest point; 0 inside it, Infinity without one. */
export function metresTo(lonLat, geometry) {
  if (!geometry) return Number.POSITIVE_INFINITY;
  const point = toSweref(lonLat);
  const polygons = geometry.coordinates.map((rings) => rings.map((ring) => ring.map(toSweref)));
  return Math.min(...polygons.map((rings) => metresToPolygon(point, rings)));
}
