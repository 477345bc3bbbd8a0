"""The signs of a printed map: one class for each row, none over another, and the legend counts them."""

import itertools
import math

import pytest

from kartlaggning.choices import Change, Provenance, Status
from kartlaggning.exports.drawings.frame import frame_around
from kartlaggning.exports.drawings.map_marks import RADIUS, class_of, drawn_signs, legend, signs
from tests.builders import atlas, edition, scene_row, square

FRAME = frame_around((660_000, 6_570_000, 680_000, 6_590_000), 0, 0, 600, 600)


def crowd(count, step_m=20.0):
    """Return rows whose outlines lie close together, so close that their signs would cover each other."""
    return [scene_row(f"Plats{n}", 2024, outline=square(670_000 + n * step_m, 6_580_000)) for n in range(count)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change.KEPT, "open"),
        (Change.UNKNOWN, "open"),
        (Change.MERGED, "open"),
        (Change.NEW, "new"),
        (Change.REOPENED, "new"),
        (Change.GROWN, "grown"),
        (Change.SHRUNK, "shrunk"),
        (Change.CLOSED, "closed"),
    ],
)
def test_each_change_has_its_class(change, expected):
    assert class_of(scene_row("A", 2024, change=change)) == expected


@pytest.mark.parametrize("count", [2, 13, 40])
def test_no_sign_covers_another_and_all_are_inside_the_map(count):
    rows = crowd(count)
    placed = signs(atlas(edition(2024, *rows)), rows, FRAME)
    gaps = [math.hypot(a.x - b.x, a.y - b.y) for a, b in itertools.combinations(placed, 2)]
    assert min(gaps) >= 2 * RADIUS
    assert all(RADIUS <= sign.x <= 600 - RADIUS and RADIUS <= sign.y <= 600 - RADIUS for sign in placed)


def test_a_sign_that_is_moved_aside_keeps_its_place():
    rows = crowd(13)
    placed = signs(atlas(edition(2024, *rows)), rows, FRAME)
    assert sum(sign.is_moved for sign in placed) > 5
    places = [FRAME.place(row.outline.centroid.x, row.outline.centroid.y) for row in rows]
    assert [(sign.place_x, sign.place_y) for sign in placed] == places


def test_a_sign_alone_stands_on_its_place():
    row = scene_row("A", 2024)
    (sign,) = signs(atlas(edition(2024, row)), [row], FRAME)
    assert (round(sign.x, 3), round(sign.y, 3)) == (round(sign.place_x, 3), round(sign.place_y, 3))


def test_a_row_without_a_known_place_has_no_sign():
    row = scene_row("A", 2024, status=Status.CLOSED)
    assert signs(atlas(edition(2024, row)), [row], FRAME) == ()


def test_the_legend_has_the_signs_of_the_map_and_no_other():
    rows = [
        scene_row("A", 2024),
        scene_row("B", 2024, change=Change.SHRUNK, outline=square(672_000)),
        scene_row("C", 2024, provenance=Provenance.SCHEMATIC, area_m2=None, outline=square(675_000)),
    ]
    lines = "".join(legend(signs(atlas(edition(2024, *rows)), rows, FRAME), 0, 0))
    assert "öppen (1)" in lines
    assert "öppen, mindre än förra gången (1)" in lines
    assert "öppen, ungefärligt läge: gränsen är inte känd (1)" in lines
    assert "upphörd" not in lines


def test_signs_that_cannot_all_have_room_stay_in_their_places():
    rows = [scene_row(f"P{n}", 2024, outline=square(661_000 + 25.0 * n, 6_580_000)) for n in range(720)]
    placed = signs(atlas(edition(2024, *rows)), rows, FRAME)
    assert not any(sign.is_moved for sign in placed)


def test_on_an_outline_that_is_seen_the_number_stands_alone():
    near = frame_around((669_900, 6_579_900, 670_200, 6_580_200), 0, 0, 600, 600)
    row = scene_row("A", 2024)
    numbered = signs(atlas(edition(2024, row)), [row], near, numbered=True)
    assert "<circle" not in drawn_signs(numbered)
    assert ">1</text>" in drawn_signs(numbered)
    assert "<circle" in drawn_signs(signs(atlas(edition(2024, row)), [row], FRAME, numbered=True))
