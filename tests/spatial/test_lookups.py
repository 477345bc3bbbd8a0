"""Lookups and functions on the embedded database, with answers known beforehand, and refusal of all others."""

import pytest
from django.contrib.gis.db import models
from django.contrib.gis.db.models import functions
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.gis.measure import Area, Distance
from django.db import NotSupportedError, OperationalError

from tests.spatial.probe import shapes
from tests.spatial.probe.shapes import outline, point, square

SUPPORTED_LOOKUPS = {
    *("bboverlaps", "intersects", "contains", "within", "covers", "coveredby", "dwithin", "exact", "same_as"),
    *("distance_lt", "distance_lte", "distance_gt", "distance_gte", "isempty", "isnull", "isvalid"),
}
ALL_LOOKUPS = set(models.MultiPolygonField.get_lookups())
SUPPORTED_FUNCTIONS = {"Area", "Centroid", "Distance", "IsEmpty", "IsValid", "Transform"}


def names(queryset):
    return set(queryset.values_list("name", flat=True))


@pytest.fixture
def county(places):
    """A big square, one inside it that shares its west edge, one that touches it from the east, a ring, and none."""
    places.create(name="big", outline=square(0, 0, 100))
    places.create(name="inside", outline=square(0, 20, 10))
    places.create(name="neighbour", outline=square(100, 0, 50))
    places.create(name="ring", outline=outline(shapes.RING_WITH_HOLE))
    places.create(name="empty", outline=shapes.empty_outline())
    places.create(name="none", outline=None)
    return places


@pytest.mark.parametrize(
    ("lookup", "found"),
    [
        ("bboverlaps", {"big", "inside", "neighbour", "ring"}),
        ("intersects", {"big", "inside", "neighbour", "ring"}),
        ("contains", {"big"}),
        ("covers", {"big"}),
        ("within", {"big", "inside", "ring"}),
        ("coveredby", {"big", "inside", "ring"}),
        ("exact", {"big", "ring"}),  # the boxes are the same, although one has a hole: as on PostGIS
    ],
)
def test_a_lookup_finds_what_lies_so_to_the_big_square(county, lookup, found):
    assert names(county.filter(**{f"outline__{lookup}": square(0, 0, 100)})) == found


def test_a_point_in_a_hole_is_in_the_box_but_not_in_the_outline(county):
    in_the_hole = point(50, 50)
    assert "ring" in names(county.filter(outline__bboverlaps=in_the_hole))
    assert "ring" not in names(county.filter(outline__intersects=in_the_hole))
    assert names(county.filter(outline__contains=in_the_hole)) == {"big"}


def test_a_point_on_the_edge_is_covered_but_not_contained(county):
    on_the_edge = point(50, 0)
    assert names(county.filter(outline__covers=on_the_edge)) == {"big", "ring"}
    assert names(county.filter(outline__contains=on_the_edge)) == set()


def test_neighbours_that_share_an_edge_intersect_at_distance_0(county):
    assert "neighbour" in names(county.filter(outline__intersects=square(0, 0, 100)))
    assert "neighbour" in names(county.filter(outline__distance_lte=(square(0, 0, 100), 0)))


def test_a_row_without_outline_is_neither_found_nor_excluded_by_a_condition(county):
    inside = county.filter(outline__intersects=square(0, 0, 100))
    outside = county.exclude(outline__intersects=square(0, 0, 100))
    assert "none" not in names(inside)
    assert names(county.filter(outline__isnull=True)) == {"none"}
    # Django's exclude() keeps rows of NULL on every database.
    assert names(outside) == {"empty", "none"}


@pytest.mark.parametrize(("metres", "found"), [(299, set()), (300, {"big", "ring"}), (301, {"big", "ring"})])
@pytest.mark.parametrize("as_measure", [False, True])
def test_within_a_distance_counts_the_limit_itself(county, metres, found, as_measure):
    distance = Distance(m=metres) if as_measure else metres
    assert names(county.filter(outline__dwithin=(point(-300, 90), distance))) == found


def test_distance_lookups_take_kilometres_and_mean_metres(county):
    asked = point(-300, 90)
    assert names(county.filter(outline__distance_lte=(asked, Distance(km=0.3)))) == {"big", "ring"}
    assert names(county.filter(outline__distance_lt=(asked, Distance(km=0.3)))) == set()
    assert names(county.filter(outline__distance_gt=(asked, Distance(km=0.3)))) == {"inside", "neighbour"}
    assert "big" in names(county.filter(outline__distance_gte=(asked, Distance(km=0.3))))


def test_a_negative_distance_is_refused(county):
    with pytest.raises(OperationalError):
        names(county.filter(outline__dwithin=(point(0, 0), -1)))


