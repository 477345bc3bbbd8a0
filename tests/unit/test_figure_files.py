"""Files of figures as values: what a good file says, what is said of each bad line, and nothing else ever raised."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlaggning.choices import AttitudeGroup, ImportKind
from kartlaggning.errors import ImportProblem
from kartlaggning.imports.figure_files import COLUMNS, CrimeLine, SafetyLine, read_figure_file
from kartlaggning.imports.figure_table import first_problems

CRIME_HEAD = "plats_id;ar;kategori;antal;kartlaggning;antal_konstant;konstant_kartlaggningar"
SAFETY_HEAD = "ar;fran_m;till_m;svarande;otrygga;viktsumma;viktkvadratsumma;otrygga_viktsumma"
ATTITUDE_HEAD = "plats_id;ar;grupp;fraga;andel_procent;svarande;stadens_medel_procent"
HEADS = {ImportKind.CRIME: CRIME_HEAD, ImportKind.SAFETY: SAFETY_HEAD, ImportKind.ATTITUDE: ATTITUDE_HEAD}


def read(kind, *lines, head=None):
    return read_figure_file(kind, "siffror.csv", "\r\n".join((head or HEADS[kind], *lines)).encode("utf-8-sig"))


def told(kind, *lines):
    """Return what is said of the lines, as (line, column, words)."""
    return [(problem.line, problem.column, problem.message) for problem in read(kind, *lines).problems]


def test_a_file_of_crimes_says_counts_with_and_without_outlines():
    file = read(ImportKind.CRIME, "S-0001;2023;vald;36;2024;41;2021 2023 2024", "S-0001;2025;vald;1 234;;;")
    assert file.problems == ()
    assert file.read == 2
    assert file.crimes == (
        CrimeLine(2, "S-0001", 2023, "vald", 36, 2024, 41, (2021, 2023, 2024)),
        CrimeLine(3, "S-0001", 2025, "vald", 1234, None, None, ()),
    )


def test_the_last_two_columns_of_crimes_may_be_missing():
    file = read(ImportKind.CRIME, "S-0001;2023;vald;36;2024", head="plats_id;ar;kategori;antal;kartlaggning")
    assert file.crimes[0].constant_count is None
    assert file.problems == ()


def test_a_file_of_safety_says_bands_with_and_without_weights():
    file = read(ImportKind.SAFETY, "2023;0;500;100;36;98,5;110,25;35,5", "2023;;;800;168;;;")
    assert file.problems == ()
    assert file.bands == (
        SafetyLine(2, 2023, 0, 500, 100, 36, 98.5, 110.25, 35.5),
        SafetyLine(3, 2023, None, None, 800, 168, None, None, None),
    )


def test_a_file_of_attitudes_keeps_the_groups_apart():
    lines = (
        "S-0001;2023;boende;Trygg;52,5;240;68",
        "S-0001;2023;Besökare;Trygg;61;90;",
        "S-0001;2023;arbetar;Trygg;58;31;",
    )
    file = read(ImportKind.ATTITUDE, *lines)
    assert file.problems == ()
    groups = [AttitudeGroup.RESIDENTS, AttitudeGroup.VISITORS, AttitudeGroup.WORKERS]
    assert [row.group for row in file.attitudes] == groups
    assert [(row.share, row.respondents, row.city_mean) for row in file.attitudes] == [
        (52.5, 240, 68.0),
        (61.0, 90, None),
        (58.0, 31, None),
    ]


def test_a_workbook_is_read_as_a_csv_is():
    workbook, content = openpyxl.Workbook(), io.BytesIO()
    workbook.active.append(CRIME_HEAD.split(";"))
    workbook.active.append(["S-0001", 2023, "vald", 36, 2024, 41, "2021 2023 2024"])
    workbook.save(content)
    file = read_figure_file(ImportKind.CRIME, "siffror.xlsx", content.getvalue())
    assert file.crimes == (CrimeLine(2, "S-0001", 2023, "vald", 36, 2024, 41, (2021, 2023, 2024)),)


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (";2023;vald;3;2024;;", "plats_id", "tom"),
        ("S-0001;23;vald;3;2024;;", "ar", "”23” är inte ett år"),
        ("S-0001;tolv;vald;3;2024;;", "ar", "är inte ett år"),
        ("S-0001;1066;vald;3;2024;;", "ar", "är inte ett år"),
        ("S-0001;2023;;3;2024;;", "kategori", "tom"),
        ("S-0001;2023;vald;;2024;;", "antal", "Skriv ett helt tal, 0"),
        ("S-0001;2023;vald;-3;2024;;", "antal", "”-3” är mindre än noll"),
        ("S-0001;2023;vald;3,5;2024;;", "antal", "”3,5” är inte ett helt tal"),
        ("S-0001;2023;vald;tre;2024;;", "antal", "”tre” är inte ett tal"),
        ("S-0001;2023;vald;3;förra;;", "kartlaggning", "är inte ett år"),
        ("S-0001;2023;vald;3;2024;2;2024", "antal_konstant", "mindre än antalet"),
        ("S-0001;2023;vald;3;2024;3;2021 2023", "konstant_kartlaggningar", "Kartläggning 2024 saknas"),
        ("S-0001;2023;vald;3;2024;3;", "antal_konstant", "eller ingen av dem"),
        ("S-0001;2023;vald;3;2024;;2024", "antal_konstant", "eller ingen av dem"),
    ],
)
def test_a_bad_line_of_crimes_is_named_with_line_column_and_what_to_do(line, column, words):
    good = "S-0002;2023;vald;3;2024;;"
    [(number, where, message)] = told(ImportKind.CRIME, good, line)
    assert (number, where) == (3, column)
    assert words in message
    assert len(read(ImportKind.CRIME, good, line).crimes) == 1 + (column == "")


def test_the_same_scene_year_and_category_may_stand_once():
    lines = ("S-0001;2023;vald;3;2024;;", "s-0001;2023;VALD;4;2024;;")
    assert told(ImportKind.CRIME, *lines) == [(3, "", "Samma sak står redan på rad 2. Ta bort den ena raden.")]


def test_a_file_has_one_constant_outline():
    [(line, column, message)] = told(
        ImportKind.CRIME, "S-0001;2023;vald;3;2024;3;2023 2024", "S-0002;2023;vald;3;2024;3;2021 2023 2024"
    )
    assert (line, column) == (3, "konstant_kartlaggningar")
    assert "rad 2" in message


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("2023;0;500;10;11;;;", "otrygga", "fler än de svarande"),
        ("2023;;500;10;3;;;", "fran_m", "ingen början"),
        ("2023;500;500;10;3;;;", "till_m", "slutar innan"),
        ("2023;0;500;10;3;9,5;;", "viktsumma", "alla tre"),
        ("2023;0;500;10;3;0;1;0", "viktsumma", "större än 0"),
        ("2023;0;500;10;3;10;12;11", "otrygga_viktsumma", "större än alla"),
        # Ten weights that add up to 10 have squares that add up to at least 10² / 10 = 10 and at most 10² = 100.
        ("2023;0;500;10;3;10;9,9;3", "viktkvadratsumma", "stämmer inte"),
        ("2023;0;500;10;3;10;101;3", "viktkvadratsumma", "stämmer inte"),
        ("2023;0;500;10;3;tio;12;3", "viktsumma", "är inte ett tal"),
        ("2023;-5;500;10;3;;;", "fran_m", "mindre än noll"),
    ],
)
def test_a_bad_band_is_named(line, column, words):
    found = told(ImportKind.SAFETY, line)
    assert (2, column) in [(number, where) for number, where, _message in found]
    assert words in " ".join(message for _line, _column, message in found)


def test_bands_of_a_year_may_not_overlap_but_may_meet_and_other_years_are_their_own():
    meeting = (
        "2023;0;500;10;3;;;",
        "2023;500;1000;10;3;;;",
        "2023;1000;;10;3;;;",
        "2023;;;30;9;;;",
        "2022;0;700;9;3;;;",
    )
    assert told(ImportKind.SAFETY, *meeting) == []
    [(line, column, message)] = told(ImportKind.SAFETY, "2023;0;500;10;3;;;", "2023;400;;10;3;;;")
    assert (line, column) == (3, "fran_m")
    assert "rad 2" in message


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("S-0001;2023;alla;Trygg;52;90;", "grupp", "boende, besokare eller arbetar"),
        ("S-0001;2023;boende;;52;90;", "fraga", "tom"),
        ("S-0001;2023;boende;Trygg;101;90;", "andel_procent", "mer än 100"),
        ("S-0001;2023;boende;Trygg;-1;90;", "andel_procent", "är inte ett tal från 0"),
        ("S-0001;2023;boende;Trygg;;90;", "andel_procent", "Skriv andelen"),
        ("S-0001;2023;boende;Trygg;52;x;", "svarande", "är inte ett tal"),
        ("S-0001;2023;boende;Trygg;52;;", "svarande", "Skriv ett helt tal"),
        ("S-0001;2023;boende;Trygg;52;90;168", "stadens_medel_procent", "mer än 100"),
        ("S-0001;2023;boende;Fråga till 811218-9876;52;90;", "fraga", "personnummer"),
    ],
)
def test_a_bad_attitude_is_named(line, column, words):
    [(number, where, message)] = told(ImportKind.ATTITUDE, line)
    assert (number, where) == (2, column)
    assert words in message


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "tom"),
        ("a.csv", CRIME_HEAD.encode(), "inga rader"),
        ("a.csv", b"\x00\x01\x02\x03", "inte en .csv-fil"),
        ("a.xlsx", b"PK\x03\x04" + b"\xff" * 50, "inte en hel Excelfil"),
        ("a.geojson", b"{}", "CSV (.csv) eller Excel (.xlsx)"),
        ("a.pdf", b"%PDF", "CSV (.csv) eller Excel (.xlsx)"),
        ("a.csv", f"{CRIME_HEAD};lon\nS-0001;2023;vald;3;2024;;;18,06".encode(), "”lon” hör inte hit"),
        ("a.csv", b"plats_id;ar\nS-0001;2023", "kategori, antal och kartlaggning saknas"),
        ("a.csv", f"{CRIME_HEAD}\nS-0001;2023;vald;=1+1;2024;;".encode(), "ad 2, ”antal” ser ut som en formel"),
        ("a.csv", f"{CRIME_HEAD}\nS-0001;2023;vald;3;2024;;;7".encode(), "saknar rubrik"),
        ("a.csv", f"{CRIME_HEAD}\nS-0001;2023;vald;3;2024;3;{'2024 ' * 41}".encode(), "är längre än 200 tecken"),
        ("a.csv", b"plats_id;AR;ar;kategori;antal;kartlaggning\n1;2;3;4;5;6", "två gånger"),
        ("a.csv", b"x" * 20_000_001, "större än 20 MB"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_is_refused_in_words(name, content, words):
    with pytest.raises(ImportProblem, match=r"\w") as refused:
        read_figure_file(ImportKind.CRIME, name, content)
    assert words in str(refused.value)


def test_an_attitude_without_a_column_for_the_respondents_is_refused():
    with pytest.raises(ImportProblem, match="svarande saknas"):
        read(ImportKind.ATTITUDE, "S-0001;2023;boende;Trygg;52", head="plats_id;ar;grupp;fraga;andel_procent")


def test_after_five_hundred_problems_no_more_are_looked_for_and_the_last_says_so():
    # 100 words that are no year in each of 60 cells are 6 000 problems; five lines are read.
    file = read(ImportKind.CRIME, *[f"S-0001;2023;vald;3;2024;3;{'x ' * 99}x"] * 60)
    assert len(file.problems) == 500
    told = first_problems([*file.problems, *file.problems])
    assert [(problem.line, problem.message[:32]) for problem in told[499:]] == [
        (4, "”x” är inte ett år. Skriv det me"),
        (4, "Här är 500 fel, och fler söks in"),
    ]
    assert first_problems(file.problems[:499]) == file.problems[:499]


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["S-0001", "2023", "2024", "vald", "-1", "0", "3", "1e5", "0x10", "٣", "²", "NaN", "inf", "1 000"]),
)


@given(st.sampled_from(ImportKind), st.sampled_from(["a.csv", "a.txt", "a.xlsx", "a", ".csv"]), st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_whatever_the_bytes_the_answer_is_a_report_or_an_import_problem(kind, name, content):
    answered(kind, name, content)


@given(st.sampled_from(ImportKind), st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_whatever_the_cells_the_answer_is_a_report_or_an_import_problem(kind, rows):
    needed, optional = COLUMNS[kind]
    lines = [";".join((*needed, *optional)), *(";".join(row) for row in rows)]
    answered(kind, "a.csv", "\n".join(lines).encode("utf-8", errors="surrogatepass"))


def answered(kind, name, content):
    try:
        file = read_figure_file(kind, name, content)
    except ImportProblem:
        return
    assert all(problem.line > 1 and problem.message for problem in file.problems)
    assert len(file.crimes) + len(file.bands) + len(file.attitudes) <= file.read
