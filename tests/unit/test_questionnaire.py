"""Questions and answers as values: what is typed becomes an answer, and an answer becomes words."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.questionnaire import (
    LARGEST_NUMBER,
    LONGEST_TEXT,
    Option,
    Question,
    Questionnaire,
    Unusable,
    asked,
    changed_keys,
    compare,
    in_words,
    missing_comment,
    opened_keys,
    parse,
    typed,
)

OPTIONS = (Option("park", "park"), Option("square", "torg"), Option("other", "annat.", needs_comment=True))


def question(kind, *options, key="kind", **more):
    return Question(key, Section.PLACE, "Fråga?", kind, options, **more)


ONE, ANY = question(QuestionKind.ONE_OF, *OPTIONS), question(QuestionKind.ANY_OF, *OPTIONS)
TEXT, NUMBER = question(QuestionKind.TEXT), question(QuestionKind.NUMBER)
YES_NO, DATE = question(QuestionKind.YES_NO), question(QuestionKind.DATE)
KEYS = [option.key for option in OPTIONS]
ANSWERS = st.one_of(
    st.tuples(st.just(ONE), st.sampled_from(KEYS)),
    st.tuples(
        st.just(ANY),
        st.lists(st.sampled_from(KEYS), unique=True, min_size=1).map(lambda keys: sorted(keys, key=KEYS.index)),
    ),
    st.tuples(st.just(TEXT), st.text(max_size=200).map(lambda t: t.replace("\r", "").strip()).filter(bool)),
    st.tuples(st.just(NUMBER), st.integers(-LARGEST_NUMBER, LARGEST_NUMBER)),
    st.tuples(
        st.just(NUMBER), st.floats(-LARGEST_NUMBER, LARGEST_NUMBER).filter(lambda number: not number.is_integer())
    ),
    st.tuples(st.just(YES_NO), st.booleans()),
    st.tuples(st.just(DATE), st.dates().map(date.isoformat)),
)


@given(ANSWERS)
def test_what_the_controls_hold_is_read_back_as_the_same_answer(pair):
    asked_question, answer = pair
    back = parse(asked_question, typed(asked_question, answer))
    assert (back, type(back)) == (answer, type(answer))


@given(st.sampled_from([ONE, ANY, TEXT, NUMBER, YES_NO, DATE]), st.lists(st.text(max_size=12), max_size=4))
def test_anything_typed_is_an_answer_none_or_refused_in_words(asked_question, texts):
    with suppress(Unusable):
        answer = parse(asked_question, texts)
        assert answer is None or parse(asked_question, typed(asked_question, answer)) == answer


@pytest.mark.parametrize(
    ("asked_question", "texts", "answer"),
    [
        (TEXT, ["  "], None),
        (TEXT, [], None),
        (TEXT, [" en\r\ntvå "], "en\ntvå"),
        (NUMBER, ["3,50"], 3.5),
        (NUMBER, ["1 234"], 1234),
        (NUMBER, ["\N{MINUS SIGN}2"], -2),
        (YES_NO, ["no"], False),
        (YES_NO, [""], None),
        (ONE, ["", "park"], "park"),
        (ANY, ["other", "park"], ["park", "other"]),
        (DATE, ["2026-02-20"], "2026-02-20"),
    ],
)
def test_typed_texts_become_answers(asked_question, texts, answer):
    assert parse(asked_question, texts) == answer


@pytest.mark.parametrize(
    ("asked_question", "text"),
    [
        (NUMBER, "många"),
        (NUMBER, "nan"),
        (NUMBER, "1e9"),
        (YES_NO, "ja"),
        (ONE, "castle"),
        (ANY, "castle"),
        (DATE, "20/2"),
        (TEXT, "a" * (LONGEST_TEXT + 1)),
    ],
)
def test_what_can_not_be_an_answer_is_refused(asked_question, text):
    with pytest.raises(Unusable):
        parse(asked_question, [text])


def test_a_text_with_as_many_characters_as_a_browser_counts_is_taken():
    assert parse(TEXT, ["a\r\n" * (LONGEST_TEXT // 2 - 1) + "a"])


def test_none_of_them_can_not_be_chosen_together_with_one_of_them():
    symptoms = question(QuestionKind.ANY_OF, *OPTIONS, Option("none", "inget av dem"))
    assert parse(symptoms, ["none"]) == ["none"]
    with pytest.raises(Unusable, match="inget av dem"):
        parse(symptoms, ["park", "none"])


@pytest.mark.parametrize(
    ("asked_question", "answer", "words"),
    [
        (ONE, "square", "torg"),
        (ANY, ["park", "other"], "park; annat"),
        (ANY, [], ""),
        (YES_NO, True, "Ja"),
        (YES_NO, False, "Nej"),
        (NUMBER, 3.5, "3,5"),
        (TEXT, "en\ntvå", "en\ntvå"),
        (DATE, "2026-02-20", "20 februari 2026"),
        (DATE, "i våras", "i våras"),
        (TEXT, None, ""),
    ],
)
def test_answers_are_read_in_words(asked_question, answer, words):
    assert in_words(asked_question, answer) == words


def test_an_option_that_wants_a_comment_misses_it_until_it_is_written():
    assert missing_comment(ANY, ["park", "other"], " ")
    assert not missing_comment(ANY, ["park", "other"], "en gångtunnel")
    assert not missing_comment(ANY, ["park"], "")
    assert not missing_comment(ANY, None, "")
    assert missing_comment(ONE, "other", "")


def test_follow_up_is_asked_of_a_closed_scene_only():
    questions = [replace(YES_NO, key="still_prioritised"), replace(TEXT, key="follow_up_note"), TEXT]
    assert [found.key for found in asked(questions, "open")] == ["kind"]
    assert [found.key for found in asked(questions, None)] == ["kind"]
    assert len(asked(questions, "closed")) == 3


def test_a_key_that_is_missing_on_one_side_has_changed():
    assert changed_keys({"a": 1, "b": 2}, {"b": 2, "c": 3}) == {"a", "c"}


def test_a_comment_is_seen_by_those_who_see_the_answer():
    version = Questionnaire("x", (replace(ONE, visibility=Visibility.POLICE_ONLY),))
    assert version.visibility == {"kind": Visibility.POLICE_ONLY, "kind.comment": Visibility.POLICE_ONLY}
    assert version.question("kind.comment") is version.questions[0]


def test_two_versions_differ_in_what_is_new_gone_and_otherwise_put():
    kept, gone, new = (replace(TEXT, key=key) for key in ("kept", "gone", "new"))
    before = Questionnaire("2026", (kept, gone, TEXT))
    after = Questionnaire("2027", (new, kept, replace(TEXT, text="Annan fråga?")))
    changes = compare(before, after)
    assert [change.key for change in changes] == ["new", "kind", "gone"]
    assert (changes[0].before, changes[2].after) == (None, None)
    assert compare(before, before) == ()


def test_what_was_answered_for_fewer_readers_is_known_by_its_key():
    guarded, shared = (replace(ONE, visibility=level) for level in (Visibility.POLICE_ONLY, Visibility.SHARED))
    before, after = Questionnaire("2026", (guarded,)), Questionnaire("2027", (shared, replace(TEXT, key="new")))
    assert opened_keys(before, after) == {"kind", "kind.comment"}
    assert opened_keys(after, before) == frozenset()
    assert opened_keys(before, before) == frozenset()
