/** Small helpers for the page's elements. Text only ever enters the page as text. */

/** Return the first element inside `root` that matches, or null. */
export function find(selector, root = document) {
  return root.querySelector(selector);
}

/** Return all elements inside `root` that match, as an array. */
export function findAll(selector, root = document) {
  return [...root.querySelectorAll(selector)];
}

/** Return a new element with attributes and text. */
export function element(name, attributes = {}, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** Return what the server wrote with json_script under this id. */
export function serverData(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** Return a function that calls `act` once `milliseconds` have passed since its last call. */
export function afterPause(milliseconds, act) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...args), milliseconds);
  };
}
