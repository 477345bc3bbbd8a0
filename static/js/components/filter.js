/** The filter form as a question: read it, change it, say when it changes. */

import { afterPause, find } from "../lib/dom.js";

const TYPING_PAUSE = 300; // milliseconds
const CITY = "stockholm"; // the one municipality divided into city districts
const WIDE = "(min-width: 44.01rem)";

/** `onChange(query, isTyping)` is called with the query string, `?` included or empty. */
export class Filter {
  constructor(onChange) {
    this.fold = find("[data-filter]");
    this.form = find("form", this.fold);
    this.fold.open = matchMedia(WIDE).matches;
    this.fold.classList.add("is-live");
    const typed = afterPause(TYPING_PAUSE, () => onChange(this.query(), true));
    this.form.addEventListener("change", (event) => {
      this.keepAreasTogether(event.target);
      if (event.target.name !== "q") onChange(this.query(), false);
    });
    this.form.addEventListener("input", (event) => {
      if (event.target.name === "q") typed();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      onChange(this.query(), false);
    });
  }

  /** Return the years that can be chosen, oldest first. */
  get years() {
    return [...this.form.elements.ar.options].map((option) => option.value).reverse();
  }

  get year() {
    return this.form.elements.ar.value;
  }

  get municipality() {
    return this.form.elements.kommun.value;
  }

  chooseYear(year) {
    this.form.elements.ar.value = year;
    this.form.elements.ar.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Return the question as the server writes it: what is empty or default is left out. */
  query() {
    const { ar, status } = this.form.elements;
    const defaults = new Map([
      ["ar", ar.options[0].value],
      ["status", status?.options[0].value],
    ]);
    const asked = [...new FormData(this.form)].filter(([name, value]) => value && value !== defaults.get(name));
    const text = new URLSearchParams(asked).toString();
    return text ? `?${text}` : "";
  }

  /** A city district and another municipality exclude each other: the newest choice wins. */
  keepAreasTogether(control) {
    const { kommun, stadsdelsomrade } = this.form.elements;
    if (control === kommun && kommun.value && kommun.value !== CITY) stadsdelsomrade.value = "";
    if (control === stadsdelsomrade && stadsdelsomrade.value && kommun.value) kommun.value = CITY;
  }
}
