"""Between shapely's outlines, which the code computes with, and GeoDjango's, which the database stores. EPSG:3006."""

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.gis.geos import MultiPolygon as StoredMultiPolygon
from shapely.geometry import MultiPolygon

from kartlaggning.geometry.projection import SWEREF


def to_stored(outline: MultiPolygon) -> StoredMultiPolygon:
    """Return the outline (EPSG:3006) as a field takes it."""
    stored = GEOSGeometry(memoryview(outline.wkb), srid=SWEREF)
    if not isinstance(stored, StoredMultiPolygon):
        raise TypeError(f"{stored.geom_type} where a MultiPolygon is wanted")
    return stored


def from_stored(stored: GEOSGeometry) -> MultiPolygon:
    """Return a field's value (EPSG:3006) as shapely's MultiPolygon; raises TypeError for any other geometry."""
    outline = shapely.from_wkb(bytes(stored.wkb))
    if not isinstance(outline, MultiPolygon):
        raise TypeError(f"{outline.geom_type} where a MultiPolygon is stored")
    return outline
