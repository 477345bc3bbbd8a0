"""After approval: the police ask to change a survey, the coordinator opens it again or says no."""

from django.db import transaction
from django.utils import timezone

from kartlaggning.choices import Decision
from kartlaggning.models import ChangeRequest, Survey
from kartlaggning.permissions import Actor
from kartlaggning.services import steps
from kartlaggning.workflow import Step


@transaction.atomic
def request_change(survey: Survey, *, version: int, reason: str, by: Actor) -> Survey:
    """Ask for an approved survey to be opened again, with the reason why."""
    survey = steps.begin(survey, Step.REQUEST_CHANGE, version=version, by=by)
    reason = steps.checked(reason, missing="Skriv vad som behöver ändras och varför.")
    ChangeRequest.objects.create(survey=survey, reason=reason, requested_by_id=by.user_id)
    # The words stand in the request alone: they may speak of what only the police read, and the log is read by more.
    return steps.finish(survey, Step.REQUEST_CHANGE, by=by)


@transaction.atomic
def grant_change(survey: Survey, *, version: int, answer: str = "", by: Actor) -> Survey:
    """Open an approved survey again: it is returned, its finding is emptied and its signatures lapse."""
    survey = steps.begin(survey, Step.REOPEN, version=version, by=by)
    _decide(survey, Decision.GRANTED, steps.checked(answer), by)
    changed = (*steps.take_back_submission(survey), *steps.take_back_finding(survey))
    return steps.finish(survey, Step.REOPEN, by=by, changed=changed)


@transaction.atomic
def refuse_change(survey: Survey, *, version: int, answer: str, by: Actor) -> Survey:
    """Say no to a request for change, with an answer; the survey stays approved."""
    survey = steps.begin(survey, Step.REFUSE_CHANGE, version=version, by=by)
    answer = steps.checked(answer, missing="Skriv ett svar till den som har begärt ändringen.")
    _decide(survey, Decision.REFUSED, answer, by)
    return steps.finish(survey, Step.REFUSE_CHANGE, by=by)


def _decide(survey: Survey, decision: Decision, answer: str, by: Actor) -> None:
    survey.change_requests.filter(decision=Decision.PENDING).update(
        decision=decision, answer=answer, decided_by=by.name, decided_at=timezone.now()
    )
