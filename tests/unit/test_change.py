"""New, kept, grown, shrunk, closed, reopened: how a scene stands against the round before."""

import pytest

from kartlaggning.change import Finding, by_area, classify
from kartlaggning.choices import Change, LineageKind, Status

OPEN = Finding(Status.OPEN, 10_000)
CLOSED = Finding(Status.CLOSED, None)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (OPEN, None, Change.NEW),
        (OPEN, OPEN, Change.KEPT),
        (OPEN, CLOSED, Change.REOPENED),
        (CLOSED, OPEN, Change.CLOSED),
        (CLOSED, CLOSED, Change.STILL_CLOSED),
        (CLOSED, None, Change.CLOSED),
        (Finding(Status.REPLACED, None), OPEN, Change.REPLACED),
    ],
)
def test_a_scene_is_classed_by_what_the_two_rounds_found(now, before, expected):
    assert classify(now, before, first_round=False, lineage=None) is expected


def test_nothing_is_said_of_an_open_scene_in_the_first_round():
    assert classify(OPEN, None, first_round=True, lineage=None) is Change.UNKNOWN


@pytest.mark.parametrize(("kind", "expected"), [(LineageKind.MERGED, Change.MERGED), (LineageKind.SPLIT, Change.SPLIT)])
def test_a_scene_that_came_out_of_others_is_not_new(kind, expected):
    assert classify(OPEN, None, first_round=False, lineage=kind) is expected


@pytest.mark.parametrize(
    ("before_m2", "now_m2", "expected"),
    [
        (10_000, 11_000, Change.GROWN),  # exactly 10 % is enough
        (10_000, 10_999, Change.KEPT),
        (10_000, 9_000, Change.SHRUNK),
        (10_000, 9_001, Change.KEPT),
        (None, 10_000, Change.UNKNOWN),  # a schematic outline has no area to compare
        (10_000, None, Change.UNKNOWN),
    ],
)
def test_grown_and_shrunk_mean_at_least_ten_percent(before_m2, now_m2, expected):
    assert by_area(before_m2, now_m2) is expected
