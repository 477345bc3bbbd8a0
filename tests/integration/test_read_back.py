"""Every format holds the same values: the files of an edition read back by programs that are not ours."""

import hashlib
import io
import sqlite3
from datetime import UTC, date

import numpy as np
import openpyxl
import pyogrio
import pyogrio.raw
import pytest
import shapely

from kartlaggning.exports.package.edition_workbook import workbook_file
from kartlaggning.exports.package.files import package
from kartlaggning.models import Edition, SurveyRound
from kartlaggning.services.editions.files import source_of
from kartlaggning.services.editions.publication import Correcting, build_edition
from tests.editions_read_back import (
    CLOSED,
    CLOSED_IN_STOCKHOLM,
    JOINT,
    JOINT_PERCENT,
    NEW,
    OPEN,
    OPEN_IN_STOCKHOLM,
    YEAR,
    content,
    expected_scenes,
    published,
    swedish_number,
    swedish_rows,
)

SHEETS = [
    *("Läs mig", "Platser", "Upphörda", "Nya", "Förändrade", "Kommuner", "Stadsdelsområden", "Lokalpolisområden"),
    *("Länet", "Gemensamt arbete", "Släktskap"),
    *("Anmälda brott", "Trygghet", "Attityder", "Insatser", "Samverkan", "Studier", "Kontakter", "Datalexikon"),
]
GEODATA = [
    ("drogscener", ".gpkg", 4326),
    ("drogscener", "-sweref99tm.gpkg", 3006),
    ("drogscener", ".geojson", 4326),
    ("drogscener", "-sweref99tm.geojson", 3006),
]


@pytest.fixture
def expected(demonstration):
    return expected_scenes()


@pytest.fixture
def book(demonstration):
    return openpyxl.load_workbook(io.BytesIO(content("tabeller", ".xlsx")))


def records(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_record_that_the_formats_are_held_to_is_the_published_one(expected):
    statuses = [scene.status for scene in expected.values()]
    assert (statuses.count("open"), statuses.count("closed")) == (OPEN, CLOSED)


def test_a_csv_reader_with_swedish_settings_finds_every_scene(expected):
    rows = swedish_rows(content("drogscener", ".csv"))
    assert len(rows) == len(expected) == OPEN + CLOSED
    for row in rows:
        scene = expected[row["Nummer"]]
        assert (row["Namn"], row["Status"], row["Kommunkod"]) == (scene.name, scene.status, scene.municipality_code)
        assert swedish_number(row["Yta i m²"]) == scene.area_m2
        assert swedish_number(row["Ytans förändring i procent"]) == scene.change_percent


def test_a_csv_reader_finds_the_closed_scenes(expected):
    closed = {scene.public_id for scene in expected.values() if scene.status == "closed"}
    rows = swedish_rows(content("upphorda", ".csv"))
    assert {row["Nummer"] for row in rows} == closed
    assert {row["Upphörde under"] for row in rows} == {"2023"}


def test_openpyxl_finds_every_scene_with_numbers_as_numbers_and_codes_as_text(book, expected):
    rows = records(book["Platser"])
    assert len(rows) == len(expected)
    for row in rows:
        scene = expected[row["Nummer"]]
        assert (row["Namn"], row["Kommunkod"]) == (scene.name, scene.municipality_code)
        assert row["Yta i m²"] == scene.area_m2
        assert row["Ytans förändring i procent"] == scene.change_percent
        assert (type(row["År"]), row["År"]) == (int, YEAR)


def test_the_workbook_has_a_sheet_for_each_table_and_no_formula(book):
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"n", "s", "d"}


