"""Making the page of one survey from what a selector read and what a save left over."""

import json
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from kartlaggning.choices import Section
from kartlaggning.content import CRITERIA, EXPLAINED, OUTLINE, REASON, outline_of, visibility_of
from kartlaggning.field_words import label_of
from kartlaggning.geometry.outline_checks import WARNINGS
from kartlaggning.questionnaire import COMMENT, STATUS, Question, applies
from kartlaggning.selectors.survey_form import SurveyForm
from kartlaggning.staff.forms.outline import FILE
from kartlaggning.staff.forms.survey import digest, read_explanations
from kartlaggning.staff.outline_context import OutlineContext, OutlineForm, outline_context
from kartlaggning.staff.questions import Before, groups_of, question_fields
from kartlaggning.staff.survey_notes import Notes, as_typed, conflict_notes, finding_notes
from kartlaggning.staff.survey_page import Attempt, Criteria, Part, SectionPart, SurveyPage, ToDo
from kartlaggning.submission import CONFIRMED, contradicts_criteria


def survey_page(
    form: SurveyForm, *, is_editable: bool, user: str, attempt: Attempt | None = None, is_live: bool = False
) -> SurveyPage:
    """Return the page as `user`, a name, sees it. `attempt` is what was not saved; see SurveyPage for `is_live`."""
    builder = _Builder(form, is_editable=is_editable, attempt=attempt or Attempt())
    return SurveyPage(
        form=form,
        is_editable=is_editable,
        sections=tuple(builder.section(section, number) for number, section in enumerate(form.sections(), start=1)),
        outline=builder.outline(),
        outline_notes=builder.notes(OUTLINE, *(REASON + code for code in WARNINGS)),
        criteria=builder.criteria(),
        todo=tuple(ToDo(problem.message, builder.anchor(problem.key)) for problem in form.problems),
        errors=builder.errors(),
        initial=json.dumps({key: digest(builder.texts(key)) for key in builder.field_keys()}),
        config=builder.config() | {"user": user},
        is_live=is_live,
        is_refused=bool(attempt and attempt.message),
    )


def stored_texts(form: SurveyForm, keys: Iterable[str]) -> dict[str, list[str]]:
    """Return the stored values of these fields as their controls hold them, those that the reader may see."""
    own = set(_Builder(form, is_editable=True, attempt=Attempt()).field_keys())
    return {key: as_typed(key, form.values.get(key), form.questionnaire) for key in keys if key in own}


