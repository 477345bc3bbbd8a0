"""Choosing rows: areas, status, names and positions with known answers."""

import pytest
from shapely.geometry import MultiPolygon, Point, Polygon

from kartlaggning.choices import AreaKind, Change, Status
from kartlaggning.geometry.projection import to_wgs84
from kartlaggning.selectors.editions import AreaRef
from kartlaggning.selectors.editions.filters import SceneFilter, select
from tests.builders import edition, scene_row, square

NACKA = AreaRef(AreaKind.MUNICIPALITY, "Nacka", "nacka", "0182")


def chosen(round_, **wanted):
    return [row.name for row in select(round_, SceneFilter(**wanted))]


def test_open_scenes_are_given_unless_asked_otherwise():
    rows = [scene_row("A", 2024), scene_row("B", 2024, Status.CLOSED)]
    rows += [scene_row("C", 2024, Status.CLOSED, change=Change.STILL_CLOSED)]
    round_ = edition(2024, *rows)
    assert chosen(round_) == ["A"]
    assert chosen(round_, status="closed") == ["B"]  # C closed in another round
    assert chosen(round_, status="all") == ["A", "B"]


def test_an_area_finds_the_scenes_that_touch_it_too():
    round_ = edition(2024, scene_row("A", 2024), scene_row("B", 2024, further_areas=(NACKA,)))
    assert chosen(round_, municipality="nacka") == ["B"]
    assert chosen(round_, municipality="solna") == ["A", "B"]
    assert chosen(round_, police_area="nacka") == []


def test_names_are_found_with_their_swedish_letters_and_by_former_names():
    round_ = edition(2024, scene_row("Årsta", 2024), scene_row("B", 2024, former_names=("Gamla torget",)))
    assert chosen(round_, name="årsta") == ["Årsta"]
    assert chosen(round_, name="GAMLA") == ["B"]
    assert chosen(round_, name="arsta") == []


@pytest.mark.parametrize(("metres", "found"), [(299, ["A"]), (301, [])])
def test_nearness_is_measured_in_metres_to_the_outline(metres, found):
    round_ = edition(2024, scene_row("A", 2024, outline=square(670_000, 6_580_000)))
    point = to_wgs84(Point(670_000 - metres, 6_580_050))
    assert chosen(round_, near_wgs84=(point.x, point.y), distance_m=300) == found


def test_a_box_finds_what_truly_meets_it_and_not_what_only_its_bounds_meet():
    triangle = MultiPolygon([Polygon([(670_000, 6_580_000), (671_000, 6_580_000), (670_000, 6_581_000)])])
    round_ = edition(2024, scene_row("A", 2024, outline=triangle))
    inside = to_wgs84(Point(670_100, 6_580_100))
    empty_corner = to_wgs84(Point(670_900, 6_580_900))

    def box_at(point):
        return (point.x - 0.0005, point.y - 0.0005, point.x + 0.0005, point.y + 0.0005)

    assert chosen(round_, bbox_wgs84=box_at(inside)) == ["A"]
    assert chosen(round_, bbox_wgs84=box_at(empty_corner)) == []
