"""The parties' steps: the police sign and hand over, the municipality signs or hands back, or the police go alone."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from kartlaggning.choices import Party, Section
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor
from kartlaggning.services import comments, steps
from kartlaggning.workflow import Step


@transaction.atomic
def send_to_municipality(survey: Survey, *, version: int, by: Actor) -> Survey:
    """Sign for the police and hand over to the municipality. Raises Hindered where something is left to fill in."""
    survey = steps.begin(survey, Step.SEND, version=version, by=by)
    comments.settle(survey)
    steps.sign(survey, Party.POLICE, by=by)
    return steps.finish(survey, Step.SEND, by=by, with_values=True)


@transaction.atomic
def sign_for_municipality(survey: Survey, *, version: int, reservation: str = "", by: Actor) -> Survey:
    """Sign for the municipality, with a reservation if there is one: with both names the survey is submitted."""
    survey = steps.begin(survey, Step.SIGN, version=version, by=by)
    reservation = steps.checked(reservation)
    steps.sign(survey, Party.MUNICIPALITY, by=by, reservation=reservation)
    changed = _submit(survey, by)
    details = {"with_reservation": bool(reservation)}
    return steps.finish(survey, Step.SIGN, by=by, changed=changed, details=details, with_values=True)


@transaction.atomic
def hand_back(survey: Survey, *, version: int, words: Mapping[Section, str], by: Actor) -> Survey:
    """Give the survey back to the police with comments by section; the signatures lapse."""
    survey = steps.begin(survey, Step.HAND_BACK, version=version, by=by)
    written = comments.write(survey, words, by=by)
    changed = (*steps.take_back_submission(survey), *comments.lift_confirmation(survey, written))
    details = {"sections": [section.value for section in written]}
    return steps.finish(survey, Step.HAND_BACK, by=by, changed=changed, details=details)


@transaction.atomic
def submit_alone(survey: Survey, *, version: int, reason: str, by: Actor) -> Survey:
    """Sign for the police and submit without the municipality, with the reason why."""
    survey = steps.begin(survey, Step.SUBMIT_ALONE, version=version, by=by)
    survey.alone_reason = steps.checked(reason, missing="Skriv varför kommunen inte är med.")
    comments.settle(survey)
    steps.sign(survey, Party.POLICE, by=by)
    changed = (*_submit(survey, by), "alone_reason")
    details = {"reason": survey.alone_reason}
    return steps.finish(survey, Step.SUBMIT_ALONE, by=by, changed=changed, details=details, with_values=True)


def _submit(survey: Survey, by: Actor) -> tuple[str, ...]:
    """Who completes the signatures is who submits."""
    survey.submitted_by_id, survey.submitted_at = by.user_id, timezone.now()
    return ("submitted_by", "submitted_at")
