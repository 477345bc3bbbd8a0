"""The first version holds what the field's description lists, guarded as it says."""

import json

import pytest

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.errors import Refused
from kartlaggning.management.change import FIXTURES
from kartlaggning.questionnaire import LOCKED_KEYS, WITH_OPTIONS
from kartlaggning.selectors.questionnaires import value_of
from kartlaggning.services.question_rules import LONGEST, checked
from kartlaggning.services.questionnaires import FIRST_VERSION, load_first_version

PLACES = "metro commuter_train bus_terminal centre square park residential_yard school_leisure car_park other"
PEOPLE = "residents nearby elsewhere under_18 socially_exposed criminal_network unknown"
WORK = (
    "visible_presence targeted_operations cameras guards reconnaissance "
    "joint_briefings social_prevention place_activation"
)
PARTNERS = (
    "municipality property_owner transport_operator social_services school "
    "guards civil_society prison_service customs region"
)
SUBSTANCES = "cannabis amphetamine cocaine opioids medicines synthetic khat other"


@pytest.fixture
def first(db):
    return load_first_version(FIXTURES, by="test")


@pytest.fixture
def questions(first):
    return {question.key: question for question in value_of(first).questions}


def keys(question):
    return {option.key for option in question.options}


def test_the_symptoms_are_the_seven_that_have_a_source(questions):
    symptoms = questions["symptoms"]
    sourced = [option for option in symptoms.options if not option.is_assumed]
    assert len(sourced) == 7
    assert [option.key for option in symptoms.options if option.is_assumed] == ["none"]
    assert symptoms.kind is QuestionKind.ANY_OF


@pytest.mark.parametrize(
    ("key", "expected"),
    [("location_type", PLACES), ("sellers", PEOPLE), ("buyers", PEOPLE), ("police_work", WORK), ("partners", PARTNERS)],
)
def test_all_options_are_there_and_marked_as_the_projects_own(questions, key, expected):
    assert keys(questions[key]) - {"none"} == set(expected.split())
    assert all(option.is_assumed for option in questions[key].options)


@pytest.mark.parametrize("name", SUBSTANCES.split())
def test_each_substance_is_main_occurs_no_or_unknown(questions, name):
    question = questions[f"substance_{name}"]
    assert keys(question) == {"main", "occurs", "no", "unknown"}
    assert question.visibility is Visibility.POLICE_ONLY


def test_the_rest_of_the_form_is_there(questions):
    assert {"place_description", "criterion_lasting", "grounds", "mobilisation", "priority", "joint_who"} <= set(
        questions
    )
    assert {key for key, question in questions.items() if question.is_locked} == set(LOCKED_KEYS)
    assert {question.section for question in questions.values()} == set(Section)


def test_what_may_reveal_police_work_is_for_the_police_alone(questions):
    guarded = {key for key, question in questions.items() if question.visibility is Visibility.POLICE_ONLY}
    assert guarded == {
        *("sellers", "buyers", "people_comment", "police_work", "police_work_comment"),
        *(f"substance_{name}" for name in SUBSTANCES.split()),
    }
    assert [key for key, question in questions.items() if question.visibility is Visibility.PUBLIC] == ["status"]


def test_a_required_question_can_be_answered_of_a_closed_scene_too(questions):
    for key in ("symptoms", "sellers", "buyers", "police_work"):
        assert questions[key].is_required
        assert "none" in keys(questions[key])


def test_the_first_version_follows_the_editors_own_rules(first):
    for question in value_of(first).questions:
        row = first.questions.get(key=question.key)
        assert checked(question, first, row) == question
        assert bool(question.options) == (question.kind in WITH_OPTIONS)
        assert all(len(getattr(question, field)) <= most for field, most in LONGEST.items())


def test_the_file_names_each_key_once():
    content = json.loads((FIXTURES / FIRST_VERSION).read_text(encoding="utf-8"))
    names = [question["key"] for question in content["questions"]]
    assert len(names) == len(set(names))


def test_it_is_loaded_once(first):
    with pytest.raises(Refused):
        load_first_version(FIXTURES, by="test")
