"""Saving what a form sends: each field against the version it was seen at, so that nobody overwrites unseen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from kartlaggning.choices import Section
from kartlaggning.content import EXPLAINED, Content, visibility_of
from kartlaggning.errors import Forbidden
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.survey_saves import last_save_of
from kartlaggning.services.surveys import Conflict, Saved, locked, save_content

NEVER_SEEN = -1  # the base of a field whose conflict has not been decided: it never wins over what is stored


@dataclass(frozen=True, slots=True)
class Edit:
    """What a form changed. `values` are by field key, None takes away; `bases` are the versions that they were seen at.

    A field without a base was seen at version 0. `confirmed` and `unconfirmed` are the sections whose mark was set
    or taken away; the others' marks stay as they are.
    """

    values: Mapping[str, Any]
    bases: Mapping[str, int]
    confirmed: frozenset[Section] = field(default=frozenset())
    unconfirmed: frozenset[Section] = field(default=frozenset())


@transaction.atomic
def save_edit(survey: Survey, edit: Edit, *, by: Actor) -> Saved:
    """Store the changed fields, except those that somebody changed to something else since their base: conflicts.

    Explanations of text that no longer stands in its field are dropped. Raises as `save_content` does.
    """
    survey = locked(survey)
    _check_may_read(survey, edit.values, by)
    conflicts = tuple(
        Conflict(key, survey.content.get(key), value, last_save_of(survey, key).name)
        for key, value in edit.values.items()
        if survey.field_versions.get(key, 0) > edit.bases.get(key, 0) and survey.content.get(key) != value
    )
    left = {conflict.key for conflict in conflicts}
    changes = {key: value for key, value in edit.values.items() if key not in left}
    marks = {Section(name) for name in survey.confirmed_sections} | edit.confirmed
    saved = save_content(
        survey,
        _without_old_explanations(survey.content, changes),
        base_version=survey.version,
        confirmed=marks - edit.unconfirmed,
        by=by,
    )
    return Saved(saved.survey, conflicts)


def _check_may_read(survey: Survey, values: Mapping[str, Any], by: Actor) -> None:
    """Refuse what may not be read before it is compared: a conflict would give away what is stored."""
    asked, levels = questionnaires.of_round(survey.survey_round), levels_for(by, survey)
    if any(visibility_of(key, asked) not in levels for key in values):
        raise Forbidden("Du får inte ändra ett av fälten.")


def _without_old_explanations(stored: Content, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes with each touched field's explanations cut down to what still stands in its text."""
    after = {**stored, **changes}
    touched = {key.removeprefix(EXPLAINED) for key in changes}
    kept = dict(changes)
    for key in touched:
        explanations = after.get(EXPLAINED + key)
        if isinstance(explanations, Mapping):
            text = str(after.get(key) or "")
            left = {quoted: reason for quoted, reason in explanations.items() if quoted in text and reason}
            kept[EXPLAINED + key] = left or None
    return kept
