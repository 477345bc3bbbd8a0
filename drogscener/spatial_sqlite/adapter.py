"""How a GEOS geometry becomes a value that SQLite stores."""

import sqlite3

from django.contrib.gis.geos import GEOSGeometry


class GeometryAdapter:
    """A geometry on its way to the database: little-endian EWKB, the bytes PostGIS itself hands out."""

    def __init__(self, geometry: GEOSGeometry) -> None:
        self.ewkb = bytes(geometry.ewkb)
        self.srid = geometry.srid

    def __conform__(self, protocol: object) -> bytes | None:
        """Answer sqlite3's question for a value that it can bind."""
        return self.ewkb if protocol is sqlite3.PrepareProtocol else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GeometryAdapter) and self.ewkb == other.ewkb

    def __hash__(self) -> int:
        return hash(self.ewkb)
