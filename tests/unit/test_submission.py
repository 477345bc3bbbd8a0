"""What is left to do before a survey may be sent: each thing is named at its field, to those who may read the field."""

from dataclasses import replace

import pytest

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.content import CRITERIA, readable, visibility_of
from kartlaggning.geometry.outline_checks import EMPTY, OVERLAP, OutlineFinding
from kartlaggning.questionnaire import Option, Question, Questionnaire
from kartlaggning.submission import for_levels, problems

SHARED, POLICE = Visibility.SHARED, Visibility.POLICE_ONLY
OPTIONS = (Option("a", "A"), Option("b", "B", needs_comment=True))
QUESTIONS = Questionnaire(
    "Prov",
    (
        Question("kind", Section.PLACE, "Vad?", QuestionKind.ANY_OF, OPTIONS, is_required=True, visibility=SHARED),
        Question("sellers", Section.PEOPLE, "Vem?", QuestionKind.TEXT, is_required=True, visibility=POLICE),
        Question("criterion_use", Section.ASSESSMENT, "Bruk?", QuestionKind.YES_NO, visibility=SHARED),
        Question("criterion_sale", Section.ASSESSMENT, "Handel?", QuestionKind.YES_NO, visibility=SHARED),
        Question(
            "status",
            Section.ASSESSMENT,
            "Öppen?",
            QuestionKind.ONE_OF,
            (Option("open", "ja"), Option("closed", "nej")),
            is_required=True,
            visibility=Visibility.PUBLIC,
        ),
        Question(
            "still_prioritised",
            Section.ASSESSMENT,
            "Kvar?",
            QuestionKind.YES_NO,
            is_required=True,
            visibility=SHARED,
        ),
    ),
)
WHOLE = {
    "kind": ["a"],
    "sellers": "grupper",
    "criterion_use": True,
    "criterion_sale": True,
    "status": "open",
}
CONFIRMED = ("place", "people", "assessment")
OVERLAPPING = OutlineFinding(OVERLAP, False, "Gränsen går in över en annan.")
MISSING = OutlineFinding(EMPTY, True, "Platsen har ingen gräns.")


def left(content, *, confirmed=CONFIRMED, findings=()):
    return [found.key for found in problems(content, QUESTIONS, confirmed=confirmed, outline_findings=findings)]


def test_nothing_is_left_of_a_whole_survey():
    assert left(WHOLE) == []


@pytest.mark.parametrize("key", ["kind", "sellers", "status"])
def test_a_required_question_must_be_answered(key):
    assert key in left({name: value for name, value in WHOLE.items() if name != key})


def test_no_is_an_answer():
    assert left({**WHOLE, "criterion_use": False, "reason.criteria": "Därför."}) == []


def test_follow_up_is_required_of_a_closed_scene_only():
    closed = {**WHOLE, "status": "closed", "criterion_use": False}
    assert left(closed) == ["still_prioritised"]
    assert left({**closed, "still_prioritised": False}) == []


def test_an_option_that_wants_a_comment_must_have_one():
    assert left({**WHOLE, "kind": ["b"]}) == ["kind.comment"]
    assert left({**WHOLE, "kind": ["b"], "kind.comment": "så"}) == []


def test_an_answer_that_is_no_longer_offered_must_be_given_anew():
    assert left({**WHOLE, "status": "gone"}) == ["status"]


def test_each_section_with_something_in_it_must_be_gone_through():
    assert left(WHOLE, confirmed=()) == ["confirmed.place", "confirmed.people", "confirmed.assessment"]


def test_an_outline_error_stops_and_a_warning_wants_a_reason():
    assert left(WHOLE, findings=(MISSING,)) == ["outline"]
    assert left(WHOLE, findings=(OVERLAPPING,)) == ["reason.overlap"]
    assert left({**WHOLE, "reason.overlap": "  "}, findings=(OVERLAPPING,)) == ["reason.overlap"]
    assert left({**WHOLE, "reason.overlap": "De möts."}, findings=(OVERLAPPING,)) == []


def test_a_closed_scene_needs_no_outline():
    closed = {**WHOLE, "status": "closed", "criterion_use": False, "still_prioritised": True}
    assert left(closed, findings=(MISSING, OVERLAPPING)) == []


@pytest.mark.parametrize(
    "content",
    [
        {**WHOLE, "criterion_sale": False},
        {**WHOLE, "status": "closed", "still_prioritised": True},
    ],
    ids=["open without all criteria", "closed with all criteria"],
)
def test_a_status_against_the_criteria_wants_a_reason(content):
    assert left(content) == [CRITERIA]
    assert left({**content, CRITERIA: "Ett ovanligt år."}) == []


def test_personal_data_is_to_be_taken_out_or_explained():
    text = {**WHOLE, "sellers": "Ring 070-123 45 67"}
    assert left(text) == ["sellers"]
    assert left({**text, "explained.sellers": {"070-123 45 67": "En växel"}}) == []
    number = {**WHOLE, "sellers": "900101-2385", "explained.sellers": {"900101-2385": "en förklaring"}}
    assert left(number) == ["sellers"]


def test_who_may_not_read_a_field_is_told_no_more_than_that_the_police_have_work_left():
    found = problems({**WHOLE, "sellers": "Ring 070-123 45 67"}, QUESTIONS, confirmed=("place", "assessment"))
    assert [problem.key for problem in found] == ["sellers", "confirmed.people"]
    told = for_levels(found, {Visibility.PUBLIC, SHARED})
    assert [problem.message for problem in told] == ["Polisens del är inte klar."]
    assert for_levels(found, set(Visibility)) == found


def test_what_contradicts_criteria_for_the_police_alone_is_for_the_police_alone():
    guarded = Questionnaire(
        "Prov",
        tuple(replace(q, visibility=POLICE) if q.key == "criterion_sale" else q for q in QUESTIONS.questions),
    )
    content = {**WHOLE, "criterion_sale": False}
    assert [found.visibility for found in problems(content, guarded, confirmed=CONFIRMED)] == [POLICE]
    assert [found.visibility for found in problems(content, QUESTIONS, confirmed=CONFIRMED)] == [SHARED]
    assert visibility_of(CRITERIA, Questionnaire("Utan", ())) == SHARED
    assert CRITERIA not in readable({**content, CRITERIA: "Därför."}, guarded, frozenset((Visibility.PUBLIC, SHARED)))
