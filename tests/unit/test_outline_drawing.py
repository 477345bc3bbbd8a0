"""A scene's outlines as drawn: true to shape, north up, each labelled, with a scale that holds."""

import re

import pytest
from shapely import MultiPolygon, Point, Polygon, box

from kartlaggning.exports.drawings.outline_drawing import HEIGHT, WIDTH, Outline, draw

WEST, SOUTH = 674_000, 6_581_000


def rectangle(width_m, height_m, west=WEST, south=SOUTH):
    return MultiPolygon([box(west, south, west + width_m, south + height_m)])


def outline(shape, heading="2024", text="4,2 ha"):
    return Outline(shape, heading, text, is_schematic=False)


def points(path):
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]?(-?[\d.]+) (-?[\d.]+)", path)]


def extent(path):
    xs, ys = zip(*points(path), strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def test_no_outline_gives_no_drawing():
    assert draw([]) is None


@pytest.mark.parametrize(("width_m", "height_m"), [(400, 100), (100, 400), (30, 30), (5000, 1000)])
def test_shapes_are_true_and_the_scale_bar_measures_them(width_m, height_m):
    drawing = draw([outline(rectangle(width_m, height_m))])
    width, height = extent(drawing.outlines[0].path)
    assert width / height == pytest.approx(width_m / height_m, rel=0.01)
    units_per_metre = (drawing.scale_bar.x2 - drawing.scale_bar.x1) / drawing.scale_bar.metres
    assert width == pytest.approx(width_m * units_per_metre, rel=0.02)


def test_north_is_up_and_east_to_the_right():
    triangle = MultiPolygon([Polygon([(WEST, SOUTH), (WEST + 100, SOUTH), (WEST + 100, SOUTH + 100)])])
    (south_west, south_east, north_east) = points(draw([outline(triangle)]).outlines[0].path)
    assert south_west[0] < south_east[0] == north_east[0]
    assert south_west[1] == south_east[1] > north_east[1]


def test_everything_lies_inside_the_drawing():
    drawing = draw([outline(rectangle(900, 20)), outline(rectangle(20, 900)), outline(rectangle(300, 300))])
    for drawn in drawing.outlines:
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points(drawn.path))
        assert 0 < drawn.label_y < HEIGHT


def test_the_latest_outline_lies_on_top_and_earlier_ones_are_told_apart():
    drawing = draw(
        [outline(rectangle(side, side), str(year)) for year, side in ((2020, 90), (2021, 80), (2023, 70), (2024, 60))]
    )
    assert [(drawn.heading, drawn.age) for drawn in drawing.outlines] == [
        (("2020",), 2),
        (("2021",), 2),
        (("2023",), 1),
        (("2024",), 0),
    ]


def test_an_unchanged_outline_is_drawn_once_with_both_years():
    same = rectangle(100, 100)
    drawing = draw([outline(same, "2023"), outline(same, "2024"), outline(rectangle(50, 50), "2025")])
    assert [drawn.heading for drawn in drawing.outlines] == [("2023, 2024",), ("2025",)]


def test_a_hole_is_kept():
    ring = MultiPolygon([Point(WEST, SOUTH).buffer(100).difference(Point(WEST, SOUTH).buffer(50))])
    assert draw([outline(ring)]).outlines[0].path.count("M") == 2


def test_a_leader_ends_on_its_own_outline_at_the_labels_height():
    drawing = draw([outline(rectangle(200, 200), "2023"), outline(rectangle(100, 200), "2024")])
    for drawn in drawing.outlines:
        easternmost = max(x for x, _y in points(drawn.path))
        assert drawn.anchor_x == pytest.approx(easternmost, abs=0.2)
        assert drawn.anchor_y == pytest.approx(drawn.leader_y, abs=0.2)
