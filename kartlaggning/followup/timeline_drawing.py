"""Where the parts of a timeline are drawn: the axis of years, and measures and figures over it."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kartlaggning.choices import Precision
from kartlaggning.followup.spells import KnownDay, spell_words
from kartlaggning.followup.values import MeasureNote

WIDTH = 440.0
MARGIN = 8.0
MOST_YEARS = 15  # what began before is drawn from the left edge; its label says when
_YEAR_WIDTH = 38  # of a written year
_LETTER = 7.4  # how wide a letter is, on average, at the size of the labels
_ROW, _LABEL_DOWN, _BAR_DOWN, _BAR_HIGH = 44.0, 16.0, 23.0, 10.0
_TOP, _BASELINE = 28.0, 130.0
_GAP_TEXT_WIDTH, _LEAST_GAP = 118, 17
_ABOVE, _BELOW = -9.0, 19.0
_BESIDE, _NAME_HIGH = 10.0, 15.0  # of a line's name


@dataclass(frozen=True, slots=True)
class Tick:
    """A year that is written below the axis."""

    year: int
    x: float


@dataclass(frozen=True, slots=True)
class Axis:
    """The years `first` to `last`, each `step` wide."""

    first: int
    last: int

    @property
    def step(self) -> float:
        """Return how wide a year is."""
        return (WIDTH - 2 * MARGIN) / (self.last - self.first + 1)

    @property
    def left(self) -> float:
        """Return where the first year begins."""
        return MARGIN

    @property
    def right(self) -> float:
        """Return where the last year ends."""
        return WIDTH - MARGIN

    @property
    def bar_width(self) -> float:
        """Return how wide a year's bar is."""
        return round(min(44.0, 0.6 * self.step), 1)

    def middle(self, year: int) -> float:
        """Return the middle of a year."""
        return round(MARGIN + self.step * (year - self.first + 0.5), 1)

    def at(self, day: date) -> float:
        """Return where a day lies; one before the first year lies at the left edge, one after the last at the right."""
        share = (day - date(day.year, 1, 1)).days / 366
        return round(min(max(MARGIN + self.step * (day.year - self.first + share), MARGIN), WIDTH - MARGIN), 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Return the years that there is room to write, the last among them."""
        every = max(1, -(-_YEAR_WIDTH // int(self.step or 1)))
        years = range(self.first, self.last + 1)
        return tuple(Tick(year, self.middle(year)) for year in years if (self.last - year) % every == 0)

    @property
    def lines(self) -> tuple[float, ...]:
        """Return where each year begins, and where the last ends."""
        return tuple(round(MARGIN + self.step * index, 1) for index in range(self.last - self.first + 2))


def rows_height(rows: int) -> float:
    """Return how high so many bars of measures are, below each other."""
    return _ROW * rows


def axis_of(years: Iterable[int]) -> Axis:
    """Return the axis that holds the years, the latest ones where they are too many."""
    known = list(years)
    first, last = min(known), max(known)
    return Axis(max(first, last - MOST_YEARS + 1), last)


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure: its bar, its label, and whether it goes on beyond the right edge or began before the left."""

    label: str
    x: float
    y: float
    width: float
    label_x: float
    label_y: float
    anchor: str
    goes_on: bool
    began_before: bool
    height: float = _BAR_HIGH

    @property
    def arrow(self) -> str:
        """Return the path of the arrow at the end of a bar that goes on."""
        return f"M{self.x + self.width:.1f} {self.y - 3:.1f}l8 {_BAR_HIGH / 2 + 3:.1f}l-8 {_BAR_HIGH / 2 + 3:.1f}z"


def measure_bar(note: MeasureNote, row: int, axis: Axis) -> Bar:
    """Return a measure's bar in its row."""
    spell = note.spell
    start = axis.at(spell.starts_on)
    if spell.ends_on is None:
        end = WIDTH - MARGIN
    else:
        end = axis.at(KnownDay(spell.ends_on, spell.ends_precision or Precision.DAY).last_day)
    label = _shortened(note.title, spell_words(spell))
    fits = start + len(label) * _LETTER <= WIDTH
    return Bar(
        label=label,
        x=start,
        y=_ROW * row + _BAR_DOWN,
        width=max(round(end - start, 1), 3.0),
        label_x=start if fits else WIDTH - MARGIN,
        label_y=_ROW * row + _LABEL_DOWN,
        anchor="start" if fits else "end",
        goes_on=spell.ends_on is None,
        began_before=spell.starts_on.year < axis.first,
    )


def _shortened(title: str, when: str) -> str:
    """Return title and time as one label that fits in the drawing."""
    room = int((WIDTH - 2 * MARGIN) / _LETTER) - len(when) - 2
    return f"{title if len(title) <= room else title[: room - 1].rstrip() + '…'}, {when}"


@dataclass(frozen=True, slots=True)
class Value:
    """One year's figure and how it is written; without a figure the words say why."""

    year: int
    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One year's figure as it is drawn; `is_drawn` is false where there are words alone."""

    year: int
    x: float
    y: float
    text: str
    text_y: float
    half: float = 0.0
    is_drawn: bool = True

    @property
    def bar_x(self) -> float:
        """Return the left edge of a bar."""
        return round(self.x - self.half, 1)

    @property
    def height(self) -> float:
        """Return how high a bar up to the mark is."""
        return _BASELINE - self.y


@dataclass(frozen=True, slots=True)
class Segment:
    """A line between two figures of adjacent years."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Line:
    """A series of figures, with its name beside the last, or above or below it where there is no room beside."""

    name: str
    marks: tuple[Mark, ...]
    segments: tuple[Segment, ...]
    name_x: float
    name_y: float
    name_anchor: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Years in a row without a figure; the words are empty where there is no room for them."""

    x: float
    width: float
    text: str

    @property
    def middle(self) -> float:
        """Return the middle of the band."""
        return self.x + self.width / 2

    @property
    def is_narrow(self) -> bool:
        """Tell whether the words are turned."""
        return self.width < _GAP_TEXT_WIDTH


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawing over the axis: bars, or one or two lines."""

    axis: Axis
    bars: tuple[Mark, ...]
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    description: str
    width: float = WIDTH
    height: float = _BASELINE + 30
    top: float = _TOP
    baseline: float = _BASELINE
    year_y: float = _BASELINE + 20

    @property
    def gap_height(self) -> float:
        """Return how high the band of a gap is."""
        return self.baseline - self.top

    @property
    def middle_y(self) -> float:
        """Return the height at which the words of a gap stand."""
        return (self.top + self.baseline) / 2


def bar_panel(values: Sequence[Value], axis: Axis, missing: str) -> Panel:
    """Return figures as bars; `missing` are the words of a gap."""
    highest = max((value.value or 0 for value in values), default=0) or 1
    marks = tuple(_mark(value, axis, highest) for value in _shown(values, axis))
    return Panel(axis, marks, (), _gaps(axis, {value.year for value in values}, missing), _words(values))


def line_panel(
    main: Sequence[Value], beside: Sequence[Value], axis: Axis, names: tuple[str, str], missing: str
) -> Panel:
    """Return one or two lines of figures, on one scale from zero; `names` are those of the two."""
    highest = max(value.value or 0 for value in (*main, *beside)) or 1
    others = {value.year: value.value or 0 for value in beside}
    mains = {value.year: value.value or 0 for value in main}
    lines = [_line(main, axis, highest, names[0], others)] if main else []
    lines += [_line(beside, axis, highest, names[1], mains, yields=True)] if beside else []
    lines = _names_apart(lines)
    described = "; ".join(
        f"{name}: {_words(values)}" for name, values in zip(names, (main, beside), strict=True) if values
    )
    return Panel(axis, (), tuple(lines), _gaps(axis, set(mains) | set(others), missing), described)


def _shown(values: Sequence[Value], axis: Axis) -> list[Value]:
    ordered = sorted(values, key=lambda value: value.year)
    return [value for value in ordered if axis.first <= value.year <= axis.last]


def _line(
    values: Sequence[Value], axis: Axis, highest: float, name: str, others: dict[int, float], *, yields: bool = False
) -> Line:
    """Return a line; a figure keeps to the side that the other line is not on; where they meet the second has none."""
    marks = []
    for value in _shown(values, axis):
        mark = _mark(value, axis, highest)
        other = others.get(value.year)
        if other is not None and (other > (value.value or 0) or (yields and other == value.value)):
            mark = replace(mark, text_y=_below(mark.y), text="" if other == value.value else mark.text)
        marks.append(mark)
    pairs = itertools.pairwise(marks)
    segments = tuple(Segment(a.x, a.y, b.x, b.y) for a, b in pairs if b.year == a.year + 1)
    return Line(name, tuple(marks), segments, *_name_place(name, marks[-1], max((*others, marks[-1].year))))


def _name_place(name: str, last: Mark, last_year: int) -> tuple[float, float, str]:
    """Return where a line's name stands and how it is anchored: beside its last figure where nothing follows, else
    beyond the figure that is written there."""
    length = len(name) * _LETTER
    if last.year == last_year and last.x + _BESIDE + length <= WIDTH:
        return last.x + _BESIDE, last.y + 5, "start"
    away = -_NAME_HIGH if last.text_y < last.y else _NAME_HIGH
    return min(max(last.x, MARGIN + length / 2), WIDTH - MARGIN - length / 2), last.text_y + away, "middle"


def _names_apart(lines: list[Line]) -> list[Line]:
    """Return the lines with their names where they do not cover each other, or the years below."""
    if len(lines) == 2 and {line.name_anchor for line in lines} == {"start"}:
        upper, lower = sorted(lines, key=lambda line: line.name_y)
        low = min(max(lower.name_y, upper.name_y + _NAME_HIGH), _BASELINE - 3)
        high = min(upper.name_y, low - _NAME_HIGH)
        lines = [replace(line, name_y=high if line is upper else low) for line in lines]
    return [replace(line, name_y=round(min(line.name_y, _BASELINE - 3), 1)) for line in lines]


def _below(y: float) -> float:
    """Return the line below a point on which its figure is written; above the axis all the same."""
    return round(min(y + _BELOW, _BASELINE - 3), 1) if y + _BELOW < _BASELINE + 4 else round(y + _ABOVE, 1)


def _mark(value: Value, axis: Axis, highest: float) -> Mark:
    x, half = axis.middle(value.year), axis.bar_width / 2
    if value.value is None:
        return Mark(value.year, x, _BASELINE, value.text, _BASELINE + _ABOVE, half, is_drawn=False)
    y = round(_BASELINE - (_BASELINE - _TOP) * value.value / highest, 1)
    return Mark(value.year, x, y, value.text, round(y + _ABOVE, 1), half)


def _gaps(axis: Axis, known: set[int], missing: str) -> tuple[Gap, ...]:
    gaps = []
    runs = itertools.groupby(range(axis.first, axis.last + 1), key=lambda year: year in known)
    for is_known, found in runs:
        years = list(found)
        if is_known:
            continue
        width = axis.step * len(years)
        x = axis.middle(years[0]) - axis.step / 2
        gaps.append(Gap(round(x, 1), round(width, 1), missing if width >= _LEAST_GAP else ""))
    return tuple(gaps)


def _words(values: Sequence[Value]) -> str:
    return ", ".join(f"{value.year}: {value.text}" for value in sorted(values, key=lambda value: value.year))
