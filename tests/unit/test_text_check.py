"""Personal data in free text is found however it is written; figures that only look like it are left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlaggning.choices import QuestionKind, Section
from kartlaggning.questionnaire import Option, Question, Questionnaire
from kartlaggning.text_check import Kind, find, find_in

TEXT = Question("grounds", Section.ASSESSMENT, "Grunder?", QuestionKind.TEXT)
CHOICE = Question("kind", Section.PLACE, "Vad?", QuestionKind.ONE_OF, (Option("a", "A", needs_comment=True),))
QUESTIONS = Questionnaire("Prov", (CHOICE, TEXT))


def kinds(text):
    return [(found.kind, found.quoted) for found in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "quoted"),
    [
        ("En person, 900101-2385, sågs", Kind.IDENTITY_NUMBER, "900101-2385"),
        ("199001012385", Kind.IDENTITY_NUMBER, "199001012385"),
        ("Ring 070-123 45 67", Kind.PHONE, "070-123 45 67"),
        ("+46 70 123 45 67", Kind.PHONE, "+46 70 123 45 67"),
        ("växel 08-508 00 000.", Kind.PHONE, "08-508 00 000"),
        ("Skriv till anna.berg@polisen.se.", Kind.EMAIL, "anna.berg@polisen.se"),
        ("en bil, ABC123, stod", Kind.PLATE, "ABC123"),
        ("ABC 12D", Kind.PLATE, "ABC 12D"),
        ("bil abc12d", Kind.PLATE, "abc12d"),
    ],
)
def test_personal_data_is_found(text, kind, quoted):
    assert kinds(text) == [(kind, quoted)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring 112, eller 114 14 till Polisen",
        "Mötet 2026-02-20 kl 14-16, sedan 18:00-20:00",
        "N 6581086 E 674266",
        "6581086 674266",
        "59.3326, 18.0649",
        "Dnr 2026/14",
        "diarienummer 0102-2024-12345",
        "A123.456/2024 och 5000-K123456-24",
        "hus 12, rum 112, port 345 678",
        "SSR 202, LPO 123 och DNR 123",
        "1 234 567 kr för 2023/2024",
        "OSL 18:2, SFS 2018:1937",
        "123 45 Stockholm",
        "org.nr 556036-0793",
        "900101-2386",  # wrong check digit
    ],
)
def test_other_figures_are_left_alone(text):
    assert kinds(text) == []


def test_a_finding_is_quoted_with_what_stands_around_it():
    [found] = find("Lokalens ägare kan nås på telefon\n070-123 45 67 efter klockan tolv varje vardag.")
    assert found.before == "…gare kan nås på telefon "
    assert found.after == " efter klockan tolv varj…"


def test_an_identity_number_is_not_named_as_a_telephone_number_as_well():
    assert [kind for kind, _quoted in kinds("0701234567 och 900101-2385")] == [Kind.PHONE, Kind.IDENTITY_NUMBER]


@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_an_identity_number_is_found_in_any_text(before, after):
    found = find(f"{before} 900101-2385 {after}")
    assert any(finding.stops for finding in found)


@given(text=st.text(max_size=200))
def test_what_is_quoted_stands_in_the_text(text):
    assert all(found.quoted in text for found in find(text))


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)), number=st.integers(0, 9999))
def test_a_date_or_a_registration_number_is_never_a_finding(day, number):
    assert kinds(f"Den {day.isoformat()}, dnr {day.year}/{number}.") == []


def test_a_telephone_number_may_stand_once_it_is_explained_and_an_identity_number_may_not():
    content = {
        "grounds": "Växeln 08-508 00 000, och 900101-2385.",
        "explained.grounds": {"08-508 00 000": "Stadens växel", "900101-2385": "ingen person"},
    }
    settled = {found.finding.quoted: found.is_settled for found in find_in(content, QUESTIONS)}
    assert settled == {"08-508 00 000": True, "900101-2385": False}


def test_comments_and_reasons_are_searched_too():
    content = {
        "kind.comment": "070-123 45 67",
        "reason.overlap": "enligt 900101-2385, tel 070-123 45 67",
        "explained.kind.comment": {"070-123 45 67": "900101-2385"},
    }
    assert [(found.key, found.finding.kind) for found in find_in(content, QUESTIONS)] == [
        ("kind.comment", Kind.PHONE),
        ("reason.overlap", Kind.IDENTITY_NUMBER),
        ("kind.comment", Kind.IDENTITY_NUMBER),
    ]


def test_what_is_no_text_is_not_searched():
    assert find_in({"kind": "a", "grounds": None, "outline": {"coordinates": [[[674266, 6581086]]]}}, QUESTIONS) == ()
