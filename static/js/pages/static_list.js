/** The list of a static copy: filter, search and order by the address, in the browser. */

import { answer, sayUnknown } from "../components/static_pages.js";
import { find } from "../lib/dom.js";
import { makePagesBy, page } from "../lib/fetched.js";

const DEFAULTS = { status: "open", sortera: "namn" };
const form = find(".filter__form");
const newest = form.elements.ar.options[0].value;
let latest = 0;

makePagesBy(answer);
find("#list-sentence").setAttribute("role", "status");
if (location.search) show();

/** Bring the page in line with its address. */
async function show() {
  latest += 1;
  const mine = latest;
  try {
    const other = (await page(location.pathname + location.search)).cloneNode(true);
    if (mine === latest) takeOver(other);
  } catch {
    sayUnknown();
  }
}

function takeOver(other) {
  find("#list-sentence").textContent = find("#list-sentence", other).textContent;
  find("[data-list]").replaceWith(document.adoptNode(find("[data-list]", other)));
  find(".site-header__language").href = find(".site-header__language", other).href;
  document.title = other.title;
  for (const control of form.elements) {
    if (control.name) control.value = valueIn(other, control.name);
  }
}

function valueIn(other, name) {
  return find(`.filter__form [name=${name}]`, other).value;
}

function go(search) {
  history.pushState(null, "", location.pathname.replace(/[^/]*$/, "") + search);
  show();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = [...new FormData(form)].filter(
    ([name, value]) => value && value !== (name === "ar" ? newest : DEFAULTS[name]),
  );
  const text = new URLSearchParams(asked).toString();
  go(text ? `?${text}` : "");
});
document.addEventListener("click", (event) => {
  const link = event.target.closest(".table__sort, .filter__actions a, [data-list] .note a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(new URL(link.href).search);
});
window.addEventListener("popstate", show);
