"""An outline is divided by a line into pieces that together are the whole, and outlines are joined to one."""

import pytest
from shapely.geometry import MultiPolygon, Point, box

from kartlaggning.errors import Refused
from kartlaggning.geometry.divide import pieces_of, united

SQUARE = MultiPolygon([box(670_000, 6_580_000, 670_100, 6_580_100)])
TWO_PARTS = MultiPolygon([*SQUARE.geoms, box(670_200, 6_580_000, 670_300, 6_580_100)])
ACROSS = [Point(669_990, 6_580_050), Point(670_110, 6_580_050)]


def test_a_line_across_makes_two_pieces_of_the_same_area_the_northern_first():
    north, south = pieces_of(SQUARE, ACROSS)
    assert (north.area, south.area) == (5000, 5000)
    assert north.centroid.y > south.centroid.y


def test_a_line_that_ends_on_the_outline_itself_divides_too():
    assert len(pieces_of(SQUARE, [Point(670_000, 6_580_050), Point(670_100, 6_580_050)])) == 2


def test_parts_are_pieces_without_a_line():
    assert [piece.area for piece in pieces_of(TWO_PARTS)] == [10_000, 10_000]


def test_a_line_across_one_part_leaves_the_other_whole():
    assert sorted(piece.area for piece in pieces_of(TWO_PARTS, ACROSS)) == [5000, 5000, 10_000]


@pytest.mark.parametrize(
    "line",
    [
        [Point(669_000, 6_580_050), Point(669_500, 6_580_050)],
        [Point(670_020, 6_580_050), Point(670_060, 6_580_050)],
    ],
)
def test_a_line_that_does_not_cross_is_refused(line):
    with pytest.raises(Refused, match="delar inte"):
        pieces_of(SQUARE, line)


def test_a_line_of_one_point_is_refused():
    with pytest.raises(Refused, match="två punkter"):
        pieces_of(SQUARE, [Point(670_050, 6_580_050)])


def test_two_points_in_the_same_place_are_refused():
    with pytest.raises(Refused, match="desamma"):
        pieces_of(SQUARE, [Point(670_050, 6_580_050), Point(670_050, 6_580_050)])


def test_outlines_that_meet_become_one_part():
    whole = united(pieces_of(SQUARE, ACROSS))
    assert whole.area == pytest.approx(10_000)
    assert len(whole.geoms) == 1


def test_there_is_nothing_to_unite_where_no_outline_is():
    assert united([]) is None
