/** On a static copy: the page that the server would write for a question, made of the file for its year and status. */

import { find, findAll } from "../lib/dom.js";

const KIND_OF = new Map([
  ["kommun", "municipality"],
  ["stadsdelsomrade", "city_district"],
  ["lokalpolisomrade", "police_area"],
]);
const ARROW = { ascending: "M5 1 9 8H1Z", descending: "M5 9 1 2H9Z" };
const LAST_PART = /[^/]*$/;
const swedish = new Intl.Collator("sv");

/** Promise the page for an address; `fetchPage(address)` promises a file as a document. */
export async function answer(address, fetchPage) {
  const url = new URL(address, location.href);
  const asked = url.searchParams;
  const page = await fetchPage(url.pathname.replace(LAST_PART, "") + fileName(asked));
  fillForm(page, asked);
  turnLanguageLink(page, url);
  const items = findAll("[data-place], [data-row]", page);
  const kept = items.filter((item) => isAsked(item, asked));
  if (kept.length < items.length) narrow(page, items, kept);
  const table = find("[data-list] table", page);
  if (table) sort(table, asked);
  return page;
}

/** Return the name of the file for the question's year, status and comparison, as the export wrote it. */
function fileName(asked) {
  const form = find("[data-filter] form, .filter__form");
  const year = asked.get("ar") || (form ? newestYear(form) : "");
  const other = asked.get("jamfor");
  if (!year) return "";
  return `urval-${year}-${other && other !== year ? `jamfor-${other}` : asked.get("status") || "open"}.html`;
}

function newestYear(form) {
  return form.elements.ar.options[0].value;
}

function folded(text) {
  return text.normalize("NFC").toLocaleLowerCase("sv").split(/\s+/).filter(Boolean).join(" ");
}

function isAsked(item, asked) {
  const areas = item.dataset.areas.split(" ");
  for (const [name, kind] of KIND_OF) {
    if (asked.get(name) && !areas.includes(`${kind}:${asked.get(name)}`)) return false;
  }
  const text = folded(asked.get("q") ?? "");
  return !text || item.dataset.names.split("\n").some((name) => folded(name).includes(text));
}

/** Leave the kept items alone in the page, and say how many they are. */
function narrow(page, items, kept) {
  const words = find("[data-static-words]", page);
  const isExample = (item) => item.hasAttribute("data-example") || find(".tag--example", item);
  const examples = kept.filter(isExample).length;
  const said = words.dataset.narrowed.replace("[shown]", kept.length).replace("[all]", items.length);
  const more = examples ? ` ${words.dataset.examples.replace("[count]", examples)}` : "";
  find("[data-sentence], #list-sentence", page).textContent = said + more;
  for (const item of items) if (!kept.includes(item)) item.remove();
  for (const heading of findAll(".map-list__group", page)) {
    const count = heading.nextElementSibling.children.length;
    find(".muted", heading).textContent = `(${count})`;
    if (!count) heading.hidden = true;
  }
  // Figures of the whole list would be wrong of a part of it.
  for (const figure of findAll(".map-list__figures, .map-list__more", page)) figure.remove();
  if (!kept.length) find("[data-list] table, .places", page)?.replaceWith(words.content.cloneNode(true));
}

function fillForm(page, asked) {
  for (const control of findAll(".filter__form input, .filter__form select", page)) {
    const value = asked.get(control.name) ?? "";
    if (control.tagName === "INPUT") control.setAttribute("value", value);
    else if (value) for (const option of control.options) option.toggleAttribute("selected", option.value === value);
  }
}

function turnLanguageLink(page, url) {
  const link = find(".site-header__language", page);
  if (link)
    link.setAttribute("href", new URL(link.getAttribute("href"), url).pathname.replace(LAST_PART, "") + url.search);
}

const VALUES = {
  namn: (row) => row.dataset.names.split("\n")[0],
  kommun: (row) => cellText(row, 1),
  stadsdelsomrade: (row) => cellText(row, 2),
  lokalpolisomrade: (row) => cellText(row, 3),
  status: (row) => (row.hasAttribute("data-open") ? 0 : 1),
  yta: (row) => (row.dataset.areaM2 ? Number(row.dataset.areaM2) : null),
};

function cellText(row, index) {
  return row.cells[index].textContent.trim() || null;
}

/** Put the rows in the order asked for, equal ones as they stood; what has no value stands last either way. */
function sort(table, asked) {
  const order = asked.get("sortera") || "namn";
  const key = order.replace(/^-/, "");
  const direction = order.startsWith("-") ? -1 : 1;
  if (!(key in VALUES)) return;
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, value: VALUES[key](row) }));
  const valued = rows.filter(({ value }) => value !== null);
  if (order !== "namn") valued.sort((a, b) => direction * compared(a.value, b.value));
  const without = rows.filter(({ value }) => value === null);
  table.tBodies[0].append(...[...valued, ...without].map(({ row }) => row));
  markHeadings(table, asked, key, direction);
}

function compared(a, b) {
  return typeof a === "number" ? a - b : swedish.compare(a, b);
}

function markHeadings(table, asked, sorted, direction) {
  const arrow = find(".table__arrow", table);
  for (const heading of findAll("th[scope=col]", table)) {
    const link = find("a", heading);
    const key = new URLSearchParams(link.getAttribute("href")).get("sortera").replace(/^-/, "");
    const next = new URLSearchParams(asked);
    next.set("sortera", key === sorted && direction > 0 ? `-${key}` : key);
    link.setAttribute("href", `?${next}`);
    heading.removeAttribute("aria-sort");
    if (key !== sorted) continue;
    const name = direction > 0 ? "ascending" : "descending";
    heading.setAttribute("aria-sort", name);
    find("path", arrow).setAttribute("d", ARROW[name]);
    link.append(arrow);
  }
}

/** Say in the page that the address asks for something that there is none of. */
export function sayUnknown() {
  find("[data-sentence], #list-sentence").textContent = find("[data-static-words]").dataset.unknown;
}
