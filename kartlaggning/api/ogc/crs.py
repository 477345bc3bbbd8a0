"""The coordinate systems of OGC API – Features: their addresses, and coordinates in the order the authority has."""

from dataclasses import dataclass
from typing import Any

from kartlaggning.api.geo import CRS84 as CRS84_URI
from kartlaggning.exports.formats.geojson import crs_uri
from kartlaggning.geometry.projection import SWEREF, WGS84


@dataclass(frozen=True, slots=True)
class Crs:
    """A coordinate system. `north_first` tells that the authority has latitude or northing as the first axis."""

    uri: str
    epsg: int
    north_first: bool


CRS84 = Crs(CRS84_URI, WGS84, north_first=False)
EPSG4326 = Crs(crs_uri(WGS84), WGS84, north_first=True)
EPSG3006 = Crs(crs_uri(SWEREF), SWEREF, north_first=True)
SYSTEMS = {crs.uri: crs for crs in (CRS84, EPSG4326, EPSG3006)}
STORED = EPSG3006  # what outlines are measured and kept in


def in_axis_order(coordinates: Any, crs: Crs) -> Any:
    """Return nested coordinates, given with longitude or easting first, in the order of the coordinate system."""
    if not crs.north_first:
        return coordinates
    if isinstance(coordinates[0], (int, float)):
        return (coordinates[1], coordinates[0])
    return tuple(in_axis_order(part, crs) for part in coordinates)
