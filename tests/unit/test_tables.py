"""The yearly tables of a small county, worked out by hand."""

from dataclasses import replace

import pytest

from kartlaggning.choices import AreaKind, Change, LineageKind, Origin, Provenance, Status
from kartlaggning.exports.tables.table import TableColumn, shown
from kartlaggning.exports.tables.yearly import yearly_tables
from kartlaggning.selectors.editions import Area, AreaRef, Figure
from tests.builders import SOLNA, atlas, edition, lineage, scene_row, square

NACKA = AreaRef(AreaKind.MUNICIPALITY, "Nacka", "nacka", "0182")
TYRESO = AreaRef(AreaKind.MUNICIPALITY, "Tyresö", "tyreso", "0138")


def county():
    """Three scenes of 1 ha in 2023. In 2024 A is a fifth larger, B is drawn anew, C has closed, D is new in Nacka."""
    before = edition(
        2023,
        scene_row("A", 2023, change=Change.UNKNOWN),
        scene_row("B", 2023, change=Change.UNKNOWN, provenance=Provenance.DIGITISED),
        scene_row("C", 2023, change=Change.UNKNOWN),
    )
    earlier = {"previous_year": 2023, "previous_area_m2": 10_000.0}
    after = edition(
        2024,
        scene_row("A", 2024, area_m2=12_000.0, change=Change.GROWN, **earlier),
        scene_row("B", 2024, area_m2=7_500.4, change=Change.SHRUNK, **earlier),
        scene_row("C", 2024, status=Status.CLOSED, last_open_year=2023, **earlier),
        scene_row("D", 2024, change=Change.NEW, municipality=NACKA, further_areas=(SOLNA,), origin=Origin.EXAMPLE),
    )
    known = tuple(Area(ref, None, None, "", "", "", None) for ref in (NACKA, SOLNA, TYRESO))
    figures = (Figure(2021, "scenes", 5, "antal", "källan 2021"), Figure(2024, "scenes", 3, "antal", "källan 2024"))
    return replace(atlas(before, replace(after, joint_surveys=2, joint_surveys_of=3)), areas=known, figures=figures)


def tables(of=None, **more):
    found = of or county()
    made = yearly_tables(found, found.newest, lambda slug: f"https://example.org/{slug}/", **more)
    return {table.key: table for table in made}


def values(table, *keys):
    """Return the rows' values of these columns."""
    places = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_there_is_a_table_of_each_kind_in_this_order():
    assert list(tables()) == [
        *("scenes", "closed", "new", "changed", "municipalities", "city_districts", "police_areas", "county"),
        *("joint_work", "lineage"),
    ]


def test_scenes_are_those_that_are_open_or_closed_in_the_round():
    assert values(tables()["scenes"], "id", "status", "area_m2") == [
        ("S-A", "open", 12_000),
        ("S-B", "open", 7_500),
        ("S-C", "closed", None),
        ("S-D", "open", 10_000),
    ]


def test_closed_scenes_keep_the_area_that_they_had():
    closed = tables()["closed"]
    assert values(closed, "id", "last_open_year", "previous_area_m2", "previous_area_ha") == [
        ("S-C", 2023, 10_000, 1.0)
    ]
    assert values(closed, "period_text") == [("mellan kartläggningarna 2023 och 2024",)]


def test_a_change_of_area_is_real_where_the_outline_has_the_same_origin_and_else_redrawn():
    changed = tables()["changed"]
    keys = ("id", "previous_area_m2", "area_m2", "area_ha", "area_change_percent", "basis")
    assert values(changed, *keys) == [
        ("S-A", 10_000, 12_000, 1.2, 20.0, "verklig"),
        ("S-B", 10_000, 7_500, 0.75, -25.0, "omritad"),
    ]
    (text,) = values(changed, "basis_text")[1]
    assert text.startswith("2023: ritad efter publicerad karta. 2024: kartlagd gräns. Därför kan skillnaden bero på")


def test_where_the_round_before_is_not_known_nothing_is_said_of_the_reason():
    found = county()
    changed = tables(atlas(found.newest))["changed"]
    assert values(changed, "basis") == [("okänt",), ("okänt",)]


