/**
 * An outline as the page handles it: polygons, each a list of rings (the first one outside, the others holes), each
 * ring a list of [lon, lat] in WGS 84 without the first corner again at the end.
 *
 * The functions that change one return another and leave the given one as it was. A corner's place is
 * { part, ring, index }.
 */

import { toSweref, toWgs84 } from "./sweref.js";

const DECIMALS = 8; // as the server writes them: a millimetre
const FEWEST = 3; // corners of a ring
const NEW_SIDE = 20; // metres: the side of a part that is added without drawing
const HOLE_SHARE = 0.1; // of the part's own size
const HEIGHTS = [0.5, 0.3, 0.7, 0.15, 0.85]; // where in a part room for a hole is looked for
const SHARES = [1, 0.5, 0.25]; // of the largest hole

const rounded = (degrees) => Number(degrees.toFixed(DECIMALS));

function openRing(ring) {
  const corners = ring.map(([lon, lat]) => [lon, lat]);
  const [first, last] = [corners[0], corners.at(-1)];
  return corners.length > 1 && first[0] === last[0] && first[1] === last[1] ? corners.slice(0, -1) : corners;
}

/** Return the polygons of a GeoJSON Polygon or MultiPolygon; none for null. */
export function polygonsOf(geometry) {
  if (!geometry) return [];
  const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return parts.map((rings) => rings.map(openRing));
}

/** Return the polygons of a field's text; throws where it is neither empty nor GeoJSON of areas. */
export function polygonsOfText(text) {
  return text.trim() ? polygonsOf(JSON.parse(text)) : [];
}

/** Return a GeoJSON MultiPolygon. */
export function geometryOf(polygons) {
  const closed = (ring) => [...ring, ring[0]].map((corner) => corner.map(rounded));
  return { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(closed)) };
}

/** Return what the form's field holds for the polygons: nothing for none. */
export function textOf(polygons) {
  return polygons.length ? JSON.stringify(geometryOf(polygons)) : "";
}

function ringArea(ring) {
  const corners = ring.map(toSweref);
  const [e0, n0] = corners[0];
  let twice = 0;
  corners.forEach(([e1, n1], i) => {
    const [e2, n2] = corners[(i + 1) % corners.length];
    twice += (e1 - e0) * (n2 - n0) - (e2 - e0) * (n1 - n0);
  });
  return Math.abs(twice) / 2;
}

/** Return the area in m², planar in SWEREF 99 TM as the server measures it; holes are left out. */
export function areaM2(polygons) {
  const areas = polygons.map(([outside, ...holes]) =>
    holes.reduce((sum, hole) => sum - ringArea(hole), ringArea(outside)),
  );
  return areas.reduce((sum, area) => sum + area, 0);
}

/** Return the corner at a place as [lon, lat], or undefined. */
export function cornerAt(polygons, { part, ring, index }) {
  return polygons[part]?.[ring]?.[index];
}

function changed(polygons, change) {
  const copy = structuredClone(polygons);
  change(copy);
  return copy;
}

/** Put a corner at [lon, lat]. */
export function withCorner(polygons, { part, ring, index }, position) {
  return changed(polygons, (copy) => {
    copy[part][ring][index] = position;
  });
}

/** Move a corner by metres east and north. */
export function withMovedCorner(polygons, at, [east, north]) {
  const [e, n] = toSweref(cornerAt(polygons, at));
  return withCorner(polygons, at, toWgs84([e + east, n + north]));
}

/** Add a corner half-way to the next one. */
export function withCornerAfter(polygons, { part, ring, index }) {
  return changed(polygons, (copy) => {
    const corners = copy[part][ring];
    const [lon1, lat1] = corners[index];
    const [lon2, lat2] = corners[(index + 1) % corners.length];
    corners.splice(index + 1, 0, [(lon1 + lon2) / 2, (lat1 + lat2) / 2]);
  });
}

