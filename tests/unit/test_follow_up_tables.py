"""The tables of what follows the scenes up, worked out by hand from a small county."""

from dataclasses import replace
from datetime import date

import pytest

from kartlaggning.choices import AgreementKind, AreaKind, AttitudeGroup, CrimeGroup, Origin, Precision, Visibility
from kartlaggning.exports.tables.data_dictionary import dictionary_table
from kartlaggning.exports.tables.yearly import yearly_tables
from kartlaggning.followup.values import (
    AgreementNote,
    AreaName,
    AttitudeFigure,
    ContactNote,
    CrimeFigure,
    FollowUp,
    ImportRef,
    MeasureNote,
    SafetyFigure,
    Spell,
    StudyNote,
)
from kartlaggning.selectors.editions import Area, AreaRef
from tests.builders import SOLNA, atlas, edition, scene_row

NACKA = AreaRef(AreaKind.MUNICIPALITY, "Nacka", "nacka", "0182")
MADE_UP = ImportRef("U-0001", "Brott", "Påhittad", is_example=True)
SINCE_2021 = Spell(date(2021, 1, 1), Precision.YEAR)
MARCH = Spell(date(2023, 3, 1), Precision.MONTH, date(2024, 5, 17), Precision.DAY)


def crime(year, count, outline, constant, name="A"):
    return CrimeFigure(
        key=f"U-0001-{name}-{year}",
        public_id=f"S-{name}",
        year=year,
        category="vald",
        category_name="Våldsbrott",
        group=CrimeGroup.VIOLENCE,
        count=count,
        outline_year=outline[0],
        outline_m2=outline[1],
        constant_count=constant,
        constant_m2=50_000.0,
        constant_years=(2021, 2024),
        source=MADE_UP,
    )


def note(key, public_id, origin=Origin.EXAMPLE, spell=SINCE_2021):
    return MeasureNote(
        key, public_id, "belysning", "Belysning", "Nya lyktor", spell, "Kommunen", "", "Ljusare", "",
        Visibility.PUBLIC, origin, ("prov",),
    )  # fmt: skip


def agreement(key, public_id, areas, parties=()):
    return AgreementNote(
        key, public_id, AgreementKind.FORUM, "Forum", areas, parties, ("Lugnare", "Ljusare"), "varje månad", SINCE_2021,
        None, "", Visibility.PUBLIC, Origin.EXAMPLE, (),
    )  # fmt: skip


def area_name(area):
    return AreaName(area.kind, area.name, area.slug)


FOLLOW_UP = FollowUp(
    crimes=(
        crime(2021, 60, (2021, 40_000.0), 60),
        crime(2022, 55, (None, None), 65),
        crime(2023, 50, (2024, 18_000.0), 56),
        crime(2023, None, (2024, 20_000.0), None, name="B"),
    ),
    safety=(
        SafetyFigure("b", 2023, 500, None, 300, 75, 300.0, 600.0, 60.0, MADE_UP),
        SafetyFigure("a", 2023, 0, 500, 400, 144, None, None, None, MADE_UP),
    ),
    attitudes=(AttitudeFigure("t", "S-A", 2023, AttitudeGroup.VISITORS, "Trivs du?", 41.25, None, 70.0, MADE_UP),),
    measures=(note("I-0001", "S-A"), note("I-0002", "S-B", Origin.DOCUMENTED, MARCH)),
    agreements=(
        agreement("A-0001", "S-B", (), parties=("Fastighetsbolaget Granen",)),
        agreement("A-0002", "", (area_name(SOLNA),)),
        agreement("A-0003", "", ()),
    ),
    studies=(
        StudyNote(
            "V-0001", "Ljus", "Högskolan", 2020, "https://example.org/s", "Det hjälpte.", (), (), ("S-B",),
            Visibility.PUBLIC, Origin.EXAMPLE, (), date(2024, 1, 2),
        ),
    ),
    contacts=(
        ContactNote(
            "K-0001", "Trygghet", "Nacka kommun", (area_name(NACKA),), "trygg@example.org", "", "", Visibility.PUBLIC,
            Origin.EXAMPLE, (), date(2024, 1, 2),
        ),
    ),
)  # fmt: skip


def county(follow_up=FOLLOW_UP):
    """Two scenes in two rounds: A in Solna, B in Nacka."""
    rows = {year: (scene_row("B", year, municipality=NACKA), scene_row("A", year)) for year in (2021, 2024)}
    known = tuple(Area(ref, None, None, "", "", "", None) for ref in (NACKA, SOLNA))
    return replace(atlas(*(edition(year, *found) for year, found in rows.items())), areas=known, follow_up=follow_up)


def tables(of=None, *, round_=None, **more):
    found = of or county()
    made = yearly_tables(found, round_ or found.newest, lambda slug: f"https://example.org/{slug}/", **more)
    return {table.key: table for table in made}


