"""A scene's outlines laid over each other, as an immutable description that a template draws as SVG.

Outlines come in EPSG:3006 (E, N metres) and keep their true shape: one scale for both axes, north up.
Lengths in the description are units of the drawing's own viewBox: x grows to the right, y downwards.
"""

import itertools
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shapely import LineString, MultiPolygon, Point
from shapely.ops import nearest_points, unary_union

WIDTH = 440
HEIGHT = 320
_MAP_LEFT, _MAP_TOP, _MAP_WIDTH, _MAP_HEIGHT = 14, 14, 264, 250
_LABEL_X = 304
_LABEL_LETTERS = 16  # so many fit to the right of the outlines
_LINE_HEIGHT = 18
_BETWEEN_LABELS = 10
_LONGEST_SCALE_BAR = 110


@dataclass(frozen=True, slots=True)
class Outline:
    """One outline to draw, EPSG:3006, with the words that stand beside it: first the year, then what is known."""

    shape: MultiPolygon
    heading: str
    text: str
    is_schematic: bool


@dataclass(frozen=True, slots=True)
class DrawnOutline:
    """One outline as drawn. `age` is 0 for the latest, 1 for the one before, 2 for all earlier ones.

    The leader goes from (`anchor_x`, `anchor_y`) on the outline to (`leader_x`, `leader_y`) at the label.
    """

    path: str
    age: int
    is_schematic: bool
    heading: tuple[str, ...]  # lines
    text: tuple[str, ...]
    label_x: float
    label_y: float
    anchor_x: float
    anchor_y: float
    leader_x: float
    leader_y: float


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A length on the ground in metres, and how long it is drawn."""

    metres: int
    x1: float
    x2: float
    y: float

    @property
    def text_x(self) -> float:
        """Return where the length is written."""
        return self.x2 + 7


@dataclass(frozen=True, slots=True)
class Drawing:
    """All there is to draw, the earliest outline first so that the latest lies on top."""

    outlines: tuple[DrawnOutline, ...]
    scale_bar: ScaleBar
    width: int = WIDTH
    height: int = HEIGHT
    north_x: int = _LABEL_X + 6  # the tip of the arrow
    north_y: int = HEIGHT - 30


@dataclass(frozen=True, slots=True)
class _Frame:
    """How metres become units: `west` and `north` are at the map's upper left corner, `scale` is units per metre."""

    west: float
    north: float
    scale: float

    def point(self, east: float, north: float) -> tuple[float, float]:
        return round((east - self.west) * self.scale, 1), round((self.north - north) * self.scale, 1)

    def northing(self, y: float) -> float:
        return self.north - y / self.scale


def draw(outlines: Sequence[Outline]) -> Drawing | None:
    """Return the drawing of the outlines, given oldest first; None where there are none. Equal outlines become one.

    Outlines that follow each other unchanged are drawn once, with all their headings and the last one's text.
    """
    distinct = _without_repetition(outlines)
    if not distinct:
        return None
    frame = _frame([outline.shape for outline in distinct])
    drawn = tuple(
        _drawn(outline, frame, y, age=min(len(distinct) - 1 - index, 2))
        for index, (outline, y) in enumerate(zip(distinct, _label_heights(distinct), strict=True))
    )
    return Drawing(drawn, _scale_bar(frame))


def _without_repetition(outlines: Sequence[Outline]) -> list[Outline]:
    distinct: list[Outline] = []
    for outline in outlines:
        if distinct and distinct[-1].shape.equals(outline.shape):
            distinct[-1] = replace(outline, heading=f"{distinct[-1].heading}, {outline.heading}")
        else:
            distinct.append(outline)
    return distinct


def _frame(shapes: Sequence[MultiPolygon]) -> _Frame:
    west, south, east, north = unary_union(shapes).bounds
    scale = min(_MAP_WIDTH / (east - west), _MAP_HEIGHT / (north - south))
    spare_x = _MAP_WIDTH / scale - (east - west)
    spare_y = _MAP_HEIGHT / scale - (north - south)
    return _Frame(west - spare_x / 2 - _MAP_LEFT / scale, north + spare_y / 2 + _MAP_TOP / scale, scale)


def _wrapped(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, _LABEL_LETTERS))


def _label_heights(outlines: Sequence[Outline]) -> list[float]:
    """Return the first baseline of each label: a column in the middle of the map's height, in the order given."""
    lines = [len(_wrapped(outline.heading)) + len(_wrapped(outline.text)) for outline in outlines]
    heights = [_LINE_HEIGHT * count + _BETWEEN_LABELS for count in lines]
    top = _MAP_TOP + max(0, (_MAP_HEIGHT - sum(heights)) / 2)
    return [top + offset + _LINE_HEIGHT for offset in itertools.accumulate([0, *heights[:-1]])]


def _drawn(outline: Outline, frame: _Frame, label_y: float, *, age: int) -> DrawnOutline:
    leader_y = round(label_y - _LINE_HEIGHT * 0.3, 1)
    anchor_x, anchor_y = _anchor(outline.shape, frame, leader_y)
    return DrawnOutline(
        path=_path(outline.shape, frame),
        age=age,
        is_schematic=outline.is_schematic,
        heading=_wrapped(outline.heading),
        text=_wrapped(outline.text),
        label_x=_LABEL_X,
        label_y=label_y,
        anchor_x=anchor_x,
        anchor_y=anchor_y,
        leader_x=_LABEL_X - 6,
        leader_y=leader_y,
    )


def _anchor(shape: MultiPolygon, frame: _Frame, y: float) -> tuple[float, float]:
    """Return the outline's easternmost point at the label's height, or the point nearest to the label."""
    _, _, east, _ = shape.bounds
    west_of_all, northing = frame.west, frame.northing(y)
    crossing = shape.boundary.intersection(LineString([(west_of_all, northing), (east + 1, northing)]))
    if not crossing.is_empty:
        return frame.point(crossing.bounds[2], northing)
    nearest, _ = nearest_points(shape.boundary, Point(east, northing))
    return frame.point(nearest.x, nearest.y)


def _path(shape: MultiPolygon, frame: _Frame) -> str:
    rings = (ring for polygon in shape.geoms for ring in (polygon.exterior, *polygon.interiors))
    return " ".join(_ring_path([frame.point(*position[:2]) for position in ring.coords[:-1]]) for ring in rings)


def _ring_path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x:g} {y:g}" for x, y in points) + " Z"


def _scale_bar(frame: _Frame) -> ScaleBar:
    """Return the longest bar of 1, 2 or 5 times a power of ten metres that has room."""
    lengths = [factor * 10**power for power in range(5) for factor in (1, 2, 5)]
    metres = max((length for length in lengths if length * frame.scale <= _LONGEST_SCALE_BAR), default=1)
    return ScaleBar(metres, _MAP_LEFT, round(_MAP_LEFT + metres * frame.scale, 1), HEIGHT - 14)