def test_the_workbook_gives_the_published_figures(book):
    county = {row["År"]: row for row in records(book["Länet"])}
    assert list(county) == [2017, 2021, 2023, 2024]
    assert (county[YEAR]["Publicerat antal"], county[YEAR]["Räknat i raderna"]) == (OPEN, OPEN)
    assert county[2017]["Källa"] == "Avhandling, Malmö universitet 2022 (enligt pressen)"
    (stockholm,) = (r for r in records(book["Kommuner"]) if (r["Kommun"], r["År"]) == ("Stockholm", YEAR))
    assert (stockholm["Kommunkod"], stockholm["Öppna"], stockholm["Upphörda"]) == (
        "0180",
        OPEN_IN_STOCKHOLM,
        CLOSED_IN_STOCKHOLM,
    )
    (joint,) = (row for row in records(book["Gemensamt arbete"]) if row["År"] == YEAR)
    assert (joint["Gjorda tillsammans"], joint["Av så många"], joint["Andel i procent"]) == (*JOINT, JOINT_PERCENT)
    assert len(records(book["Nya"])) == NEW


def test_the_workbook_says_what_it_is(book):
    about = {row[0]: row[1] for row in book["Läs mig"].iter_rows(values_only=True) if row[0]}
    assert published().checksum in about["Kontrollsumma"]
    assert "påhittade" in about["Påhittade uppgifter"]
    assert about["Licens"].startswith("CC0 1.0")
    assert set(SHEETS[1:]) <= set(about)


def test_days_in_the_workbook_are_days(book):
    events = records(book["Släktskap"])
    assert {event["Datum"].isoformat() for event in events} == {"2023-03-01T00:00:00"}
    assert book.properties.created.replace(tzinfo=UTC) == published().built_at.replace(microsecond=0)


@pytest.mark.parametrize(("stem", "ending", "epsg"), GEODATA)
def test_gdal_finds_every_scene_in_both_coordinate_systems(expected, tmp_path, stem, ending, epsg):
    path = tmp_path / f"{stem}{ending}"
    path.write_bytes(content(stem, ending))
    layer = pyogrio.list_layers(path)[0][0]
    meta, _fids, geometry, values = pyogrio.raw.read(path, layer=layer)
    assert meta["crs"] == f"EPSG:{epsg}"
    by_key = dict(zip(meta["fields"], values, strict=True))
    assert set(by_key["id"]) == set(expected)
    assert meta["geometry_type"] == "MultiPolygon"
    for number, public_id in enumerate(by_key["id"]):
        scene = expected[public_id]
        assert by_key["name"][number] == scene.name
        assert by_key["municipality_code"][number] == scene.municipality_code
        assert _number(by_key["area_m2"][number]) == scene.area_m2
        assert _number(by_key["area_change_percent"][number]) == scene.change_percent
        if epsg == 3006 and scene.outline_m2 is not None:
            assert shapely.from_wkb(geometry[number]).area == pytest.approx(scene.outline_m2, rel=3e-4)  # centimetres


def _number(value):
    return None if value is None or np.isnan(value) else value


def test_the_axes_are_longitude_and_latitude_and_east_and_north(demonstration, tmp_path):
    """Sergels torg lies at E 674266, N 6581086; anybody who swaps the axes lands in Somalia or in the Arctic."""
    boxes = {}
    for ending in (".gpkg", "-sweref99tm.gpkg"):
        path = tmp_path / f"x{ending}"
        path.write_bytes(content("drogscener", ending))
        layer = pyogrio.list_layers(path)[0][0]
        _meta, _fids, geometry, values = pyogrio.raw.read(path, layer=layer, columns=["name"])
        place = list(values[0]).index("Sergels torg/Klara")
        boxes[ending] = shapely.from_wkb(geometry[place]).centroid
    assert (boxes[".gpkg"].x, boxes[".gpkg"].y) == pytest.approx((18.064, 59.332), abs=0.02)
    assert (boxes["-sweref99tm.gpkg"].x, boxes["-sweref99tm.gpkg"].y) == pytest.approx((674266, 6581086), abs=1000)


