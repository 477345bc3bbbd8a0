"""The map of what has become of the places between two rounds: signs by kind, in an area also both outlines."""

import textwrap
from collections import Counter

from kartlaggning import swedish
from kartlaggning.choices import AreaKind
from kartlaggning.exports.drawings import map_ground, svg
from kartlaggning.exports.drawings.frame import Bounds, MapFrame, bounds_of, frame_around, widened
from kartlaggning.exports.drawings.map_ground import Municipality, municipalities
from kartlaggning.exports.drawings.map_marks import COLOURS, LEGEND_STEP, Sign, drawn_signs, legend, signs
from kartlaggning.exports.drawings.outline_svg import THIN
from kartlaggning.exports.drawings.svg import Picture
from kartlaggning.exports.tables.changes import ChangeKind, Changes, PlaceChange
from kartlaggning.selectors.editions.atlas import Atlas, SceneRow

WIDTH = 700.0
_LEFT = 16.0
_BOX = (_LEFT, _LEFT, WIDTH - 2 * _LEFT, 500.0)
_SMALL_WIDTH, _SMALL_HEIGHT = 120.0, 187.0
_LETTERS = 82  # of a line beside the small map
_MARGIN, _SMALLEST = 0.1, 1_500.0  # metres of ground at least
_SHAPES = {
    ChangeKind.CLOSED: "closed",
    ChangeKind.NEW: "new",
    ChangeKind.REOPENED: "new",
    ChangeKind.SPLIT: "joined",
    ChangeKind.MERGED: "joined",
    ChangeKind.GROWN: "grown",
    ChangeKind.SHRUNK: "shrunk",
    ChangeKind.REDRAWN: "redrawn",
    ChangeKind.UNMEASURED: "unmeasured",
}
_WORDS = {
    "open": "öppen båda åren, ungefär lika stor",
    "grown": "större",
    "shrunk": "mindre",
    "new": "ny eller åter öppen",
    "joined": "sammanslagen eller delad",
    "redrawn": "omritad: gränsen har ett annat underlag",
    "closed": "upphörd",
    "unmeasured": "öppen båda åren",
}


def on_map(changes: Changes) -> tuple[PlaceChange, ...]:
    """Return the places that have a sign, in its order: those open now and those that have closed."""
    return tuple(place for place in changes.places if place.after is not None or place.kind is ChangeKind.CLOSED)


def change_map(atlas: Atlas, changes: Changes) -> Picture | None:
    """Return the map, numbered in the order of `on_map` where an area is chosen; None where no place is known."""
    drawn, places = municipalities(atlas), on_map(changes)
    rows = [_row(place) for place in places]
    bounds = _bounds(atlas, changes, rows)
    if bounds is None:
        return None
    frame = frame_around(widened(bounds, _MARGIN, _SMALLEST), *_BOX)
    shapes = {id(row): _SHAPES.get(place.kind, "open") for row, place in zip(rows, places, strict=True)}
    numbered = changes.area is not None
    placed = signs(atlas, rows, frame, numbered=numbered, shape_of=lambda row: shapes[id(row)])
    below = _BOX[1] + _BOX[3]
    explained = legend(placed, _LEFT, below + 54, _WORDS)
    notes_y = below + 60 + LEGEND_STEP * len(explained)
    notes = _notes(placed, numbered=numbered)
    height = max(below + 16 + _SMALL_HEIGHT, notes_y + 15 * len(notes) + 4) + 4
    return svg.picture(
        WIDTH,
        height,
        f"Förändring {changes.earlier.year} till {changes.later.year}, {_where(changes)}",
        _description(placed),
        svg.hatching("upphord", 3.2, 1.5),
        svg.element("rect", {"width": WIDTH, "height": height, "fill": svg.PAPER}),
        *_ground(frame, drawn, changes, placed, places if numbered else ()),
        drawn_signs(placed),
        map_ground.border(frame),
        map_ground.scale_and_north(frame, _LEFT, below + 28),
        *explained,
        *svg.lines_of_text(_LEFT, notes_y, notes, 12, 15),
        *map_ground.whole_county(drawn, frame, placed, _small(below)),
    )


def _small(below: float) -> Bounds:
    return WIDTH - _LEFT - _SMALL_WIDTH, below + 12, _SMALL_WIDTH, _SMALL_HEIGHT


