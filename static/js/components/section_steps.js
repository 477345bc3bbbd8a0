/** Going through a form section by section: one press confirms a section and leads to the next. */

import { find, findAll } from "../lib/dom.js";

function boxOf(section) {
  return find("input[name=confirmed]", section);
}

/** Show the button only where there is something to confirm. */
export function showSteps(form) {
  for (const section of findAll("[data-section]", form)) {
    const button = find("[data-go-on]", section);
    if (button !== document.activeElement) button.hidden = boxOf(section).checked;
  }
}

/** Bring the forms of the next steps up to date: they name the version that they are about. */
export function showVersion(version, left) {
  for (const field of findAll("[data-survey-version]")) field.value = version;
  for (const link of findAll(".step__hindrances a[href='#kvar']")) {
    link.textContent = `${left} ${left === 1 ? "sak är" : "saker är"} kvar att göra först`;
    link.parentElement.hidden = left === 0;
  }
}

function nextOf(form, section) {
  const sections = findAll("[data-section]", form);
  const open = sections.filter((other) => !boxOf(other).checked);
  return open.find((other) => sections.indexOf(other) > sections.indexOf(section)) ?? open[0] ?? find("#kvar");
}

/** Start below `form`: `confirmed` is called when a section's mark has been set or taken away. */
export function startSteps(form, confirmed) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go-on]");
    if (!button) return;
    event.preventDefault();
    const section = button.closest("[data-section]");
    boxOf(section).checked = true;
    const next = nextOf(form, section);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
    showSteps(form);
    confirmed();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name !== "confirmed") return;
    showSteps(form);
    confirmed();
  });
}
