"""Small charts over the survey years, as immutable descriptions that a template draws as SVG.

Lengths are units of the drawing's own viewBox: x grows to the right, y downwards. The vertical axis starts at zero.
A year without a result is a gap: no line and no bar crosses it.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kartlaggning.followup.breaks import SeriesBreak

WIDTH = 440
HEIGHT = 240
_MARGIN = 6
_TOP, _BASELINE = 30, 206
_WIDEST_STEP = 96
_WIDEST_BAR = 52


@dataclass(frozen=True, slots=True)
class Value:
    """One year's figure and how it is written at the mark."""

    year: int
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One drawn figure: its point, or the middle of its bar's upper edge. `half` is half the bar's width."""

    year: int
    text: str
    x: float
    y: float
    half: float

    @property
    def bar_x(self) -> float:
        """Return the bar's left edge."""
        return self.x - self.half

    @property
    def bar_width(self) -> float:
        """Return the bar's width."""
        return 2 * self.half

    @property
    def bar_height(self) -> float:
        """Return the bar's height."""
        return _BASELINE - self.y

    @property
    def label_y(self) -> float:
        """Return the line that the figure is written on."""
        return self.y - 10


@dataclass(frozen=True, slots=True)
class Segment:
    """A line between two results of adjacent years."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Years in a row without a result, as a band."""

    first_year: int
    last_year: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Return the middle of the band."""
        return self.x + self.width / 2

    @property
    def is_narrow(self) -> bool:
        """Tell whether the band is one year wide."""
        return self.first_year == self.last_year

    @property
    def years(self) -> str:
        """Return the band's years: `2022` or `2018–2020`."""
        return str(self.first_year) if self.is_narrow else f"{self.first_year}\N{EN DASH}{self.last_year}"


@dataclass(frozen=True, slots=True)
class Tick:
    """A year that is written below the axis: one with a result, or the last."""

    year: int
    x: float


@dataclass(frozen=True, slots=True)
class BreakMark:
    """A break in the series: an upright line just before a round, and the words along it, read from below."""

    x: float
    words: tuple[str, ...]
    top: float = _TOP - 18
    baseline: float = _BASELINE

    @property
    def text(self) -> str:
        """Return the words as one line."""
        return ", ".join(self.words)

    @property
    def text_x(self) -> float:
        """Return where the words' baseline stands."""
        return self.x + 13

    @property
    def text_y(self) -> float:
        """Return where the words begin: just above the axis."""
        return self.baseline - 6


@dataclass(frozen=True, slots=True)
class Goal:
    """The level that the years to come shall lie below, each below the year before; `years_x` are those years."""

    x1: float
    x2: float
    y: float
    last_year: int
    years_x: tuple[float, ...]

    @property
    def text_y(self) -> float:
        """Return the first of the two lines that say what the goal is."""
        return self.y + 36


@dataclass(frozen=True, slots=True)
class Chart:
    """All there is to draw. `x1`–`x2` is the axis, at `baseline`; bands reach from `top` to it."""

    marks: tuple[Mark, ...]
    segments: tuple[Segment, ...]
    gaps: tuple[Gap, ...]
    ticks: tuple[Tick, ...]
    goal: Goal | None
    x1: float
    x2: float
    breaks: tuple[BreakMark, ...] = ()
    top: float = _TOP
    baseline: float = _BASELINE
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def gap_height(self) -> float:
        """Return how high a band is."""
        return self.baseline - self.top

    @property
    def year_y(self) -> float:
        """Return the line that the years are written on."""
        return self.baseline + 20

    @property
    def middle_y(self) -> float:
        """Return the height at which a band's text stands."""
        return (self.top + self.baseline) / 2


def yearly_chart(
    values: Sequence[Value], goal_year: int | None = None, breaks: Sequence[SeriesBreak] = ()
) -> Chart | None:
    """Return the chart of the values, or None where there are none.

    With `goal_year` the axis goes on to that year and carries the goal that each year shall lie below the one before.
    `breaks` are marked where they fall between the first value and the last; a year without a result is a gap anyway.
    """
    if not values:
        return None
    ordered = sorted(values, key=lambda value: value.year)
    first, last = ordered[0].year, ordered[-1].year
    years = range(first, max(last, goal_year or last) + 1)
    step = min((WIDTH - 2 * _MARGIN) / len(years), _WIDEST_STEP)
    positions = {year: round(_MARGIN + step * (index + 0.5), 1) for index, year in enumerate(years)}
    highest = max(value.value for value in ordered) or 1
    marks = tuple(_mark(value, positions[value.year], highest, step) for value in ordered)
    known = {value.year for value in ordered}
    return Chart(
        marks=marks,
        segments=_segments(marks),
        gaps=_gaps([year for year in range(first, last) if year not in known], positions, step),
        ticks=tuple(Tick(year, x) for year, x in positions.items() if year in known or year == years[-1]),
        goal=_goal(marks[-1], positions, goal_year),
        x1=_MARGIN,
        x2=round(_MARGIN + step * len(years), 1),
        breaks=_breaks([one for one in breaks if first < one.year <= last and not one.is_gap], positions, step),
    )


def _mark(value: Value, x: float, highest: float, step: float) -> Mark:
    y = _BASELINE - (_BASELINE - _TOP) * value.value / highest
    return Mark(value.year, value.text, x, round(y, 1), min(_WIDEST_BAR, 0.6 * step) / 2)


def _segments(marks: Sequence[Mark]) -> tuple[Segment, ...]:
    pairs = itertools.pairwise(marks)
    return tuple(Segment(a.x, a.y, b.x, b.y) for a, b in pairs if b.year == a.year + 1)


def _gaps(missing: Sequence[int], positions: dict[int, float], step: float) -> tuple[Gap, ...]:
    runs: list[list[int]] = []
    for year in missing:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return tuple(
        Gap(run[0], run[-1], round(positions[run[0]] - step / 2, 1), round(step * len(run), 1)) for run in runs
    )


def _breaks(breaks: Sequence[SeriesBreak], positions: dict[int, float], step: float) -> tuple[BreakMark, ...]:
    years = dict.fromkeys(one.year for one in breaks)
    return tuple(
        BreakMark(round(positions[year] - step / 2, 1), tuple(str(one.mark) for one in breaks if one.year == year))
        for year in years
    )


def _goal(last: Mark, positions: dict[int, float], goal_year: int | None) -> Goal | None:
    if goal_year is None or goal_year <= last.year:
        return None
    ahead = tuple(x for year, x in positions.items() if year > last.year)
    return Goal(last.x, ahead[-1], last.y, goal_year, ahead)
