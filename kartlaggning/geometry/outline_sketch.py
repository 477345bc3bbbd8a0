"""Two outlines in one small drawing, as SVG paths: EPSG:3006 in, units of the drawing's own viewBox out."""

from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon

WIDTH, HEIGHT, MARGIN = 220, 150, 8


@dataclass(frozen=True, slots=True)
class Sketch:
    """The path of each outline, empty for one that is missing, in a box of `width` by `height`."""

    one: str
    other: str
    width: int = WIDTH
    height: int = HEIGHT


def sketch(one: MultiPolygon | None, other: MultiPolygon | None) -> Sketch | None:
    """Return both outlines at one scale, north up; None where there is nothing to draw."""
    drawn = [outline for outline in (one, other) if outline is not None and not outline.is_empty]
    if not drawn:
        return None
    west, south, east, north = shapely.total_bounds(drawn)
    scale = min((WIDTH - 2 * MARGIN) / max(east - west, 1), (HEIGHT - 2 * MARGIN) / max(north - south, 1))

    def path(outline: MultiPolygon | None) -> str:
        rings = [ring for part in outline.geoms for ring in (part.exterior, *part.interiors)] if outline else []
        return " ".join(
            "M"
            + "L".join(f"{MARGIN + (e - west) * scale:.1f} {MARGIN + (north - n) * scale:.1f}" for e, n in corners)
            + "Z"
            for corners in (list(ring.coords)[:-1] for ring in rings)
        )

    return Sketch(path(one), path(other))
