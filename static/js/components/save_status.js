/** What the page says about saving: in sight all the time, and read out only when there is something to do or know. */

import { find } from "../lib/dom.js";

const FAILED = "Kunde inte spara – försöker igen";

export class SaveStatus {
  constructor(root = document) {
    this.line = find("[data-save-status]", root);
    this.announcement = find("[data-announcement]", root);
    this.banner = find("[data-signed-out]", root);
    this.bannerText = find("[data-signed-out-text]", root);
    this.ownText = this.bannerText.textContent;
    this.isTrouble = false;
  }

  /** Say something to who can't see the line. */
  announce(words) {
    this.announcement.textContent = words;
  }

  show(words, isTrouble = false) {
    this.line.textContent = words;
    this.line.classList.toggle("is-trouble", isTrouble);
    if (isTrouble) this.announce(words);
    else if (this.isTrouble) this.announce(words);
    this.isTrouble = isTrouble;
  }

  saving() {
    if (!this.isTrouble) this.line.textContent = "Sparar …";
  }

  saved({ saved, errors, conflicts }) {
    if (conflicts.length) this.show("En annan har sparat ett annat svar – välj vilket som gäller", true);
    else if (Object.keys(errors).length) this.show("Ett svar kunde inte sparas – rätta det", true);
    else this.show(saved);
  }

  failed() {
    if (this.line.textContent !== FAILED) this.show(FAILED, true);
  }

  refused(words) {
    this.show(words, true);
  }

  /** Nobody, or somebody else, is signed in here now. */
  signedOut(otherName) {
    this.line.textContent = "Inte sparat – du har loggats ut";
    this.line.classList.add("is-trouble");
    this.bannerText.textContent = otherName
      ? `${otherName} är inloggad i den här webbläsaren nu. Logga ut och in igen som dig själv; det du har skrivit finns kvar här.`
      : this.ownText;
    this.banner.hidden = false;
  }

  signedIn() {
    this.banner.hidden = true;
    this.isTrouble = true;
  }
}
