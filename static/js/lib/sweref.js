/**
 * Between WGS 84 and SWEREF 99 TM (EPSG:3006): Gauss–Krüger on GRS 80, central meridian 15° E.
 * Lantmäteriet's formulas ("Gauss Conformal Projection"); exact to a millimetre within Sweden.
 */

const AXIS = 6378137;
const FLATTENING = 1 / 298.257222101;
const CENTRAL_MERIDIAN = 15;
const SCALE = 0.9996;
const FALSE_EASTING = 500000;

const E2 = FLATTENING * (2 - FLATTENING);
const N = FLATTENING / (2 - FLATTENING);
const RADIUS = (AXIS / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const CONFORMAL = [E2, (5 * E2 ** 2 - E2 ** 3) / 6, (104 * E2 ** 3 - 45 * E2 ** 4) / 120, (1237 * E2 ** 4) / 1260];
const SERIES = [
  N / 2 - (2 * N ** 2) / 3 + (5 * N ** 3) / 16 + (41 * N ** 4) / 180,
  (13 * N ** 2) / 48 - (3 * N ** 3) / 5 + (557 * N ** 4) / 1440,
  (61 * N ** 3) / 240 - (103 * N ** 4) / 140,
  (49561 * N ** 4) / 161280,
];
const INVERSE_SERIES = [
  N / 2 - (2 * N ** 2) / 3 + (37 * N ** 3) / 96 - N ** 4 / 360,
  N ** 2 / 48 + N ** 3 / 15 - (437 * N ** 4) / 1440,
  (17 * N ** 3) / 480 - (37 * N ** 4) / 840,
  (4397 * N ** 4) / 161280,
];
const GEODETIC = [
  E2 + E2 ** 2 + E2 ** 3 + E2 ** 4,
  -(7 * E2 ** 2 + 17 * E2 ** 3 + 30 * E2 ** 4) / 6,
  (224 * E2 ** 3 + 889 * E2 ** 4) / 120,
  -(4279 * E2 ** 4) / 1260,
];

function conformalLatitude(phi) {
  const sine2 = Math.sin(phi) ** 2;
  const [a, b, c, d] = CONFORMAL;
  return phi - Math.sin(phi) * Math.cos(phi) * (a + sine2 * (b + sine2 * (c + sine2 * d)));
}

/** Return [E, N] in metres for a longitude and latitude in degrees. */
export function toSweref([lon, lat]) {
  const phi = conformalLatitude((lat * Math.PI) / 180);
  const lambda = ((lon - CENTRAL_MERIDIAN) * Math.PI) / 180;
  const xi = Math.atan2(Math.tan(phi), Math.cos(lambda));
  const eta = Math.atanh(Math.cos(phi) * Math.sin(lambda));
  let north = xi;
  let east = eta;
  SERIES.forEach((factor, i) => {
    const k = 2 * (i + 1);
    north += factor * Math.sin(k * xi) * Math.cosh(k * eta);
    east += factor * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  return [FALSE_EASTING + SCALE * RADIUS * east, SCALE * RADIUS * north];
}

/** Return [lon, lat] in degrees for E and N in metres. */
export function toWgs84([e, n]) {
  const xi = n / (SCALE * RADIUS);
  const eta = (e - FALSE_EASTING) / (SCALE * RADIUS);
  let north = xi;
  let east = eta;
  INVERSE_SERIES.forEach((factor, i) => {
    const k = 2 * (i + 1);
    north -= factor * Math.sin(k * xi) * Math.cosh(k * eta);
    east -= factor * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const phi = Math.asin(Math.sin(north) / Math.cosh(east));
  const lambda = Math.atan2(Math.sinh(east), Math.cos(north));
  const sine2 = Math.sin(phi) ** 2;
  const [a, b, c, d] = GEODETIC;
  const latitude = phi + Math.sin(phi) * Math.cos(phi) * (a + sine2 * (b + sine2 * (c + sine2 * d)));
  return [CENTRAL_MERIDIAN + (lambda * 180) / Math.PI, (latitude * 180) / Math.PI];
}
