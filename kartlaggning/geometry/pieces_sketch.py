"""A small drawing of an outline's pieces, as SVG paths. EPSG:3006 in; metres from the upper left corner out."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon, Point

MARGIN = 0.08  # of the longer side


@dataclass(frozen=True, slots=True)
class SketchedPiece:
    """One piece: its path, and where its letter stands."""

    letter: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PiecesSketch:
    """The drawing. `west` and `north` (EPSG:3006) are its upper left corner, so that a click can be told in metres."""

    pieces: tuple[SketchedPiece, ...]
    line: str
    west: float
    north: float
    width: float
    height: float

    @property
    def letter_size(self) -> float:
        """Return the letters' height in the drawing's own metres."""
        return max(self.width, self.height) / 14


def letter(place: int) -> str:
    """Return the name of a piece by its place from 0: A, B, C …"""
    return chr(ord("A") + place)


def sketch_pieces(pieces: Sequence[MultiPolygon], line: Sequence[Point] = ()) -> PiecesSketch | None:
    """Return the pieces and the line that divides them at one scale, north up; None where there is nothing to draw."""
    drawn = [piece for piece in pieces if not piece.is_empty]
    if not drawn:
        return None
    least_e, least_n, most_e, most_n = (float(value) for value in shapely.total_bounds(drawn))
    margin = MARGIN * max(most_e - least_e, most_n - least_n)
    west, north = least_e - margin, most_n + margin

    def path(corners: Sequence[Sequence[float]]) -> str:
        return "M" + "L".join(f"{e - west:.1f} {north - n:.1f}" for e, n in corners)

    def outline(piece: MultiPolygon) -> str:
        rings = [ring for part in piece.geoms for ring in (part.exterior, *part.interiors)]
        return " ".join(path(list(ring.coords)[:-1]) + "Z" for ring in rings)

    def sketched(place: int, piece: MultiPolygon) -> SketchedPiece:
        inside = piece.representative_point()
        return SketchedPiece(letter(place), outline(piece), round(inside.x - west, 1), round(north - inside.y, 1))

    return PiecesSketch(
        pieces=tuple(sketched(place, piece) for place, piece in enumerate(drawn)),
        line=path([(point.x, point.y) for point in line]) if line else "",
        west=round(west, 1),
        north=round(north, 1),
        width=round(most_e - least_e + 2 * margin, 1),
        height=round(most_n - least_n + 2 * margin, 1),
    )
