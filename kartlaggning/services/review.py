"""The reviewers' steps: opening, the police's part, return, approval one by one or many at once, withdrawal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from kartlaggning import conclusion
from kartlaggning.choices import Party, Section, Status
from kartlaggning.errors import KartlaggningError, Refused
from kartlaggning.geometry.stored import to_stored
from kartlaggning.models import ReviewVisit, Survey
from kartlaggning.permissions import Actor, Permission, can, levels_for
from kartlaggning.questionnaire import STILL_PRIORITISED
from kartlaggning.selectors import review, surveys
from kartlaggning.services import comments, lineage, steps
from kartlaggning.workflow import Step

REVIEWING = (Permission.REVIEW_SURVEY, Permission.REVIEW_POLICE_ONLY)


@transaction.atomic
def open_review(survey: Survey, *, by: Actor) -> None:
    """Note that a reviewer has opened the survey as it stands; does nothing for those who only read it.

    The visit is its own trace: it is what approval asks for, and stands in no log.
    """
    if any(can(by, permission, survey) for permission in REVIEWING):
        ReviewVisit.objects.get_or_create(survey=survey, user_id=by.user_id, version=survey.version)


@transaction.atomic
def review_police_only(survey: Survey, *, version: int, by: Actor) -> Survey:
    """Note that the police region's coordinator has gone through the police's part."""
    survey = steps.begin(survey, Step.REVIEW_POLICE_ONLY, version=version, by=by)
    survey.police_reviewed_by_id, survey.police_reviewed_at = by.user_id, timezone.now()
    changed = ("police_reviewed_by", "police_reviewed_at")
    return steps.finish(survey, Step.REVIEW_POLICE_ONLY, by=by, changed=changed)


@transaction.atomic
def return_survey(survey: Survey, *, version: int, words: Mapping[Section, str], by: Actor) -> Survey:
    """Give the survey back to the police with comments by section; the signatures lapse."""
    survey = steps.begin(survey, Step.RETURN, version=version, by=by)
    written = comments.write(survey, words, by=by)
    changed = (*steps.take_back_submission(survey), *comments.lift_confirmation(survey, written))
    details = {"sections": [section.value for section in written]}
    return steps.finish(survey, Step.RETURN, by=by, changed=changed, details=details)


@transaction.atomic
def approve(survey: Survey, *, version: int, by: Actor) -> Survey:
    """Approve the survey: its content becomes a finding, and a closed scene is followed up or not as it says."""
    survey = steps.begin(survey, Step.APPROVE, version=version, by=by)
    set_finding(survey)
    survey.approved_by_id, survey.approved_at = by.user_id, timezone.now()
    if survey.status == Status.CLOSED:
        survey.scene.is_followed_up = bool(survey.content.get(STILL_PRIORITISED))
        survey.scene.save(update_fields=["is_followed_up"])
    approved = steps.finish(survey, Step.APPROVE, by=by, changed=steps.FINDING, with_values=True)
    lineage.note_reopening(approved, by=by)
    return approved


def set_finding(survey: Survey) -> None:
    """Set, unsaved, what approval makes of the survey's content. Raises Refused where it comes to no finding."""
    finding = conclusion.finding_of(survey.content)
    survey.status, survey.provenance = finding.status, finding.provenance or ""
    survey.outline = None if finding.outline is None else to_stored(finding.outline)
    survey.area_m2 = finding.area_m2
    last = surveys.previous_of(survey)
    if last is not None and finding.outline is not None and surveys.is_untouched(last, survey.content):
        # The content keeps centimetres: what nobody moved stays to the last digit what it was.
        survey.outline, survey.area_m2 = last.outline, last.area_m2
    survey.surveyed_jointly = review.valid_signature(survey, Party.MUNICIPALITY) is not None


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of one survey among many; `problem` is Swedish, and empty where it was approved."""

    survey: Survey
    problem: str = ""


def approve_unchanged(chosen: Iterable[tuple[Survey, int]], *, by: Actor) -> tuple[BulkOutcome, ...]:
    """Approve those of the surveys, given with the version that was seen, that are as they were last round and that
    the municipality has signed without a reservation.

    Each is approved whole or not at all; the report says which were not, and why.
    """
    return tuple(_approve_one(survey, version, by) for survey, version in chosen)


def _approve_one(survey: Survey, version: int, by: Actor) -> BulkOutcome:
    try:
        with transaction.atomic():
            approved = approve(survey, version=version, by=by)
            if not review.is_unchanged(approved, surveys.previous_of(approved), levels_for(by, approved)):
                raise Refused("Den skiljer sig från förra omgången. Godkänn den på dess egen sida.")
            if not review.is_signed_without_reservation(approved):
                raise Refused(
                    "Kommunen har inte skrivit under, eller har en reservation. Godkänn den på dess egen sida."
                )
    except KartlaggningError as error:
        return BulkOutcome(survey, str(error))
    return BulkOutcome(approved)


@transaction.atomic
def withdraw(survey: Survey, *, version: int, reason: str, by: Actor) -> Survey:
    """Take the survey out of the round, with the reason why. Its content is kept, its finding is not."""
    survey = steps.begin(survey, Step.WITHDRAW, version=version, by=by)
    survey.withdrawn_reason = steps.checked(reason, missing="Skriv varför kartläggningen återtas.")
    changed = (*steps.take_back_submission(survey), *steps.take_back_finding(survey), "withdrawn_reason")
    details = {"reason": survey.withdrawn_reason}
    return steps.finish(survey, Step.WITHDRAW, by=by, changed=changed, details=details)
