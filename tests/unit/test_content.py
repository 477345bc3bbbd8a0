"""A survey's content: what is carried over to the next round, and who may read which field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from kartlaggning import content
from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.questionnaire import Option, Question, Questionnaire

PLACE = Question(
    "kind", Section.PLACE, "Vad?", QuestionKind.ANY_OF, (Option("a", "A"), Option("b", "B", needs_comment=True))
)
SHARED = Question("grounds", Section.ASSESSMENT, "Grunder?", QuestionKind.TEXT, visibility=Visibility.SHARED)
QUESTIONS = Questionnaire("Prov", (PLACE, SHARED))


def test_answers_outline_and_comments_are_carried_over_but_no_reasons():
    before = {
        "kind": ["b"],
        "kind.comment": "varför",
        "grounds": "så",
        "outline": {"type": "MultiPolygon", "coordinates": []},
        "reason.overlap": "gammalt skäl",
        "explained.grounds": {"08-123": "växel"},
        "no_longer_asked": 1,
    }
    kept = content.prefilled(before, QUESTIONS)
    assert kept == {key: before[key] for key in ("kind", "kind.comment", "grounds", "outline")}


def test_a_day_is_not_carried_over():
    asked = Questionnaire("Prov", (Question("when", Section.JOINT, "När?", QuestionKind.DATE),))
    assert content.prefilled({"when": "2025-02-20"}, asked) == {}


def test_an_option_that_is_no_longer_there_is_not_carried_over():
    assert content.prefilled({"kind": ["a", "gone"]}, QUESTIONS) == {"kind": ["a"]}
    assert content.prefilled({"kind": ["gone"]}, QUESTIONS) == {}


@pytest.mark.parametrize(
    ("key", "level"),
    [
        ("outline", Visibility.PUBLIC),
        ("reason.overlap", Visibility.SHARED),
        ("grounds", Visibility.SHARED),
        ("explained.grounds", Visibility.SHARED),
        ("kind", Visibility.POLICE_ONLY),
        ("kind.comment", Visibility.POLICE_ONLY),
        ("explained.kind", Visibility.POLICE_ONLY),
        ("never_heard_of", Visibility.POLICE_ONLY),
    ],
)
def test_a_field_is_read_as_its_question_says_and_what_nobody_knows_is_for_the_police(key, level):
    assert content.visibility_of(key, QUESTIONS) is level


def test_only_what_may_be_read_is_given():
    values = {"outline": {}, "grounds": "x", "kind": ["a"], "kind.comment": "y"}
    shared = frozenset({Visibility.PUBLIC, Visibility.SHARED})
    assert content.readable(values, QUESTIONS, shared) == {"outline": {}, "grounds": "x"}


def test_a_crossing_outline_is_kept_as_it_was_drawn():
    bow_tie = MultiPolygon([Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])])
    assert content.outline_of({"outline": content.outline_value(bow_tie)}).equals_exact(bow_tie, 0)


@given(
    st.tuples(*[st.floats(200_000, 900_000, allow_nan=False)] * 2, *[st.floats(1, 5_000)] * 2),
)
def test_an_outline_survives_being_stored_to_the_centimetre(values):
    east, north, width, height = values
    outline = MultiPolygon([box(east, north, east + width, north + height)])
    again = content.outline_of({"outline": content.outline_value(outline)})
    assert again.equals_exact(outline, 0.0072)  # half a centimetre in both directions
    assert content.outline_value(again) == content.outline_value(outline)


def test_no_outline_is_none():
    assert content.outline_of({}) is None
    assert content.outline_value(None) is None
    assert content.outline_value(MultiPolygon()) is None
