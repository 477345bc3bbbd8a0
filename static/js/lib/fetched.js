/** What has been fetched from our own server, kept for as long as the page is open. */

const kept = new Map();

async function fetchText(address, accept) {
  const response = await fetch(address, { headers: { Accept: accept }, credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.text();
}

function keep(address, make) {
  if (!kept.has(address)) {
    const promise = make();
    // A failure is not kept: the next one who asks tries again.
    promise.catch(() => kept.delete(address));
    kept.set(address, promise);
  }
  return kept.get(address);
}

/** Return a promise of a GeoJSON FeatureCollection (WGS 84, lon/lat). */
export function geojson(address) {
  return keep(address, async () => JSON.parse(await fetchText(address, "application/geo+json")));
}

async function fetchPage(address) {
  return new DOMParser().parseFromString(await fetchText(address, "text/html"), "text/html");
}

let makePage = fetchPage;

/** Return a promise of a page of this site as a document of its own; nothing in it runs. */
export function page(address) {
  return keep(address, () => makePage(address));
}

/** Let `make(address, fetchPage)` promise the pages from here on: on a static copy no server answers a question. */
export function makePagesBy(make) {
  makePage = (address) => make(address, fetchPage);
}
