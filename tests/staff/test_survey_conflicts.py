"""Two who fill in the same survey without script: a conflict is a page with choices, and nothing is overwritten."""

import json

import pytest

from kartlaggning.content import OUTLINE
from kartlaggning.models import Survey
from kartlaggning.services.survey_edits import Edit, save_edit
from kartlaggning.services.surveys import save_content
from tests.staff.survey_forms import address_of, controls, opened, sent

pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture
def survey(round_2026):
    return Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").order_by("pk").first()


def now(survey):
    return Survey.objects.select_related("scene", "survey_round").get(pk=survey.pk)


@pytest.fixture
def clash(survey, as_persona, personas):
    """The officer's page with a conflict in it: the municipality saved another answer meanwhile."""
    officer = as_persona("officer")
    before = opened(officer, survey)
    save_content(survey, {"grounds": "Kommunens ord"}, base_version=0, by=personas.actor("municipal"))
    return officer, sent(officer, survey, before, grounds="Polisens ord", place_description="Bara mitt")


def test_the_other_fields_are_saved_and_the_conflict_is_shown_with_both_answers(survey, clash):
    _officer, answer = clash
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Municipal sparade ett annat svar kl" in text
    assert "Kommunens ord" in text
    assert controls(answer.content)["grounds"] == ["Polisens ord"]
    stored = now(survey).content
    assert (stored["grounds"], stored["place_description"]) == ("Kommunens ord", "Bara mitt")


def test_sending_it_again_without_choosing_overwrites_nothing(survey, clash):
    officer, answer = clash
    again = sent(officer, survey, controls(answer.content))
    assert again.status_code == 409
    assert now(survey).content["grounds"] == "Kommunens ord"


def test_ones_own_answer_is_kept_by_choosing_it(survey, clash):
    officer, answer = clash
    assert sent(officer, survey, controls(answer.content), choose__grounds="mine").status_code == 303
    assert now(survey).content["grounds"] == "Polisens ord"


def test_the_stored_answer_is_kept_by_choosing_it(survey, clash):
    officer, answer = clash
    assert sent(officer, survey, controls(answer.content), choose__grounds="stored").status_code == 303
    assert now(survey).content["grounds"] == "Kommunens ord"


def test_a_third_answer_that_came_while_one_was_choosing_is_a_conflict_again(survey, clash, personas):
    officer, answer = clash
    version = now(survey).version
    save_content(survey, {"grounds": "Ännu ett ord"}, base_version=version, by=personas.actor("municipal"))
    again = sent(officer, survey, controls(answer.content), choose__grounds="mine")
    assert again.status_code == 409
    assert "Ännu ett ord" in again.content.decode()
    assert now(survey).content["grounds"] == "Ännu ett ord"


def test_a_field_that_one_has_not_touched_is_no_conflict_and_not_put_back(survey, as_persona, personas):
    officer = as_persona("officer")
    before = opened(officer, survey)
    save_content(survey, {"grounds": "Kommunens ord"}, base_version=0, by=personas.actor("municipal"))
    assert sent(officer, survey, before, place_description="Mitt").status_code == 303
    stored = now(survey).content
    assert (stored["grounds"], stored["place_description"]) == ("Kommunens ord", "Mitt")


def test_two_outlines_are_drawn_over_each_other(survey, as_persona, personas):
    officer = as_persona("officer")
    before = opened(officer, survey)
    moved = json.loads(json.dumps(survey.content[OUTLINE]))
    moved["coordinates"][0][0][1][0] += 10
    save_content(survey, {OUTLINE: moved}, base_version=0, by=personas.actor("municipal"))
    drawn = json.loads(before["outline"][0])
    drawn["coordinates"][0][0][2][0] += 0.0001
    answer = sent(officer, survey, before, outline=json.dumps(drawn))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert text.count("survey-conflict__mine") == text.count("survey-conflict__stored") == 1
    assert " ha" in text
    assert now(survey).content[OUTLINE] == moved


def test_the_script_is_told_what_others_changed_in_fields_that_it_did_not_send(survey, as_persona, personas):
    save_content(survey, {"grounds": "Kommunens ord"}, base_version=0, by=personas.actor("municipal"))
    body = {"version": 0, "fields": {"place_description": {"base": 0, "typed": ["Mitt"]}}}
    told = as_persona("officer").post(address_of(survey) + "autospara/", {"edit": json.dumps(body)}).json()
    assert told["changed"] == {"grounds": {"typed": ["Kommunens ord"], "by": "Municipal"}}


def test_the_municipality_is_told_nothing_of_changes_that_are_for_the_police_alone(survey, as_persona, personas):
    save_content(survey, {"people_comment": "MARK"}, base_version=0, by=personas.actor("officer"))
    body = {"version": 0, "fields": {"grounds": {"base": 0, "typed": ["x"]}}}
    answer = as_persona("municipal").post(address_of(survey) + "autospara/", {"edit": json.dumps(body)})
    assert answer.json()["changed"] == {}
    assert "MARK" not in answer.content.decode()


def test_the_script_too_gets_a_conflict_and_wins_only_with_the_version_it_has_seen(survey, as_persona, personas):
    save_content(survey, {"grounds": "Kommunens ord"}, base_version=0, by=personas.actor("municipal"))
    client = as_persona("officer")

    def saved(base):
        body = {"version": 1, "fields": {"grounds": {"base": base, "typed": ["Polisens ord"]}}}
        return client.post(address_of(survey) + "autospara/", {"edit": json.dumps(body)}).json()

    told = saved(base=0)
    assert told["conflicts"] == ["grounds"]
    assert "Kommunens ord" in told["regions"]["notes-grounds"]
    assert saved(base=1)["conflicts"] == []
    assert now(survey).content["grounds"] == "Polisens ord"


def test_who_saved_the_field_is_named_even_if_another_has_saved_since(survey, personas):
    save_content(survey, {"grounds": "Kommunens ord"}, base_version=0, by=personas.actor("municipal"))
    save_content(survey, {"place_description": "x"}, base_version=1, by=personas.actor("officer"))
    edit = Edit({"grounds": "Kollegans ord"}, {"grounds": 0})
    [conflict] = save_edit(survey, edit, by=personas.actor("colleague")).conflicts
    assert conflict.saved_by == "Municipal"
