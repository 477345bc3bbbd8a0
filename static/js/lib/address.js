/** Query strings: the page's question as it stands in the address. */

const WHERE = ["kommun", "stadsdelsomrade", "lokalpolisomrade", "q"]; // what narrows the map to a part of the county

function written(parameters) {
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/** Return the query string without these parameters. */
export function without(search, names) {
  const parameters = new URLSearchParams(search);
  for (const name of names) parameters.delete(name);
  return written(parameters);
}

/** Return the query string with these parameters; empty values are left out. */
export function withParameters(search, more) {
  const parameters = new URLSearchParams(search);
  for (const [name, value] of Object.entries(more)) {
    if (value) parameters.set(name, value);
  }
  return written(parameters);
}

/** Return what part of the county is asked for, as one text; empty for the whole. */
export function partOf(search) {
  const parameters = new URLSearchParams(search);
  return WHERE.map((name) => parameters.get(name) ?? "")
    .join(" ")
    .trim();
}
