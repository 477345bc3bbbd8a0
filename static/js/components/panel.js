/** The panel about the chosen scene: a copy of its words in the list, with a link to its page. */

import { element, find, findAll } from "../lib/dom.js";

/** `onClose` is called when the panel is closed from within. */
export class Panel {
  constructor(onClose) {
    this.root = find("[data-panel]");
    this.text = find("[data-panel-text]", this.root);
    find("[data-close]", this.root).addEventListener("click", onClose);
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") onClose();
    });
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /** Show a scene; `takeFocus` moves the focus here, as the keyboard expects. */
  open(entry, takeFocus) {
    const name = element("h2", { id: "place-panel-name", class: "place-panel__name" }, entry.name);
    const marks = findAll(".place__name .tag", entry.item).map((tag) => tag.cloneNode(true));
    const facts = findAll(".place__facts, .place__more", entry.item).map((fact) => fact.cloneNode(true));
    name.prepend(entry.mark.cloneNode(true));
    this.text.replaceChildren(name, ...marks, ...facts);
    find("[data-panel-link]", this.root).href = find(".place__name a", entry.item).href;
    this.root.hidden = false;
    if (takeFocus) this.root.focus();
  }

  /** Hide the panel; return whether it was open. */
  close() {
    const wasOpen = this.isOpen;
    this.root.hidden = true;
    return wasOpen;
  }
}
