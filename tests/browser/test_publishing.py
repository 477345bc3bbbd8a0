"""A coordinator publishes, in a real browser: correct, preview, publish, redact with a second, take out tables."""

import csv
import io
import zipfile
from datetime import timedelta

import openpyxl
import pyogrio
import pytest
from django.utils import timezone

from tests.browser.conftest import sign_in
from tests.browser.test_sign_in import is_clean

FIRST, SECOND = "samordnare@example.org", "samordnare2@example.org"
PLACE = "sergels-torg-klara"


@pytest.fixture
def coordinator(staff_site, visit, passwords):
    """A page on which a coordinator is signed in."""
    page = visit(f"{staff_site}/personal/")
    sign_in(page, FIRST, passwords)
    return page


@pytest.fixture
def fetched(coordinator, tmp_path):
    """Follow a link to a file and return what came, under the name it came with."""

    def follow(name):
        with coordinator.expect_download() as download:
            coordinator.get_by_role("link", name=name).first.click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path

    return follow


def test_a_correction_is_built_previewed_and_published(staff_site, coordinator, visit):
    page = coordinator
    page.goto(f"{staff_site}/personal/utgavor/ratta/2024/")
    page.get_by_label("Vad rättas?").fill("Sättet att ange källa.")
    page.get_by_label("Varför?").fill("Källan var skriven på två sätt.")
    page.get_by_label("Vem beslutade?").fill("Samordningskansliet")
    page.get_by_label("När?").fill("2026-11-01")
    page.get_by_label("Utgåvan i sin helhet").check()
    is_clean(page)
    page.get_by_role("button", name="Bygg revisionen").click()
    page.get_by_role("heading", name="Kontroller").wait_for()
    is_clean(page)
    edition = page.url

    page.get_by_role("link", name="Gör en länk").click()
    page.get_by_label("Till vem").fill("Redaktionen")
    page.get_by_label("Går ut, dag").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    page.get_by_label("Går ut, klockslag").fill("09:00")
    page.get_by_role("button", name="Gör länken").click()
    link = page.locator(".secret").inner_text()
    reader = visit(link)
    assert "Förhandsvisning, inte publicerad." in reader.locator("body").inner_text()
    is_clean(reader)
    assert "2024-exempel-r2" not in reader.goto(f"{staff_site}/utgavor/").text()

    page.goto(edition)
    page.get_by_role("link", name="Publicera", exact=False).first.click()
    page.get_by_label("Nu", exact=True).check()
    page.get_by_role("button", name="Publicera").click()
    page.get_by_text("Gällande").first.wait_for()
    assert "Sättet att ange källa." in reader.goto(f"{staff_site}/utgavor/2024-exempel-r2/").text()
    assert reader.goto(f"{staff_site}/utgavor/2024-exempel-r1/las/").status == 200
    assert "ersatt" in reader.goto(f"{staff_site}/utgavor/").text()


def test_a_place_is_redacted_by_two(staff_site, coordinator, visit, passwords, complaints):
    complaints.expected.append(r"status of 410")
    page = coordinator
    page.goto(f"{staff_site}/personal/borttagningar/dolj/")
    page.get_by_label("Plats", exact=True).fill(PLACE)
    page.get_by_label("Skäl, för loggen").fill("Gränsen går genom en bostad.")
    page.get_by_label("Skäl, för allmänheten").fill("Gränsen var fel ritad.")
    page.get_by_role("button", name="Dölj platsen").click()
    page.get_by_text("Du har själv dolt platsen.").wait_for()
    removal = page.url
    public = visit(f"{staff_site}/personal/")
    assert public.goto(f"{staff_site}/drogscener/{PLACE}/").status == 410
    assert "Gränsen var fel ritad." in public.locator("main").inner_text()

    public.context.clear_cookies()
    public.goto(removal)
    sign_in(public, SECOND, passwords)
    public.get_by_role("button", name="Bekräfta").click()
    public.get_by_text("Utförd", exact=False).first.wait_for()
    is_clean(public)
    answer = public.request.get(f"{staff_site}/utgavor/senaste/drogscener.geojson")
    assert answer.ok
    assert "Sergels torg" not in answer.text()


def test_every_table_can_be_taken_out_and_opened_by_other_programs(staff_site, coordinator, fetched):
    page = coordinator
    page.goto(f"{staff_site}/personal/tabeller/")
    is_clean(page)
    workbook = openpyxl.load_workbook(fetched("Arbetsbok (XLSX)"))
    assert len(workbook.sheetnames) >= 12
    for name in ("i WGS 84 (EPSG:4326)", "i SWEREF 99 TM (EPSG:3006)"):
        layers = pyogrio.list_layers(fetched(name))
        assert len(layers) >= 3
    with zipfile.ZipFile(fetched("Allt i en zip")) as everything:
        names = everything.namelist()
        assert any(name.endswith(".xlsx") for name in names)
        tables = [name for name in names if name.endswith(".csv")]
        assert len(tables) >= 10
        for name in tables:
            assert list(csv.reader(io.StringIO(everything.read(name).decode("utf-8-sig")), delimiter=";"))
    for link in page.get_by_role("navigation", name="Tabeller i urvalet").get_by_role("link").all():
        address = link.get_attribute("href")
        assert page.request.get(f"{staff_site}/personal/tabeller/{address.removeprefix('/personal/tabeller/')}").ok
