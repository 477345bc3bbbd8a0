"""The SQL functions that every connection gets: PostGIS's names, answered by shapely.

NULL in gives NULL out, as in PostGIS. All are deterministic, so they may stand in CHECK constraints,
triggers and indexes. Arguments are EWKB, planar; lengths are metres and areas square metres in
EPSG:3006. An error in a function reaches the caller as `OperationalError`: bytes that are no geometry,
two geometries of different SRID, a negative distance.

On an invalid geometry (a bow-tie) ST_IsValid, ST_Area, ST_Centroid and the boxes answer as PostGIS
does. The topological predicates, ST_Distance and ST_DWithin answer without raising, but what they
answer is not defined; PostGIS may answer otherwise or raise. So refuse invalid geometry on writing.
"""

import math
import sqlite3
from collections.abc import Callable
from functools import lru_cache, wraps

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry
from shapely.geometry.base import BaseGeometry

TYPE_NAMES = {
    "Point": "ST_Point",
    "LineString": "ST_LineString",
    "Polygon": "ST_Polygon",
    "MultiPoint": "ST_MultiPoint",
    "MultiLineString": "ST_MultiLineString",
    "MultiPolygon": "ST_MultiPolygon",
    "GeometryCollection": "ST_GeometryCollection",
}

SqlValue = bytes | str | float | int | None
SqlFunction = Callable[..., SqlValue]
Box = tuple[float, float, float, float]


def register(connection: sqlite3.Connection) -> None:
    """Register every function of this module on `connection`."""
    for name, (argument_count, function) in FUNCTIONS.items():
        connection.create_function(name, argument_count, _null_in_null_out(function), deterministic=True)


def _null_in_null_out(function: SqlFunction) -> SqlFunction:
    """Make a function answer NULL as soon as one argument is NULL."""

    @wraps(function)
    def strict(*arguments: SqlValue) -> SqlValue:
        return None if None in arguments else function(*arguments)

    return strict


# A query compares one geometry with every row: it stays in the cache while the rows pass by.
@lru_cache(maxsize=256)
def _geometry(ewkb: bytes) -> BaseGeometry:
    return shapely.from_wkb(ewkb)


def _ewkb(geometry: BaseGeometry, srid: int) -> bytes:
    return shapely.to_wkb(shapely.set_srid(geometry, srid), byte_order=1, include_srid=True)


def _pair(left: bytes, right: bytes) -> tuple[BaseGeometry, BaseGeometry]:
    """Return two geometries of one spatial reference; raise ValueError where they differ, as PostGIS does."""
    first, second = _geometry(left), _geometry(right)
    if shapely.get_srid(first) != shapely.get_srid(second):
        raise ValueError("Operation on mixed SRID geometries.")
    return first, second


def _predicate(question: Callable[[BaseGeometry, BaseGeometry], object]) -> SqlFunction:
    """Make an SQL function of a binary predicate. An empty geometry relates to nothing."""
    return lambda left, right: bool(question(*_pair(left, right)))


@lru_cache(maxsize=256)
def _index_box(ewkb: bytes) -> Box:
    """Return the box that PostGIS compares in `&&` and `~=`: 32-bit floats, rounded outwards.

    At Stockholm's northings that is up to half a metre on each side. An empty geometry has only NaN.
    """
    exact = shapely.bounds(_geometry(ewkb))
    nearest = exact.astype(np.float32)
    further_out = np.nextafter(nearest, np.array([-np.inf, -np.inf, np.inf, np.inf], dtype=np.float32))
    too_far_in = (nearest - exact) * np.array([1, 1, -1, -1]) > 0
    west, south, east, north = np.where(too_far_in, further_out, nearest).tolist()
    return west, south, east, north


def _boxes_overlap(left: bytes, right: bytes) -> bool:
    """Tell whether the boxes share a point: PostGIS's `&&`."""
    _pair(left, right)
    a, b = _index_box(left), _index_box(right)
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _boxes_equal(left: bytes, right: bytes) -> bool:
    """Tell whether the boxes are the same: PostGIS's `~=`."""
    _pair(left, right)
    return _index_box(left) == _index_box(right)


def _distance(left: bytes, right: bytes) -> float | None:
    distance = float(shapely.distance(*_pair(left, right)))
    return None if math.isnan(distance) else distance


def _within_distance(left: bytes, right: bytes, metres: float) -> bool:
    if metres < 0:
        raise ValueError("Tolerance cannot be less than zero.")
    distance = _distance(left, right)
    return distance is not None and distance <= metres


def _centroid(ewkb: bytes) -> bytes:
    geometry = _geometry(ewkb)
    return _ewkb(shapely.centroid(geometry), int(shapely.get_srid(geometry)))


def _envelope(x_min: float, y_min: float, x_max: float, y_max: float, srid: int) -> bytes:
    return _ewkb(shapely.box(x_min, y_min, x_max, y_max, ccw=False), srid)


def _transform(ewkb: bytes, srid: int) -> bytes:
    """Transform by GDAL, the way GeoDjango does it, x before y. Raises where the source has no SRID."""
    return bytes(GEOSGeometry(memoryview(ewkb)).transform(srid, clone=True).ewkb)


def _bound(position: int) -> SqlFunction:
    """Make the SQL function for one side of the box: 0 west, 1 south, 2 east, 3 north. Empty has none."""

    def side(ewkb: bytes) -> float | None:
        bound = float(shapely.bounds(_geometry(ewkb))[position])
        return None if math.isnan(bound) else bound

    return side


FUNCTIONS: dict[str, tuple[int, SqlFunction]] = {
    "ST_GeometryType": (1, lambda ewkb: TYPE_NAMES[_geometry(ewkb).geom_type]),
    "ST_SRID": (1, lambda ewkb: int(shapely.get_srid(_geometry(ewkb)))),
    "ST_NDims": (1, lambda ewkb: int(shapely.get_coordinate_dimension(_geometry(ewkb)))),
    "ST_IsEmpty": (1, lambda ewkb: bool(_geometry(ewkb).is_empty)),
    "ST_IsValid": (1, lambda ewkb: bool(_geometry(ewkb).is_valid)),
    "ST_Area": (1, lambda ewkb: float(shapely.area(_geometry(ewkb)))),
    "ST_Centroid": (1, _centroid),
    "ST_XMin": (1, _bound(0)),
    "ST_YMin": (1, _bound(1)),
    "ST_XMax": (1, _bound(2)),
    "ST_YMax": (1, _bound(3)),
    "ST_MakeEnvelope": (5, _envelope),
    "ST_Transform": (2, _transform),
    "ST_Distance": (2, _distance),
    "ST_DWithin": (3, _within_distance),
    "ST_Intersects": (2, _predicate(shapely.intersects)),
    "ST_Contains": (2, _predicate(shapely.contains)),
    "ST_Within": (2, _predicate(shapely.within)),
    "ST_Covers": (2, _predicate(shapely.covers)),
    "ST_CoveredBy": (2, _predicate(shapely.covered_by)),
    "geometry_overlaps": (2, _boxes_overlap),  # the function behind PostGIS's operator &&
    "geometry_same": (2, _boxes_equal),  # the function behind PostGIS's operator ~=
}
