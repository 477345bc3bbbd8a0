"""The files in fixtures/ agree with each other, and a mistake in one is answered with its line."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, shape

from kartlaggning.choices import Status
from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.projection import to_sweref
from kartlaggning.imports import fixtures
from kartlaggning.imports.registry_outlines import outlines_geojson, registry_outlines

FOLDER = Path(__file__).parents[2] / "fixtures"
OUTLINES = FOLDER / "municipality_outlines.geojson"


def problem_of(reader, path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportProblem) as caught:
        reader(path)
    return str(caught.value)


def test_the_county_has_26_municipalities_with_codes_that_keep_their_zero():
    rows = fixtures.read_municipalities(FOLDER / "municipalities.csv")
    assert len(rows) == 26
    assert fixtures.Municipality("0180", "Stockholm") in rows
    assert all(row.code.startswith("01") for row in rows)


def test_districts_go_from_13_to_11_and_police_areas_from_17_to_18():
    districts = fixtures.read_city_districts(FOLDER / "city_districts.csv")
    police_areas = fixtures.read_police_areas(FOLDER / "police_areas.csv")

    def valid(rows, day):
        return [row for row in rows if (row.valid_from or day) <= day <= (row.valid_to or day)]

    assert [len(valid(districts, day)) for day in (date(2023, 6, 30), date(2023, 7, 1))] == [13, 11]
    assert [len(valid(police_areas, day)) for day in (date(2024, 12, 31), date(2025, 1, 1))] == [17, 18]


def test_the_closed_list_names_the_documented_scenes_that_closed_between_2023_and_2024():
    scenes = fixtures.read_documented_scenes(FOLDER / "documented_scenes.csv")
    closures = fixtures.read_closures(FOLDER / "closed_during_2023.csv")
    closed = [row for row in scenes if (row.status_2023, row.status_2024) == (Status.OPEN, Status.CLOSED)]
    assert [(row.name, row.police_area, row.municipality, row.city_district) for row in closed] == [
        (row.name, row.police_area, row.municipality, row.city_district) for row in closures
    ]
    assert len(closures) == 10


def test_every_municipality_district_and_police_area_that_is_named_exists():
    municipalities = {row.name for row in fixtures.read_municipalities(FOLDER / "municipalities.csv")}
    districts = {row.name for row in fixtures.read_city_districts(FOLDER / "city_districts.csv")} | {""}
    police_areas = {row.name for row in fixtures.read_police_areas(FOLDER / "police_areas.csv")}
    scenes = fixtures.read_documented_scenes(FOLDER / "documented_scenes.csv")
    allocations = fixtures.read_demonstration_county(FOLDER / "demonstration_county.csv")
    assert {row.municipality for row in (*scenes, *allocations)} <= municipalities
    assert {row.police_area for row in (*scenes, *allocations)} <= police_areas
    assert {row.city_district for row in scenes} <= districts
    assert {name for row in allocations for name in (row.city_district_2021, row.city_district_2023)} <= districts


def test_the_allocation_adds_up_to_the_published_figures():
    rows = fixtures.read_demonstration_county(FOLDER / "demonstration_county.csv")
    figures = {(row.year, row.key): row for row in fixtures.read_figures(FOLDER / "published_figures.csv")}
    assert len(figures) == 23
    assert all(row.source for row in figures.values())
    for year, column in ((2021, "open_2021"), (2023, "open_2023"), (2024, "open_2024")):
        assert sum(getattr(row, column) for row in rows) == figures[year, "scenes"].value
    for year, column in ((2021, "open_2021"), (2024, "open_2024")):
        open_rows = [row for row in rows if getattr(row, column)]
        assert len({row.municipality for row in open_rows}) == figures[year, "municipalities"].value
        assert len({row.police_area for row in open_rows}) == figures[year, "police_areas"].value
    assert sum(row.closed_to_2023 for row in rows) == figures[2023, "closed_since_previous"].value
    assert sum(row.new_2023 for row in rows) == figures[2023, "new_since_previous"].value
    assert sum(row.closed_to_2024 for row in rows) == figures[2024, "closed_since_previous"].value


def test_the_outlines_are_the_26_municipalities_valid_light_and_of_about_the_right_size():
    outlines = fixtures.read_municipality_outlines(OUTLINES)
    assert set(outlines) == {row.code for row in fixtures.read_municipalities(FOLDER / "municipalities.csv")}
    assert OUTLINES.stat().st_size < 45_000
    shapes = [shape({"type": "MultiPolygon", "coordinates": coordinates}) for coordinates in outlines.values()]
    assert all(isinstance(outline, MultiPolygon) and outline.is_valid for outline in shapes)
    land_km2 = sum(to_sweref(outline).area for outline in shapes) / 1_000_000
    assert land_km2 == pytest.approx(6_500, rel=0.1)  # SCB: 6 519 km² land


def test_making_the_outlines_again_from_themselves_changes_no_byte():
    municipalities = fixtures.read_municipalities(FOLDER / "municipalities.csv")
    outlines = {
        feature["id"]: shape(feature["geometry"])
        for feature in json.loads(OUTLINES.read_text(encoding="utf-8"))["features"]
    }
    assert outlines_geojson(municipalities, outlines).encode() == OUTLINES.read_bytes()
    assert outlines_geojson(municipalities[::-1], outlines).encode() == OUTLINES.read_bytes()


def test_the_command_makes_the_committed_file_again_or_says_what_to_install(tmp_path):
    output = tmp_path / "outlines.geojson"
    try:
        registry_outlines(frozenset({"0180"}))
    except ImportProblem:
        with pytest.raises(CommandError, match=r"Installera det: python -m pip install -r requirements/data\.txt"):
            call_command("make_municipality_outlines", output=output)
    else:
        call_command("make_municipality_outlines", output=output)
        assert output.read_bytes() == OUTLINES.read_bytes()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "rad 1: rubrikerna ska vara kommunkod;namn"),
        ("namn;kommunkod\nSolna;0184\n", "rad 1: rubrikerna"),
        ("kommunkod,namn\n0184,Solna\n", "rad 1: rubrikerna"),
        ("kommunkod;namn\n0184;Solna\n0180\n", "rad 3: 1 fält, men rubriken har 2"),
        ("kommunkod;namn\n0184;Solna;x\n", "rad 2: 3 fält"),
        ("kommunkod;namn\n184;Solna\n", "rad 2: kommunkod ska vara fyra siffror, men är ”184”"),
        ("kommunkod;namn\n0184;Solna\n0184;Sundbyberg\n", "rad 3: 0184 står redan på rad 2"),
        ("kommunkod;namn\n0184; \n", "rad 2: namn saknas"),
        ('kommunkod;namn\n0184;"Solna\n', "citattecknen går inte ihop"),
    ],
)
def test_a_mistake_in_a_table_is_answered_with_its_line(tmp_path, text, words):
    assert words in problem_of(fixtures.read_municipalities, tmp_path / "municipalities.csv", text)


def test_wrong_dates_numbers_words_and_places_are_answered_with_line_and_column(tmp_path):
    path = tmp_path / "tabell.csv"
    header = "stadsdelsomrade;giltig_fran;giltig_till;anmarkning\n"
    assert "rad 2: giltig_fran är inte ett datum" in problem_of(
        fixtures.read_city_districts, path, f"{header}Farsta;20230701;;\n"
    )
    assert "giltig_till är före giltig_fran" in problem_of(
        fixtures.read_city_districts, path, f"{header}Farsta;2023-07-01;2023-06-30;\n"
    )
    header = "survey_year;figure;value;unit;reproduce;source\n"
    assert "reproduce är ”ja”, men ska vara yes eller no" in problem_of(
        fixtures.read_figures, path, f"{header}2024;scenes;53;antal;ja;SSR\n"
    )
    assert "value är inte ett tal: ”nan”" in problem_of(
        fixtures.read_figures, path, f"{header}2024;scenes;nan;antal;yes;SSR\n"
    )
    real = (FOLDER / "documented_scenes.csv").read_text(encoding="utf-8")
    swapped = real.replace("59.3325;18.0640", "18.0640;59.3325")
    assert "rad 12: läget 18.064 59.3325 är inte i Stockholms län" in problem_of(
        fixtures.read_documented_scenes, path, swapped
    )
    real = (FOLDER / "demonstration_county.csv").read_text(encoding="utf-8")
    assert "antalen går inte ihop mellan 2023 och 2024" in problem_of(
        fixtures.read_demonstration_county, path, real.replace("13;0;13", "13;0;12")
    )


def test_a_missing_file_and_another_encoding_are_answered_in_words(tmp_path):
    with pytest.raises(ImportProblem, match="går inte att öppna"):
        fixtures.read_municipalities(tmp_path / "borta.csv")
    (tmp_path / "a.csv").write_bytes("kommunkod;namn\n0139;Upplands Väsby\n".encode("latin-1"))
    with pytest.raises(ImportProblem, match="inte sparad som UTF-8"):
        fixtures.read_municipalities(tmp_path / "a.csv")
    assert "inte en GeoJSON-fil" in problem_of(fixtures.read_municipality_outlines, tmp_path / "a.geojson", "[1]")


@given(text=st.text(max_size=200), header=st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_either_read_or_an_import_problem_and_nothing_else(tmp_path, text, header):
    path = tmp_path / "any.csv"
    path.write_bytes((f"kommunkod;namn\n{text}" if header else text).encode("utf-8", "replace"))
    try:
        names = [row.name for row in fixtures.read_municipalities(path)]
    except ImportProblem as problem:
        names = [str(problem)]
    assert all(names)
