/**
 * What of a form is stored on the server and what is not, field by field.
 *
 * A field that somebody else changed is sent with the version it was last seen at (its base), so that the server can
 * tell a conflict. While a conflict waits for a choice the field is held: it is not sent.
 */

import { controlsOf, typedByKey, write } from "../lib/typed.js";

const NEVER_SEEN = -1;
const SECTION = "confirmed";

export class Draft {
  constructor(form, { keys, version, state, unsaved, undecided }) {
    this.form = form;
    this.keys = new Set(keys);
    this.version = version;
    this.state = state;
    this.saved = this.texts();
    this.refused = new Map();
    this.bases = new Map(undecided.map((key) => [key, NEVER_SEEN]));
    this.held = new Map();
    for (const key of unsaved) this.saved.delete(key);
    this.sections = this.checkedSections();
  }

  /** Return each field's texts as one string, by key. */
  texts() {
    const typed = typedByKey(this.form, this.keys);
    return new Map([...typed].map(([key, texts]) => [key, JSON.stringify(texts)]));
  }

  sectionBoxes() {
    return controlsOf(this.form, SECTION);
  }

  checkedSections() {
    return new Set(
      this.sectionBoxes()
        .filter(({ checked }) => checked)
        .map(({ value }) => value),
    );
  }

  /** Return the keys of the fields that hold something else than what is stored. */
  dirty(texts = this.texts()) {
    return [...texts.keys()].filter((key) => texts.get(key) !== this.saved.get(key));
  }

  get hasUnsaved() {
    return this.dirty().length > 0 || this.sectionChanges().isAny;
  }

  sectionChanges() {
    const now = this.checkedSections();
    const confirmed = [...now].filter((name) => !this.sections.has(name));
    const unconfirmed = [...this.sections].filter((name) => !now.has(name));
    return { now, confirmed, unconfirmed, isAny: confirmed.length + unconfirmed.length > 0 };
  }

  /** Return what is to be sent as { body, texts, sections }, or null where there is nothing. */
  next() {
    const texts = this.texts();
    const keys = this.dirty(texts).filter((key) => !this.held.has(key) && texts.get(key) !== this.refused.get(key));
    const { now, confirmed, unconfirmed, isAny } = this.sectionChanges();
    if (!keys.length && !isAny) return null;
    const fields = keys.map((key) => [
      key,
      { base: this.bases.get(key) ?? this.version, typed: JSON.parse(texts.get(key)) },
    ]);
    const body = {
      version: this.version,
      state: this.state,
      fields: Object.fromEntries(fields),
      confirmed,
      unconfirmed,
    };
    return { body, texts: new Map(keys.map((key) => [key, texts.get(key)])), sections: now };
  }

  /** Take the server's answer to what was sent; returns the keys that others' changes were written to. */
  take(answer, sent) {
    for (const [key, text] of sent.texts) this.settle(key, text, answer);
    const written = Object.keys(answer.changed).filter((key) => this.receive(key, answer.changed[key].typed));
    this.takeSections(new Set(answer.confirmed), sent.sections);
    for (const key of answer.keys) {
      if (!this.keys.has(key)) this.appear(key);
    }
    this.version = answer.version;
    this.state = answer.state;
    return written;
  }

  settle(key, text, { errors, conflicts, version }) {
    if (key in errors) this.refused.set(key, text);
    else if (conflicts.includes(key)) {
      this.bases.set(key, this.bases.get(key) ?? this.version);
      this.held.set(key, version);
    } else {
      this.saved.set(key, text);
      this.bases.delete(key);
      this.refused.delete(key);
    }
  }

  /** Somebody else changed a field: show it, or, where something unsaved stands there, let the server find a conflict. */
  receive(key, texts) {
    this.held.delete(key);
    if (this.dirty().includes(key)) {
      this.bases.set(key, this.bases.get(key) ?? this.version);
      return false;
    }
    this.store(key, texts);
    return true;
  }

  store(key, texts) {
    write(this.form, key, texts);
    this.saved.set(key, this.texts().get(key));
    this.bases.delete(key);
    this.held.delete(key);
  }

  takeSections(confirmed, sent) {
    for (const box of this.sectionBoxes()) {
      if (box.checked === sent.has(box.value)) box.checked = confirmed.has(box.value);
    }
    this.sections = confirmed;
  }

  /** A field that the page did not have before: what stands in it when it appears is what is stored. */
  appear(key) {
    this.keys.add(key);
    this.fresh = [...(this.fresh ?? []), key];
  }

  /** Call once the page shows the fields that came with an answer. */
  settleFresh() {
    const texts = this.texts();
    for (const key of this.fresh ?? []) this.saved.set(key, texts.get(key));
    this.fresh = [];
  }

  /** Keep one's own answer in a conflict: what is stored has been seen now. */
  keepMine(key) {
    this.bases.set(key, this.held.get(key) ?? this.version);
    this.held.delete(key);
  }

  /** Send a held field again, because its conflict is not to be seen in the page any longer. */
  release(key) {
    this.held.delete(key);
  }
}
