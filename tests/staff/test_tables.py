"""The page of tables and its files: what is published, for everybody on the staff side who may take tables out."""

import csv
import hashlib
import io
import zipfile

import openpyxl
import pyogrio
import pytest

from kartlaggning.models import Edition, SurveyRound
from kartlaggning.services.editions.publication import publish_round, withdraw_edition

PAGE, FILE = "/personal/tabeller/", "/personal/tabeller/fil/"
pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture
def coordinator(as_persona):
    return as_persona("coordinator")


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("key", "caption"),
    [
        ("scenes", "Platser, Exempelutgåva 1 av kartläggning 2024: 63 rader"),
        ("closed", "Upphörda, Exempelutgåva 1 av kartläggning 2024: 10 rader"),
        ("municipalities", "Kommuner, Exempelutgåva 1 av kartläggning 2024: 78 rader"),
        ("county", "Länet, Exempelutgåva 1 av kartläggning 2024: 4 rader"),
        ("lineage", "Släktskap, Exempelutgåva 1 av kartläggning 2024: 3 rader"),
    ],
)
def test_each_table_stands_on_the_page_with_a_caption(coordinator, key, caption):
    assert f"<caption>{caption}</caption>" in text(coordinator.get(PAGE, {"table": key}))


def test_numbers_are_written_as_swedes_do_and_codes_as_words(coordinator):
    page = coordinator.get(PAGE, {"table": "scenes"}).content.decode()
    assert "57\N{NO-BREAK SPACE}500" in page
    assert "\N{MINUS SIGN}12,0" in page
    assert "oförändrad" in page
    assert "shrunk" not in page


def test_an_area_limits_the_tables_and_made_up_rows_are_marked(coordinator):
    page = text(coordinator.get(PAGE, {"table": "closed", "area": "city_district:jarva"}))
    assert "kartläggning 2024, stadsdelsområde Järva: 2 rader" in page
    assert "Nordkapsgatan Husby" in page
    assert "Fisksätra torg" not in page
    assert "tag--example" in text(coordinator.get(PAGE, {"table": "changed"}))


def test_rounds_and_an_older_edition_can_be_chosen(coordinator):
    only = text(coordinator.get(PAGE, {"table": "municipalities", "years": ["2021", "2024"]}))
    assert "52 rader" in only
    older = text(coordinator.get(PAGE, {"table": "scenes", "edition": "2023-exempel-r1", "years": "2024"}))
    assert "Platser, Exempelutgåva 1 av kartläggning 2023: 75 rader" in older


def test_a_withdrawn_edition_cannot_be_chosen_and_the_choice_says_so(coordinator):
    withdraw_edition(Edition.objects.get(ref="2023-exempel-r1"), reason="fel", by="test")
    answer = coordinator.get(PAGE, {"edition": "2023-exempel-r1"})
    assert answer.status_code == 422
    assert "Välj en utgåva i listan." in text(answer)


@pytest.mark.parametrize("query", [{"area": "municipality:atlantis"}, {"edition": "1999-r1"}])
def test_what_is_not_in_the_lists_is_answered_with_what_to_do(coordinator, query):
    for path in (PAGE, FILE):
        answer = coordinator.get(path, query)
        assert answer.status_code == 422
        assert "i listan." in text(answer)


@pytest.mark.parametrize("query", [{"table": "finns-inte"}, {"format": "docx"}])
def test_a_table_or_a_format_that_there_is_not_is_not_found(coordinator, query):
    assert coordinator.get(FILE, query).status_code == 404


def test_before_the_first_edition_the_page_says_so(coordinator):
    for edition in Edition.objects.filter(state="current"):
        withdraw_edition(edition, reason="fel", by="test")
    assert "Ingen kartläggning är publicerad ännu." in text(coordinator.get(PAGE))
    assert "Ingen kartläggning är publicerad ännu." in text(coordinator.get(FILE))


def test_the_workbook_holds_the_choice(coordinator):
    answer = coordinator.get(FILE, {"format": "xlsx", "area": "municipality:nacka"})
    assert answer["Content-Disposition"] == 'attachment; filename="tabeller-2024-exempel-r1-municipality-nacka.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert {row[11] for row in book["Platser"].iter_rows(min_row=2, values_only=True)} == {"Nacka"}


def test_one_table_as_csv_is_the_one_that_is_shown(coordinator):
    answer = coordinator.get(FILE, {"format": "csv", "table": "closed"})
    assert "closed-2024-exempel-r1.csv" in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 11


@pytest.mark.parametrize(
    ("file_format", "ending", "crs"),
    [
        ("gpkg", ".gpkg", "EPSG:4326"),
        ("gpkg-3006", ".gpkg", "EPSG:3006"),
        ("geojson", ".geojson", "EPSG:4326"),
        ("geojson-3006", ".geojson", "EPSG:3006"),
    ],
)
def test_gdal_opens_the_choice_in_both_coordinate_systems(coordinator, tmp_path, file_format, ending, crs):
    query = {"format": file_format, "area": "municipality:nacka", "years": ["2021"]}
    path = tmp_path / f"chosen{ending}"
    path.write_bytes(coordinator.get(FILE, query).content)
    layers = [name for name, _kind in pyogrio.list_layers(path) if name != "layer_styles"]
    assert pyogrio.read_info(path, layer=layers[0])["crs"] == crs
    if ending == ".gpkg":
        assert layers == ["drogscener_exempel_2024", "drogscener_exempel_2021"]


def test_everything_comes_as_a_zip_whose_list_is_right(coordinator):
    answer = coordinator.get(FILE, {"format": "zip"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        listed = csv.DictReader(
            io.StringIO(archive.read("manifest.csv").decode("utf-8-sig"), newline=""), delimiter=";"
        )
        found = {row["Fil"]: (int(row["Storlek i byte"]), row["SHA-256"]) for row in listed}
        contents = {name: archive.read(name) for name in archive.namelist() if name != "manifest.csv"}
    assert found == {name: (len(made), hashlib.sha256(made).hexdigest()) for name, made in contents.items()}
    assert len(found) == 23


def test_the_files_of_the_whole_county_are_those_of_the_edition(coordinator):
    edition = publish_round(SurveyRound.objects.get(year=2024), demonstration=True, by="test")
    answer = coordinator.get(FILE, {"format": "gpkg", "edition": edition.ref})
    assert answer.status_code == 200
    manifest = edition.manifests.get(number=0)
    (listed,) = (file for file in manifest.files if file["path"] == f"drogscener-{edition.ref}.gpkg")
    assert hashlib.sha256(answer.content).hexdigest() == listed["sha256"]


def test_an_administrator_takes_no_tables(as_persona):
    client = as_persona("administrator")
    assert [client.get(path).status_code for path in (PAGE, FILE, "/personal/tabeller/svar/")] == [403, 403, 403]
