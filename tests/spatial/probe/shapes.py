"""Outlines for the tests, EPSG:3006, in metres from a corner near Sergels torg."""

import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point, Polygon
from hypothesis import strategies as st

EAST, NORTH = 674000, 6581000
SRID = 3006


def ring(corners):
    """Return a closed ring of the corners (metres from the corner of origin)."""
    placed = [(EAST + x, NORTH + y) for x, y in corners]
    return [*placed, placed[0]]


def box_corners(x, y, width, height):
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def outline(*polygons):
    """Return a multipolygon; each polygon is a list of rings, the shell first, each ring a list of corners."""
    return MultiPolygon([Polygon(*[ring(corners) for corners in rings]) for rings in polygons], srid=SRID)


def square(x, y, side):
    return outline([box_corners(x, y, side, side)])


def point(x, y):
    return Point(EAST + x, NORTH + y, srid=SRID)


def empty_outline():
    return GEOSGeometry("SRID=3006;MULTIPOLYGON EMPTY")


def is_valid(geometry):
    """Tell whether GEOS calls it valid, without the log line per fault that GeoDjango writes."""
    return bool(shapely.is_valid(shapely.from_wkb(bytes(geometry.wkb))))


BOW_TIE = [(0, 0), (100, 100), (100, 0), (0, 100)]
RING_WITH_HOLE = [box_corners(0, 0, 100, 100), box_corners(30, 30, 40, 40)]

# A coarse grid makes shapes that share corners, edges and whole outlines likely.
_grid = st.integers(0, 8).map(lambda step: step * 10)
_corner = st.tuples(_grid, _grid)
_box = st.builds(
    lambda x, y, width, height: box_corners(x * 10, y * 10, width * 10, height * 10),
    *(st.integers(0, 5), st.integers(0, 5), st.integers(1, 4), st.integers(1, 4)),
)
_any_ring = st.lists(_corner, min_size=3, max_size=6, unique=True)  # bow-ties and rings without area among them
_anywhere = st.floats(-1e4, 1e4, allow_nan=False, width=64)
_loose_ring = st.lists(st.tuples(_anywhere, _anywhere), min_size=3, max_size=6, unique=True)
_polygon = st.one_of(
    st.lists(_box, min_size=1, max_size=2),  # the second box is a hole: inside, touching, or outside and invalid
    st.just(RING_WITH_HOLE),
    _any_ring.map(lambda corners: [corners]),
    _loose_ring.map(lambda corners: [corners]),
)

outlines = st.lists(_polygon, max_size=3).map(lambda polygons: outline(*polygons))
points = st.builds(point, _grid, _grid)
valid_outlines = outlines.filter(is_valid)
invalid_outlines = outlines.filter(lambda shape: not is_valid(shape))