def test_a_municipality_has_a_row_for_each_round_and_no_number_is_made_up():
    """The rows of 2023 are all that is known of it; those of 2024 are as many as published, so none means none."""
    assert values(tables()["municipalities"], "code", "name", "year", "open_count", "closed_count", "area_m2") == [
        ("0182", "Nacka", 2023, 0, 0, None),
        ("0182", "Nacka", 2024, 1, 0, 10_000),
        ("0184", "Solna", 2023, 3, 0, 30_000),
        ("0184", "Solna", 2024, 2, 1, 19_500),
        ("0138", "Tyresö", 2023, 0, 0, None),
        ("0138", "Tyresö", 2024, 0, 0, None),
    ]


def test_where_rows_are_missing_an_area_without_rows_has_no_number():
    found = replace(county(), figures=(Figure(2024, "scenes", 30, "antal", "källan"),))
    rows = values(tables(found)["municipalities"], "name", "year", "open_count")
    assert ("Tyresö", 2024, None) in rows
    assert ("Nacka", 2024, 1) in rows


def test_the_county_stands_beside_its_source_and_years_without_a_result_have_no_row():
    table = tables()["county"]
    assert values(table, "year", "published", "source", "counted", "difference", "goal_met") == [
        (2021, 5, "källan 2021", None, None, None),
        (2023, None, None, 3, None, "går inte att bedöma: inget resultat är känt för 2022"),
        (2024, 3, "källan 2024", 3, -2, "går inte att bedöma: inget resultat är känt för 2023"),
    ]
    assert "Inget resultat för länet är känt för 2022." in table.note


def test_joint_work_is_counted_beside_what_is_published():
    assert values(tables()["joint_work"], "year", "joint_surveys", "joint_surveys_of", "joint_percent") == [
        (2023, None, None, None),
        (2024, 2, 3, 66.7),
    ]


def test_lineage_says_each_event_once():
    merged = lineage(LineageKind.MERGED, 2024, ("A", "B"), ("E",))
    found = atlas(
        edition(2023, scene_row("A", 2023), scene_row("B", 2023)),
        edition(
            2024, scene_row("E", 2024, lineage=(merged,)), scene_row("A", 2024, Status.REPLACED, lineage=(merged,))
        ),
    )
    assert values(tables(found)["lineage"], "kind", "happened_on", "from_ids", "to_ids") == [
        ("sammanslagen", "2024-01-01", "S-A; S-B", "S-E")
    ]


def test_an_area_limits_the_rows_to_scenes_that_have_it_first_or_besides():
    made = tables(area=NACKA)
    assert values(made["scenes"], "id") == [("S-D",)]
    assert values(tables(area=SOLNA)["scenes"], "id") == [("S-A",), ("S-B",), ("S-C",), ("S-D",)]
    assert values(made["municipalities"], "name", "year", "open_count") == [("Nacka", 2023, 0), ("Nacka", 2024, 1)]
    assert len(made["county"].rows) == 3
    assert "Bara platser i kommun Nacka." in made["scenes"].note


def test_rounds_can_be_left_out_of_the_tables_over_time_but_not_the_editions_own():
    made = tables(years=())
    assert {year for (year,) in values(made["municipalities"], "year")} == {2024}
    assert values(made["county"], "year") == [(2021,), (2024,)]


def test_a_made_up_row_says_so():
    new = tables()["new"]
    assert values(new, "id", "origin") == [("S-D", "exempel")]
    assert [new.is_example(row) for row in new.rows] == [True]
    assert [tables()["scenes"].is_example(row) for row in tables()["scenes"].rows] == [False, False, False, True]


@pytest.mark.parametrize(
    ("kind", "key", "value", "text"),
    [
        ("integer", "area_m2", 1234567, "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"),
        ("integer", "previous_year", 2024, "2024"),
        ("number", "area_ha", 4.2, "4,20"),
        ("percent", "area_change_percent", -6.7, "\N{MINUS SIGN}6,7"),
        ("text", "municipality_code", "0180", "0180"),
        ("integer", "area_m2", None, ""),
    ],
)
def test_values_are_shown_as_swedes_write_them(kind, key, value, text):
    assert shown(TableColumn(key, "", kind, ""), value) == text


def test_an_outline_of_a_hectare_is_a_hectare():
    assert square().area == 10_000
