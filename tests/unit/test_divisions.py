"""Where a scene counts when districts and police areas have changed: by the edition nearest to the chosen day."""

from dataclasses import replace
from datetime import date

import pytest

from kartlaggning.choices import AreaKind, Change, Status
from kartlaggning.exports.words.divisions import counted_area, divisions
from kartlaggning.selectors.editions import Area, AreaRef
from tests.builders import atlas, edition, lineage, scene_row

DISTRICT, POLICE = AreaKind.CITY_DISTRICT, AreaKind.POLICE_AREA
OLD, NEW = date(2023, 6, 30), date(2024, 2, 20)


def area(kind, name, first=None, last=None, *, note="", covers=""):
    return Area(AreaRef(kind, name, name.lower()), first, last, "", covers, note, None)


AREAS = (
    area(DISTRICT, "Norrmalm", None, date(2023, 6, 30)),
    area(DISTRICT, "Östermalm", None, date(2023, 6, 30)),
    area(DISTRICT, "Innerstaden", date(2023, 7, 1), note="bildat av Norrmalm och Östermalm"),
    area(DISTRICT, "Kungsholmen"),
    area(POLICE, "City", None, date(2024, 12, 31), covers="Stockholm: Innerstaden, Kungsholmen"),
    area(POLICE, "Väst", date(2025, 1, 1), covers="Stockholm: Kungsholmen; Lidingö"),
    area(POLICE, "Öst", date(2025, 1, 1), covers="Stockholm: Innerstaden"),
)


def ref(name, kind=DISTRICT):
    return next(one.ref for one in AREAS if one.ref.name == name and one.ref.kind is kind)


def row(name, year, district, **changes):
    return scene_row(name, year, city_district=ref(district), police_area=ref("City", POLICE), **changes)


def county(*editions):
    return replace(atlas(*editions), areas=AREAS)


def counted(found, public_id, kind, day):
    return counted_area(found, found.history[public_id], kind, day)


@pytest.fixture
def two_rounds():
    return county(
        edition(2021, row("A", 2021, "Norrmalm"), row("B", 2021, "Kungsholmen")),
        edition(2024, row("A", 2024, "Innerstaden"), row("B", 2024, "Kungsholmen")),
    )


def test_the_times_between_changes_meet_each_other(two_rounds):
    times = divisions(two_rounds)
    assert [(one.first, one.last) for one in times] == [
        (None, OLD),
        (date(2023, 7, 1), date(2024, 12, 31)),
        (date(2025, 1, 1), None),
    ]
    assert [one.day for one in times] == [OLD, date(2024, 12, 31), date(2025, 1, 1)]


def test_without_changed_areas_there_is_one_time():
    assert [(one.first, one.last) for one in divisions(atlas())] == [(None, None)]


def test_a_scene_counts_in_the_area_of_the_row_whose_area_existed_that_day(two_rounds):
    assert counted(two_rounds, "S-A", DISTRICT, OLD).area == ref("Norrmalm")
    assert counted(two_rounds, "S-A", DISTRICT, NEW).area == ref("Innerstaden")


def test_one_whose_area_never_changed_counts_there_at_any_time(two_rounds):
    assert counted(two_rounds, "S-B", DISTRICT, OLD).area == counted(two_rounds, "S-B", DISTRICT, NEW).area


def test_one_that_only_an_earlier_round_has_counts_in_the_single_area_that_followed():
    found = county(edition(2021, row("A", 2021, "Norrmalm")), edition(2024))
    where = counted(found, "S-A", DISTRICT, NEW)
    assert (where.area, where.stated, where.is_certain) == (ref("Innerstaden"), ref("Norrmalm"), True)


def test_of_several_areas_that_followed_the_one_that_covers_its_district_counts(two_rounds):
    later = date(2025, 6, 1)
    assert counted(two_rounds, "S-A", POLICE, later).area == ref("Öst", POLICE)
    assert counted(two_rounds, "S-B", POLICE, later).area == ref("Väst", POLICE)


def test_one_that_came_by_a_split_counted_earlier_where_the_scene_it_came_from_did():
    split = lineage("split", 2023, ["A"], ["A1", "A2"])
    found = county(
        edition(2021, row("A", 2021, "Östermalm")),
        edition(
            2024,
            row("A", 2024, "Innerstaden", status=Status.REPLACED, change=Change.REPLACED, lineage=(split,)),
            row("A1", 2024, "Innerstaden", lineage=(split,)),
            row("A2", 2024, "Innerstaden", lineage=(split,)),
        ),
    )
    assert counted(found, "S-A1", DISTRICT, OLD).area == ref("Östermalm")


def test_a_new_one_in_an_area_formed_of_two_is_not_guessed_into_either():
    found = county(edition(2021), edition(2024, row("N", 2024, "Innerstaden")))
    where = counted(found, "S-N", DISTRICT, OLD)
    assert (where.area, where.is_certain) == (ref("Innerstaden"), False)
