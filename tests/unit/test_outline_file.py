"""A file instead of drawing: each format, both systems, either axis order, and clear words for what can't be used."""

import json
import sqlite3

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping

from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.projection import reproject
from kartlaggning.imports.outline_file import chosen_candidate, read_outline_file
from tests.unit.test_boundary_files import write, zipped
from tests.unit.test_crossings import tangled

SQUARE = box(674_000, 6_581_000, 674_100, 6_581_100)
OTHER = box(680_000, 6_590_000, 680_200, 6_590_100)
BOW_TIE = Polygon([(674_000, 6_581_000), (674_100, 6_581_100), (674_100, 6_581_000), (674_000, 6_581_100)])


def read(path):
    return read_outline_file(path.name, path.read_bytes())


def problem_of(name, content):
    with pytest.raises(ImportProblem) as caught:
        read_outline_file(name, content)
    return str(caught.value)


def geojson(*geometries, properties=None, crs=None):
    features = [
        {"type": "Feature", "properties": properties or {}, "geometry": mapping(geometry) if geometry else None}
        for geometry in geometries
    ]
    content = {"type": "FeatureCollection", "features": features}
    if crs:
        content["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}
    return json.dumps(content).encode()


@pytest.mark.parametrize("north_first", [False, True])
@pytest.mark.parametrize("crs", [3006, 4326])
@pytest.mark.parametrize("kind", [".gpkg", ".geojson", ".shp"])
def test_each_format_is_read_in_either_system_and_axis_order(tmp_path, kind, crs, north_first):
    shapes = [reproject(shape, 3006, crs) for shape in (SQUARE, OTHER)]
    if north_first:
        shapes = [shapely.transform(shape, lambda points: points[:, ::-1]) for shape in shapes]
    path = write(tmp_path / f"platser{kind}", [("1", "Årsta å", shapes[0]), ("2", "", shapes[1])], f"EPSG:{crs}")
    found = read(zipped(tmp_path / "platser.zip", path) if kind == ".shp" else path)
    assert [(candidate.number, candidate.label) for candidate in found] == [(1, "Årsta å"), (2, "2")]
    for candidate, shape in zip(found, (SQUARE, OTHER), strict=True):
        assert candidate.outline.symmetric_difference(shape).area < 5


def test_several_parts_and_holes_are_one_candidate():
    whole = MultiPolygon([SQUARE.difference(SQUARE.buffer(-30)), OTHER])
    (candidate,) = read_outline_file("a.geojson", geojson(reproject(whole, 3006, 4326)))
    assert [len(part.interiors) for part in candidate.outline.geoms] == [1, 0]
    assert candidate.label == "Yta 1"


def test_coordinates_are_kept_in_whole_centimetres():
    shape = shapely.transform(SQUARE, lambda points: points + 0.123456)
    (candidate,) = read_outline_file("a.geojson", geojson(shape, crs=3006))
    coordinates = shapely.get_coordinates(candidate.outline)
    assert (np.round(coordinates, 2) == coordinates).all()


def test_an_area_that_crosses_itself_is_a_candidate_all_the_same():
    (candidate,) = read_outline_file("a.geojson", geojson(BOW_TIE, crs=3006))
    assert not candidate.outline.is_valid


def test_points_and_lines_beside_an_area_are_left_out():
    line = LineString(SQUARE.exterior)
    found = read_outline_file("a.geojson", geojson(Point(674_000, 6_581_000), line, SQUARE, None, crs=3006))
    assert [candidate.number for candidate in found] == [3]


def test_the_label_is_the_name_or_else_the_first_text_and_never_long():
    named = geojson(SQUARE, crs=3006, properties={"typ": "x", "Namn": "Plattan"})
    assert read_outline_file("a.geojson", named)[0].label == "Plattan"
    other = geojson(SQUARE, crs=3006, properties={"typ": "y" * 500})
    assert read_outline_file("a.geojson", other)[0].label == "y" * 80


def test_one_of_several_is_chosen_by_its_number_and_a_wrong_number_lists_them():
    found = read_outline_file("a.geojson", geojson(SQUARE, OTHER, crs=3006, properties={"namn": "Torget"}))
    assert chosen_candidate(found, " 2 ").number == 2
    assert chosen_candidate(found[:1], "").number == 1
    with pytest.raises(ImportProblem, match="Filen har 2 ytor: 1 Torget, 2 Torget"):
        chosen_candidate(found, "3")


def test_a_file_without_an_area_is_refused_with_what_it_holds():
    text = problem_of("a.geojson", geojson(Point(674_000, 6_581_000), crs=3006))
    assert text == "a.geojson innehåller ingen yta som kan användas: objekt 1 är inte en yta, utan Point."


def test_a_file_whose_features_have_no_geometry_is_refused():
    assert problem_of("a.geojson", geojson(None)) == "a.geojson innehåller inga ytor."


def test_metres_without_a_coordinate_system_are_refused_with_what_they_look_like():
    assert "Talen passar SWEREF 99 TM (EPSG:3006)" in problem_of("a.geojson", geojson(SQUARE))


def test_another_coordinate_system_and_a_missing_one_are_told(tmp_path):
    other = write(tmp_path / "a.gpkg", [("1", "a", SQUARE)], "EPSG:3011")
    assert "Spara om den i WGS 84 (EPSG:4326) eller SWEREF 99 TM (EPSG:3006)" in problem_of(
        "a.gpkg", other.read_bytes()
    )
    shapefile = write(tmp_path / "b.shp", [("1", "a", SQUARE)])
    (tmp_path / "b.prj").unlink()
    missing = zipped(tmp_path / "b.zip", shapefile).read_bytes()
    assert problem_of("b.zip", missing) == "Shapefilen saknar .prj."


def test_several_layers_ask_for_a_file_with_one(tmp_path):
    path = write(tmp_path / "a.gpkg", [("1", "a", SQUARE)], layer="ett")
    write(path, [("2", "b", OTHER)], layer="två", append=True)
    assert "Spara det lager som gäller i en egen fil: ett, två." in problem_of("a.gpkg", path.read_bytes())


def test_limits_of_size_features_and_corners_are_told():
    assert problem_of("a.geojson", b"{" + b" " * 10_000_000) == "Filen är större än 10 MB och läses inte."
    assert "Mellan 1 och 500 tas emot" in problem_of("a.geojson", geojson(*[SQUARE] * 501, crs=3006))
    rugged = SQUARE.buffer(50, quad_segs=1_500)
    assert "har fler än 5000 hörn" in problem_of("a.geojson", geojson(rugged, crs=3006))


def test_an_archive_that_becomes_too_large_is_refused(tmp_path):
    shapefile = write(tmp_path / "a.shp", [("1", "a", SQUARE)])
    (tmp_path / "a.cpg").write_bytes(bytes(50_000_001))
    content = zipped(tmp_path / "a.zip", shapefile).read_bytes()
    assert len(content) < 100_000
    assert problem_of("a.zip", content) == "Arkivet blir större än 50 MB uppackat och läses inte."


@pytest.mark.parametrize(
    "name", ["../../etc/a.geojson", "C:\\temp\\a.geojson", "/a.geojson", ".a.geojson", "a\x00.geojson"]
)
def test_a_name_that_means_a_place_stays_a_name(name):
    (candidate,) = read_outline_file(name, geojson(SQUARE, crs=3006))
    assert candidate.outline.equals(MultiPolygon([SQUARE]))


@given(
    st.binary(max_size=200), st.sampled_from([".gpkg", ".geojson", ".json", ".zip", ".shp", ""]), st.text(max_size=9)
)
def test_any_bytes_are_read_or_refused_with_words(content, suffix, stem):
    for start in (b"", b"{", b"SQLite format 3\x00", b"PK\x03\x04"):
        assert problem_of(stem + suffix, start + content).endswith((".", ")", "'", "`"))


def test_an_area_that_crosses_itself_too_often_is_no_candidate():
    assert "korsar sig själv på för många ställen" in problem_of("a.geojson", geojson(tangled(500), crs=3006))


@pytest.mark.parametrize("is_hidden", [False, True])
def test_a_geopackage_with_a_view_is_refused_before_it_is_opened(tmp_path, is_hidden):
    path = write(tmp_path / "a.gpkg", [("1", "Torget", SQUARE)])
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE VIEW endless AS {endless}")
        if is_hidden:
            database.execute("PRAGMA writable_schema = ON")
            database.execute("UPDATE sqlite_master SET type = 'table' WHERE name = 'endless'")
    database.close()
    assert ("databasen är inte hel" if is_hidden else "vy") in problem_of(path.name, path.read_bytes())


def test_a_geopackage_whose_layer_is_no_table_or_whose_database_is_broken_is_refused(tmp_path):
    path = write(tmp_path / "a.gpkg", [("1", "Torget", SQUARE)])
    whole = path.read_bytes()
    assert "går inte att läsa" in problem_of(path.name, whole[:100] + b"x" * 5_000)
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('borta', 'features')")
    database.close()
    assert "ingen vanlig tabell" in problem_of(path.name, path.read_bytes())
