/** The year as a slider: one step for each survey round that there is, none for years without one. */

import { element, find } from "../lib/dom.js";

/** `onChoose(year)` is called with the year as text. */
export class Time {
  constructor(onChoose) {
    this.root = find("[data-time]");
    this.slider = find("input", this.root);
    this.years = [];
    this.slider.addEventListener("input", () => onChoose(this.years[this.slider.valueAsNumber]));
  }

  /** Show these years, oldest first, with one chosen. With one year alone there is nothing to slide. */
  show(years, chosen) {
    this.years = years;
    this.root.hidden = years.length < 2;
    this.slider.max = String(years.length - 1);
    this.slider.value = String(years.indexOf(chosen));
    this.slider.setAttribute("aria-valuetext", chosen);
    find("datalist", this.root).replaceChildren(...years.map((year, i) => new Option(year, String(i))));
    const names = years.map((year) => element("span", year === chosen ? { class: "is-chosen" } : {}, year));
    find("[data-time-years]", this.root).replaceChildren(...names);
  }
}
