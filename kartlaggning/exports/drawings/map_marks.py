"""The scenes' signs on a printed map: the site's own classes, told apart by shape and line as well as by colour."""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kartlaggning.choices import Change
from kartlaggning.exports.drawings import svg
from kartlaggning.exports.drawings.frame import MapFrame
from kartlaggning.selectors.editions.atlas import Atlas, SceneRow

RADIUS = 7.0
LEGEND_STEP = 21.0
_APART = 2 * RADIUS + 2
_ROUNDS = 200  # of pushing apart; far more than a county needs
_ENOUGH = 0.05  # so much nearer is near enough
_SEEN = 26.0  # units across from which an outline is seen for itself
_MOVED = 4.0  # so far from its place a sign gets a line to it

CLASS_OF = {
    Change.NEW: "new",
    Change.REOPENED: "new",
    Change.GROWN: "grown",
    Change.SHRUNK: "shrunk",
    Change.CLOSED: "closed",
}
COLOURS = {
    "open": svg.OPEN,
    "new": svg.NEW,
    "grown": svg.CHANGED,
    "shrunk": svg.CHANGED,
    "closed": svg.CLOSED,
    "schematic": svg.SCHEMATIC,
    "joined": svg.OPEN,
    "redrawn": svg.SCHEMATIC,
    "unmeasured": svg.OPEN,
}
WORDS = {
    "open": "öppen",
    "new": "ny eller åter öppen",
    "grown": "öppen, större än förra gången",
    "shrunk": "öppen, mindre än förra gången",
    "closed": "upphörd i kartläggningen",
}
SEVERAL = {
    "open": "öppna",
    "new": "nya eller åter öppna",
    "grown": "öppna och större än förra gången",
    "shrunk": "öppna och mindre än förra gången",
    "closed": "upphörda i kartläggningen",
}
ROUGH = ", ungefärligt läge: gränsen är inte känd"


@dataclass(frozen=True, slots=True)
class Sign:
    """A scene's sign: its class, the place it stands for and the place it is drawn at, in units; perhaps a number.

    `extent` is how large the scene's outline is drawn: where it is large enough to see, the number alone stands on it.
    """

    shape: str
    is_schematic: bool
    place_x: float
    place_y: float
    x: float
    y: float
    number: str = ""
    extent: float = 0

    @property
    def is_number_alone(self) -> bool:
        """Tell whether the outline itself is seen, so that no disc must hide it."""
        return bool(self.number) and self.extent >= _SEEN and not self.is_schematic

    @property
    def is_moved(self) -> bool:
        """Tell whether the sign stands beside its place."""
        return math.hypot(self.x - self.place_x, self.y - self.place_y) > _MOVED


def class_of(row: SceneRow) -> str:
    """Return a row's class in the legend."""
    return CLASS_OF.get(row.change, "open")


def signs(
    atlas: Atlas,
    rows: Iterable[SceneRow],
    frame: MapFrame,
    *,
    numbered: bool = False,
    shape_of: Callable[[SceneRow], str] = class_of,
) -> tuple[Sign, ...]:
    """Return the rows' signs, none of them over another; rows whose place is not known have none.

    `shape_of` gives a row's class where it is another than the one against the round before.
    """
    placed = []
    for number, row in enumerate(rows, start=1):
        drawn = atlas.drawn(row)
        outline = drawn.outline if drawn else None
        if drawn is not None and outline is not None:
            centre = outline.centroid
            x, y = frame.place(centre.x, centre.y)
            text = str(number) if numbered else ""
            west, south, east, north = outline.bounds
            extent = max(east - west, north - south) * frame.scale
            placed.append(Sign(shape_of(row), drawn.is_schematic, x, y, x, y, text, extent))
    return _apart(placed, _APART + (10 if numbered else 0), frame)


def _apart(placed: Sequence[Sign], distance: float, frame: MapFrame) -> tuple[Sign, ...]:
    """Return the signs pushed apart until none is nearer than `distance` to another, and all inside the frame.

    Where there are so many that the frame has no room for it, they stay in their places.
    """
    if len(placed) * distance**2 > frame.width * frame.height / 2:
        return tuple(placed)
    points = [[sign.x + 0.01 * index, sign.y - 0.013 * index] for index, sign in enumerate(placed)]
    for _round in range(_ROUNDS):
        if not _push(points, distance):
            break
        for point in points:
            point[0] = min(max(point[0], frame.x + distance), frame.x + frame.width - distance)
            point[1] = min(max(point[1], frame.y + distance), frame.y + frame.height - distance)
    return tuple(replace(sign, x=x, y=y) for sign, (x, y) in zip(placed, points, strict=True))


def _push(points: list[list[float]], distance: float) -> bool:
    """Move every two points that are too near half of what lacks; tell whether any moved."""
    moved = False
    for one, other in _neighbours(points, distance):
        east, south = one[0] - other[0], one[1] - other[1]
        between = math.hypot(east, south) or 0.01
        lacking = distance - between
        if lacking > _ENOUGH:
            moved = True
            step = lacking / between / 2
            one[0], one[1] = one[0] + east * step, one[1] + south * step
            other[0], other[1] = other[0] - east * step, other[1] - south * step
    return moved


