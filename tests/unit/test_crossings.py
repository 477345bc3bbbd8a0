"""An outline that crosses itself too often is refused before anything repairs it, and the count itself is cheap."""

import time

import numpy as np
import pytest
from shapely.geometry import MultiPolygon, Point, Polygon, box

from kartlaggning.geometry.crossings import TOO_MANY_CROSSINGS, crosses_too_often
from kartlaggning.geometry.outline_checks import check_outline
from kartlaggning.geometry.outline_input import OutlineUnreadable, exchange_text, parse_outline


def tangled(corners):
    return MultiPolygon(
        [Polygon(np.random.default_rng(1).uniform(0, 1_000, (corners, 2)) + np.array([674_000, 6_581_000]))]
    )


def test_what_crosses_itself_too_often_is_refused_at_once():
    began = time.perf_counter()
    with pytest.raises(OutlineUnreadable, match="på för många ställen"):
        parse_outline(exchange_text(tangled(4_900)))
    assert time.perf_counter() - began < 3


def test_what_was_stored_before_is_told_of_and_never_repaired():
    assert [found.message for found in check_outline(tangled(1_000))] == [TOO_MANY_CROSSINGS]
    found = check_outline(box(674_000, 6_581_000, 674_500, 6_581_500), neighbours={"Torget": tangled(1_000)})
    assert "overlap" not in [finding.code for finding in found]


@pytest.mark.parametrize(
    "outline",
    [
        tangled(8),
        MultiPolygon([Point(674_000, 6_581_000).buffer(500, 1_200)]),
        MultiPolygon([box(x, y, x + 10, y + 10) for x in range(0, 300, 10) for y in range(0, 300, 10)]),
    ],
)
def test_a_slip_of_the_hand_many_corners_and_shared_sides_are_taken(outline):
    assert not crosses_too_often(outline)
