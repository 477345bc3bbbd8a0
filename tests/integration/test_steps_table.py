"""Every step, from every state, by every person: what the table says happens, and nothing else."""

import pytest
from django.db import transaction
from django.http import QueryDict

from kartlaggning.choices import SurveyState
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Survey
from kartlaggning.permissions import Permission, can
from kartlaggning.staff.steps import TAKEN_HERE, take
from kartlaggning.workflow import TABLE, Step, allows, may_take
from tests.personas import NAMES
from tests.surveys_at import ask_for_change, of_jarva, open_all_ways, police_have_reviewed, put_in

pytestmark = pytest.mark.usefixtures("demonstration")
WORDS = QueryDict("version=3&reason=Ett+gott+sk%C3%A4l.&section-work=R%C3%A4tta+det+h%C3%A4r.")
# A request that nobody has made can't be answered, and one that waits can't be made again.
NEEDS_REQUEST = (Step.REOPEN, Step.REFUSE_CHANGE)


def attempt(step, survey, by):
    """Take the step and undo it; return the state it led to, or the error."""
    try:
        with transaction.atomic():
            taken = take(step, survey, WORDS, by)
            transaction.set_rollback(True)
            return taken.state
    except (Forbidden, Refused) as error:
        return type(error)


@pytest.fixture
def survey(round_2026):
    return of_jarva(round_2026)[0]


@pytest.mark.parametrize("step", sorted(TAKEN_HERE, key=lambda step: step.value), ids=lambda step: step.value)
def test_a_step_is_taken_from_its_states_by_those_it_is_given_to_and_by_nobody_else(step, survey, personas):
    wrong = []
    for state in SurveyState:
        with transaction.atomic():
            open_all_ways(put_in(survey, state, personas), personas)
            if step is not Step.REVIEW_POLICE_ONLY:
                police_have_reviewed(survey, personas)
            if step in NEEDS_REQUEST:
                ask_for_change(survey, personas)
            for name in NAMES:
                actor = personas.actor(name)
                if not may_take(step, actor, survey):
                    expected = Forbidden
                else:
                    expected = (TABLE[step].leads_to or state) if allows(step, state) else Refused
                got = attempt(step, survey, actor)
                if got != expected:
                    wrong.append((state, name, got, expected))
            transaction.set_rollback(True)
        survey.refresh_from_db()
    assert wrong == []


def test_the_table_gives_each_step_to_the_right_people(survey, personas):
    takers = {step: {name for name in NAMES if may_take(step, personas.actor(name), survey)} for step in TAKEN_HERE}
    police, municipal = {"officer", "colleague"}, {"municipal"}
    reviewers = {"coordinator", "second_coordinator"}
    assert takers == {
        Step.SEND: police,
        Step.SUBMIT_ALONE: police,
        Step.REQUEST_CHANGE: police,
        Step.SIGN: municipal,
        Step.HAND_BACK: municipal,
        Step.RETURN: reviewers | {"police_coordinator"},
        Step.REVIEW_POLICE_ONLY: {"police_coordinator"},
        Step.APPROVE: reviewers,
        Step.REOPEN: reviewers,
        Step.REFUSE_CHANGE: reviewers,
        Step.WITHDRAW: reviewers,
    }


@pytest.mark.parametrize("name", ["reader", "administrator", "other_officer", "other_municipal"])
def test_those_outside_have_no_step(survey, personas, name):
    actor = personas.actor(name)
    assert not any(may_take(step, actor, survey) for step in TAKEN_HERE)
    assert not can(actor, Permission.EDIT_SURVEY, survey)


def test_nobody_who_is_not_signed_in_has_a_step(survey):
    assert not any(may_take(step, None, survey) for step in Step)


@pytest.mark.parametrize("step", sorted(TAKEN_HERE, key=lambda step: step.value), ids=lambda step: step.value)
def test_no_step_is_taken_on_another_version_than_the_one_that_was_seen(step, survey, personas):
    state = min(TABLE[step].starts, key=list(SurveyState).index)
    open_all_ways(put_in(survey, state, personas), personas)
    taker = next(name for name in NAMES if may_take(step, personas.actor(name), survey))
    for seen in ("2", "4", "", "x"):
        data = WORDS.copy()
        data["version"] = seen
        with pytest.raises(Refused, match="ändrats sedan du öppnade sidan"):
            take(step, survey, data, personas.actor(taker))
    assert Survey.objects.get(pk=survey.pk).state == state
