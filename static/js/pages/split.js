/** Splitting a scene: clicks in the drawing write the dividing line's points into its field. */

import { find } from "../lib/dom.js";

const drawing = find("[data-split-sketch]");
const field = find("#id_line");
if (drawing && field) wake(drawing, field);

function wake(svg, text) {
  const line = find("[data-split-line]", svg);
  const corner = { west: Number(svg.dataset.west), north: Number(svg.dataset.north) };
  const points = [];

  svg.closest("figure").classList.add("split-sketch--drawing");
  find("[data-split-help]").hidden = false;
  const clear = find("[data-split-clear]");
  clear.hidden = false;

  function show() {
    line.setAttribute("d", points.length ? `M${points.map(({ x, y }) => `${x} ${y}`).join("L")}` : "");
    text.value = points.map(({ x, y }) => written(corner.north - y, corner.west + x)).join("\n");
  }

  svg.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    points.push({ x: at.x, y: at.y });
    show();
  });
  find("button", clear).addEventListener("click", () => {
    points.length = 0;
    show();
    text.focus();
  });
}

/** Return a position in SWEREF 99 TM as the field takes it, north first. */
function written(north, east) {
  return `${north.toFixed(1)}, ${east.toFixed(1)}`;
}
