/** How each answer stands against last round's, while it is typed; and which questions the status asks for. */

import { element, find, findAll } from "../lib/dom.js";
import { controlsOf, typedByKey } from "../lib/typed.js";

const SAME = "oförändrat";

function markOf(now, before, isCommentSame) {
  if (!now.length && !before.length) return "";
  if (!before.length) return "nytt svar";
  return JSON.stringify(now) === JSON.stringify(before) && isCommentSame ? SAME : "ändrat";
}

export class SurveyMarks {
  constructor(form, config) {
    this.form = form;
    this.config = config;
    this.update();
  }

  update() {
    const typed = typedByKey(this.form, this.config.keys);
    this.ask(typed.get(this.config.status_key)?.[0]);
    if (!this.config.year_before) return;
    for (const section of findAll("[data-section]", this.form)) {
      const marks = findAll("[data-question]", section).map((question) => this.mark(question, typed));
      if (find("#id_outline", section)) marks.push(this.outlineMark(typed));
      this.summarise(section, marks.filter((mark) => mark && mark !== SAME).length);
    }
  }

  mark(question, typed) {
    const key = question.dataset.question;
    const comment = typed.get(`${key}.comment`)?.[0] ?? "";
    const isCommentSame = comment.trim() === question.dataset.previousComment.trim();
    const mark = markOf(typed.get(key), JSON.parse(question.dataset.previous), isCommentSame);
    const place = find(".question__previous, .question-table__before", question);
    if (!place) return mark;
    const shown = find(".survey-mark", place) ?? place.appendChild(element("span", { class: "survey-mark" }));
    if (shown.textContent !== mark) shown.textContent = mark;
    shown.classList.toggle("survey-mark--changed", mark !== SAME);
    shown.hidden = !mark;
    return mark;
  }

  outlineMark(typed) {
    const before = this.config.outline_before;
    return markOf(typed.get("outline"), before ? [before] : [], true);
  }

  summarise(section, changed) {
    const since = `sedan ${this.config.year_before}.`;
    const words = changed
      ? `${changed} svar är ${changed === 1 ? "ändrat" : "ändrade"} ${since}`
      : `Inget är ändrat ${since}`;
    find("[data-summary]", section).textContent = words;
  }

  /** Hide what is asked of closed scenes only, unless the scene is said to be closed. */
  ask(status) {
    for (const key of this.config.asked_when_closed) {
      const part = controlsOf(this.form, key)[0]?.closest(".survey-part");
      if (part) part.hidden = status !== "closed";
    }
  }
}

/** Mark the fields that somebody else has just changed. `changed` says by key who did. */
export function markOthers(form, written, changed) {
  for (const key of written) {
    const place = controlsOf(form, key)[0]?.closest("[data-question], [data-outline]");
    if (!place) continue;
    find(".survey-other", place)?.remove();
    const words = `${changed[key].by} ändrade nyss svaret.`;
    (find(".question__main", place) ?? find("th", place) ?? place).append(
      element("p", { class: "survey-other" }, words),
    );
  }
}
