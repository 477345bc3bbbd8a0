"""Between EPSG:3006 (E, N metres), where outlines are stored and measured, and EPSG:4326 (lon, lat)."""

from functools import cache
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import MultiPolygon, mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

SWEREF = 3006
WGS84 = 4326
DECIMALS = 5  # about 0.6 m east–west here: exact enough for an outline, no finer than it was drawn

Geometry = TypeVar("Geometry", bound=BaseGeometry)


@cache
def _transformer(source: int, target: int) -> Transformer:
    # always_xy: easting/longitude first on both sides, whatever the registry's axis order.
    return Transformer.from_crs(source, target, always_xy=True)


def reproject(geometry: Geometry, source: int, target: int) -> Geometry:
    """Return a copy of `geometry` in the EPSG code `target`; x is always easting or longitude."""
    transformer = _transformer(source, target)

    def project(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(coordinates[:, 0], coordinates[:, 1]))

    return shapely.transform(geometry, project)


def to_sweref(geometry: Geometry) -> Geometry:
    """Return a copy of a WGS 84 geometry (lon, lat) in EPSG:3006 (E, N)."""
    return reproject(geometry, WGS84, SWEREF)


def to_wgs84(geometry: Geometry) -> Geometry:
    """Return a copy of an EPSG:3006 geometry (E, N) in WGS 84 (lon, lat)."""
    return reproject(geometry, SWEREF, WGS84)


def rfc7946_coordinates(outline: MultiPolygon) -> tuple[Any, ...]:
    """Return the MultiPolygon coordinates of an EPSG:3006 outline as RFC 7946 wants them.

    Lon, lat with 5 decimals; exterior rings anticlockwise, holes clockwise.
    """
    rounded = shapely.set_precision(to_wgs84(outline), 10**-DECIMALS, mode="pointwise")
    oriented = MultiPolygon([orient(polygon, sign=1.0) for polygon in rounded.geoms])
    coordinates = mapping(oriented)["coordinates"]
    result: tuple[Any, ...] = _rounded(coordinates)
    return result


def _rounded(value: Any) -> Any:
    return tuple(_rounded(part) for part in value) if isinstance(value, (tuple, list)) else round(value, DECIMALS)
