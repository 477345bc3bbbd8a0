"""Reading what a step rests on: signatures, visits, requests for change, and what stands in the way of a step."""

from collections.abc import Callable, Mapping

from kartlaggning import conclusion, submission
from kartlaggning.choices import Decision, Party, Status, SurveyState, Visibility
from kartlaggning.errors import Refused
from kartlaggning.models import ChangeRequest, ReviewVisit, Signature, Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors import submission as submissions
from kartlaggning.selectors.surveys import finding_as_content
from kartlaggning.workflow import Step, allows, may_take


def signatures_of(survey: Survey) -> tuple[Signature, ...]:
    """Return all signatures, the latest first, those that have lapsed included."""
    return tuple(survey.signatures.order_by("-pk"))


def valid_signature(survey: Survey, party: Party) -> Signature | None:
    """Return a party's signature of the survey as it stands now, or None."""
    return survey.signatures.filter(party=party, lapsed_at=None, version=survey.version).first()


def has_opened(survey: Survey, actor: Actor) -> bool:
    """Tell whether the actor has opened the survey for review as it stands now."""
    return ReviewVisit.objects.filter(survey=survey, user=actor.user_id, version=survey.version).exists()


def pending_request(survey: Survey) -> ChangeRequest | None:
    """Return the request for change that waits for an answer, or None."""
    return survey.change_requests.select_related("requested_by").filter(decision=Decision.PENDING).first()


def needs_police_review(survey: Survey) -> bool:
    """Tell whether questions for the police alone are asked and their answers not yet gone through."""
    return survey.police_reviewed_at is None and conclusion.asks_police_only(
        questionnaires.of_round(survey.survey_round)
    )


def steps_for(survey: Survey, actor: Actor) -> tuple[Step, ...]:
    """Return the steps that are the actor's to take now, hindered or not, in the table's order.

    Publishing is taken for a whole round, not here.
    """
    return tuple(
        step
        for step in Step
        if step is not Step.PUBLISH
        and allows(step, SurveyState(survey.state))
        and may_take(step, actor, survey)
        and (step not in _MEANINGFUL or _MEANINGFUL[step](survey))
    )


_MEANINGFUL: Mapping[Step, Callable[[Survey], bool]] = {
    Step.REVIEW_POLICE_ONLY: needs_police_review,
    Step.REQUEST_CHANGE: lambda survey: pending_request(survey) is None,
    Step.REFUSE_CHANGE: lambda survey: pending_request(survey) is not None,
    Step.REOPEN: lambda survey: pending_request(survey) is not None,
}


def hindrances(step: Step, survey: Survey, actor: Actor) -> tuple[str, ...]:
    """Return in Swedish what stands in the way of the step for this actor; empty where nothing does.

    Whether the step may start from the survey's state and is the actor's to take is the table's question.
    """
    check = _CHECKS.get(step)
    return tuple(check(survey, actor)) if check else ()


def _unfinished(survey: Survey, actor: Actor) -> list[str]:
    found = submission.for_levels(submissions.problems(survey, actor), levels_for(actor, survey))
    return [f"{problem.section.label}: {problem.message}" if problem.key else problem.message for problem in found]


def _unsigned(survey: Survey, actor: Actor) -> list[str]:
    police = valid_signature(survey, Party.POLICE)
    if police is None:
        return ["Polisen har inte skrivit under den här versionen."]
    return ["Du har själv skrivit under för Polisen."] if police.signed_by_id == actor.user_id else []


def _unapprovable(survey: Survey, actor: Actor) -> list[str]:
    found = _own_work(survey, actor) + _unopened(survey, actor)
    if needs_police_review(survey):
        found.append("Polisens del är inte granskad än. Polisregionens samordnare granskar den.")
    try:
        conclusion.finding_of(survey.content)
    except Refused as error:
        found.append(f"{error} Återlämna kartläggningen.")
    return found


def _own_work(survey: Survey, actor: Actor) -> list[str]:
    """Four eyes: who has signed or submitted does not review."""
    signed = Signature.objects.filter(survey=survey, signed_by=actor.user_id).exists()
    if signed or survey.submitted_by_id == actor.user_id:
        return ["Du har själv skrivit under eller lämnat in kartläggningen. Någon annan måste granska den."]
    return []


def _unopened(survey: Survey, actor: Actor) -> list[str]:
    return [] if has_opened(survey, actor) else ["Öppna granskningen och läs kartläggningen först."]


def _unreviewable(survey: Survey, actor: Actor) -> list[str]:
    if not needs_police_review(survey):
        return ["Polisens del är redan granskad, eller finns inte i det här formuläret."]
    return _own_work(survey, actor) + _unopened(survey, actor)


def _asked_already(survey: Survey, _actor: Actor) -> list[str]:
    if survey.status == Status.REPLACED:
        return ["Platsen är sammanslagen eller delad. Det ångras på platsens egen sida."]
    return ["En begäran om ändring väntar redan på svar."] if pending_request(survey) else []


def _not_asked(survey: Survey, actor: Actor) -> list[str]:
    request = pending_request(survey)
    if request is None:
        return ["Ingen har begärt att få ändra kartläggningen."]
    own = request.requested_by_id == actor.user_id
    return ["Du har själv begärt ändringen. Någon annan måste avgöra den."] if own else []


_CHECKS: Mapping[Step, Callable[[Survey, Actor], list[str]]] = {
    Step.SEND: _unfinished,
    Step.SUBMIT_ALONE: _unfinished,
    Step.SIGN: _unsigned,
    Step.APPROVE: _unapprovable,
    Step.REVIEW_POLICE_ONLY: _unreviewable,
    Step.REQUEST_CHANGE: _asked_already,
    Step.REFUSE_CHANGE: _not_asked,
    Step.REOPEN: _not_asked,
}


def is_unchanged(survey: Survey, last: Survey | None, levels: frozenset[Visibility]) -> bool:
    """Tell whether the survey says what last round's did, as far as may be read at these levels."""
    if last is None:
        return False
    questions = questionnaires.of_round(survey.survey_round)
    return conclusion.is_unchanged(finding_as_content(last, questions), survey.content, questions, levels)


def is_signed_without_reservation(survey: Survey) -> bool:
    """Tell whether the municipality has signed the survey as it stands, and with nothing to add."""
    municipal = valid_signature(survey, Party.MUNICIPALITY)
    return municipal is not None and not municipal.reservation


def requests_of(survey: Survey) -> tuple[ChangeRequest, ...]:
    """Return the requests for change, the latest first."""
    return tuple(survey.change_requests.select_related("requested_by").order_by("-pk"))
