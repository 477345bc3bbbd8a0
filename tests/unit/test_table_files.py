"""Tables as CSV, workbook and zip: numbers as Swedes write them, nothing that computes, the same bytes again."""

import csv
import hashlib
import io
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from defusedxml import ElementTree
from django.conf import settings

from kartlaggning.exports.formats.layer_style import CHANGED, CLOSED, NEW, OPEN, SCHEMATIC, qml
from kartlaggning.exports.formats.workbook import Book, workbook_bytes
from kartlaggning.exports.package.bundle import MANIFEST, zip_bytes
from kartlaggning.exports.package.table_csv import csv_bytes
from kartlaggning.exports.source import PublishedFile
from kartlaggning.exports.tables.table import Table, TableColumn

MADE_AT = datetime(2024, 2, 20, 9, 0, tzinfo=UTC)
COLUMNS = (
    TableColumn("municipality_code", "Kommunkod", "text", "Koden."),
    TableColumn("name", "Namn", "text", "Namnet."),
    TableColumn("area_m2", "Yta i m²", "integer", "Ytan."),
    TableColumn("area_change_percent", "Förändring", "percent", "Förändringen."),
    TableColumn("happened_on", "Datum", "date", "Dagen."),
)
HARMFUL = ['=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0"]


def table(*rows):
    return Table("t", "Tabell", "En not.", COLUMNS, rows)


def row(name="Plats", percent=-6.7):
    return ("0180", name, 42000, percent, "2024-02-20")


def cells_of_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(content, name="Tabell"):
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def book(*rows):
    return workbook_bytes(Book("Titel", (("Licens", "CC0"),), (table(*rows),), MADE_AT))


def test_csv_has_a_byte_order_mark_semicolons_decimal_commas_and_keeps_leading_zeros():
    head = "Kommunkod;Namn;Yta i m²;Förändring;Datum"
    expected = f"\N{ZERO WIDTH NO-BREAK SPACE}{head}\r\n0180;Plats;42000;-6,7;2024-02-20\r\n"
    assert csv_bytes(table(row())) == expected.encode()


@pytest.mark.parametrize("text", HARMFUL)
def test_what_looks_like_a_formula_is_text_behind_an_apostrophe_in_csv_and_workbook(text):
    assert cells_of_csv(csv_bytes(table(row(text))))[1][1] == f"'{text}"
    cell = sheet_of(book(row(text)))["B2"]
    assert cell.data_type == "s"
    assert cell.value.replace("_x000D_", "\r") == f"'{text}"


def test_a_negative_number_stays_a_number():
    assert cells_of_csv(csv_bytes(table(row(percent=-12.0))))[1][3] == "-12"
    assert sheet_of(book(row(percent=-12.0)))["D2"].value == -12


def test_the_workbook_keeps_codes_as_text_numbers_as_numbers_and_days_as_days():
    sheet = sheet_of(book(row()))
    assert [cell.value for cell in sheet[2]][:4] == ["0180", "Plats", 42000, -6.7]
    assert sheet["E2"].value.date() == date(2024, 2, 20)
    assert [cell.number_format for cell in sheet[2]] == ["@", "@", "#,##0", "0.0", "yyyy-mm-dd"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:E2")


def test_the_workbook_has_no_formula_in_its_xml():
    with zipfile.ZipFile(io.BytesIO(book(*(row(text) for text in HARMFUL)))) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name]
    assert [sheet for sheet in sheets if "<f>" in sheet] == []


def test_a_preface_stands_above_the_headings():
    lines = cells_of_csv(csv_bytes(table(row()), (("Internt", ""), ("Varför", "=1"))))
    assert lines[:2] == [["Internt", ""], ["Varför", "'=1"]]
    assert lines[3] == ["Kommunkod", "Namn", "Yta i m²", "Förändring", "Datum"]


def test_a_zip_lists_names_sizes_and_checksums():
    files = [PublishedFile("a.csv", "text/csv", "A", b"abc"), PublishedFile("b.csv", "text/csv", "B", b"")]
    content = zip_bytes(files, MADE_AT)
    assert content == zip_bytes(files, MADE_AT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        listed = cells_of_csv(archive.read(MANIFEST))[1:]
        assert archive.read("a.csv") == b"abc"
    assert listed[0] == ["a.csv", "A", "3", hashlib.sha256(b"abc").hexdigest()]
    assert [name for name, *_rest in listed] == ["a.csv", "b.csv"]


def test_the_same_table_gives_the_same_bytes():
    assert book(row()) == book(row())


def test_the_layers_colours_are_those_of_the_sites_map():
    tokens = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", tokens))
    names = ("open", "new", "changed", "closed", "schematic")
    assert tuple(colours[name] for name in names) == (OPEN, NEW, CHANGED, CLOSED, SCHEMATIC)


def test_a_circle_that_only_shows_a_place_is_drawn_dashed_and_unfilled():
    style = ElementTree.fromstring(qml().split("\n", 1)[1])
    (category,) = style.findall(".//category[@value='schematic']")
    symbol = style.find(f".//symbol[@name='{category.get('symbol')}']")
    options = {option.get("name"): option.get("value") for option in symbol.iter("Option")}
    assert (options["style"], options["outline_style"]) == ("no", "dash")
