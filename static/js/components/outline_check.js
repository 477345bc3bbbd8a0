/** What the server says of the outline: errors with their point and repair, warnings that want a reason, the comparison. */

import { afterPause, element, find, findAll } from "../lib/dom.js";
import { post } from "../lib/posted.js";

const PAUSE = 800;

/** `on` holds the acts: problem(point or null), repair(geometry), said(words). */
export class OutlineCheck {
  constructor(root, address, form, on) {
    this.root = root;
    this.address = address;
    this.form = form;
    this.on = on;
    this.errors = find("[data-outline-errors]", root);
    this.repair = find("[data-outline-repair]", root);
    this.comparison = find("[data-outline-comparison]", root);
    this.repaired = null;
    this.ask = afterPause(PAUSE, (text) => this.send(text));
    this.repair.addEventListener("click", () => this.on.repair(this.repaired));
  }

  async send(text) {
    this.pending?.abort();
    this.pending = new AbortController();
    try {
      this.show(await post(this.address, { outline: text }, this.form, this.pending.signal));
    } catch (problem) {
      // Saving says what is wrong with the connection; a check that could not be made changes nothing.
      if (problem.status === 422) this.show({ findings: [{ is_error: true, message: problem.message }] });
    }
  }

  show({ findings, repaired = null, comparison = null }) {
    const errors = findings.filter((finding) => finding.is_error);
    this.errors.replaceChildren(...errors.map(({ message }) => element("li", {}, message)));
    this.errors.hidden = !errors.length;
    this.repaired = repaired;
    this.repair.hidden = !repaired;
    for (const field of findAll("[data-warning]", this.root)) this.showWarning(field, findings);
    this.comparison.textContent = comparison ?? "";
    this.on.problem(errors.find(({ point }) => point)?.point ?? null);
    this.on.said(findings.map(({ message }) => message).join(" "));
  }

  showWarning(field, findings) {
    const finding = findings.find(({ code }) => code === field.dataset.warning);
    field.hidden = !finding;
    if (finding) find("[data-warning-text]", field).textContent = finding.message;
  }
}
