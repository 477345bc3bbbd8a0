"""What became of a scene, by the rounds alone: each outcome from rows written by hand."""

from dataclasses import dataclass
from datetime import date

import pytest

from kartlaggning.choices import Change, Status
from kartlaggning.followup.outcomes import Outcome, outcome, since


@dataclass(frozen=True)
class Found:
    year: int
    change: Change
    area_m2: float | None = None
    status: Status = Status.OPEN


def opened(year, area_m2=None, change=Change.KEPT):
    return Found(year, change, area_m2)


def closed(year, change=Change.CLOSED):
    return Found(year, change, None, Status.CLOSED)


def replaced(year):
    return Found(year, Change.REPLACED, None, Status.REPLACED)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([opened(2021, 100.0), closed(2023)], Outcome.CLOSED),
        ([opened(2021, 100.0), closed(2023), closed(2024, Change.STILL_CLOSED)], Outcome.STAYED_CLOSED),
        # 100 → 89 is 11 per cent less, 100 → 95 five; the project's limit is ten.
        ([opened(2021, 100.0), opened(2023, 89.0)], Outcome.SMALLER),
        ([opened(2021, 100.0), opened(2023, 95.0)], Outcome.UNCHANGED),
        ([opened(2021, 100.0), opened(2023, 111.0)], Outcome.LARGER),
        # 100 → 95 → 90: it is held against the first round, not against the last but one.
        ([opened(2021, 100.0), opened(2023, 95.0), opened(2024, 90.0)], Outcome.SMALLER),
        ([opened(2021, 100.0), closed(2023), opened(2024, 50.0, Change.REOPENED)], Outcome.REOPENED),
        ([opened(2021, 100.0), replaced(2023)], Outcome.REPLACED),
        # A circle of an approximate position has no area.
        ([opened(2021), opened(2023, 50.0)], Outcome.UNKNOWN),
        ([opened(2024, 50.0)], Outcome.UNKNOWN),
    ],
)
def test_the_outcome_is_what_the_last_round_found_against_the_first(history, expected):
    assert outcome(history, history[0].year) is expected


def test_what_happened_before_is_not_counted():
    history = [opened(2021, 200.0), opened(2023, 100.0), opened(2024, 100.0)]
    assert outcome(history, 2021) is Outcome.SMALLER
    assert outcome(history, 2023) is Outcome.UNCHANGED


def test_a_scene_that_was_reopened_before_the_measure_is_not_said_to_have_reopened_after_it():
    history = [closed(2021), opened(2023, 100.0, Change.REOPENED), opened(2024, 80.0)]
    assert outcome(history, 2023) is Outcome.SMALLER


REFERRED = {2021: date(2021, 12, 31), 2023: date(2023, 11, 1), 2024: date(2024, 2, 20)}


@pytest.mark.parametrize(
    ("began", "year"),
    [
        (date(2024, 5, 1), 2024),
        # What began in 2023, and no more is known, may have begun before the round of November found anything.
        (date(2023, 1, 1), 2021),
        (date(2023, 11, 1), 2023),
        (date(2019, 1, 1), 2021),  # no round is that old
    ],
)
def test_it_is_counted_from_the_last_round_that_stood_when_it_began(began, year):
    assert since([opened(2021), opened(2023), opened(2024)], began, REFERRED) == year


def test_a_scene_that_was_not_there_in_that_round_is_counted_from_its_own_last_before():
    assert since([opened(2021), opened(2024)], date(2023, 12, 1), REFERRED) == 2021
