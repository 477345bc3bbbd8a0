/** Sends a draft's changes a while after the last one, one request at a time, and again when the connection is back. */

import { post } from "../lib/posted.js";
import { sessionStatus } from "../lib/session.js";

const PAUSE = 2000;
const FIRST_RETRY = 2000;
const LAST_RETRY = 60_000;

/**
 * `on` holds the acts: saving(), saved(answer, written), failed(), refused(words), signedOut(otherName).
 */
export class Autosave {
  constructor(form, draft, config, on) {
    this.form = form;
    this.draft = draft;
    this.config = config;
    this.on = on;
    this.wait = FIRST_RETRY;
    this.isSignedOut = false;
    this.running = null;
    window.addEventListener("online", () => this.flush());
    window.addEventListener("focus", () => this.comeBack());
    document.addEventListener("visibilitychange", () => document.hidden || this.comeBack());
    window.addEventListener("beforeunload", (event) => {
      if (this.draft.hasUnsaved || this.running) event.preventDefault();
    });
  }

  /** Something was typed: save once it has been quiet for a while. */
  touched() {
    this.after(PAUSE);
  }

  after(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), milliseconds);
  }

  /** Send all there is to send; tells, by a promise, whether nothing is left unsaved. */
  flush() {
    clearTimeout(this.timer);
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async run() {
    let next = this.isSignedOut ? null : this.draft.next();
    while (next && (await this.send(next))) next = this.draft.next();
    return !this.draft.hasUnsaved;
  }

  async send(sent) {
    this.on.saving();
    try {
      const answer = await post(this.config.autosave_url, { edit: JSON.stringify(sent.body) }, this.form);
      this.wait = FIRST_RETRY;
      this.on.saved(answer, this.draft.take(answer, sent));
      this.draft.settleFresh();
      return true;
    } catch (problem) {
      return this.recover(problem);
    }
  }

  async recover({ status, message }) {
    if (status === 401) return this.signOut("");
    if (status === 403) return this.renewToken(message);
    if (status >= 400 && status < 500) {
      this.on.refused(message);
      return false;
    }
    this.on.failed();
    this.after(this.wait);
    this.wait = Math.min(2 * this.wait, LAST_RETRY);
    return false;
  }

  /** The token may be from before somebody signed in again in another tab; with another one it is tried once more. */
  async renewToken(message) {
    const before = this.form.elements.csrfmiddlewaretoken.value;
    const status = await sessionStatus(this.config.session_url);
    if (status && !this.accept(status)) return false;
    if (status && this.renewed !== before) {
      this.renewed = before;
      return true;
    }
    this.on.refused(message);
    return false;
  }

  /** Take the token of a session that is the same person's; otherwise wait for them. */
  accept(status) {
    if (!status.signed_in) return this.signOut("");
    if (status.name !== this.config.user) return this.signOut(status.name);
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = status.csrf;
    return true;
  }

  signOut(otherName) {
    this.isSignedOut = true;
    this.on.signedOut(otherName);
    return false;
  }

  async comeBack() {
    if (!this.isSignedOut) return;
    const status = await sessionStatus(this.config.session_url);
    if (!status || !this.accept(status)) return;
    this.isSignedOut = false;
    this.on.signedIn();
    this.flush();
  }
}
