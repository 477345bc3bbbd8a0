"""What every step of a survey shares: the lock, the table's questions, the texts, the signatures, the log."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone

from kartlaggning.choices import Party, SurveyState
from kartlaggning.conclusion import changes_for_log, has_identity_number
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Signature, Survey
from kartlaggning.permissions import Actor
from kartlaggning.plain_text import clean
from kartlaggning.selectors import questionnaires, review, surveys
from kartlaggning.services import audit, notices
from kartlaggning.services.surveys import locked
from kartlaggning.workflow import TABLE, Step, allows, may_take

LONGEST_TEXT = 2000  # characters, as the columns have it


# What may still be done with a survey whose round is closed.
AFTER_CLOSING = (Step.REQUEST_CHANGE, Step.REFUSE_CHANGE, Step.REOPEN, Step.WITHDRAW)


class Hindered(Refused):
    """Something must be done before the step can be taken; `hindrances` says what, in Swedish."""

    def __init__(self, hindrances: tuple[str, ...]) -> None:
        super().__init__(" ".join(hindrances))
        self.hindrances = hindrances


def begin(survey: Survey, step: Step, *, version: int, by: Actor) -> Survey:
    """Return the survey as it stands now, locked, or raise where the step can't be taken.

    `version` is the one that the person has seen. Raises Forbidden where the step is not theirs, Refused where the
    survey has moved on meanwhile, Hindered where something must be done first.
    """
    survey = locked(survey)
    if not may_take(step, by, survey):
        raise Forbidden("Det här steget är inte ditt att ta.")
    state = SurveyState(survey.state)
    if not allows(step, state):
        raise Refused(f"Kartläggningen är {state.label}, så steget kan inte tas nu. Ladda om sidan.")
    if step not in AFTER_CLOSING and surveys.is_over(survey):
        raise Refused("Omgången är avslutad, så steget kan inte tas nu.")
    if version != survey.version:
        raise Refused("Kartläggningen har ändrats sedan du öppnade sidan. Ladda om sidan och läs den igen.")
    hindrances = review.hindrances(step, survey, by)
    if hindrances:
        raise Hindered(hindrances)
    return survey


def checked(text: str, *, missing: str = "") -> str:
    """Return a text trimmed. Raises Refused where it may not be kept, or is empty and `missing` is given."""
    text = clean(text).strip().replace("\r\n", "\n")
    if missing and not text:
        raise Refused(missing)
    if len(text) > LONGEST_TEXT:
        raise Refused(f"Texten är för lång. Korta den till högst {LONGEST_TEXT} tecken.")
    if has_identity_number(text):
        raise Refused("I texten står något som ser ut som ett personnummer. Ta bort det.")
    return text


def finish(
    survey: Survey,
    step: Step,
    *,
    by: Actor,
    changed: Collection[str] = (),
    details: Mapping[str, Any] | None = None,
    with_values: bool = False,
) -> Survey:
    """Store the step: the state it leads to, the `changed` columns, an entry in the log, and word to whose turn it is.

    `with_values` writes what differs from last round into the log, which is done from submission on.
    """
    before, leads_to = survey.state, TABLE[step].leads_to
    if leads_to is not None:
        survey.state = leads_to
    survey.save(update_fields=["state", *changed])
    written: dict[str, Any] = {"from": before, "to": survey.state, "version": survey.version, **(details or {})}
    if with_values:
        written["changes"] = _changes(survey)
    audit.record(by=by, action=step.value, subject=audit.survey_subject(survey), details=written)
    notices.tell_of(step, survey, by=by)
    return survey


def _changes(survey: Survey) -> dict[str, list[Any]]:
    last, asked = surveys.previous_of(survey), questionnaires.of_round(survey.survey_round)
    return changes_for_log(surveys.finding_as_content(last, asked) if last else {}, survey.content)


def sign(survey: Survey, party: Party, *, by: Actor, reservation: str = "") -> Signature:
    """Write a party's signature of the survey as it stands; one that stands from before is replaced."""
    survey.signatures.filter(party=party, lapsed_at=None).update(lapsed_at=timezone.now())
    return Signature.objects.create(
        survey=survey,
        party=party,
        signed_by_id=by.user_id,
        name=by.name,
        organisation=by.organisation,
        version=survey.version,
        reservation=reservation,
    )


def lapse_signatures(survey: Survey) -> None:
    """Let every signature lapse: what they were given for may change from now on."""
    survey.signatures.filter(lapsed_at=None).update(lapsed_at=timezone.now())


SUBMISSION = ("submitted_by", "submitted_at", "alone_reason", "police_reviewed_by", "police_reviewed_at")


def take_back_submission(survey: Survey) -> tuple[str, ...]:
    """Empty what submission and review set, and let the signatures lapse. Return the columns to store."""
    lapse_signatures(survey)
    survey.submitted_by = survey.submitted_at = survey.police_reviewed_by = survey.police_reviewed_at = None
    survey.alone_reason = ""
    return SUBMISSION


FINDING = ("status", "outline", "area_m2", "provenance", "surveyed_jointly", "approved_by", "approved_at")


def take_back_finding(survey: Survey) -> tuple[str, ...]:
    """Empty what approval made of the content. Return the columns to store."""
    survey.status = survey.provenance = ""
    survey.outline = survey.area_m2 = survey.surveyed_jointly = survey.approved_by = survey.approved_at = None
    return FINDING
