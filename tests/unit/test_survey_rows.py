"""One line of a file: whatever stands in its cells, it becomes values or problems that name the column."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kartlaggning.choices import QuestionKind, Section
from kartlaggning.imports.survey_file import SurveyTable, TableRow
from kartlaggning.imports.survey_mapping import (
    SurveyMapping,
    check_mapping,
    read_mapping,
    suggested,
    targets,
    with_suggested_values,
)
from kartlaggning.imports.survey_rows import AreaNames, read_row
from kartlaggning.questionnaire import Option, Question, Questionnaire

OPTIONS = (Option("red", "Röd, mörk"), Option("blue", "Blå", needs_comment=True), Option("green", "Grön"))
QUESTIONS = Questionnaire(
    "Prov",
    tuple(
        Question(kind.value, Section.PLACE, f"Fråga {kind.value}", kind, OPTIONS if "of" in kind.value else ())
        for kind in QuestionKind
    ),
)
KNOWN = targets(QUESTIONS, is_open_round=False)
BY_KEY = {target.key: target for target in KNOWN}
AREAS = AreaNames({"0180": "Stockholm", "0184": "Solna"}, frozenset({"Järva"}), frozenset({"Solna"}))
KEYS = [target.key for target in KNOWN]
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "ja", "180", "Solna kommun", "POLYGON ((0 0))", "2026-02-20", "1e999", "nan", "٣٣", "röd, mörk"]
    ),
)


def table_of(*cells, headings=None):
    headings = headings or KEYS[: len(cells)]
    return SurveyTable("a.csv", "0" * 64, tuple(headings), (TableRow(2, tuple(cells)),))


def read(heading, cell, key):
    table = table_of("S-0001", cell, headings=["Plats", heading])
    mapping = with_suggested_values(table, SurveyMapping({"Plats": "survey.scene", heading: key}), KNOWN)
    return read_row(table.rows[0], table, mapping, BY_KEY, AREAS)


@settings(max_examples=300, deadline=None)
@given(st.lists(CELLS, min_size=len(KEYS), max_size=len(KEYS)))
def test_any_cells_become_values_or_problems(cells):
    table = table_of(*cells)
    mapping = with_suggested_values(table, SurveyMapping(dict(zip(KEYS, KEYS, strict=True))), KNOWN)
    check_mapping(mapping, table, KNOWN)
    row = read_row(table.rows[0], table, mapping, BY_KEY, AREAS)
    assert {problem.column for problem in row.problems} <= {*KEYS, ""}
    assert row.outline is None or not row.outline.is_empty


@settings(max_examples=100, deadline=None)
@given(st.lists(CELLS, min_size=len(KEYS), max_size=len(KEYS)))
def test_a_mapping_survives_being_written_as_json(cells):
    table = table_of(*cells)
    mapping = suggested(table, KNOWN)
    if "survey.scene" in mapping.columns.values():
        assert read_mapping(mapping.as_json(), table, KNOWN) == mapping


def test_headings_say_what_they_are_by_key_by_question_and_by_their_usual_names():
    headings = ["PLATS", "Kommunkod", "fråga any_of", "text", "Lpo", "Något annat"]
    columns = suggested(table_of(*[""] * 6, headings=headings), KNOWN).columns
    assert columns == {
        "PLATS": "survey.scene",
        "Kommunkod": "survey.municipality",
        "fråga any_of": "any_of",
        "text": "text",
        "Lpo": "survey.police_area",
    }


def test_several_answers_are_parted_by_semicolon_line_or_comma_but_not_within_an_option():
    assert read("A", "blå; Röd, mörk", "any_of").answers == {"any_of": ["red", "blue"]}
    assert read("A", "grön\nblå", "any_of").answers == {"any_of": ["blue", "green"]}
    assert read("A", "grön, blå", "any_of").answers == {"any_of": ["blue", "green"]}
    assert read("A", "Röd, mörk", "any_of").answers == {"any_of": ["red"]}


def test_a_municipality_is_known_by_name_and_by_code_with_or_without_its_leading_zero():
    for cell in ("0180", "180", "stockholm", "Stockholms stad", "Stockholms kommun"):
        assert read("A", cell, "survey.municipality").municipality == "0180"


def test_a_date_stands_for_its_year():
    assert read("A", "2024-02-20", "survey.year").year == 2024


def test_problems_name_the_column_as_the_file_does():
    [problem] = read("Antal platser", "många", "number").problems
    assert (problem.column, problem.message) == ("Antal platser", "Skriv ett tal, till exempel 12 eller 3,5.")
