"""Part 2, coordinate systems: a test for each requirement; the axes are those of the authority."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box, shape

from kartlaggning.computed_limit import computed

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
EPSG3006 = "http://www.opengis.net/def/crs/EPSG/0/3006"
# Sergels torg, by Lantmäteriet: longitude, latitude; and N, E in SWEREF 99 TM.
TORG_LON, TORG_LAT = 18.0638, 59.3325
TORG_N, TORG_E = 6581086, 674266
ITEMS = "/collections/scenes/items"


@pytest.fixture
def centre(get, klara):
    """Return the middle of the scene at Sergels torg as it is written in a coordinate system: (first, second axis)."""

    def ask(crs):
        query = {} if crs is None else {"crs": crs}
        point = shape(get(f"{ITEMS}/{klara}-2024", **query).json()["geometry"]).centroid
        return point.x, point.y

    return ask


def test_crs_default_is_crs84_longitude_first(centre, get):
    assert centre(None) == centre(CRS84) == pytest.approx((TORG_LON, TORG_LAT), abs=0.005)
    assert get(ITEMS)["Content-Crs"] == f"<{CRS84}>"


def test_crs_4326_has_latitude_first(centre):
    assert centre(EPSG4326) == pytest.approx((TORG_LAT, TORG_LON), abs=0.005)


def test_crs_3006_has_northing_first_within_300_m_of_sergels_torg(centre):
    north, east = centre(EPSG3006)
    assert Point(north, east).distance(Point(TORG_N, TORG_E)) < 300


@pytest.mark.parametrize("crs", [CRS84, EPSG4326, EPSG3006])
@pytest.mark.parametrize("path", [ITEMS, f"{ITEMS}/S-0001-2023", "/collections/municipalities/items"])
def test_crs_content_crs_header_names_what_was_asked_for(get, path, crs):
    assert get(path, crs=crs)["Content-Crs"] == f"<{crs}>"


def test_crs_crs_uri_and_storage_crs_stand_in_every_collection(get):
    for each in get("/collections").json()["collections"]:
        assert each["crs"] == [CRS84, EPSG4326, EPSG3006]
        assert each["storageCrs"] in each["crs"]


def test_crs_unknown_is_400_and_names_those_there_are(refused):
    for name in ("crs", "bbox-crs"):
        assert EPSG3006 in refused(400, f"{ITEMS}?bbox=18,59,19,60&{name}=urn:x")


@pytest.mark.parametrize(
    ("bbox", "crs"),
    [
        ("18.063,59.332,18.065,59.333", CRS84),
        ("59.332,18.063,59.333,18.065", EPSG4326),
        ("6581000,674200,6581150,674300", EPSG3006),
        ("18.063,59.332,-5,18.065,59.333,90", CRS84),
    ],
)
def test_crs_bbox_crs_finds_sergels_torg_in_the_axes_of_each(get, klara, bbox, crs):
    features = get(ITEMS, year=2024, bbox=bbox, bbox_crs=crs).json()["features"]
    assert klara in {feature["properties"]["id"] for feature in features}
    assert len(features) < 5


def test_bbox_in_the_wrong_axes_finds_nothing(get):
    assert get(ITEMS, bbox="674200,6581000,674300,6581150", bbox_crs=EPSG3006).json()["numberMatched"] == 0
    assert get(ITEMS, bbox="18.063,59.332,18.065,59.333", bbox_crs=EPSG4326).json()["numberMatched"] == 0


def test_bbox_over_the_antimeridian_goes_round_the_other_way(get):
    assert get(ITEMS, bbox="17,58,-170,61").json()["numberMatched"] == 180
    assert get(ITEMS, bbox="19.9,58,17.0,61").json()["numberMatched"] == 0


def test_bbox_of_the_whole_world_has_everything(get):
    for name, total in (("scenes", 180), ("municipalities", 26)):
        assert get(f"/collections/{name}/items", bbox="-180,-90,180,90").json()["numberMatched"] == total


def test_bbox_of_municipalities_is_a_true_intersection(get):
    names = {
        feature["properties"]["name"]
        for feature in get("/collections/municipalities/items", bbox="18.063,59.332,18.065,59.333").json()["features"]
    }
    assert names == {"Stockholm"}


def test_a_closed_scene_lies_where_its_last_outline_lay(get):
    feature = get("/collections/closed-scenes/items", year=2024, limit=1).json()["features"][0]
    west, south, east, north = shape(feature["geometry"]).bounds
    found = get("/collections/closed-scenes/items", year=2024, bbox=f"{west},{south},{east},{north}").json()["features"]
    assert feature["id"] in {each["id"] for each in found}


north, east = st.floats(6_530_000, 6_640_000), st.floats(640_000, 710_000)
side = st.floats(1, 8_000)


@settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(south=north, west=east, height=side, width=side)
def test_bbox_finds_exactly_what_shapely_finds_one_by_one(get, demonstration, south, west, height, width):
    computed.clear()
    numbers = [round(float(value), 3) for value in (south, west, south + height, west + width)]
    wanted = box(numbers[1], numbers[0], numbers[3], numbers[2])
    expected = {
        f"{row.public_id}-{row.year}"
        for edition in demonstration.editions
        for row in edition.open_scenes
        if row.outline is not None and row.outline.intersects(wanted)
    }
    query = {"bbox": ",".join(map(str, numbers)), "bbox_crs": EPSG3006, "limit": 1000}
    assert {feature["id"] for feature in get(ITEMS, **query).json()["features"]} == expected


def test_the_same_outline_in_all_three(get, klara):
    path = f"{ITEMS}/{klara}-2024"
    first, second = (get(path, crs=crs).json()["geometry"]["coordinates"][0][0] for crs in (CRS84, EPSG4326))
    assert np.array_equal(np.array(first), np.array(second)[:, ::-1])
