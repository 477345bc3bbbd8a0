/** A file instead of drawing: sent to the server to be read, then one of its areas is chosen. */

import { element, find, findAll } from "../lib/dom.js";
import { post, Refusal } from "../lib/posted.js";
import { hectares } from "../lib/swedish.js";

/** `onChosen(geometry, label)` is told which area (GeoJSON, WGS 84) is to be the outline. */
export class OutlineFile {
  constructor(root, address, form, onChosen) {
    this.input = find("input[type=file]", root);
    this.error = find("[data-file-error]", root);
    this.choices = find("[data-choices]", root);
    this.list = find("[data-choice-list]", root);
    this.address = address;
    this.form = form;
    this.onChosen = onChosen;
    find("[data-without-script]", root).hidden = true;
    this.input.addEventListener("change", () => this.send());
    find("[data-use-choice]", root).addEventListener("click", () => this.use());
    for (const kind of ["input", "change"]) root.addEventListener(kind, (event) => event.stopPropagation());
  }

  async send() {
    const [file] = this.input.files;
    this.say("");
    this.choices.hidden = true;
    if (!file) return;
    try {
      const { features } = await post(this.address, { outline_file: file }, this.form);
      this.input.value = ""; // read already: it is not to be sent again with the form
      this.offer(features);
    } catch (problem) {
      this.input.value = "";
      this.say(problem instanceof Refusal ? problem.message : "Filen kunde inte skickas. Försök igen om en stund.");
    }
  }

  say(text) {
    this.error.textContent = text;
    this.error.hidden = !text;
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  offer(features) {
    this.features = features;
    if (features.length === 1) {
      this.onChosen(features[0].geojson, features[0].label);
      return;
    }
    this.list.replaceChildren(...features.map((feature, i) => this.choice(feature, i)));
    this.choices.hidden = false;
    find("input", this.list).focus();
  }

  choice({ number, label, area_m2: area }, i) {
    const line = element("label", { class: "choice" });
    // `form` names no form, so that the choice is not sent along.
    const radio = element("input", { type: "radio", name: "outline_choice", value: i, form: "no-form" });
    radio.checked = i === 0;
    line.append(radio, element("span", {}, `${number}. ${label}, ${hectares(area)}`));
    return line;
  }

  use() {
    const chosen = findAll("input", this.list).find((radio) => radio.checked);
    const { geojson, label } = this.features[Number(chosen.value)];
    this.choices.hidden = true;
    this.onChosen(geojson, label);
    this.input.focus();
  }
}
