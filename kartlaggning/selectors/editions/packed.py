"""Outlines as they are kept in memory: a country's are many, and few of them are looked at."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import MultiPolygon


@dataclass(frozen=True, slots=True)
class PackedOutline:
    """An outline in a sixth of the room: its WKB in EPSG:3006, and its MultiPolygon coordinates in WGS 84 as JSON."""

    wkb: bytes
    wgs84_json: bytes

    @classmethod
    def of(cls, wkb: bytes, wgs84: str | Sequence[Any]) -> "PackedOutline":
        """Pack an outline; `wgs84` are its coordinates (lon, lat; 5 decimals), as the database's JSON or as values."""
        text = wgs84.replace(" ", "") if isinstance(wgs84, str) else json.dumps(wgs84, separators=(",", ":"))
        return cls(wkb, text.encode("ascii"))

    def in_sweref(self) -> MultiPolygon:
        """Return the outline in EPSG:3006 (E, N metres)."""
        outline = shapely.from_wkb(self.wkb)
        if not isinstance(outline, MultiPolygon):
            raise TypeError(f"{outline.geom_type} where a MultiPolygon is packed")
        return outline

    def as_published(self) -> MultiPolygon:
        """Return the outline in WGS 84 (lon, lat) with the very coordinates that are published."""
        made = shapely.from_geojson(b'{"type":"MultiPolygon","coordinates":' + self.wgs84_json + b"}")
        if not isinstance(made, MultiPolygon):
            raise TypeError(f"{made.geom_type} where a MultiPolygon is packed")
        return made

    def in_wgs84(self) -> tuple[Any, ...]:
        """Return MultiPolygon coordinates (lon, lat), the caller's own: a tuple of polygons that are nested lists."""
        return tuple(json.loads(self.wgs84_json))
