"""Files of surveys: whatever the bytes, they become a table or are refused in words; nothing else ever happens."""

import contextlib
import csv
import io
import json
import struct
import zipfile
from datetime import date, datetime
from zlib import crc32

import numpy as np
import pyogrio.raw
import pytest
import shapely
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.projection import reproject
from kartlaggning.imports.survey_file import KINDS, LARGEST_BYTES, MOST_ROWS, is_formula, read_survey_file
from kartlaggning.imports.workbook_check import column_letters

SQUARE = box(674_000, 6_581_000, 674_100, 6_581_100)
# A spreadsheet keeps no control characters, and the reader strips the ends of a cell.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40).map(str.strip)
PLAIN_TEXTS = TEXTS.filter(lambda text: not is_formula(text))


def csv_file(*rows, delimiter=";", encoding="utf-8"):
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode(encoding)


def workbook(*rows, write=lambda sheet, book: None):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            sheet.write(line, place, value)
    write(sheet, book)
    book.close()
    return stream.getvalue()


def geopackage(folder, rows, crs=3006, name="platser.gpkg", driver="GPKG"):
    path = folder / name
    pyogrio.raw.write(
        path,
        np.array([None if g is None else shapely.to_wkb(reproject(g, 3006, crs)) for _, g in rows], dtype=object),
        [np.array([text for text, _ in rows], dtype=object)],
        ["namn"],
        geometry_type="Polygon",
        crs=f"EPSG:{crs}",
        driver=driver,
    )
    return path.read_bytes()