def values(table, *keys):
    places = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_only_tables_with_a_row_are_made():
    assert not set(tables(county(FollowUp()))) & {"crimes", "safety", "measures", "contacts"}
    assert list(tables())[10:] == [
        *("crimes", "safety", "attitudes", "measures", "cooperation", "studies", "contacts"),
    ]


def test_what_was_released_with_the_newest_edition_is_in_no_earlier_one():
    found = county()
    assert len(tables(found, round_=found.editions[0])) == 10


def test_crimes_stand_with_area_and_both_rates():
    """60 on 4,00 ha is 15,0 and 50 on 1,80 ha is 27,78; on 5,00 ha 60, 65 and 56 are 12,0, 13,0 and 11,2.
    1,80 ha is 55 per cent less than 4,00 ha."""
    table = tables()["crimes"]
    keys = ("id", "year", "count", "is_hidden", "outline_year", "outline_ha", "per_ha", "constant_per_ha")
    assert values(table, *keys) == [
        ("S-B", 2023, None, "ja", 2024, 2.0, None, None),
        ("S-A", 2021, 60, "nej", 2021, 4.0, 15.0, 12.0),
        ("S-A", 2022, 55, "nej", None, None, None, 13.0),
        ("S-A", 2023, 50, "nej", 2024, 1.8, 27.78, 11.2),
    ]
    assert values(table, "outline_change_percent")[3] == (-55.0,)
    assert "gränsen har krympt" in values(table, "note")[3][0]
    assert set(values(table, "constant_rounds", "import", "origin")) == {("2021; 2024", "U-0001", "exempel")}
    assert "Färre upptäcktsbrott är inte bättre" in table.note


def test_bands_stand_in_order_with_their_intervals():
    """Worked out in tests/integration/test_safety_page.py: 31,4–40,8 % of 400; 300² / 600 = 150 answers by Kish."""
    keys = ("from_m", "to_m", "respondents_count", "unsafe_percent", "low_percent", "high_percent", "effective_count")
    assert values(tables()["safety"], *keys) == [
        (0, 500, 400, 36.0, 31.4, 40.8, None),
        (500, None, 300, 20.0, 14.4, 27.1, 150.0),
    ]


def test_attitudes_keep_the_group_apart_and_the_citys_mean_beside():
    keys = ("id", "year", "group", "question", "share_percent", "city_mean_percent", "respondents_count")
    assert values(tables()["attitudes"], *keys) == [("S-A", 2023, "besökare", "Trivs du?", 41.2, 70.0, None)]


def test_measures_tell_when_as_exactly_as_it_is_known():
    assert values(tables()["measures"], "id", "key", "starts", "ends", "origin", "sources") == [
        ("S-B", "I-0002", "2023-03", "2024-05-17", "dokumenterad", "prov"),
        ("S-A", "I-0001", "2021", None, "exempel", "prov"),
    ]


def test_no_party_of_an_agreement_stands_in_any_file():
    found = tables()
    assert values(found["cooperation"], "key", "areas", "scene_id", "goals") == [
        ("A-0001", "hela länet", "S-B", "Lugnare; Ljusare"),
        ("A-0002", "Solna", None, "Lugnare; Ljusare"),
        ("A-0003", "hela länet", None, "Lugnare; Ljusare"),
    ]
    assert not [row for table in found.values() for row in table.rows if "Fastighetsbolaget Granen" in map(str, row)]


def test_an_area_has_what_concerns_it():
    found = tables(area=SOLNA)
    assert {row[0] for row in values(found["crimes"], "id")} == {"S-A"}
    assert values(found["measures"], "key") == [("I-0001",)]
    assert values(found["cooperation"], "key") == [("A-0002",), ("A-0003",)]
    assert "studies" not in found
    assert "contacts" not in found
    assert len(found["safety"].rows) == 2  # the county's, whatever the area
    assert values(tables(area=NACKA)["studies"], "key", "scenes") == [("V-0001", "S-B")]


@pytest.mark.parametrize(
    ("table", "key", "unit"),
    [
        ("crimes", "per_ha", "antal per hektar"),
        ("crimes", "constant_per_ha", "antal per hektar"),
        ("crimes", "outline_ha", "hektar"),
        ("crimes", "outline_m2", "m²"),
        ("crimes", "count", "antal"),
        ("crimes", "year", "år"),
        ("safety", "to_m", "meter"),
        ("safety", "low_percent", "procent"),
        ("measures", "starts", ""),
    ],
)
def test_the_dictionary_gives_every_number_its_unit(table, key, unit):
    dictionary = dictionary_table(tables().values())
    assert (table, key, unit) in values(dictionary, "table", "key", "unit")
    assert all(text for (text,) in values(dictionary, "description"))
