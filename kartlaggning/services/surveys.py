"""Writing what is entered in a survey: field by field, so that nobody's work is lost to somebody else's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kartlaggning import content
from kartlaggning.audit_words import IMPORT_DRAFT, SAVE_DRAFT
from kartlaggning.choices import Section, SurveyState
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, Permission, can, levels_for
from kartlaggning.questionnaire import Questionnaire
from kartlaggning.selectors import questionnaires, surveys
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.workflow import EDITABLE


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else changed meanwhile: what is stored, what was sent, who stored it last."""

    key: str
    stored: Any
    sent: Any
    saved_by: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save: the survey's version now, and the fields that were not stored because of a conflict."""

    survey: Survey
    conflicts: tuple[Conflict, ...] = ()


@transaction.atomic
def save_content(
    survey: Survey,
    changes: Mapping[str, Any],
    *,
    base_version: int,
    confirmed: Collection[Section] | None = None,
    by: Actor,
) -> Saved:
    """Store the changed fields of a draft. A value of None takes the field away.

    `base_version` is the version that the sender saw. A field that has changed since then, to another value than
    the one sent, is a conflict: it is left as it stands and returned, and all other fields are stored. To choose
    one's own value after a conflict, send it again with the version in `Saved`. `confirmed` are the sections that
    the sender has gone through; None leaves them as they are.

    Raises Forbidden where the actor may not edit the survey or one of the fields, Refused where its state is not
    open for editing.
    """
    survey = locked(survey)
    asked = questionnaires.of_round(survey.survey_round)
    _check_may_edit(survey, changes, asked, by)
    conflicts = tuple(_conflicts(survey, changes, base_version))
    _store(survey, changes, leave={conflict.key for conflict in conflicts}, confirmed=confirmed, by=by)
    return Saved(survey, conflicts)


def locked(survey: Survey) -> Survey:
    """Return the survey as it stands now, locked until the transaction ends."""
    return (
        Survey.objects.select_for_update(of=("self",))
        .select_related("scene", "survey_round__questionnaire", "municipality", "city_district", "police_area")
        .get(pk=survey.pk)
    )


def _check_may_edit(survey: Survey, changes: Mapping[str, Any], asked: Questionnaire, by: Actor) -> None:
    if not can(by, Permission.EDIT_SURVEY, survey):
        raise Forbidden("Du får inte ändra den här kartläggningen.")
    levels = levels_for(by, survey)
    if any(content.visibility_of(key, asked) not in levels for key in changes):
        raise Forbidden("Du får inte ändra ett av fälten.")
    if surveys.is_over(survey):
        raise Refused("Omgången är avslutad och kartläggningen kan inte ändras. Det du har skrivit är kvar här.")
    if SurveyState(survey.state) not in EDITABLE:
        state = SurveyState(survey.state).label
        raise Refused(f"Kartläggningen är {state} och kan inte ändras nu. Det du har skrivit är kvar här.")


def _conflicts(survey: Survey, changes: Mapping[str, Any], base_version: int) -> list[Conflict]:
    return [
        Conflict(key, survey.content.get(key), value, survey.saved_by)
        for key, value in changes.items()
        if survey.field_versions.get(key, 0) > base_version and survey.content.get(key) != value
    ]


@transaction.atomic
def store_imported(survey: Survey, changes: Mapping[str, Any], *, source: Mapping[str, str], by: By) -> None:
    """Store fields that a file holds in a draft, as a save does; the log's row says which file.

    The caller has checked who may import, and holds the survey's lock. Raises Refused where it can't be edited now.
    """
    if SurveyState(survey.state) not in EDITABLE:
        raise Refused(f"Kartläggningen är {SurveyState(survey.state).label} och kan inte ändras nu.")
    _store(survey, changes, leave=set(), confirmed=None, by=by, action=IMPORT_DRAFT, source=source)


def _store(
    survey: Survey,
    changes: Mapping[str, Any],
    *,
    leave: set[str],
    confirmed: Collection[Section] | None,
    by: By,
    action: str = SAVE_DRAFT,
    source: Mapping[str, str] | None = None,
) -> None:
    stored = {key: value for key, value in changes.items() if key not in leave and survey.content.get(key) != value}
    sections = survey.confirmed_sections if confirmed is None else [s.value for s in Section if s in confirmed]
    if not stored and sections == survey.confirmed_sections:
        return
    survey.version += 1
    merged = survey.content | stored
    survey.content = {key: value for key, value in merged.items() if value is not None}
    survey.field_versions = survey.field_versions | dict.fromkeys(stored, survey.version)
    survey.confirmed_sections = sections
    if survey.state == SurveyState.NOT_STARTED:
        survey.state = SurveyState.DRAFT
    survey.saved_by, survey.saved_at = str(by)[:120], timezone.now()
    survey.save(
        update_fields=[
            *("version", "content", "field_versions", "confirmed_sections", "state", "saved_by", "saved_at"),
        ]
    )
    # Names only: what is written in a draft may have to be taken out again, and the log cannot forget.
    details = {"fields": sorted(stored), "version": survey.version, **(source or {})}
    audit.record(by=by, action=action, subject=audit.survey_subject(survey), details=details)