def _neighbours(points: list[list[float]], distance: float) -> Iterator[tuple[list[float], list[float]]]:
    """Yield the pairs that may be nearer than `distance`: those in the same square of a grid or in squares beside."""
    squares: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, point in enumerate(points):
        column, row = int(point[0] // distance), int(point[1] // distance)
        for beside in itertools.product((column - 1, column, column + 1), (row - 1, row, row + 1)):
            for other in squares[beside]:
                yield point, points[other]
        squares[column, row].append(index)


def drawn_signs(placed: Sequence[Sign]) -> str:
    """Return all signs, with lines to the places of those that were moved aside."""
    lines = [
        svg.element(
            "path",
            {
                "d": f"M{sign.place_x:.1f} {sign.place_y:.1f}L{sign.x:.1f} {sign.y:.1f}",
                "stroke": svg.INK,
                "stroke_width": 0.75,
            },
        )
        + svg.element("circle", {"cx": sign.place_x, "cy": sign.place_y, "r": 1.5})
        for sign in placed
        if sign.is_moved
    ]
    return svg.group(*lines, *(drawn_sign(sign) for sign in placed), *(_number(sign) for sign in placed if sign.number))


def drawn_sign(sign: Sign) -> str:
    """Return one sign: a disc, hatched where closed and dashed where only the rough place is known, and its glyph."""
    return "" if sign.is_number_alone else svg.group(_disc(sign), _glyph(sign))


def _number(sign: Sign) -> str:
    """Return the sign's number, on an outline that is seen in its middle, else beside the disc."""
    halo: svg.Attributes = {"stroke": svg.LAND, "stroke_width": 2.5, "paint_order": "stroke", "font_weight": 600}
    if sign.is_number_alone:
        return svg.line_of_text(sign.x, sign.y + 4.5, sign.number, 12, text_anchor="middle", **halo)
    return svg.line_of_text(sign.x + RADIUS + 1.5, sign.y + 4, sign.number, 12, **halo)


def _disc(sign: Sign) -> str:
    attributes: dict[str, str | float] = {"cx": sign.x, "cy": sign.y, "r": RADIUS - 0.75}
    if sign.is_schematic:
        colour = svg.CLOSED if sign.shape == "closed" else svg.SCHEMATIC
        attributes |= {"fill": svg.PAPER, "fill_opacity": 0.8, "stroke": colour, "stroke_width": 1.6}
        attributes |= {"stroke_dasharray": "2.6 2.1"}
    elif sign.shape == "closed":
        attributes |= {"fill": "url(#upphord)", "stroke": svg.CLOSED, "stroke_width": 1.5}
    else:
        attributes |= {"r": RADIUS, "fill": COLOURS[sign.shape], "stroke": svg.PAPER, "stroke_width": 1.2}
    return svg.element("circle", attributes)


def _glyph(sign: Sign) -> str:
    paths = {
        "grown": "M0 -3.6L3.7 2.4H-3.7Z",
        "shrunk": "M0 3.6L-3.7 -2.4H3.7Z",
    }
    lines = {
        "new": "M0 -3.6V3.6M-3.6 0H3.6",
        "joined": "M-3.6 -1.9H3.6M-3.6 1.9H3.6",
        "redrawn": "M-3.8 1.4C-2.4 -2.6 -0.8 -1.6 0 0S2.4 2.6 3.8 -1.4",
    }
    place = f"translate({sign.x:.1f} {sign.y:.1f})"
    white = svg.PAPER if not sign.is_schematic else COLOURS[sign.shape]
    if sign.shape in lines:
        drawn: svg.Attributes = {"d": lines[sign.shape], "fill": "none", "stroke": white, "stroke_width": 1.9}
        return svg.element("path", {**drawn, "transform": place})
    if sign.shape in paths:
        return svg.element("path", {"d": paths[sign.shape], "transform": place, "fill": white})
    if sign.shape == "closed" and sign.is_schematic:
        cross = "M-2.4 -2.4L2.4 2.4M2.4 -2.4L-2.4 2.4"
        return svg.element("path", {"d": cross, "transform": place, "stroke": svg.CLOSED, "stroke_width": 1.5})
    return ""


def legend(placed: Sequence[Sign], x: float, y: float, words: Mapping[str, str] = WORDS) -> tuple[str, ...]:
    """Return the legend's lines from `y` downwards: the signs that the map has, by `words`, with their numbers."""
    counts = Counter((sign.shape, sign.is_schematic) for sign in placed)
    kinds = [(shape, rough) for shape in words for rough in (False, True) if counts[shape, rough]]
    lines = [f"{words[shape]}{ROUGH if rough else ''} ({counts[shape, rough]})" for shape, rough in kinds]
    return tuple(
        drawn_sign(Sign(shape, rough, 0, 0, x + RADIUS, y + LEGEND_STEP * index))
        + svg.line_of_text(x + 2 * RADIUS + 8, y + LEGEND_STEP * index + 4.5, text, 13)
        for index, ((shape, rough), text) in enumerate(zip(kinds, lines, strict=True))
    )
