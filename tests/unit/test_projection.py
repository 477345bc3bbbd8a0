"""Between SWEREF 99 TM and WGS 84: axis order, exactness, rounding and the winding of RFC 7946."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LinearRing, MultiPolygon, Point, box

from kartlaggning.geometry.projection import rfc7946_coordinates, to_sweref, to_wgs84

SERGELS_TORG_E_N = (674_266, 6_581_086)  # domain.md, "Coordinates"
SERGELS_TORG_LON_LAT = (18.0640, 59.3325)


def test_sergels_torg_lies_where_the_registry_has_it_easting_first():
    projected = to_sweref(Point(SERGELS_TORG_LON_LAT))
    assert projected.distance(Point(SERGELS_TORG_E_N)) < 60


def test_the_input_is_never_changed():
    point = Point(SERGELS_TORG_LON_LAT)
    to_sweref(point)
    assert (point.x, point.y) == SERGELS_TORG_LON_LAT


@given(st.floats(10.6, 24.2), st.floats(55.3, 69.1))
def test_there_and_back_is_the_same_place_within_a_millimetre(lon, lat):
    back = to_wgs84(to_sweref(Point(lon, lat)))
    assert to_sweref(back).distance(to_sweref(Point(lon, lat))) < 0.001


def test_published_coordinates_have_five_decimals():
    coordinates = rfc7946_coordinates(MultiPolygon([box(674_000, 6_581_000, 674_333.3, 6_581_222.2)]))
    flat = [value for polygon in coordinates for ring in polygon for position in ring for value in position]
    assert flat
    assert all(round(value, 5) == value for value in flat)


def test_outer_rings_run_anticlockwise_and_holes_clockwise_however_they_were_drawn():
    outer, hole = box(0, 0, 1000, 1000).exterior, box(300, 300, 600, 600).exterior
    drawn = [shapely.Polygon(list(outer.coords)[::step], [list(hole.coords)[::step]]) for step in (1, -1)]
    for polygon in drawn:
        moved = shapely.transform(polygon, lambda points: points + SERGELS_TORG_E_N)
        ((shell, inner),) = rfc7946_coordinates(MultiPolygon([moved]))
        assert LinearRing(shell).is_ccw
        assert not LinearRing(inner).is_ccw


def test_every_ring_is_closed_after_rounding():
    ((ring,),) = rfc7946_coordinates(MultiPolygon([Point(SERGELS_TORG_E_N).buffer(300)]))
    assert ring[0] == ring[-1]


def test_areas_here_are_a_hair_smaller_than_on_the_ellipsoid():
    # domain.md: 0.99994 of geodesic at this place; EPSG:3857 would inflate 3.83 times.
    from pyproj import Geod

    square = box(674_000, 6_581_000, 675_000, 6_582_000)
    geodesic_m2, _perimeter = Geod(ellps="GRS80").geometry_area_perimeter(to_wgs84(square.segmentize(10)))
    assert square.area / abs(geodesic_m2) == pytest.approx(0.99994, abs=0.00002)
