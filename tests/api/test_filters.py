"""Which scenes a question gives, with known answers."""

import pytest
from shapely.geometry import MultiPolygon, Point, Polygon

from kartlaggning.api.selection import clip, selected_rows
from kartlaggning.choices import Change, Status
from kartlaggning.geometry.projection import to_wgs84
from tests.builders import atlas, edition, scene_row, square

EAST, NORTH = 670_000.0, 6_580_000.0
# The lower left half of a square of 1 km: its box reaches the upper right corner, the outline does not.
TRIANGLE = MultiPolygon([Polygon([(EAST, NORTH), (EAST + 1000, NORTH), (EAST, NORTH + 1000)])])


def found(rows, year=2024, **values):
    """Return the names that the API's selection gives among rows built by hand."""
    by_year = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row)
    made = atlas(*(edition(y, *of_year) for y, of_year in sorted(by_year.items())))
    question = {"status": "open", "distance": 500.0} | values
    return [item.row.name for item in selected_rows(made, made.edition(year), question, str)]


def lonlat(east, north):
    point = to_wgs84(Point(east, north))
    return (point.x, point.y)


def box_around(east, north, reach_m):
    west, south = lonlat(east - reach_m, north - reach_m)
    right, top = lonlat(east + reach_m, north + reach_m)
    return (west, south, right, top)


def test_a_box_meets_the_outline_itself_and_not_its_box():
    rows = [scene_row("Tre", 2024, outline=TRIANGLE)]
    assert found(rows, bbox=box_around(EAST + 900, NORTH + 900, 50)) == []
    assert found(rows, bbox=box_around(EAST + 510, NORTH + 510, 30)) == ["Tre"]  # only the slanting edge reaches in


def test_a_box_that_only_a_corner_reaches_finds_the_scene():
    rows = [scene_row("Fyr", 2024, outline=square(EAST, NORTH, 100))]
    assert found(rows, bbox=box_around(EAST - 20, NORTH - 20, 21)) == ["Fyr"]
    assert found(rows, bbox=box_around(EAST - 20, NORTH - 20, 18)) == []


def test_a_box_inside_the_outline_finds_the_scene():
    assert found([scene_row("Stor", 2024, outline=square(EAST, NORTH, 1000))], bbox=box_around(670_500, 6_580_500, 1))


def test_opposite_corners_in_any_order_are_the_same_box():
    rows = [scene_row("Fyr", 2024)]
    west, south, east, north = box_around(EAST, NORTH, 50)
    for corners in ((west, south, east, north), (east, north, west, south), (west, north, east, south)):
        assert found(rows, bbox=corners) == ["Fyr"]


def test_the_whole_world_holds_everything_and_the_other_side_of_it_nothing():
    rows = [scene_row("Fyr", 2024)]
    assert found(rows, bbox=(-180.0, -90.0, 180.0, 90.0)) == ["Fyr"]
    assert found(rows, bbox=(-80.0, -40.0, -70.0, -30.0)) == []
    assert found(rows, near=(-74.0, 40.7), distance=50_000.0) == []
    assert clip((180.0, 90.0, -180.0, -90.0)) == (4.0, 50.0, 30.0, 75.0)


def test_near_is_measured_in_metres_to_the_outlines_nearest_point():
    rows = [scene_row("Fyr", 2024, outline=square(EAST, NORTH, 100))]
    at_300_m = lonlat(EAST - 300, NORTH + 50)
    assert found(rows, near=at_300_m, distance=299.0) == []
    assert found(rows, near=at_300_m, distance=301.0) == ["Fyr"]


def test_a_point_inside_is_at_no_distance():
    assert found([scene_row("Fyr", 2024)], near=lonlat(EAST + 50, NORTH + 50), distance=0.0) == ["Fyr"]


def test_a_closed_scene_lies_where_its_last_open_outline_lay():
    rows = [
        scene_row("Fyr", 2023, outline=square(EAST, NORTH, 100)),
        scene_row("Fyr", 2024, Status.CLOSED, change=Change.CLOSED, last_open_year=2023),
        scene_row("Annan", 2024, outline=square(EAST + 5000, NORTH, 100)),
    ]
    here = box_around(EAST, NORTH, 50)
    assert found(rows, bbox=here, status="closed") == found(rows, bbox=here, status="all") == ["Fyr"]
    assert found(rows, bbox=here) == []
    assert found(rows, bbox=box_around(EAST + 5000, NORTH, 50), status="closed") == []


def test_a_closed_scene_whose_place_is_not_known_is_in_no_box():
    rows = [scene_row("Borta", 2024, Status.CLOSED, change=Change.CLOSED)]
    assert found(rows, status="closed") == ["Borta"]
    assert found(rows, status="closed", bbox=(-180.0, -90.0, 180.0, 90.0)) == []


@pytest.mark.parametrize(("year", "count"), [(2021, 64), (2023, 63), (2024, 53), (None, 53)])
def test_a_year_gives_its_open_scenes(ask, year, count):
    answer = ask("scenes", **({} if year is None else {"year": year}))
    assert answer["number_matched"] == answer["number_returned"] == len(answer["features"]) == count
    assert {feature["properties"]["status"] for feature in answer["features"]} == {"open"}


def test_closed_gives_those_that_closed_in_the_round(ask):
    closed = ask("scenes", year=2024, status="closed")["features"]
    assert len(closed) == 10
    assert {feature["properties"]["change"] for feature in closed} == {"closed"}
    assert {feature["properties"]["period"] for feature in closed} == {"2023-01-01/2023-12-31"}
    assert {feature["properties"]["outline_year"] for feature in closed} == {2023}
    assert len(ask("scenes", year=2024, status="all")["features"]) == 63


def test_closed_scenes_are_the_same_as_scenes_with_status_closed(ask):
    assert ask("closed-scenes", year=2023)["features"] == ask("scenes", year=2023, status="closed")["features"]


def test_areas_are_named_by_slug_code_or_name(ask):
    by_slug = ask("scenes", municipality="stockholm", f="json")["scenes"]
    assert by_slug == ask("scenes", municipality="0180", f="json")["scenes"]
    assert by_slug == ask("scenes", municipality="Stockholm", f="json")["scenes"]
    assert len(by_slug) == 26
    assert [row["name"] for row in ask("scenes", city_district="norra-innerstaden", f="json")["scenes"]] == [
        "Sergels torg/Klara"
    ]


def test_near_sergels_torg_is_klara(ask):
    rows = ask("scenes", near="18.0636,59.3325", distance=100, f="json")["scenes"]
    assert [row["name"] for row in rows] == ["Sergels torg/Klara"]


@pytest.mark.parametrize("address", ["scenes?year=1900", "municipalities?year=2022", "closed-scenes?year=2025"])
def test_an_unknown_year_names_those_there_are(refused, address):
    assert refused(404, address).endswith("Det finns för 2021, 2023 och 2024.")


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("scenes?municipality=Göteborg", "Kommun ”Göteborg” finns inte. Det finns Botkyrka, Danderyd, "),
        ("scenes?municipality=1480", "Vaxholm, Värmdö och Österåker."),
        ("scenes?city-district=atlantis", "Stadsdelsområde ”atlantis” finns inte. Det finns Bromma, "),
        ("scenes?police-area=atlantis", "Lokalpolisområde ”atlantis” finns inte. Det finns Botkyrka, "),
    ],
)
def test_an_unknown_area_names_those_there_are(refused, address, named):
    assert named in refused(404, address)
