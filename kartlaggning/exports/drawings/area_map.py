"""The printed map of one municipality, city district or police area: its scenes by number, with their outlines."""

from kartlaggning.choices import AreaKind
from kartlaggning.exports.drawings import map_ground, svg
from kartlaggning.exports.drawings.frame import Bounds, MapFrame, bounds_of, frame_around, widened
from kartlaggning.exports.drawings.map_ground import municipalities
from kartlaggning.exports.drawings.map_marks import LEGEND_STEP, Sign, drawn_signs, legend, signs
from kartlaggning.exports.drawings.outline_svg import THIN, outline_before, outline_style
from kartlaggning.exports.drawings.svg import Picture
from kartlaggning.selectors.editions.atlas import AreaRef, Atlas, SceneRow

WIDTH = 700.0
_LEFT = 16.0
_BOX = (_LEFT, _LEFT, WIDTH - 2 * _LEFT, 440.0)
_SMALL_WIDTH, _SMALL_HEIGHT = 120.0, 187.0
_MARGIN, _SMALLEST = 0.12, 1_500.0  # metres of ground at least


def area_map(atlas: Atlas, area: AreaRef, rows: tuple[SceneRow, ...]) -> Picture | None:
    """Return the map of the rows, numbered in their order; None where neither they nor the area has a known place."""
    drawn = municipalities(atlas)
    bounds = _bounds(atlas, area, rows)
    if bounds is None:
        return None
    frame = frame_around(widened(bounds, _MARGIN, _SMALLEST), *_BOX)
    placed = signs(atlas, rows, frame, numbered=True)
    chosen = area.slug if area.kind is AreaKind.MUNICIPALITY else ""
    below = _BOX[1] + _BOX[3]
    small = (WIDTH - _LEFT - _SMALL_WIDTH, below + 12, _SMALL_WIDTH, _SMALL_HEIGHT)
    explained = legend(placed, _LEFT, below + 54)
    notes_y = below + 60 + LEGEND_STEP * len(explained)
    return svg.picture(
        WIDTH,
        max(small[1] + small[3], notes_y + 34) + 4,
        f"Karta över öppna drogscener i {area.name}",
        _words(placed),
        svg.hatching("upphord", 3.2, 1.5),
        map_ground.ground(frame, drawn, chosen),
        _outlines(atlas, rows, frame),
        map_ground.names(frame, drawn, placed),
        drawn_signs(placed),
        map_ground.border(frame),
        map_ground.scale_and_north(frame, _LEFT, below + 28),
        *explained,
        *svg.lines_of_text(_LEFT, notes_y, _notes(placed), 12, 15),
        *map_ground.whole_county(drawn, frame, placed, small),
    )


def _words(placed: tuple[Sign, ...]) -> str:
    if not placed:
        return "Kartan visar området. Ingen plats är känd där."
    return f"Antal platser på kartan: {len(placed)}. Numren är desamma som i tabellen över platser."


def _notes(placed: tuple[Sign, ...]) -> tuple[str, ...]:
    notes = (
        ["Platsens gräns är ritad i kartans skala, gränsen förra gången som en tunn streckad linje."] if placed else []
    )
    if any(sign.is_moved for sign in placed):
        notes.append("Tecken som skulle dölja varandra är isärdragna. Strecket leder till läget.")
    return (*notes, f"{map_ground.CREDIT} Projektion: SWEREF 99 TM.")


def _bounds(atlas: Atlas, area: AreaRef, rows: tuple[SceneRow, ...]) -> Bounds | None:
    """Return the ground around the scenes; of a municipality without any, its own."""
    known = [drawn.outline for row in rows if (drawn := atlas.drawn(row)) is not None and drawn.outline is not None]
    if known:
        return bounds_of(known)
    own = [one.outline for one in municipalities(atlas) if one.slug == area.slug]
    return bounds_of(own) if own and area.kind is AreaKind.MUNICIPALITY else None


def _outlines(atlas: Atlas, rows: tuple[SceneRow, ...], frame: MapFrame) -> str:
    """Return the scenes' outlines at the map's own scale, those of the round before as thin lines."""
    paths = []
    for row in rows:
        drawn, earlier = atlas.drawn(row), outline_before(atlas, row)
        if drawn is not None and drawn.outline is not None:
            style = {**outline_style(row, drawn), "stroke_width": 1}
            paths.append(svg.element("path", {"d": frame.path(drawn.outline), **style}))
        if earlier is not None and earlier.outline is not None:
            paths.append(svg.element("path", {"d": frame.path(earlier.outline), **THIN}))
    return svg.group(*paths) if paths else ""