def _where(changes: Changes) -> str:
    return changes.area.name if changes.area else "Stockholms län"


def _row(place: PlaceChange) -> SceneRow:
    """Return the row that is drawn: the later round's, of a closed place the one it was open in."""
    row = place.after or place.before
    if row is None:
        raise ValueError("A change has a row in at least one of its rounds.")
    return row


def _bounds(atlas: Atlas, changes: Changes, rows: list[SceneRow]) -> Bounds | None:
    known = [drawn.outline for row in rows if (drawn := atlas.drawn(row)) is not None and drawn.outline is not None]
    if known:
        return bounds_of(known)
    area = changes.area
    own = [one.outline for one in municipalities(atlas) if area is None or one.slug == area.slug]
    return bounds_of(own) if own and (area is None or area.kind is AreaKind.MUNICIPALITY) else None


def _ground(
    frame: MapFrame,
    drawn: tuple[Municipality, ...],
    changes: Changes,
    placed: tuple[Sign, ...],
    outlined: tuple[PlaceChange, ...],
) -> tuple[str, ...]:
    area = changes.area
    chosen = area.slug if area is not None and area.kind is AreaKind.MUNICIPALITY else ""
    paths = [path for place in outlined for path in _outlines(place, frame)]
    paths += [path for place in _gone(changes) if outlined for path in _earlier(place, frame)]
    return (
        map_ground.ground(frame, drawn, chosen),
        svg.group(*paths) if paths else "",
        map_ground.names(frame, drawn, placed),
    )


def _gone(changes: Changes) -> tuple[PlaceChange, ...]:
    """Return the places that live on as others: only their earlier outline is drawn."""
    return tuple(place for place in changes.of(ChangeKind.MERGED, ChangeKind.SPLIT) if place.after is None)


def _outlines(place: PlaceChange, frame: MapFrame) -> list[str]:
    """Return the outline filled in the line style of its kind, and the earlier one thin where it is another."""
    row = _row(place)
    outline = row.outline
    if outline is None:
        return []
    colour = COLOURS[_SHAPES.get(place.kind, "open")]
    style: dict[str, str | float] = {"fill": colour, "fill_opacity": 0.22, "stroke": colour, "stroke_width": 1}
    if row.is_schematic:
        line = svg.CLOSED if place.after is None else svg.SCHEMATIC
        style = {"fill": "none", "stroke": line, "stroke_width": 1, "stroke_dasharray": "7 5"}
    elif place.after is None:
        style = {"fill": "url(#upphord)", "stroke": svg.CLOSED, "stroke_width": 1}
    elif place.kind in (ChangeKind.NEW, ChangeKind.REOPENED):
        style["stroke_width"] = 2.2
    drawn = svg.element("path", {"d": frame.path(outline), "fill_rule": "evenodd", **style})
    return [drawn, *(_earlier(place, frame) if place.after is not None else [])]


def _earlier(place: PlaceChange, frame: MapFrame) -> list[str]:
    before, after = place.before, place.after
    if before is None or before.outline is None or before.is_schematic:
        return []
    if after is not None and after.outline is not None:
        made_up_beside_real = before.is_example and not after.is_example
        if made_up_beside_real or before.outline.equals(after.outline):
            return []
    return [svg.element("path", {"d": frame.path(before.outline), **THIN})]


def _description(placed: tuple[Sign, ...]) -> str:
    counts = Counter(sign.shape for sign in placed)
    parts = [f"{words}: {counts[shape]}" for shape, words in _WORDS.items() if counts[shape]]
    shown = f"Antal tecken på kartan: {len(placed)}. {swedish.enumerate_words(parts)}." if parts else "Kartan är tom."
    return f"{shown} Alla platser står också i tabellen."


def _notes(placed: tuple[Sign, ...], *, numbered: bool) -> tuple[str, ...]:
    notes = []
    if numbered and placed:
        notes += ["Numren står i tabellen.", "Tunn streckad linje är gränsen i den tidigare kartläggningen."]
    if any(sign.is_moved for sign in placed):
        notes.append("Tecken som skulle dölja varandra är isärdragna. Strecket leder till läget.")
    notes += [map_ground.CREDIT, "Projektion: SWEREF 99 TM."]
    return tuple(line for note in notes for line in textwrap.wrap(note, _LETTERS))
