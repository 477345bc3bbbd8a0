/** The survey's form: saved while it is typed, with what others do in it, and with a way through its sections. */

import { Autosave } from "../components/autosave.js";
import { startComments } from "../components/comments.js";
import { holdsConflict, releaseHidden, startConflicts } from "../components/conflict_choice.js";
import { Draft } from "../components/draft.js";
import { showErrors } from "../components/field_errors.js";
import { showRegions } from "../components/live_regions.js";
import { SaveStatus } from "../components/save_status.js";
import { showSteps, showVersion, startSteps } from "../components/section_steps.js";
import { markOthers, SurveyMarks } from "../components/survey_marks.js";
import { find, findAll, serverData } from "../lib/dom.js";

const form = find("[data-survey-form]");
const config = serverData("survey-config");
const status = new SaveStatus();
const draft = new Draft(form, config);
const marks = new SurveyMarks(form, config);
const refusedKeys = new Map();

const autosave = new Autosave(form, draft, config, {
  saving: () => status.saving(),
  saved: (answer, written) => show(answer, written),
  failed: () => status.failed(),
  refused: (words) => status.refused(words),
  signedOut: (otherName) => status.signedOut(otherName),
  signedIn: () => status.signedIn(),
});

function show(answer, written) {
  for (const [key, words] of Object.entries(answer.errors)) refusedKeys.set(key, words);
  settleErrors();
  showRegions(answer.regions, (region) => holdsConflict(region, draft, answer.conflicts), answer.conflicts);
  find("[data-survey-state]").textContent = answer.state_label;
  for (const line of findAll("[data-progress-text]")) line.textContent = answer.progress;
  markOthers(form, written, answer.changed);
  marks.update();
  showSteps(form);
  showVersion(answer.version, answer.left);
  status.saved({ ...answer, errors: Object.fromEntries(refusedKeys) });
  releaseHidden(form, draft, answer.conflicts);
}

function settleErrors() {
  const dirty = draft.dirty();
  for (const key of [...refusedKeys.keys()]) {
    if (!draft.refused.has(key) || !dirty.includes(key)) refusedKeys.delete(key);
  }
  showErrors(form, Object.fromEntries(refusedKeys));
}

async function saveNow() {
  const isWhole = await autosave.flush();
  if (isWhole) status.announce(find("[data-save-status]").textContent);
}

function typed(event) {
  if (event.target.id) form.elements.return_to.value = event.target.id;
  marks.update();
  if (refusedKeys.size) settleErrors();
  if (draft.next()) autosave.touched();
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
form.addEventListener("focusout", () => {
  if (draft.next()) autosave.flush();
});
form.addEventListener("focusin", (event) => {
  if (event.target.id) form.elements.return_to.value = event.target.id;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  saveNow();
});
startComments(form);
startConflicts(form, draft, () => autosave.flush());
startSteps(form, () => autosave.flush());

// A step with the survey, taken in another form of the page, is taken with all that is typed here.
document.addEventListener("submit", async (event) => {
  if (event.target === form || !draft.hasUnsaved || !find("main").contains(event.target)) return;
  event.preventDefault();
  if (await autosave.flush()) event.target.requestSubmit(event.submitter);
  else find("[data-conflict], [data-live-error]")?.scrollIntoView({ block: "center" });
});

find(".error-summary")?.focus();
if (draft.next()) autosave.flush();
