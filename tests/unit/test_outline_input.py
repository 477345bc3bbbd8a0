"""An outline on its way to the form and back: nothing is lost, nothing untouched is rewritten, nonsense is refused."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from kartlaggning.geometry.outline_input import (
    MOST_VERTICES,
    OutlineUnreadable,
    exchange_text,
    in_centimetres,
    is_untouched,
    parse_or_keep,
    parse_outline,
)

E, N = 674_266, 6_581_086  # Sergels torg, see domain.md
SQUARE = MultiPolygon([box(E, N, E + 100, N + 50)])
WITH_HOLE_AND_ISLAND = MultiPolygon(
    [
        Polygon(box(E, N, E + 100, N + 100).exterior, [box(E + 20, N + 20, E + 40, N + 40).exterior]),
        box(E + 200, N, E + 260, N + 60),
    ]
)
BOW_TIE = MultiPolygon([Polygon([(E, N), (E + 100, N + 100), (E + 100, N), (E, N + 100)])])

corners = st.tuples(st.floats(620_000, 770_000), st.floats(6_510_000, 6_690_000))
outlines = st.lists(st.lists(corners, min_size=3, max_size=7).map(Polygon), min_size=1, max_size=2).map(MultiPolygon)


def geojson(kind, coordinates):
    return json.dumps({"type": kind, "coordinates": coordinates})


def answer_to(text):
    try:
        parse_outline(text)
    except OutlineUnreadable as problem:
        return str(problem)
    return "read"


RING = [[18.06, 59.33], [18.07, 59.33], [18.07, 59.34], [18.06, 59.33]]


@given(outlines)
def test_what_nobody_touched_is_never_rewritten(drawn):
    stored = in_centimetres(drawn)
    assert parse_or_keep(exchange_text(stored), stored) is stored


@given(outlines)
def test_centimetres_come_back_as_the_very_same_centimetres(drawn):
    stored = in_centimetres(drawn)
    assert parse_outline(exchange_text(stored)).equals_exact(stored, 0)


@given(outlines)
def test_there_and_back_moves_no_corner_by_more_than_two_centimetres(drawn):
    back = parse_outline(exchange_text(drawn))
    apart = shapely.get_coordinates(back) - shapely.get_coordinates(drawn)
    assert np.hypot(apart[:, 0], apart[:, 1]).max() <= 0.02


@given(outlines)
def test_what_is_read_stands_in_whole_centimetres(drawn):
    coordinates = shapely.get_coordinates(parse_outline(exchange_text(drawn)))
    assert (np.round(coordinates, 2) == coordinates).all()


@given(st.text())
def test_any_text_is_read_or_refused_with_words(text):
    assert answer_to(text) == "read" or answer_to(text).endswith(".")


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "coordinates"]), inner),
)


@given(st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection"]), json_values)
def test_any_json_is_read_or_refused_with_words(kind, value):
    text = json.dumps({"type": kind, "coordinates": value, "geometry": value, "features": value})
    assert answer_to(text) == "read" or answer_to(text).endswith(".")


def test_holes_and_parts_come_back():
    back = parse_outline(exchange_text(WITH_HOLE_AND_ISLAND))
    assert [len(part.interiors) for part in back.geoms] == [1, 0]
    assert back.area == pytest.approx(WITH_HOLE_AND_ISLAND.area, abs=1)


def test_a_line_that_crosses_itself_is_still_a_draft():
    assert not parse_outline(exchange_text(BOW_TIE)).is_valid


@pytest.mark.parametrize("text", ["", "  \n", geojson("MultiPolygon", []), geojson("Polygon", [])])
def test_an_empty_field_is_no_outline(text):
    assert parse_outline(text) is None


def test_no_outline_is_an_empty_field():
    assert exchange_text(None) == ""
    assert exchange_text(MultiPolygon()) == ""


def test_a_polygon_a_feature_and_a_collection_are_taken_too():
    polygon = {"type": "Polygon", "coordinates": [RING]}
    feature = {"type": "Feature", "properties": {}, "geometry": polygon}
    empty = {"type": "Feature", "properties": {}, "geometry": None}
    wanted = parse_outline(json.dumps(polygon))
    assert parse_outline(json.dumps(feature)).equals(wanted)
    collection = {"type": "FeatureCollection", "features": [feature, empty]}
    assert parse_outline(json.dumps(collection)).equals(wanted)


def test_a_ring_that_is_not_closed_is_closed_and_heights_are_left_out():
    open_ring = [[*position, 12.5] for position in RING[:-1]]
    assert parse_outline(geojson("Polygon", [open_ring])).equals(parse_outline(geojson("Polygon", [RING])))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("inte json", "inte GeoJSON"),
        ("[" * 100_000, "inte GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 59], [18, 59], [18, 60], [NaN, 59]]]}', "utan läge"),
        ("[1, 2]", "ska vara en yta"),
        (geojson("Point", [18, 59]), "ska vara en yta"),
        (geojson("Polygon", [RING[:2]]), "färre än tre hörn"),
        (geojson("Polygon", "x"), "inte hel"),
        (geojson("Polygon", [[["a", "b"]]]), "utan läge"),
        (geojson("Polygon", [[[True, False]] * 4]), "utan läge"),
        (geojson("Polygon", [[[18]] * 4]), "utan läge"),
        (geojson("Polygon", [[[674_266, 6_581_086]] * 4]), "inte ligger på jorden"),
        (geojson("Polygon", [[[10**400, 59]] * 4]), "inte ligger på jorden"),
        (geojson("Polygon", [[[18, 59]] * (MOST_VERTICES + 1)]), "fler än 5000 hörn"),
        ("x" * 1_000_001, "för lång"),
    ],
)
def test_what_is_no_outline_is_refused_with_what_to_do(text, words):
    with pytest.raises(OutlineUnreadable, match=words) as caught:
        parse_outline(text)
    assert "Rita om gränsen, eller ladda upp en fil." in str(caught.value)


def test_a_moved_corner_an_added_corner_and_a_hole_are_touched():
    moved = shapely.transform(SQUARE, lambda points: points + np.array([0.05, 0]))
    more = MultiPolygon([box(E, N, E + 100, N + 50).segmentize(60)])
    hole = MultiPolygon([Polygon(SQUARE.geoms[0].exterior, [box(E + 10, N + 10, E + 20, N + 20).exterior])])
    as_parts = MultiPolygon([SQUARE.geoms[0], Polygon(hole.geoms[0].interiors[0])])
    assert is_untouched(SQUARE, SQUARE)
    assert not any(is_untouched(other, SQUARE) for other in (moved, more, hole, None))
    assert not is_untouched(hole, as_parts)
    assert is_untouched(None, None)


def test_a_change_is_kept():
    moved = shapely.transform(SQUARE, lambda points: points + np.array([1, 0]))
    assert parse_or_keep(exchange_text(moved), SQUARE).equals_exact(moved, 0.02)
    assert parse_or_keep("", SQUARE) is None
