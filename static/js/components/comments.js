/** Comments that only some answers want: hidden while none of those is chosen and nothing is written. */

import { find, findAll } from "../lib/dom.js";

/** Start below `root`: show and hide each comment as the choices change. Without this script all are shown. */
export function startComments(root = document) {
  const fit = () => findAll("[data-comment]", root).forEach(fitOne);
  root.addEventListener("change", fit);
  fit();
}

function fitOne(comment) {
  const wanting = comment.dataset.comment.split(" ");
  const form = comment.closest("form") ?? document;
  const chosen = findAll("input:checked", form).filter((input) => input.name === comment.dataset.commentOf);
  const isWanted = chosen.some((input) => wanting.includes(input.value));
  comment.hidden = !isWanted && find("textarea", comment).value.trim() === "";
}
