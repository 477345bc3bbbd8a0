"""The printed map of the county: where the scenes of an edition are, by class, on the municipalities' outlines."""

import textwrap
from collections import Counter
from collections.abc import Sequence

from shapely.geometry import MultiPolygon

from kartlaggning import swedish
from kartlaggning.exports.drawings import map_ground, svg
from kartlaggning.exports.drawings.frame import Bounds, MapFrame, bounds_of, frame_around, widened
from kartlaggning.exports.drawings.map_ground import Municipality, municipalities
from kartlaggning.exports.drawings.map_marks import LEGEND_STEP, SEVERAL, Sign, drawn_signs, legend, signs
from kartlaggning.exports.drawings.svg import Picture
from kartlaggning.exports.words.edition_words import open_count, publication
from kartlaggning.selectors.editions.atlas import Atlas, Edition
from kartlaggning.selectors.editions.filters import visible_rows

WIDTH = 700.0
_LEFT = 16.0
_MAP = (_LEFT, 110.0, WIDTH - 2 * _LEFT, 580.0)
_SMALL = (_LEFT, 708.0, 168.0, 262.0)
_BESIDE = _SMALL[0] + _SMALL[2] + 24
_SCALE_Y, _LEGEND_Y = 722.0, 748.0
_NOTE_STEP, _LETTERS = 15.0, 66
_MARGIN, _SMALLEST = 0.07, 8_000.0  # metres of ground at least


def county_map(atlas: Atlas, edition: Edition) -> Picture:
    """Return the map. Without outlines of municipalities the signs stand on an empty ground."""
    drawn = municipalities(atlas)
    frame, placed = signs_on(atlas, edition, drawn, _MAP)
    signs_explained = legend(placed, _BESIDE, _LEGEND_Y)
    notes_y = _LEGEND_Y + LEGEND_STEP * len(signs_explained) + 12
    notes = _notes(atlas, edition, placed)
    height = max(_SMALL[1] + _SMALL[3], notes_y + _NOTE_STEP * len(notes)) + _LEFT
    return svg.picture(
        WIDTH,
        height,
        f"Öppna drogscener i Stockholms län, {edition.title}",
        description(edition, placed),
        svg.hatching("upphord", 3.2, 1.5),
        svg.element("rect", {"width": WIDTH, "height": height, "fill": svg.PAPER}),
        *_heading(edition),
        map_ground.ground(frame, drawn),
        map_ground.names(frame, drawn, placed),
        drawn_signs(placed),
        map_ground.border(frame),
        map_ground.scale_and_north(frame, _BESIDE, _SCALE_Y),
        *map_ground.whole_county(drawn, frame, placed, _SMALL),
        *signs_explained,
        *svg.lines_of_text(_BESIDE, notes_y, notes, 12, _NOTE_STEP),
    )


def signs_on(
    atlas: Atlas, edition: Edition, drawn: Sequence[Municipality], place: Bounds
) -> tuple[MapFrame, tuple[Sign, ...]]:
    """Return the frame around the edition's scenes in a box (x, y, width, height), and their signs in it."""
    rows = visible_rows(edition)
    outlines = [known.outline for row in rows if (known := atlas.drawn(row)) is not None and known.outline is not None]
    frame = frame_around(_shown(outlines, drawn), *place)
    return frame, signs(atlas, rows, frame)


def _shown(outlines: Sequence[MultiPolygon], drawn: Sequence[Municipality]) -> Bounds:
    """Return the ground of the large map: around the scenes, else the whole county."""
    if outlines:
        return widened(bounds_of(outlines), _MARGIN, _SMALLEST)
    if drawn:
        return bounds_of([one.outline for one in drawn])
    return 0.0, 0.0, _SMALLEST, _SMALLEST


def description(edition: Edition, placed: Sequence[Sign]) -> str:
    """Return what the map shows in words: the numbers by class, and where in the text the same places stand."""
    counts = Counter(sign.shape for sign in placed)
    parts = [f"{counts[key]} {words}" for key, words in SEVERAL.items() if counts[key]]
    shown = f"Kartan visar {len(placed)} platser: {swedish.enumerate_words(parts)}." if parts else "Kartan är tom."
    made_up = " Platser som heter Exempelplats är påhittade." if edition.is_demonstration else ""
    return f"{shown}{made_up} Alla platser står också i tabellen över platser."


def _heading(edition: Edition) -> tuple[str, ...]:
    day = publication(edition)
    which = "Den verkliga kartläggningen" if edition.is_demonstration else "Kartläggningen"
    published = f"{which} publicerades {day}" if day else ""
    heading = f"Öppna drogscener i Stockholms län {edition.year}"
    lines = [
        svg.line_of_text(_LEFT, 52, heading, 24, font_weight=600),
        *svg.lines_of_text(_LEFT, 76, [edition.title, published], 14, 19),
    ]
    if edition.is_demonstration:
        lines.insert(0, example_band(WIDTH))
    return tuple(lines)


def example_band(width: float, height: float = 24, size: float = 13) -> str:
    """Return the band at the top that says that the picture holds made-up places."""
    band: svg.Attributes = {"width": width, "height": height, "fill": svg.EXAMPLE_STRIPE}
    words = "Exempel: platser som heter Exempelplats är påhittade"
    return svg.group(
        svg.element("rect", band),
        svg.line_of_text(_LEFT, height / 2 + size * 0.36, words, size, fill=svg.EXAMPLE, font_weight=600),
    )


def _notes(atlas: Atlas, edition: Edition, placed: Sequence[Sign]) -> tuple[str, ...]:
    """Return what the reader must know beside the map, and the credit."""
    notes = ["Tecknet visar var en plats är, inte hur stor den är, och säger inget om dem som bor eller arbetar där."]
    known, total = len(edition.open_scenes), open_count(atlas, edition)
    if known < total:
        notes.insert(0, f"Kartan är inte fullständig: här är {known} av {total} öppna platser kända.")
    if any(sign.is_moved for sign in placed):
        notes.append("Tecken som skulle dölja varandra är isärdragna. Strecket leder till läget.")
    without = len(visible_rows(edition)) - len(placed)
    if without:
        notes.append(f"Platser utan känt läge, som inte är på kartan: {without}.")
    notes.append(f"{map_ground.CREDIT} Projektion: SWEREF 99 TM. Fri att använda (CC0). Ange {edition.title}.")
    if edition.sources:
        notes.append(f"Källor: {'; '.join(edition.sources)}.")
    return tuple(line for note in notes for line in textwrap.wrap(note, _LETTERS))
