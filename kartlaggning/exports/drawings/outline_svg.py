"""A scene's outlines as SVG for print: the newest filled, the one before as a thin line, with scale bar and north."""

from kartlaggning.exports.drawings import svg
from kartlaggning.exports.drawings.frame import Bounds, bounds_of, frame_around, widened
from kartlaggning.exports.drawings.map_ground import scale_and_north
from kartlaggning.exports.drawings.map_marks import COLOURS, class_of
from kartlaggning.exports.drawings.svg import Picture
from kartlaggning.selectors.editions.atlas import Atlas, SceneRow

WIDTH, HEIGHT = 220.0, 188.0
_BOX = (0.5, 0.5, WIDTH - 1, 150.0)
THIN: svg.Attributes = {"fill": "none", "stroke": svg.INK, "stroke_width": 0.9, "stroke_dasharray": "4 2.5"}


def outline_before(atlas: Atlas, row: SceneRow) -> SceneRow | None:
    """Return the row whose outline is drawn thin beside the one of `row`: the nearest earlier one, where it differs."""
    drawn = atlas.drawn(row)
    if drawn is None or drawn.outline is None or drawn.is_schematic:
        return None
    earlier = next(
        (old for old in reversed(atlas.history[row.public_id]) if old.year < drawn.year and old.outline), None
    )
    if earlier is None or earlier.outline is None or earlier.is_schematic or earlier.outline.equals(drawn.outline):
        return None
    return None if earlier.is_example and not row.is_example else earlier


def outline_picture(atlas: Atlas, row: SceneRow) -> Picture | None:
    """Return the drawing of a row's outline over those before it; None where none is known."""
    drawn = atlas.drawn(row)
    if drawn is None or drawn.outline is None:
        return None
    earlier = outline_before(atlas, row)
    shapes = [known.outline for known in (drawn, earlier) if known is not None and known.outline is not None]
    frame = frame_around(_bounds(bounds_of(shapes)), *_BOX)
    ground: svg.Attributes = {
        "x": _BOX[0],
        "y": _BOX[1],
        "width": _BOX[2],
        "height": _BOX[3],
        "fill": svg.LAND,
        "stroke": svg.LINE,
    }
    lines = [svg.element("path", {"d": frame.path(drawn.outline), **outline_style(row, drawn)})]
    if earlier is not None and earlier.outline is not None:
        lines.append(svg.element("path", {"d": frame.path(earlier.outline), **THIN}))
    title = f"Gränsen för {row.name}"
    return svg.picture(
        WIDTH,
        HEIGHT,
        title,
        _words(row, drawn, earlier),
        svg.hatching("upphord", 5, 1.5),
        svg.element("rect", ground),
        *lines,
        scale_and_north(frame, 8, HEIGHT - 14, 90),
    )


def _bounds(bounds: Bounds) -> Bounds:
    return widened(bounds, 0.12, 120)


def outline_style(row: SceneRow, drawn: SceneRow) -> svg.Attributes:
    """Return how the outline is drawn, by the scene's class in the legend; needs the hatching `upphord`."""
    if drawn.is_schematic:
        colour = svg.SCHEMATIC if row.is_open else svg.CLOSED
        return {"fill": "none", "stroke": colour, "stroke_width": 1.8, "stroke_dasharray": "7 5"}
    if not row.is_open:
        return {"fill": "url(#upphord)", "stroke": svg.CLOSED, "stroke_width": 1.8, "fill_rule": "evenodd"}
    colour = COLOURS[class_of(row)]
    return {"fill": colour, "fill_opacity": 0.22, "stroke": colour, "stroke_width": 2, "fill_rule": "evenodd"}


def _words(row: SceneRow, drawn: SceneRow, earlier: SceneRow | None) -> str:
    if drawn.is_schematic:
        shown = f"Ungefärligt läge {drawn.year}, en cirkel med 300 meters radie. Gränsen är inte känd."
    else:
        shown = f"Gränsen {drawn.year}."
    before = f" Den streckade linjen är gränsen {earlier.year}." if earlier else ""
    closed = "" if row.is_open else " Platsen har upphört."
    return f"{shown}{before}{closed} Norr är uppåt."
