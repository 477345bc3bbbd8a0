"""The period that a round judged, as files write it."""

from dataclasses import replace
from datetime import date

import pytest

from kartlaggning.choices import Change, Status
from kartlaggning.exports.periods import judged_days
from kartlaggning.exports.rows import publish
from tests.builders import atlas, edition, scene_row


def closed_in(judged_from, judged_to, previous_year=None):
    row = scene_row("Fyr", 2025, Status.CLOSED, change=Change.CLOSED, previous_year=previous_year)
    made = replace(edition(2025, row), judged_from=judged_from, judged_to=judged_to)
    return publish(atlas(edition(2024), made), made, made.scenes, str)[0]


@pytest.mark.parametrize(
    ("first", "last", "whole_year"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), 2024),
        (date(2024, 1, 1), date(2025, 12, 31), None),
        (date(2024, 3, 1), date(2025, 2, 28), None),
    ],
)
def test_only_a_calendar_year_is_a_whole_year(first, last, whole_year):
    period = judged_days(replace(edition(2025), judged_from=first, judged_to=last))
    assert period is not None
    assert period.whole_year == whole_year


def test_a_period_is_written_as_an_interval_and_in_words():
    year = closed_in(date(2024, 1, 1), date(2024, 12, 31))
    assert (year.period, year.period_text) == ("2024-01-01/2024-12-31", "2024")
    days = closed_in(date(2024, 3, 1), date(2025, 2, 28))
    assert (days.period, days.period_text) == ("2024-03-01/2025-02-28", "2024-03-01 till 2025-02-28")


def test_a_period_that_no_source_states_is_told_by_the_scenes_own_rounds():
    unknown = closed_in(None, None, previous_year=2024)
    assert (unknown.period, unknown.period_text) == (None, "mellan kartläggningarna 2024 och 2025")


def test_a_round_that_says_nothing_of_the_scene_does_not_bound_its_period():
    alone = closed_in(None, None)
    assert (alone.period, alone.period_text) == (None, "före kartläggningen 2025")
