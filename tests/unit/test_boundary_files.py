"""Files with official outlines: every format, both systems and axis orders, and clear words for what can't be read."""

import io
import json
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box, mapping

from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.projection import reproject, to_sweref
from kartlaggning.imports import boundaries
from kartlaggning.imports.boundaries import Fields, read_boundaries

SERGELS_TORG_E_N = (674_266, 6_581_086)
SQUARE = box(674_000, 6_581_000, 675_000, 6_582_000)
OTHER = box(680_000, 6_590_000, 682_000, 6_591_000)
DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".shp": "ESRI Shapefile"}


def write(path: Path, rows: list[tuple[str, str, object]], crs="EPSG:3006", columns=("kommunkod", "namn"), **options):
    """A file made by GDAL, as an authority would deliver it."""
    geometries = np.array([shapely.to_wkb(geometry) for _, _, geometry in rows], dtype=object)
    values = [np.array([row[index] for row in rows], dtype=object) for index in range(2)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # GDAL warns of the very mistakes that some tests need
        pyogrio.raw.write(
            path,
            geometries,
            values,
            list(columns),
            geometry_type=options.pop("geometry_type", "Polygon"),
            crs=crs,
            driver=DRIVERS[path.suffix],
            **options,
        )
    return path


def zipped(path: Path, shapefile: Path, folder="") -> Path:
    """The parts of a Shapefile in an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in shapefile.parent.glob(f"{shapefile.stem}.*"):
            archive.write(part, f"{folder}{part.name}")
    return path


def geojson(path: Path, coordinates, crs: str | None = None, geometry_type="Polygon") -> Path:
    """A file written by hand, with whatever is wrong in it."""
    geometry = {"type": geometry_type, "coordinates": coordinates}
    features = [{"type": "Feature", "properties": {"namn": "Solna"}, "geometry": geometry}]
    content = {"type": "FeatureCollection", "features": features}
    if crs:
        content["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def problem_of(path: Path, fields: Fields | None = None) -> str:
    with pytest.raises(ImportProblem) as caught:
        read_boundaries(path, fields or Fields())
    return str(caught.value)


@pytest.mark.parametrize("crs", [3006, 4326])
@pytest.mark.parametrize("kind", [".gpkg", ".geojson", ".shp"])
def test_each_format_is_read_in_either_coordinate_system(tmp_path, kind, crs):
    rows = [("0180", "Årsta å", reproject(SQUARE, 3006, crs)), ("0184", "Solna", reproject(OTHER, 3006, crs))]
    path = write(tmp_path / f"kommuner{kind}", rows, crs=f"EPSG:{crs}")
    if kind == ".shp":
        path = zipped(tmp_path / "kommuner.zip", path)
    found = read_boundaries(path, Fields())
    assert (found.crs, found.is_north_first, found.layer) == (crs, False, "kommuner")
    assert [(row.number, row.code, row.name, row.problem) for row in found.boundaries] == [
        (1, "0180", "Årsta å", ""),
        (2, "0184", "Solna", ""),
    ]
    assert [row.outline.area for row in found.boundaries] == pytest.approx([1_000_000, 2_000_000], rel=1e-3)
    assert found.boundaries[0].outline.contains(Point(SERGELS_TORG_E_N))


def test_coordinates_in_the_registrys_order_north_first_are_turned(tmp_path):
    flipped = shapely.transform(SQUARE, lambda coordinates: coordinates[:, ::-1])
    found = read_boundaries(write(tmp_path / "n_e.gpkg", [("0180", "Stockholm", flipped)]), Fields())
    assert found.is_north_first
    assert found.boundaries[0].outline.equals(SQUARE)


def test_latitude_before_longitude_is_turned(tmp_path):
    path = geojson(tmp_path / "lat_lon.geojson", [[[59.3, 18.0], [59.3, 18.1], [59.4, 18.1], [59.3, 18.0]]])
    found = read_boundaries(path, Fields())
    assert found.is_north_first
    assert found.boundaries[0].outline.intersects(to_sweref(Point(18.05, 59.34)))


@given(
    east=st.integers(320_000, 750_000),
    north=st.integers(6_120_000, 7_600_000),
    width=st.integers(100, 50_000),
    height=st.integers(100, 50_000),
    crs=st.sampled_from([3006, 4326]),
    north_first=st.booleans(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rectangle_in_sweden_comes_back_where_it_was(tmp_path, east, north, width, height, crs, north_first):
    rectangle = box(east, north, east + width, north + height)
    given_geometry = reproject(rectangle, 3006, crs)
    if north_first:
        given_geometry = shapely.transform(given_geometry, lambda coordinates: coordinates[:, ::-1])
    path = geojson(tmp_path / "any.geojson", mapping(given_geometry)["coordinates"], f"urn:ogc:def:crs:EPSG::{crs}")
    found = read_boundaries(path, Fields())
    assert found.is_north_first is north_first
    assert found.boundaries[0].outline.hausdorff_distance(rectangle) < 0.01


@given(
    ring=st.lists(st.tuples(st.floats(15, 20, width=32), st.floats(58, 62, width=32)), min_size=3, max_size=12),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_ring_is_either_a_valid_outline_or_has_a_reason(tmp_path, ring):
    path = geojson(tmp_path / "any_ring.geojson", [[*ring, ring[0]]])
    boundary = read_boundaries(path, Fields()).boundaries[0]
    assert (boundary.outline is None) == bool(boundary.problem)
    if boundary.outline is not None:
        assert isinstance(boundary.outline, MultiPolygon)
        assert boundary.outline.is_valid
        assert not boundary.outline.is_empty


@given(junk=st.binary(max_size=300), suffix=st.sampled_from([".gpkg", ".geojson", ".zip"]), keep_start=st.booleans())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_of_any_kind_is_refused_with_an_import_problem(tmp_path, junk, suffix, keep_start):
    start = {".gpkg": b"SQLite format 3\x00", ".geojson": b'{"type":', ".zip": b"PK\x03\x04"}[suffix]
    path = tmp_path / f"junk{suffix}"
    path.write_bytes((start if keep_start else b"") + junk)
    assert problem_of(path).startswith("junk")


def test_a_self_crossing_outline_is_reported_with_the_reason_and_the_others_are_read(tmp_path):
    bow_tie = Polygon([(674_000, 6_581_000), (675_000, 6_582_000), (675_000, 6_581_000), (674_000, 6_582_000)])
    path = write(tmp_path / "a.gpkg", [("0180", "Stockholm", bow_tie), ("0184", "Solna", OTHER)])
    first, second = read_boundaries(path, Fields()).boundaries
    assert first.outline is None
    assert first.problem.startswith("är ogiltig: Self-intersection")
    assert second.problem == ""


def test_a_point_and_a_missing_geometry_are_reported(tmp_path):
    rows = [("0180", "Stockholm", Point(SERGELS_TORG_E_N)), ("0184", "Solna", None), ("0182", "Nacka", OTHER)]
    path = write(tmp_path / "a.gpkg", rows, geometry_type="Unknown")
    problems = [row.problem for row in read_boundaries(path, Fields()).boundaries]
    assert problems == ["är inte en yta, utan Point", "har ingen läsbar geometri", ""]


def test_holes_islands_and_heights_survive_as_they_should(tmp_path):
    with_hole = SQUARE.difference(box(674_400, 6_581_400, 674_600, 6_581_600))
    outline = shapely.force_3d(MultiPolygon([with_hole, OTHER]), 12.0)
    path = write(tmp_path / "a.gpkg", [("0180", "Stockholm", outline)], geometry_type="MultiPolygon Z")
    found = read_boundaries(path, Fields()).boundaries[0].outline
    assert not found.has_z
    assert found.equals(MultiPolygon([with_hole, OTHER]))


def test_a_code_kept_as_a_number_is_read_as_text_without_decimals(tmp_path):
    content = geojson(tmp_path / "a.geojson", mapping(SQUARE)["coordinates"], "urn:ogc:def:crs:EPSG::3006")
    content.write_text(content.read_text(encoding="utf-8").replace('"namn": "Solna"', '"kod": 184.0'), encoding="utf-8")
    assert read_boundaries(content, Fields()).boundaries[0].code == "184"


def test_the_fields_can_be_named_and_an_unknown_one_is_answered_with_those_there_are(tmp_path):
    path = write(tmp_path / "a.gpkg", [("0180", "Stockholm", SQUARE)], columns=("scb", "benamning"))
    assert "Välj med --name-field: scb, benamning" in problem_of(path)
    found = read_boundaries(path, Fields(name="benamning", code="scb")).boundaries[0]
    assert (found.code, found.name) == ("0180", "Stockholm")
    assert "inget fält ”nmn”. Fälten är: scb, benamning" in problem_of(path, Fields(name="nmn"))


def test_a_file_with_several_layers_asks_which_one(tmp_path):
    path = tmp_path / "a.gpkg"
    write(path, [("0180", "Stockholm", SQUARE)], layer="kommuner")
    write(path, [("", "Farsta", OTHER)], layer="stadsdelar", append=True)
    assert "Välj med --layer: kommuner, stadsdelar" in problem_of(path)
    assert "Välj med --layer" in problem_of(path, Fields(layer="kommunr"))
    assert read_boundaries(path, Fields(layer="stadsdelar")).boundaries[0].name == "Farsta"


@pytest.mark.parametrize("crs", [3857, 3011, 3021])
def test_another_coordinate_system_is_named_and_refused(tmp_path, crs):
    text = problem_of(write(tmp_path / "a.gpkg", [("0180", "Stockholm", SQUARE)], crs=f"EPSG:{crs}"))
    assert f"EPSG:{crs}" in text
    assert "Spara om den i WGS 84 (EPSG:4326) eller SWEREF 99 TM (EPSG:3006)" in text


def test_a_shapefile_without_a_coordinate_system_is_refused(tmp_path):
    shapefile = write(tmp_path / "a.shp", [("0180", "Stockholm", SQUARE)])
    (tmp_path / "a.prj").unlink()
    assert problem_of(zipped(tmp_path / "a.zip", shapefile)) == "Shapefilen saknar .prj."


def test_metres_called_degrees_are_refused_with_what_they_look_like(tmp_path):
    text = problem_of(geojson(tmp_path / "a.geojson", mapping(SQUARE)["coordinates"]))
    assert "Talen passar SWEREF 99 TM (EPSG:3006)" in text


def test_outlines_outside_sweden_are_refused(tmp_path):
    text = problem_of(geojson(tmp_path / "a.geojson", [[[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]]]))
    assert "utanför Sverige" in text
    assert "passar" not in text


def test_an_empty_collection_is_refused(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert "a.geojson" in problem_of(path)


@pytest.mark.parametrize("name", ["a.csv", "a.shp", "a.kml", "a"])
def test_other_kinds_of_files_are_refused_with_those_that_are_taken(tmp_path, name):
    path = tmp_path / name
    path.write_text("namn;lat;lon", encoding="utf-8")
    assert "ska vara GeoPackage (.gpkg), GeoJSON (.geojson) eller en zippad Shapefile" in problem_of(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert problem_of(tmp_path / "borta.gpkg") == "Filen borta.gpkg finns inte."
    assert problem_of(tmp_path) == f"Filen {tmp_path.name} finns inte."


def test_a_file_that_would_make_gdal_read_another_file_is_refused(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text("<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>", encoding="utf-8")
    assert problem_of(path) == "a.geojson är inte en .geojson-fil, trots namnet."


def test_a_file_beyond_the_size_limit_is_refused_unread(tmp_path):
    path = tmp_path / "stor.gpkg"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    assert problem_of(path) == "stor.gpkg är större än 200 MB och läses inte."


def test_a_shapefile_in_a_folder_of_the_archive_is_found_and_others_need_a_choice(tmp_path):
    folder = tmp_path / "delar"
    folder.mkdir()
    shapefile = write(folder / "kommuner.shp", [("0180", "Stockholm", SQUARE)])
    path = zipped(tmp_path / "a.zip", shapefile, folder="leverans/2024/")
    assert read_boundaries(path, Fields()).layer == "kommuner"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("leverans/lan.shp", b"")
    assert "Välj med --layer: kommuner, lan" in problem_of(path)
    assert read_boundaries(path, Fields(layer="kommuner")).boundaries[0].name == "Stockholm"


def test_an_archive_without_a_shapefile_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("las.txt", "hej")
    assert problem_of(path) == "Arkivet innehåller ingen Shapefile (.shp)."


@pytest.mark.parametrize("name", ["../ute.shp", "/etc/ute.shp", "a/../../ute.shp", "..\\ute.shp", "C:\\ute.shp"])
def test_an_archive_that_points_outside_itself_is_refused_and_writes_nothing(tmp_path, name):
    path = zipped(tmp_path / "a.zip", write(tmp_path / "a.shp", [("0180", "Stockholm", SQUARE)]))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    before = sorted(tmp_path.parent.rglob("*"))
    assert "pekar utanför sig självt" in problem_of(path)
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_an_archive_that_says_it_becomes_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(boundaries, "LIMITS", replace(boundaries.LIMITS, unpacked_bytes=5_000_000))
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", bytes(6_000_000))
    assert path.stat().st_size < 50_000
    assert problem_of(path) == "Arkivet blir större än 5 MB uppackat och läses inte."


def test_an_archive_that_lies_about_its_size_is_refused_while_it_is_unpacked(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("a.shp", "a.shx", "a.dbf", "a.prj"):
            archive.writestr(part, bytes(3_000_000))
    content = path.read_bytes()
    lie = content.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lie != content
    path.write_bytes(lie)
    assert problem_of(path) == "a.zip är inte en hel zip-fil."


def test_an_archive_with_hundreds_of_files_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(101):
            archive.writestr(f"{number}.txt", b"")
    assert problem_of(path) == "Arkivet innehåller 101 filer. Högst 100 tas emot."


def test_an_archive_cut_off_in_the_middle_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", write(tmp_path / "a.shp", [("0180", "Stockholm", SQUARE)]))
    path.write_bytes(path.read_bytes()[:-60])
    assert problem_of(path) == "a.zip är inte en hel zip-fil."


def test_an_archive_with_a_password_is_refused(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.shp", b"x")
    # Bit 0 of the flags, in the local header and in the central directory, says that the file is encrypted.
    raw = bytearray(content.getvalue())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(raw))
    assert problem_of(tmp_path / "a.zip") == "Arkivet är krypterat. Packa om det utan lösenord."