/** Tell whether a ring has more corners than it needs. */
export function canLoseCorner(polygons, { part, ring }) {
  return (polygons[part]?.[ring]?.length ?? 0) > FEWEST;
}

/** Take a corner away; a ring keeps three. */
export function withoutCorner(polygons, { part, ring, index }) {
  if (!canLoseCorner(polygons, { part, ring })) return polygons;
  return changed(polygons, (copy) => copy[part][ring].splice(index, 1));
}

/** Take a whole part or one of its holes away: ring 0 is the part itself. */
export function withoutRing(polygons, { part, ring }) {
  return changed(polygons, (copy) => {
    if (ring === 0) copy.splice(part, 1);
    else copy[part].splice(ring, 1);
  });
}

function square([e, n], side) {
  const corners = [
    [e, n],
    [e + side, n],
    [e + side, n + side],
    [e, n + side],
  ];
  return corners.map(toWgs84);
}

/** Add a square of 20 m: east of what there is, or at `middle` ([lon, lat]) where there is nothing. */
export function withNewPart(polygons, middle) {
  const corners = polygons.flatMap(([outside]) => outside).map(toSweref);
  const [e, n] = toSweref(middle);
  const start = corners.length
    ? [Math.max(...corners.map(([east]) => east)) + NEW_SIDE, Math.min(...corners.map(([, north]) => north))]
    : [e - NEW_SIDE / 2, n - NEW_SIDE / 2];
  return [...polygons, [square(start, NEW_SIDE)]];
}

function isInside([e, n], ring) {
  let inside = false;
  ring.forEach(([e1, n1], i) => {
    const [e2, n2] = ring[(i + 1) % ring.length];
    if (n1 > n !== n2 > n && e < ((e2 - e1) * (n - n1)) / (n2 - n1) + e1) inside = !inside;
  });
  return inside;
}

/** Return the widest place inside the first ring and outside the others on one line of latitude, or undefined. */
function widestAt(n, rings) {
  const crossings = rings
    .flatMap((ring) =>
      ring.map(([e1, n1], i) => {
        const [e2, n2] = ring[(i + 1) % ring.length];
        return n1 > n !== n2 > n ? ((e2 - e1) * (n - n1)) / (n2 - n1) + e1 : null;
      }),
    )
    .filter((east) => east !== null)
    .sort((a, b) => a - b);
  const spans = crossings
    .slice(1)
    .map((east, i) => ({ at: [(crossings[i] + east) / 2, n], width: east - crossings[i] }));
  const within = spans.filter(({ at }) => rings.filter((ring) => isInside(at, ring)).length === 1);
  return within.sort((a, b) => b.width - a.width)[0];
}

/** Tell whether a square lies within the first ring and touches no other; all in metres. */
function hasRoom(corners, [outside, ...holes]) {
  const isFree = (corner) => isInside(corner, outside) && !holes.some((hole) => isInside(corner, hole));
  return corners.every(isFree) && ![outside, ...holes].flat().some((corner) => isInside(corner, corners));
}

/** Add a small square hole inside a part; the polygons as they were where there is no room. */
export function withNewHole(polygons, part) {
  const rings = polygons[part].map((ring) => ring.map(toSweref));
  const norths = rings[0].map(([, n]) => n);
  const [south, north] = [Math.min(...norths), Math.max(...norths)];
  const largest = Math.sqrt(ringArea(polygons[part][0])) * HOLE_SHARE;
  for (const height of HEIGHTS) {
    const place = widestAt(south + (north - south) * height, rings);
    for (const share of place ? SHARES : []) {
      const side = Math.min(place.width / 3, largest) * share;
      const corners = square([place.at[0] - side / 2, place.at[1] - side / 2], side);
      if (hasRoom(corners.map(toSweref), rings)) return changed(polygons, (copy) => copy[part].push(corners));
    }
  }
  return polygons;
}
