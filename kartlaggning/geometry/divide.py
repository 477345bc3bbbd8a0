"""Dividing an outline in pieces by a line, and joining outlines to one. EPSG:3006, metres."""

from collections.abc import Sequence

import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.ops import split

from kartlaggning.errors import Refused
from kartlaggning.geometry.outline_checks import repaired
from kartlaggning.geometry.outline_input import in_centimetres

SMALLEST_PIECE_M2 = 1.0  # what is smaller is a remainder of the arithmetic
BEYOND_M = 5.0  # how far the line is drawn out at both ends, so that an end on the outline itself divides too
MOST_PIECES = 12


def pieces_of(outline: MultiPolygon, line: Sequence[Point] = ()) -> list[MultiPolygon]:
    """Return the outline's pieces, from the north and then the west: its parts, divided by the line if one is given.

    Raises Refused where a line misses the outline or leaves it in one piece.
    """
    sound = repaired(outline)
    parts = [part for part in sound.geoms if part.area >= SMALLEST_PIECE_M2]
    if line:
        divided = [piece for part in parts for piece in _divided(part, line)]
        if len(divided) == len(parts):
            raise Refused("Linjen delar inte gränsen. Dra den från utsidan, tvärs igenom ytan och ut på andra sidan.")
        parts = divided
    if len(parts) > MOST_PIECES:
        raise Refused(f"Det blir {len(parts)} delar, och högst {MOST_PIECES} tas emot. Dra en enklare linje.")
    ordered = sorted(parts, key=lambda part: (-round(part.centroid.y), round(part.centroid.x)))
    return [in_centimetres(MultiPolygon([part])) for part in ordered]


def _divided(part: Polygon, line: Sequence[Point]) -> list[Polygon]:
    if len(line) < 2:
        raise Refused("En linje behöver minst två punkter. Skriv en punkt på varje rad.")
    cut = LineString(_drawn_out([(point.x, point.y) for point in line]))
    pieces = split(part, cut).geoms
    return [piece for piece in pieces if isinstance(piece, Polygon) and piece.area >= SMALLEST_PIECE_M2]


def _drawn_out(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [_beyond(points[0], points[1]), *points[1:-1], _beyond(points[-1], points[-2])]


def _beyond(end: tuple[float, float], inner: tuple[float, float]) -> tuple[float, float]:
    east, north = end[0] - inner[0], end[1] - inner[1]
    length = float(Point(end).distance(Point(inner)))
    if not length:
        raise Refused("Två punkter efter varandra på linjen är desamma. Ta bort den ena.")
    return end[0] + east / length * BEYOND_M, end[1] + north / length * BEYOND_M


def united(outlines: Sequence[MultiPolygon]) -> MultiPolygon | None:
    """Return the union of outlines, in whole centimetres; None where there is none to unite."""
    sound = [repaired(outline) for outline in outlines if not outline.is_empty]
    if not sound:
        return None
    whole = shapely.union_all(sound)
    parts = [part for part in shapely.get_parts(whole) if isinstance(part, Polygon) and part.area > 0]
    return repaired(in_centimetres(MultiPolygon(parts)))
