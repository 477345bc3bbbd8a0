"""How metres become units of a drawing: one scale for both axes, north up. Outlines come in EPSG:3006 (E, N)."""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from kartlaggning.geometry.projection import to_sweref

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapFrame:
    """A map's place in a drawing: its box there (`x`, `y`, `width`, `height`) and the ground that it shows.

    `west` and `north` (EPSG:3006) are at the box's upper left corner, `scale` is units per metre.
    """

    x: float
    y: float
    width: float
    height: float
    west: float
    north: float
    scale: float

    @property
    def ground(self) -> Polygon:
        """Return the ground that the box shows, EPSG:3006."""
        return box(self.west, self.north - self.height / self.scale, self.west + self.width / self.scale, self.north)

    def place(self, east: float, north: float) -> tuple[float, float]:
        """Return where a position (E, N) is drawn."""
        return self.x + (east - self.west) * self.scale, self.y + (self.north - north) * self.scale

    def position(self, x: float, y: float) -> tuple[float, float]:
        """Return which position (E, N) is drawn there."""
        return self.west + (x - self.x) / self.scale, self.north - (y - self.y) / self.scale

    def path(self, shape: BaseGeometry) -> str:
        """Return a polygon's path; parts outside the box are cut away."""
        inside = shapely.clip_by_rect(shape, *self.ground.buffer(2 / self.scale).bounds)
        rings = [
            ring
            for part in shapely.get_parts(inside)
            if isinstance(part, Polygon) and not part.is_empty
            for ring in (part.exterior, *part.interiors)
        ]
        return " ".join(self._ring(ring.coords[:-1]) for ring in rings)

    def _ring(self, positions: Iterable[tuple[float, ...]]) -> str:
        placed = (self.place(position[0], position[1]) for position in positions)
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in placed) + "Z"

    def scale_metres(self, longest: float) -> int:
        """Return the longest length of 1, 2 or 5 times a power of ten metres that is drawn in `longest` units."""
        lengths = [factor * 10**power for power in range(6) for factor in (1, 2, 5)]
        return max((length for length in lengths if length * self.scale <= longest), default=1)


def frame_around(bounds: Bounds, x: float, y: float, width: float, height: float) -> MapFrame:
    """Return the frame that shows the bounds (west, south, east, north; EPSG:3006) in the middle of the box."""
    west, south, east, north = bounds
    scale = min(width / max(east - west, 1), height / max(north - south, 1))
    spare_x, spare_y = width / scale - (east - west), height / scale - (north - south)
    return MapFrame(x, y, width, height, west - spare_x / 2, north + spare_y / 2, scale)


def widened(bounds: Bounds, share: float, smallest: float) -> Bounds:
    """Return the bounds with a margin of `share` of their length on each side, and at least `smallest` metres wide."""
    west, south, east, north = bounds
    margin_x = max((east - west) * share, (smallest - (east - west)) / 2)
    margin_y = max((north - south) * share, (smallest - (north - south)) / 2)
    return west - margin_x, south - margin_y, east + margin_x, north + margin_y


def bounds_of(shapes: Iterable[BaseGeometry]) -> Bounds:
    """Return the bounds of all shapes together."""
    west, south, east, north = (float(value) for value in shapely.total_bounds(list(shapes)))
    return west, south, east, north


def outline_in_sweref(coordinates: tuple[object, ...]) -> MultiPolygon:
    """Return MultiPolygon coordinates (lon, lat; EPSG:4326) as an outline in EPSG:3006."""
    polygons = [Polygon(rings[0], rings[1:]) for rings in coordinates]  # type: ignore[index]
    return to_sweref(MultiPolygon(polygons))
