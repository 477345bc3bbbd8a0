"""What stands at a field of the survey's form besides its controls: conflicts to decide, and doubtful text."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kartlaggning.content import EXPLAINED, OUTLINE, Content, outline_of
from kartlaggning.field_words import label_of, value_in_words
from kartlaggning.geometry.outline_input import exchange_text
from kartlaggning.geometry.outline_sketch import Sketch, sketch
from kartlaggning.models import Survey
from kartlaggning.questionnaire import COMMENT, Questionnaire, typed
from kartlaggning.selectors.survey_saves import last_save_of
from kartlaggning.services.surveys import Conflict
from kartlaggning.staff.forms.survey import BAR
from kartlaggning.text_check import FieldFinding, Finding


@dataclass(frozen=True, slots=True)
class ConflictNote:
    """A field that somebody else changed meanwhile: both answers in words, and what takes the stored one back.

    `stored_typed` is the stored answer as the controls hold it, as JSON. An outline has a sketch as well.
    """

    key: str
    name: str
    saved_by: str
    saved_at: str
    stored: str
    mine: str
    stored_typed: str
    sketch: Sketch | None = None


@dataclass(frozen=True, slots=True)
class FindingNote:
    """A piece of text that looks like personal data, with the control for its explanation."""

    finding: Finding
    explanation: str
    control_name: str
    control_id: str


@dataclass(frozen=True, slots=True)
class Notes:
    """All that stands at one field."""

    key: str
    conflicts: tuple[ConflictNote, ...] = ()
    findings: tuple[FindingNote, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands there."""
        return not (self.conflicts or self.findings)


def conflict_notes(
    survey: Survey, conflicts: Iterable[Conflict], questionnaire: Questionnaire
) -> dict[str, ConflictNote]:
    """Return the conflicts by field key, as the page tells of them."""
    return {conflict.key: _conflict(survey, conflict, questionnaire) for conflict in conflicts}


def finding_notes(findings: Iterable[FieldFinding], typed_reasons: Content) -> dict[str, list[FindingNote]]:
    """Return the findings by field key; `typed_reasons` holds what was typed as an explanation but not stored."""
    notes: dict[str, list[FindingNote]] = {}
    for place, found in enumerate(findings):
        key = EXPLAINED + found.key
        given = typed_reasons.get(key) or {}
        note = FindingNote(
            finding=found.finding,
            explanation=given.get(found.finding.quoted, found.explanation),
            control_name=f"{key}{BAR}{found.finding.quoted}",
            control_id=f"id_{key}-{place}".replace(".", "-"),
        )
        notes.setdefault(found.key, []).append(note)
    return notes


def as_typed(key: str, value: Any, questionnaire: Questionnaire) -> list[str]:
    """Return a field's value as its controls hold it."""
    if value is None:
        return []
    if key.startswith(EXPLAINED):
        return [json.dumps([quoted, reason]) for quoted, reason in value.items()]
    if key == OUTLINE:
        return [exchange_text(outline_of({OUTLINE: value}))]
    question = None if key.endswith(COMMENT) else questionnaire.question(key)
    return typed(question, value) if question else [str(value)]


def _conflict(survey: Survey, conflict: Conflict, questionnaire: Questionnaire) -> ConflictNote:
    save = last_save_of(survey, conflict.key)
    pair = (
        [outline_of({OUTLINE: value}) for value in (conflict.sent, conflict.stored)] if conflict.key == OUTLINE else []
    )
    return ConflictNote(
        key=conflict.key,
        name=label_of(conflict.key, questionnaire),
        saved_by=save.name,
        saved_at=f"{timezone.localtime(save.at):%H:%M}" if save.at else "",
        stored=_words(conflict.key, conflict.stored, questionnaire),
        mine=_words(conflict.key, conflict.sent, questionnaire),
        stored_typed=json.dumps(as_typed(conflict.key, conflict.stored, questionnaire)),
        sketch=sketch(*pair) if pair else None,
    )


def _words(key: str, value: Any, questionnaire: Questionnaire) -> str:
    if isinstance(value, dict) and key != OUTLINE:
        return "; ".join(f"{quoted}: {reason}" for quoted, reason in value.items())
    return value_in_words(key, value, questionnaire)