def test_a_geopackage_has_a_layer_for_each_round_and_a_style_for_each(demonstration, tmp_path):
    path = tmp_path / "rounds.gpkg"
    path.write_bytes(content("drogscener", "-sweref99tm.gpkg"))
    layers = [name for name, _kind in pyogrio.list_layers(path) if name != "layer_styles"]
    assert layers == ["drogscener_exempel_2024", "drogscener_exempel_2023", "drogscener_exempel_2021"]
    for name in layers:
        info = pyogrio.read_info(path, layer=name)
        assert "påhittade" in info["layer_metadata"]["DESCRIPTION"]
        assert dict(zip(info["fields"], info["ogr_types"], strict=True))["year"] == "OFTInteger64"
    meta, _fids, _geometry, values = pyogrio.raw.read(path, layer="layer_styles")
    styles = dict(zip(meta["fields"], values, strict=True))
    assert list(styles["f_table_name"]) == layers
    assert all("categorizedSymbol" in style for style in styles["styleQML"])


def test_a_geopackage_knows_sweref_99_tm_and_is_whole(demonstration, tmp_path):
    path = tmp_path / "whole.gpkg"
    path.write_bytes(content("drogscener", "-sweref99tm.gpkg"))
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        known = "SELECT organization, definition FROM gpkg_spatial_ref_sys WHERE srs_id = 3006"
        organisation, definition = database.execute(known).fetchone()
        changed = {row[0] for row in database.execute("SELECT last_change FROM gpkg_contents")}
    database.close()
    assert (organisation, "SWEREF99" in definition) == ("EPSG", True)
    assert changed == {published().built_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")}


def test_scenes_without_an_outline_are_there_without_geometry(record, tmp_path):
    path = tmp_path / "record.gpkg"
    path.write_bytes(content("drogscener", ".gpkg"))
    layer = pyogrio.list_layers(path)[0][0]
    assert layer == f"drogscener_{YEAR}"
    assert pyogrio.read_info(path, layer=layer)["features"] == len(expected_scenes())


def test_the_dictionary_describes_every_column_of_every_table(book):
    rows = swedish_rows(content("datalexikon", ".csv"))
    described = {(row["Tabellens namn"], row["Rubrik"]) for row in rows}
    there = {(sheet.title, cell.value) for sheet in book.worksheets[1:-1] for cell in sheet[1]}
    assert described == there
    assert all(row["Beskrivning"] for row in rows)
    (area,) = (row for row in rows if (row["Tabell"], row["Nyckel"]) == ("scenes", "area_m2"))
    assert (area["Typ"], area["Enhet"]) == ("heltal", "m²")


def test_the_same_edition_gives_the_same_bytes(demonstration):
    edition = Edition.objects.get(ref=published().ref)
    listed = {file.path: file.sha256 for file in published().files}
    made = {file.path: file.content for file in package(source_of(edition))}
    again = {file.path: file.content for file in package(source_of(edition))}
    assert set(made) == set(listed)
    assert [path for path in made if made[path] != again[path]] == []
    ours = [path for path in made if path.endswith((".csv", ".xlsx", ".gpkg"))]
    assert len(ours) == 13
    assert [path for path in ours if hashlib.sha256(made[path]).hexdigest() != listed[path]] == []


def test_the_workbook_tells_the_registration_number_and_what_is_put_right(demonstration):
    SurveyRound.objects.filter(year=YEAR).update(registration_number="SSR 2024/7")
    erratum = Correcting("Ytan för Dalen är rättad.", "Gränsen var felritad.", "Vera", date(2024, 3, 1))
    survey_round = SurveyRound.objects.get(year=YEAR)
    edition = build_edition(survey_round, demonstration=True, by="test", erratum=erratum)
    (made,) = workbook_file(source_of(edition))
    sheet = openpyxl.load_workbook(io.BytesIO(made.content))["Läs mig"]
    about = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert about["Diarienummer"] == "SSR 2024/7"
    assert about["Rättelser"] == "Ytan för Dalen är rättad. Skäl: Gränsen var felritad."
