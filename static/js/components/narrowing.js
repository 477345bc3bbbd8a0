/** A choice of areas answered at once from the list that is there; the server's words follow it. */

const KIND_OF = new Map([
  ["kommun", "municipality"],
  ["stadsdelsomrade", "city_district"],
  ["lokalpolisomrade", "police_area"],
]);

/**
 * Return the ids of the listed scenes that a new question asks for; null where the list may lack some of them,
 * because it does not only choose further areas. `before` and `after` are query strings.
 */
export function narrowed(entries, before, after) {
  const [old, wanted] = [before, after].map((search) => new URLSearchParams(search));
  for (const name of new Set([...old.keys(), ...wanted.keys()])) {
    const [was, is] = [old.get(name), wanted.get(name)];
    if (was !== is && !(KIND_OF.has(name) && !was)) return null;
  }
  const areas = [...wanted].filter(([name]) => KIND_OF.has(name)).map(([name, slug]) => `${KIND_OF.get(name)}:${slug}`);
  const chosen = entries.filter((entry) => areas.every((area) => entry.areas.includes(area)));
  return new Set(chosen.map((entry) => entry.id));
}
