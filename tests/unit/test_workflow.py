"""The table of steps: whole, and without a way round the reviewer."""

import pytest

from kartlaggning.choices import SurveyState
from kartlaggning.permissions import Permission
from kartlaggning.workflow import EDITABLE, OPEN_WORK, TABLE, Step, allows

S = SurveyState


def test_every_step_has_a_rule():
    assert set(TABLE) == set(Step)


def test_every_state_but_the_first_is_led_to():
    assert {rule.leads_to for rule in TABLE.values()} | {S.NOT_STARTED, S.DRAFT} == {*S, None}


@pytest.mark.parametrize("state", [S.PUBLISHED, S.WITHDRAWN])
def test_what_is_published_or_withdrawn_takes_no_further_step(state):
    assert [step for step in Step if allows(step, state)] == []


def test_only_a_reviewer_leads_to_approval_and_only_from_what_is_submitted():
    approving = [rule for rule in TABLE.values() if rule.leads_to is S.APPROVED]
    assert [(rule.starts, rule.permission) for rule in approving] == [({S.SUBMITTED}, Permission.REVIEW_SURVEY)]


@pytest.mark.parametrize("step", [Step.HAND_BACK, Step.SUBMIT_ALONE, Step.RETURN, Step.REQUEST_CHANGE, Step.WITHDRAW])
def test_what_goes_back_or_goes_alone_comes_with_a_reason(step):
    assert TABLE[step].needs_reason


def test_what_is_being_read_by_others_cannot_be_edited():
    assert EDITABLE.isdisjoint({S.WITH_MUNICIPALITY, S.SUBMITTED, S.APPROVED, S.PUBLISHED, S.WITHDRAWN})
    assert EDITABLE < OPEN_WORK


def test_a_survey_that_is_not_started_cannot_be_sent():
    assert not allows(Step.SEND, S.NOT_STARTED)
    assert not allows(Step.SUBMIT_ALONE, S.NOT_STARTED)
