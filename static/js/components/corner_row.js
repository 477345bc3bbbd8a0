/** One row of the list of corners: two coordinates, and buttons to move, add and take away. */

import { textsOf } from "../lib/coordinates.js";
import { element } from "../lib/dom.js";

/** Return a button of the list; `place` says what it is about, `hidden` ends its name for those who don't see the row. */
export function actButton(act, place, text, hidden = "") {
  const button = element("button", { type: "button", class: "corner__button", "data-act": act }, text);
  Object.assign(button.dataset, place);
  if (hidden) button.append(element("span", { class: "visually-hidden" }, ` ${hidden}`));
  return button;
}

function coordinate(at, axis, system) {
  const label = element("label", { class: "corner__coordinate" }, system.axes[axis]);
  const input = element("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-label": `Hörn ${at.index + 1}, ${system.axes[axis]}, ${system.names[axis]}`,
    "data-axis": axis,
  });
  Object.assign(input.dataset, at);
  label.append(input);
  return label;
}

/** Return the row of the corner at a place. */
export function cornerRow(at, system, canGo) {
  const row = element("li", { class: "corner" });
  const number = at.index + 1;
  const move = actButton("move", at, "Flytta");
  move.setAttribute("aria-label", `Hörn ${number}, flytta med piltangenterna`);
  const remove = actButton("remove", at, "Ta bort", `hörn ${number}`);
  remove.disabled = !canGo;
  const buttons = element("div", { class: "corner__buttons" });
  buttons.append(move, actButton("add", at, "Lägg till efter", `hörn ${number}`), remove);
  const name = element("span", { class: "corner__number", "aria-hidden": "true" }, String(number));
  row.append(name, coordinate(at, 0, system), coordinate(at, 1, system), buttons);
  return row;
}

/** Write a corner's coordinates into its row; a field that somebody is writing in is left alone. */
export function fillRow(row, position, system) {
  const texts = textsOf(position, system);
  for (const input of row.querySelectorAll("input")) {
    if (input === document.activeElement && input.dataset.dirty) continue;
    input.value = texts[Number(input.dataset.axis)];
    input.removeAttribute("aria-invalid");
  }
}