class _Builder:
    """What the parts of one page are made from."""

    def __init__(self, form: SurveyForm, *, is_editable: bool, attempt: Attempt) -> None:
        self.form, self.is_editable, self.attempt = form, is_editable, attempt
        self.left = attempt.left
        self.conflicts = conflict_notes(form.survey, attempt.conflicts, form.questionnaire)
        self.findings = finding_notes(form.findings, read_explanations(self.left))

    def questions(self, section: Section) -> list[Question]:
        """Return what is asked in a section and shown to the reader."""
        form = self.form
        shown = [question for question in form.questionnaire.of(section) if question.visibility in form.levels]
        # A form lets the status be changed, so it holds the questions about a closed scene too.
        return [q for q in shown if self.is_editable or applies(q, form.values.get(STATUS))]

    def section(self, section: Section, number: int) -> SectionPart:
        form = self.form
        fields = question_fields(
            self.questions(section),
            form.values,
            before=Before(form.previous, form.previous_year),
            errors=self.attempt.errors,
            typed=self.left,
            is_editable=self.is_editable,
        )
        parts = tuple(
            Part(group, tuple(self.notes(member.name, member.comment_name) for member in group.fields))
            for group in groups_of(fields)
        )
        return SectionPart(
            section=section,
            number=number,
            parts=parts,
            is_confirmed=section.value in form.survey.confirmed_sections,
            comments=tuple(comment for comment in form.comments if comment.section == section.value),
            reassessments=form.reassessments if section is Section.ASSESSMENT else (),
            summary=self.summary(section),
        )

    def summary(self, section: Section) -> str:
        """Return in Swedish how many of the section's answers are other than last round's."""
        form = self.form
        if form.previous_year is None:
            return ""
        keys = [q.key for q in self.questions(section)] + ([OUTLINE] if section is Section.PLACE else [])
        changed = sum(form.values.get(key) != form.previous.get(key) for key in keys)
        if not changed:
            return f"Inget är ändrat sedan {form.previous_year}."
        return f"{changed} svar är {'ändrat' if changed == 1 else 'ändrade'} sedan {form.previous_year}."

    def notes(self, *keys: str) -> Notes:
        """Return what stands at the field of the first key; the others are those that belong to it."""
        known = [self.conflicts[name] for key in keys for name in (key, EXPLAINED + key) if name in self.conflicts]
        found = [note for key in keys for note in self.findings.get(key, [])]
        return Notes(keys[0], tuple(known), tuple(found))

    def outline(self) -> OutlineContext:
        form, errors = self.form, self.attempt.errors
        typed, error = self.left.get(OUTLINE), errors.get(OUTLINE)
        sent = OutlineForm(
            text="".join(typed) if typed is not None else None,
            errors=(error,) if error else (),
            file_error=errors.get(FILE, ""),
            reason_errors={code: errors[REASON + code] for code in WARNINGS if REASON + code in errors},
        )
        return outline_context(
            outline_of(form.values),
            form.surroundings,
            is_editable=self.is_editable,
            reasons={code: self.text(REASON + code) for code in WARNINGS},
            check_url=self.address("staff:outline_check"),
            file_url=self.address("staff:outline_file"),
            sent=sent,
        )

    def criteria(self) -> Criteria:
        form = self.form
        may_read = visibility_of(CRITERIA, form.questionnaire) in form.levels
        message = contradicts_criteria(form.values, form.questionnaire) if may_read else ""
        return Criteria(message, self.text(CRITERIA), self.attempt.errors.get(CRITERIA, ""), self.notes(CRITERIA))

    def text(self, key: str) -> str:
        """Return what was typed where it is not stored, else what is stored."""
        return "".join(self.left[key]) if key in self.left else str(self.form.values.get(key) or "")

    def errors(self) -> tuple[ToDo, ...]:
        attempt, asked = self.attempt, self.form.questionnaire
        said = [ToDo(attempt.message, "")] if attempt.message else []
        wrong = [ToDo(f"{label_of(key, asked)}: {text}", self.anchor(key)) for key, text in attempt.errors.items()]
        clashes = [
            ToDo(f"{note.name}: {note.saved_by} har sparat ett annat svar. Välj vilket som gäller.", self.anchor(key))
            for key, note in self.conflicts.items()
        ]
        return (*said, *wrong, *clashes)

    def anchor(self, key: str) -> str:
        """Return the id of where a field stands in the page; empty for nowhere."""
        if key.startswith(CONFIRMED):
            return f"bekrafta-{key.removeprefix(CONFIRMED)}"
        if key.startswith(REASON):
            return f"id_reason-{key.removeprefix(REASON)}"
        if key == FILE:
            return "id_outline_file"
        plain = key.removeprefix(EXPLAINED)
        question = self.form.questionnaire.question(plain)
        if question is None:
            return "outline" if key else ""
        if plain.endswith(COMMENT):
            return f"q-{question.key}-comment"
        [shown] = question_fields([question], {}, is_editable=self.is_editable)
        return shown.focus_id

    def field_keys(self) -> list[str]:
        """Return the keys of the fields that the form sends."""
        asked = [question for section in self.form.sections() for question in self.questions(section)]
        return [
            *(OUTLINE, CRITERIA, *(REASON + code for code in WARNINGS)),
            *(question.key for question in asked),
            *(question.comment_key for question in asked if question.takes_comment),
            *(EXPLAINED + key for key in self.findings),
        ]

    def texts(self, key: str) -> list[str]:
        """Return what is stored of a field as its controls hold it."""
        return as_typed(key, self.form.values.get(key), self.form.questionnaire)

    def address(self, route: str) -> str:
        survey = self.form.survey
        place = {"year": survey.survey_round.year, "public_id": survey.scene.public_id}
        return reverse(route, kwargs=place) if self.is_editable else ""

    def config(self) -> dict[str, Any]:
        return {
            "version": self.form.survey.version,
            "state": self.form.survey.state,
            "keys": self.field_keys(),
            "unsaved": sorted(self.left),
            "undecided": sorted(self.conflicts),
            "year_before": self.form.previous_year,
            "status_key": STATUS,
            "asked_when_closed": [key for key in self.field_keys() if self.is_conditional(key)],
            "outline_before": self.outline_before(),
            "autosave_url": self.address("staff:survey_autosave"),
            "session_url": reverse("own_session_status"),
            "login_url": reverse("account_login"),
        }

    def is_conditional(self, key: str) -> bool:
        """Tell whether a field is a question that is asked of closed scenes only."""
        question = self.form.questionnaire.question(key)
        return question is not None and question.key == key and not applies(question, None)

    def outline_before(self) -> str | None:
        """Return last round's outline as the field would hold it, for the mark; None where there is none."""
        before = as_typed(OUTLINE, self.form.previous.get(OUTLINE), self.form.questionnaire)
        return before[0] if before else None
