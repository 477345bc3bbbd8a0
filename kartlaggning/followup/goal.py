"""The goal that the number shall fall every year, year by year: met, not met, or not to be told."""

from collections.abc import Mapping
from dataclasses import dataclass

from kartlaggning.exports.words.goal import number_verdict

# The goal came with the cooperation, which the sources date to 2022; earlier results are only what it starts from.
GOAL_FIRST_YEAR = 2022
GOAL_LAST_YEAR = 2027  # "the number shall fall every year to 2027" (SSR's questions and answers)


@dataclass(frozen=True, slots=True)
class GoalYear:
    """One year against the goal. `is_met` is None where it can't be told; `verdict` says which."""

    year: int
    scenes: int | None
    is_met: bool | None
    verdict: str


def goal_years(numbers: Mapping[int, int]) -> tuple[GoalYear, ...]:
    """Return each year of the goal, given the number of open scenes by survey year.

    A year is judged against the year before it and no other: where that has no result, nothing is said to be met.
    """
    judged = ((year, number_verdict(year, numbers)) for year in range(GOAL_FIRST_YEAR, GOAL_LAST_YEAR + 1))
    return tuple(GoalYear(year, numbers.get(year), verdict.is_met, verdict.text) for year, verdict in judged)
