"""Small charts of figures that follow the scenes up, as immutable descriptions that a template draws as SVG.

Lengths are units of the drawing's own viewBox: x grows to the right, y downwards. Every scale starts at zero and is
given by the caller, so that charts beside each other can be compared. A year without a figure is a gap.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kartlaggning.exports.drawings.charts import Gap, Segment, Value

WIDTH, HEIGHT = 300, 168
_MARGIN, _TOP, _BASELINE = 8, 34, 138
_LABEL_WIDTH = 34  # of a year or a figure
_ABOVE, _BELOW = -10.0, 20.0
BAND_WIDTH = 420
_BAND_STEP, _BAND_TOP = 44, 14
_BAND_LEFT, _BAND_RIGHT = 124, 396


@dataclass(frozen=True, slots=True)
class Point:
    """One year's figure: where it is drawn, and how it is written there; `text` is empty where there is no room."""

    year: int
    x: float
    y: float
    text: str
    text_y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A series: its points, and the lines between years that follow each other."""

    points: tuple[Point, ...]
    segments: tuple[Segment, ...]

    @property
    def last(self) -> Point:
        """Return the last point, where the line's name is written."""
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class YearTick:
    """A year that is written below the axis."""

    year: int
    x: float


@dataclass(frozen=True, slots=True)
class SmallChart:
    """A series over the years, and perhaps another one beside it that it is held against."""

    line: Line
    beside: Line | None
    gaps: tuple[Gap, ...]
    ticks: tuple[YearTick, ...]
    x1: float = _MARGIN
    x2: float = WIDTH - _MARGIN
    top: float = _TOP
    baseline: float = _BASELINE
    year_y: float = _BASELINE + 20
    gap_height: float = _BASELINE - _TOP
    width: float = WIDTH
    height: float = HEIGHT


def small_chart(
    values: Sequence[Value], years: Sequence[int], highest: float, beside: Sequence[Value] = ()
) -> SmallChart | None:
    """Return the chart over `years`, in order, with `highest` at its top; None where there are no values."""
    if not values or not years:
        return None
    axis = range(years[0], years[-1] + 1)
    step = (WIDTH - 2 * _MARGIN) / len(axis)
    at = {year: round(_MARGIN + step * (index + 0.5), 1) for index, year in enumerate(axis)}
    means = {value.year: value.value for value in beside}
    every = max(1, -(-_LABEL_WIDTH // int(step or 1)))
    known = {value.year for value in values}
    return SmallChart(
        line=_line(values, at, highest, step, means),
        beside=_line(beside, at, highest, step, {value.year: value.value for value in values}) if beside else None,
        gaps=tuple(
            Gap(year, year, round(at[year] - step / 2, 1), round(step, 1)) for year in axis if year not in known
        ),
        ticks=tuple(YearTick(year, at[year]) for year in axis if (years[-1] - year) % every == 0),
    )


def _line(values: Sequence[Value], at: dict[int, float], highest: float, step: float, others: dict[int, float]) -> Line:
    """Return a series; its figures stand clear of the other series, and of its own line where that rises from a low."""
    ordered = sorted(values, key=lambda value: value.year)
    ends = {ordered[0].year, ordered[-1].year}
    own = {value.year: value.value for value in ordered}
    points = []
    for value in ordered:
        y = round(_BASELINE - (_BASELINE - _TOP) * value.value / (highest or 1), 1)
        is_below = value.value < others[value.year] if value.year in others else _is_low(value, own)
        text = value.text if step >= _LABEL_WIDTH or value.year in ends else ""
        has_room = y + _BELOW < _BASELINE
        points.append(Point(value.year, at[value.year], y, text, y + (_BELOW if is_below and has_room else _ABOVE)))
    pairs = itertools.pairwise(points)
    segments = tuple(Segment(a.x, a.y, b.x, b.y) for a, b in pairs if b.year == a.year + 1)
    return Line(tuple(points), segments)


def _is_low(value: Value, own: dict[int, float]) -> bool:
    """Tell whether the lines to the years beside it lead upwards."""
    beside = [own[year] for year in (value.year - 1, value.year + 1) if year in own]
    return bool(beside) and all(other >= value.value for other in beside) and max(beside) > value.value


@dataclass(frozen=True, slots=True)
class Band:
    """A share in percent with the interval that it lies in, and how both are written; None where there is none."""

    label: str
    percent: float
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True, slots=True)
class BandMark:
    """One drawn band: its name at the left, the share as a point, its interval as a line; `text` at the right."""

    label: str
    text: str
    x: float
    y: float
    low_x: float | None
    high_x: float | None

    @property
    def text_y(self) -> float:
        """Return the line that the name is written on."""
        return self.y + 5

    @property
    def value_y(self) -> float:
        """Return the line that the share is written on, above its point."""
        return self.y - 9


@dataclass(frozen=True, slots=True)
class BandTick:
    """A share that is written below the axis, in percent."""

    percent: int
    x: float


@dataclass(frozen=True, slots=True)
class BandChart:
    """Shares below each other on one scale from 0 per cent."""

    marks: tuple[BandMark, ...]
    ticks: tuple[BandTick, ...]
    baseline: float
    height: float
    x1: float = _BAND_LEFT
    x2: float = _BAND_RIGHT
    top: float = _BAND_TOP
    label_x: float = _BAND_LEFT - 12
    width: float = BAND_WIDTH

    @property
    def tick_y(self) -> float:
        """Return the line that the shares of the axis are written on."""
        return self.baseline + 20


def band_chart(bands: Sequence[Band]) -> BandChart | None:
    """Return the chart of the bands in their order, or None where there are none."""
    if not bands:
        return None
    highest = max(band.percent if band.high is None else band.high for band in bands)
    top = min(100, max(10, -(-int(highest + 1) // 10) * 10))
    wide = (_BAND_RIGHT - _BAND_LEFT) / top

    def place(percent: float) -> float:
        return round(_BAND_LEFT + wide * percent, 1)

    marks = tuple(
        BandMark(
            band.label,
            band.text,
            place(band.percent),
            _BAND_TOP + _BAND_STEP * (index + 0.6),
            None if band.low is None else place(band.low),
            None if band.high is None else place(band.high),
        )
        for index, band in enumerate(bands)
    )
    baseline = _BAND_TOP + _BAND_STEP * len(bands)
    every = 10 if top <= 60 else 20
    ticks = tuple(BandTick(percent, place(percent)) for percent in range(0, top + 1, every))
    return BandChart(marks, ticks, baseline, baseline + 30)
