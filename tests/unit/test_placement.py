"""The fictional scenes: regular, apart from each other, far from every documented place, the same every time."""

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPoint, MultiPolygon, Point, shape

from kartlaggning.demonstration.placement import (
    LARGEST_AREA_M2,
    SPACING_M,
    centre,
    example_area_m2,
    outline_for,
    radius_m,
    regular_outline,
    scaled,
)
from kartlaggning.geometry.projection import to_sweref
from kartlaggning.imports.fixtures import (
    Allocation,
    DemonstrationPlace,
    read_demonstration_county,
    read_demonstration_places,
    read_documented_scenes,
    read_municipalities,
    read_municipality_outlines,
)

FIXTURES = Path(__file__).parents[2] / "fixtures"
ALLOCATIONS = read_demonstration_county(FIXTURES / "demonstration_county.csv")
PLACES = read_demonstration_places(FIXTURES / "demonstration_places.csv")
LARGE_PLACE = next(place for place in PLACES if place.municipality == "Södertälje")


def row_name(row: Allocation | DemonstrationPlace) -> tuple[str, str, str]:
    return row.municipality, row.city_district_2021, row.police_area


@pytest.fixture(scope="module")
def all_outlines() -> dict[tuple[str, int], MultiPolygon]:
    """Every outline that the demonstration could draw, as large as it may start and then grown to 115 percent."""
    return {
        (place.name, index): scaled(outline_for(place, index, LARGEST_AREA_M2), 1.15)
        for place in PLACES
        for index in range(place.rows * place.columns)
    }


def test_every_row_of_the_allocation_has_a_place():
    assert {row_name(place) for place in PLACES} == {row_name(row) for row in ALLOCATIONS}


def test_no_two_fictional_outlines_touch_even_when_all_have_grown(all_outlines):
    for first, second in combinations(all_outlines.values(), 2):
        assert first.distance(second) > 0


def test_every_place_has_room_for_the_scenes_that_the_documented_ones_leave_over():
    documented = read_documented_scenes(FIXTURES / "documented_scenes.csv")
    rooms = {row_name(place): place.rows * place.columns for place in PLACES}
    for row in ALLOCATIONS:
        there = (row.municipality, row.city_district_2023, row.police_area)
        known = sum((scene.municipality, scene.city_district, scene.police_area) == there for scene in documented)
        # Norra innerstaden and Järva hold two rows each: the documented scenes may then be counted in either.
        assert rooms[row_name(row)] >= row.open_2021 + row.new_2023 - known, row


def test_centres_are_at_least_350_metres_apart():
    centres = [Point(centre(place, index)) for place in PLACES for index in range(place.rows * place.columns)]
    assert min(first.distance(second) for first, second in combinations(centres, 2)) >= 350


def test_every_fictional_outline_is_at_least_400_metres_from_every_documented_place(all_outlines):
    documented = read_documented_scenes(FIXTURES / "documented_scenes.csv")
    assert len(documented) == 12
    for scene in documented:
        point = to_sweref(Point(scene.lon, scene.lat))
        for name, outline in all_outlines.items():
            assert outline.distance(point) >= 400, (scene.name, name)


def test_every_place_lies_in_or_near_its_municipality():
    codes = {row.name: row.code for row in read_municipalities(FIXTURES / "municipalities.csv")}
    outlines = read_municipality_outlines(FIXTURES / "municipality_outlines.geojson")
    for place in PLACES:
        coordinates = outlines[codes[place.municipality]]
        municipality = to_sweref(shape({"type": "MultiPolygon", "coordinates": coordinates}))
        assert municipality.distance(to_sweref(Point(place.lon, place.lat))) <= 1_500, place


def test_no_place_is_named_after_a_square_or_a_centre():
    for place in PLACES:
        assert not any(word in place.name.casefold() for word in ("torg", "centrum", "station", "gata", "väg"))
        assert "såvitt känt" in place.note or "används inte" in place.note


def test_the_same_scene_gets_the_same_outline_every_time():
    first, again = (outline_for(LARGE_PLACE, 3, 40_000) for _ in range(2))
    assert first.wkb == again.wkb


def test_scenes_take_turns_at_being_hexagons_octagons_and_squares():
    outlines = [outline_for(LARGE_PLACE, index, 40_000) for index in range(4)]
    assert [len(outline.geoms[0].exterior.coords) - 1 for outline in outlines] == [6, 8, 4, 6]
    assert [outline.area for outline in outlines] == pytest.approx([40_000] * 4)


@pytest.mark.parametrize("municipality", sorted({row.municipality for row in ALLOCATIONS}))
def test_example_areas_are_between_1_and_7_hectares_and_those_after_each_other_differ(municipality):
    areas = [example_area_m2(municipality, number) for number in range(1, 40)]
    assert min(areas) >= 10_000
    assert max(areas) <= 70_000
    assert all(first != second for first, second in pairwise(areas))


@pytest.mark.parametrize("area_m2", [9_999, LARGEST_AREA_M2 + 1])
def test_an_area_that_could_reach_a_neighbour_or_hardly_be_seen_is_refused(area_m2):
    with pytest.raises(ValueError, match="outside"):
        outline_for(LARGE_PLACE, 0, area_m2)


@pytest.mark.parametrize("index", [-1, LARGE_PLACE.rows * LARGE_PLACE.columns])
def test_a_scene_outside_the_grid_is_refused(index):
    with pytest.raises(ValueError, match="room for 12"):
        outline_for(LARGE_PLACE, index, 40_000)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_scenes_that_follow_each_other_lie_beside_each_other(place):
    centres = [Point(centre(place, index)) for index in range(place.rows * place.columns)]
    assert all(first.distance(second) == pytest.approx(SPACING_M) for first, second in pairwise(centres))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_the_grid_has_the_place_in_its_middle(place):
    centres = [Point(centre(place, index)) for index in range(place.rows * place.columns)]
    middle = MultiPoint(centres).centroid
    assert middle.distance(to_sweref(Point(place.lon, place.lat))) < 1e-3


@given(area_m2=st.floats(1_000, 100_000), corners=st.integers(3, 12), bearing=st.floats(0, 360))
def test_a_regular_outline_has_the_area_its_radius_was_made_for(area_m2, corners, bearing):
    outline = regular_outline(674_266, 6_581_086, radius_m(area_m2, corners), corners, bearing)
    assert outline.is_valid
    assert outline.area == pytest.approx(area_m2, rel=1e-6)
    assert outline.centroid.coords[0] == pytest.approx((674_266, 6_581_086), abs=1e-3)


def test_a_side_faces_the_bearing():
    square = regular_outline(0, 0, radius_m(40_000, 4), 4, 90)
    assert square.bounds == pytest.approx((-100, -100, 100, 100))


@given(area_factor=st.floats(0.1, 3))
def test_scaling_multiplies_the_area_and_keeps_the_centre(area_factor):
    outline = outline_for(LARGE_PLACE, 0, 40_000)
    changed = scaled(outline, area_factor)
    assert changed.area == pytest.approx(40_000 * area_factor, rel=1e-6)
    assert changed.centroid.distance(outline.centroid) < 1e-3