def test_a_value_in_wgs_84_is_transformed_before_it_is_compared(county):
    lon_lat = GEOSGeometry("SRID=4326;POINT (18.0632 59.3323)")
    here = lon_lat.transform(3006, clone=True)
    place = county.create(name="centre", outline=square(here.x - shapes.EAST - 1, here.y - shapes.NORTH - 1, 2))
    assert names(county.filter(outline__contains=lon_lat)) == {"centre"}
    assert names(county.filter(outline__dwithin=(lon_lat, Distance(m=1)))) == {"centre"}
    far = county.annotate(distance=functions.Distance("outline", lon_lat)).get(pk=place.pk)
    assert far.distance == Distance(m=0)


def test_validity_finds_the_bow_tie(county):
    county.create(name="bow-tie", outline=outline([shapes.BOW_TIE]))
    assert names(county.filter(outline__isvalid=False)) == {"bow-tie"}
    assert "bow-tie" not in names(county.filter(outline__isvalid=True))
    assert "none" not in names(county.filter(outline__isvalid=True))


def test_an_empty_outline_is_found_as_such(county):
    assert names(county.filter(outline__isempty=True)) == {"empty"}
    assert names(county.filter(outline__isempty=False)) == {"big", "inside", "neighbour", "ring"}


def test_area_is_square_metres_without_the_hole(county):
    areas = dict(county.annotate(area=functions.Area("outline")).values_list("name", "area"))
    assert areas["big"] == Area(sq_m=10_000)
    assert areas["ring"] == Area(sq_m=10_000 - 1_600)
    assert areas["empty"] == Area(sq_m=0)
    assert areas["none"] is None


def test_centroid_is_a_point_in_epsg_3006(county):
    centroids = dict(county.annotate(centroid=functions.Centroid("outline")).values_list("name", "centroid"))
    assert centroids["big"].ewkt == f"SRID=3006;POINT ({shapes.EAST + 50} {shapes.NORTH + 50})"
    assert centroids["empty"].empty
    assert centroids["none"] is None


def test_distance_is_metres_and_null_to_an_empty_outline(county):
    distances = dict(county.annotate(d=functions.Distance("outline", point(103, 104))).values_list("name", "d"))
    assert distances["big"] == Distance(m=5)
    assert distances["empty"] is None
    assert distances["none"] is None


def test_a_distance_can_be_ordered_by_and_compared(county):
    nearest = county.annotate(d=functions.Distance("outline", point(0, 25))).filter(d__gt=Distance(m=0)).order_by("d")
    assert list(nearest.values_list("name", flat=True)) == ["neighbour"]


def test_an_outline_of_the_table_can_be_the_other_side_of_a_lookup(county):
    own_centre = county.filter(outline__contains=functions.Centroid("outline"))
    assert names(own_centre) == {"big", "inside", "neighbour"}
    same = county.filter(outline__covers=models.OuterRef("outline"), name="big")
    assert names(county.filter(models.Exists(same))) == {"big", "inside", "ring"}


@pytest.mark.parametrize("lookup", sorted(ALL_LOOKUPS - SUPPORTED_LOOKUPS))
def test_a_lookup_that_is_not_supported_says_so(county, lookup):
    value = [square(0, 0, 1), "T********"] if lookup == "relate" else square(0, 0, 1)
    value = [value, value] if lookup in {"in", "range"} else value
    with pytest.raises(NotSupportedError, match=f"no lookup '{lookup}' on geometry"):
        names(county.filter(**{f"outline__{lookup}": value}))


def every_spatial_function():
    classes = [value for value in vars(functions).values() if isinstance(value, type)]
    abstract = {functions.GeoFuncMixin, functions.GeoFunc, functions.GeomOutputGeoFunc}
    return {each.__name__ for each in classes if issubclass(each, functions.GeoFuncMixin) and each not in abstract}


def call(name):
    """Return the function called on the outline, with the further arguments that it wants."""
    function = getattr(functions, name)
    further = {"Scale": (1, 1), "Translate": (1, 1), "SnapToGrid": (1,), "FromWKB": (3006,), "FromWKT": (3006,)}
    return function("outline", *([point(0, 0)] if function.geom_param_pos == (0, 1) else further.get(name, ())))


@pytest.mark.parametrize("name", sorted(every_spatial_function() - SUPPORTED_FUNCTIONS))
def test_a_function_that_is_not_supported_says_so(county, name):
    with pytest.raises(NotSupportedError, match=name):
        list(county.annotate(answer=call(name)))


@pytest.mark.parametrize("aggregate", ["Collect", "Extent", "Extent3D", "MakeLine", "Union"])
def test_an_aggregate_is_not_supported_and_says_so(county, aggregate):
    with pytest.raises(NotSupportedError, match=aggregate):
        county.aggregate(answer=getattr(models, aggregate)("outline"))
