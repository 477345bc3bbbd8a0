"""Saving a draft: who may, what is kept, and what happens when two write at the same time."""

import pytest

from kartlaggning.choices import Section, SurveyState
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import AuditEntry, Survey
from kartlaggning.services.surveys import save_content

pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture
def survey(round_2026):
    return Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").order_by("pk").first()


def test_the_first_save_makes_a_draft_and_logs_the_names_of_the_fields_only(survey, personas):
    saved = save_content(survey, {"place_description": "Hemligt"}, base_version=0, by=personas.actor("officer")).survey
    assert (saved.state, saved.version, saved.content["place_description"]) == (SurveyState.DRAFT, 1, "Hemligt")
    entry = AuditEntry.objects.latest("pk")
    assert entry.details["fields"] == ["place_description"]
    assert (entry.actor, entry.address) == ("Officer", "192.0.2.7")
    assert "Hemligt" not in str(entry.details)


def test_saving_what_already_stands_changes_nothing(survey, personas):
    by = personas.actor("officer")
    first = save_content(survey, {"grounds": "a"}, base_version=0, by=by).survey
    entries = AuditEntry.objects.count()
    again = save_content(survey, {"grounds": "a"}, base_version=0, by=by)
    assert (again.survey.version, again.conflicts) == (first.version, ())
    assert AuditEntry.objects.count() == entries


def test_two_who_change_different_fields_both_get_through(survey, personas):
    save_content(survey, {"grounds": "den enes"}, base_version=0, by=personas.actor("officer"))
    second = save_content(survey, {"joint_comment": "den andres"}, base_version=0, by=personas.actor("municipal"))
    assert second.conflicts == ()
    assert (second.survey.content["grounds"], second.survey.content["joint_comment"]) == ("den enes", "den andres")


def test_two_who_change_the_same_field_are_both_heard_and_nothing_is_overwritten(survey, personas):
    save_content(survey, {"grounds": "den enes"}, base_version=0, by=personas.actor("officer"))
    changes = {"grounds": "den andres", "joint_comment": "bara min"}
    second = save_content(survey, changes, base_version=0, by=personas.actor("municipal"))
    [conflict] = second.conflicts
    assert (conflict.key, conflict.stored, conflict.sent) == ("grounds", "den enes", "den andres")
    assert conflict.saved_by == "Officer"
    assert second.survey.content["grounds"] == "den enes"
    assert second.survey.content["joint_comment"] == "bara min"
    chosen = save_content(
        survey, {"grounds": "den andres"}, base_version=second.survey.version, by=personas.actor("municipal")
    )
    assert (chosen.conflicts, chosen.survey.content["grounds"]) == ((), "den andres")


def test_a_field_is_taken_away_by_none(survey, personas):
    by = personas.actor("officer")
    first = save_content(survey, {"grounds": "a"}, base_version=0, by=by).survey
    second = save_content(survey, {"grounds": None}, base_version=first.version, by=by).survey
    assert "grounds" not in second.content


def test_sections_that_are_gone_through_are_kept_in_the_forms_order(survey, personas):
    sections = {Section.WORK, Section.PLACE}
    saved = save_content(survey, {}, base_version=0, confirmed=sections, by=personas.actor("officer")).survey
    assert saved.confirmed_sections == ["place", "work"]


@pytest.mark.parametrize(
    "persona", ["other_officer", "other_municipal", "police_coordinator", "coordinator", "reader", "administrator"]
)
def test_nobody_else_may_save(survey, personas, persona):
    with pytest.raises(Forbidden):
        save_content(survey, {"grounds": "x"}, base_version=0, by=personas.actor(persona))
    assert "grounds" not in Survey.objects.get(pk=survey.pk).content


@pytest.mark.parametrize("key", ["sellers", "police_work_comment", "explained.police_work_comment", "unknown"])
def test_the_municipality_may_not_save_what_it_may_not_read(survey, personas, key):
    with pytest.raises(Forbidden):
        save_content(survey, {key: "x"}, base_version=0, by=personas.actor("municipal"))


@pytest.mark.parametrize("state", [SurveyState.WITH_MUNICIPALITY, SurveyState.SUBMITTED, SurveyState.WITHDRAWN])
def test_what_others_have_in_hand_is_not_changed(survey, personas, state):
    Survey.objects.filter(pk=survey.pk).update(state=state)
    with pytest.raises(Refused, match="kan inte ändras nu"):
        save_content(survey, {"grounds": "x"}, base_version=0, by=personas.actor("officer"))