def repacked(content, **replaced):
    """The workbook with some of its parts written anew."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, replaced.get(member.filename, old.read(member)))
        for name in replaced.keys() - {member.filename for member in old.infolist()}:
            new.writestr(name, replaced[name])
    return stream.getvalue()


def refused(name, content):
    with pytest.raises(ImportProblem) as problem:
        read_survey_file(name, content)
    return str(problem.value)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_is_read_whatever_the_delimiter_and_encoding(delimiter, encoding):
    table = read_survey_file(
        "platser.csv", csv_file(["Plats", "Kommun"], ["Årsta; torg", "Åby, ö"], delimiter=delimiter, encoding=encoding)
    )
    assert table.columns == ("Plats", "Kommun")
    assert table.rows[0].cells == ("Årsta; torg", "Åby, ö")
    assert (table.rows[0].line, table.unit, len(table.sha256)) == (2, "rad", 64)


def test_a_line_is_told_by_its_first_line_in_the_file_also_after_a_text_of_several():
    table = read_survey_file("a.csv", csv_file(["a", "b"], ["x", "två\nrader"], ["", ""], ["y", "z"]))
    assert [row.line for row in table.rows] == [2, 5]


def test_a_workbook_gives_texts_numbers_dates_and_yes_and_no():
    def write(sheet, book):
        sheet.write_datetime(1, 2, datetime(2026, 2, 20), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001

    table = read_survey_file(
        "a.xlsx", workbook(["Plats", "Antal", "Dag", "Ja", "Andel"], ["Torget", 12, "", True, 0.5], write=write)
    )
    assert table.rows[0].cells == ("Torget", "12", date(2026, 2, 20).isoformat(), "ja", "0,5")
    assert table.rows[0].line == 2


@pytest.mark.parametrize("crs", [3006, 4326])
@pytest.mark.parametrize(("name", "driver"), [("a.gpkg", "GPKG"), ("a.geojson", "GeoJSON")])
def test_geodata_gives_an_outline_a_row_in_metres(tmp_path, crs, name, driver):
    content = geopackage(tmp_path, [("Torget", SQUARE), ("Utan gräns", None)], crs, name, driver)
    table = read_survey_file(name, content)
    assert table.rows[0].outline.hausdorff_distance(SQUARE) < 1
    assert (table.rows[1].outline, table.rows[1].outline_problem) == (None, "")
    assert (table.has_outlines, table.unit, table.rows[0].cells[0]) == (True, "objekt", "Torget")


def test_another_coordinate_system_is_refused_by_its_name(tmp_path):
    assert "WGS 84 / Pseudo-Mercator (EPSG:3857)" in refused("a.gpkg", geopackage(tmp_path, [("x", SQUARE)], 3857))


@pytest.mark.parametrize("text", ["=1+1", "+kalla", "-kalla", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_that_a_spreadsheet_would_compute_is_refused_with_its_place(text, tmp_path):
    assert "Rad 2, ”Namn” ser ut som en formel" in refused("a.csv", csv_file(["Plats", "Namn"], ["x", text]))
    assert "Cell B2 ser ut som en formel" in refused("a.xlsx", workbook(["Plats", "Namn"], ["x", text]))
    assert "ser ut som en formel" in refused("a.gpkg", geopackage(tmp_path, [(text, SQUARE)]))


@pytest.mark.parametrize("text", ["-5", "+3,5", "-", "−1", "- 5"[:1], "+46 8 123 45"])
def test_numbers_and_lone_signs_are_no_formulas(text):
    assert not is_formula(text)


def test_a_real_formula_is_refused_with_its_cell():
    content = workbook(["Plats", "Antal"], ["x"], write=lambda sheet, book: sheet.write_formula("B2", "=1+1", None, 2))
    assert "formler: cell B2" in refused("a.xlsx", content)


def test_an_error_in_a_cell_is_refused_and_not_read_as_nothing():
    content = workbook(["Plats"], ["x"])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    broken = sheet.replace(b"</sheetData>", b'<row r="3"><c r="A3" t="e"><v>#N/A</v></c></row></sheetData>')
    assert "felvärden: cell A3" in refused("a.xlsx", repacked(content, **{"xl/worksheets/sheet1.xml": broken}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    content = repacked(workbook(["a"], ["b"]), **{"xl/media/bomb.xml": b"<a>" + b" " * 40_000_000 + b"</a>"})
    assert len(content) < 100_000
    assert "packad så hårt" in refused("a.xlsx", content)
    content = repacked(workbook(["a"], ["b"]), **{"xl/bomb.xml": b" " * 100_000_001})
    assert "större än 100 MB uppackad" in refused("a.xlsx", content)


def test_an_archive_that_lies_about_its_size_is_refused():
    """The directory says 10 bytes, and the part unpacks to ten million."""
    content = bytearray(repacked(workbook(["a"], ["b"]), **{"xl/lie.xml": b"<a>" + b" " * 10_000_000 + b"</a>"}))
    end = content.rindex(b"PK\x01\x02")
    place = next(
        i
        for i in range(content.index(b"PK\x01\x02"), end + 1)
        if content[i : i + 4] == b"PK\x01\x02" and content[i + 46 :].startswith(b"xl/lie.xml")
    )
    struct.pack_into("<L", content, place + 16, crc32(b"<a>       "))
    struct.pack_into("<L", content, place + 24, 10)
    assert "inte en hel Excelfil" in refused("a.xlsx", bytes(content))


def test_a_cell_far_out_is_refused_before_room_is_made_for_all_before_it():
    content = workbook(["a"], ["b"], write=lambda sheet, book: sheet.write(1_048_575, 16_383, "x"))
    assert "Cell XFD1048576 ligger utanför" in refused("a.xlsx", content)


def test_a_text_that_is_shared_by_very_many_cells_is_refused():
    content = workbook(*([["a", "b"]] + [["x" * 32_000, "x" * 32_000]] * 2_000))
    assert "mer text än vad som läses" in refused("a.xlsx", content)


def test_own_entities_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxx">]><a>&x;</a>'
    assert "egna entiteter" in refused("a.xlsx", repacked(workbook(["a"], ["b"]), **{"xl/styles.xml": bomb}))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "tom"),
        ("a.csv", b"a;b\r\n", "inga rader"),
        ("a.csv", b"a;a\r\n1;2\r\n", "Två kolumner heter"),
        ("a.csv", b"a;;c\r\n1;2;3\r\n", "Kolumn 2 (B) saknar rubrik"),
        ("a.csv", b"a;b\r\n1;2;3\r\n", "Rad 2 har ett värde i kolumn 3"),
        ("a.csv", b'a;b\r\n1;"2\r\n', "Rad 2: citattecknen"),
        ("a.csv", b"a;b\r\n1;\x81\r\n", "varken"),
        ("a.csv", b"PK\x03\x04", "inte en .csv-fil"),
        ("a.xlsx", b"a;b\r\n1;2\r\n", "inte en .xlsx-fil"),
        ("a.xlsx", b"PK\x03\x04junk", "inte en hel Excelfil"),
        ("a.xls", b"\xd0\xcf\x11\xe0junk", "gamla format"),
        ("a.pdf", b"%PDF", "ska vara CSV"),
        ("a.gpkg", b"a;b\r\n1;2\r\n", "inte en .gpkg-fil"),
        ("a.geojson", b"[]", "inte en .geojson-fil"),
        ("a.geojson", json.dumps({"type": "FeatureCollection", "features": []}).encode(), "0 objekt"),
    ],
)
def test_what_can_not_be_read_is_refused_in_words(name, content, words):
    assert words in refused(name, content)


def test_files_that_are_too_large_are_refused():
    assert "större än 20 MB" in refused("a.csv", b"a" * (LARGEST_BYTES + 1))
    assert f"Högst {MOST_ROWS}" in refused("a.csv", b"a\r\n" + b"x\r\n" * (MOST_ROWS + 1))
    assert "Högst 200" in refused("a.csv", csv_file([f"k{n}" for n in range(201)], ["x"] * 201))


def test_a_name_that_means_another_place_is_only_a_name(tmp_path):
    assert read_survey_file("../../etc/a.csv", b"a\r\nb\r\n").file == "a.csv"


def test_columns_are_called_as_in_a_spreadsheet():
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"{", b"SQLite format 3\x00"]),
)
def test_any_bytes_become_a_table_or_a_problem(suffix, content, start):
    try:
        table = read_survey_file(f"a{suffix}", start + content)
    except ImportProblem:
        return
    assert table.rows


WHOLE = workbook(["Plats", "Antal"], ["Torget", 12])
PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml")
DAMAGE = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=5)


def damaged(content, damage):
    content = bytearray(content)
    for place, byte in damage:
        content[place % len(content)] = byte
    return bytes(content)


@settings(max_examples=150, deadline=None)
@given(DAMAGE, st.sampled_from(["", *PARTS]))
def test_a_damaged_workbook_becomes_a_table_or_a_problem(damage, part):
    """Damage to the archive, which its checksums show, or to what is packed in it, which they don't."""
    if part:
        content = repacked(WHOLE, **{part: damaged(zipfile.ZipFile(io.BytesIO(WHOLE)).read(part), damage)})
    else:
        content = damaged(WHOLE, damage)
    with contextlib.suppress(ImportProblem):
        assert read_survey_file("a.xlsx", content).rows


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PLAIN_TEXTS, PLAIN_TEXTS).filter(any), min_size=1, max_size=5), st.sampled_from([";", ","]))
def test_any_text_survives_csv(rows, delimiter):
    table = read_survey_file("a.csv", csv_file(["a", "b"], *rows, delimiter=delimiter))
    assert [row.cells for row in table.rows] == rows


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.tuples(PLAIN_TEXTS, PLAIN_TEXTS).filter(any), min_size=1, max_size=5))
def test_any_text_survives_a_workbook(rows):
    def write(sheet, book):
        for line, row in enumerate(rows, start=1):
            for place, text in enumerate(row):
                sheet.write_string(line, place, text)

    table = read_survey_file("a.xlsx", workbook(["a", "b"], write=write))
    assert [row.cells for row in table.rows] == rows
