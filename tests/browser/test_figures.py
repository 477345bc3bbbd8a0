"""Crimes from a file to the public page, in a real browser: a bad file, a good one, the decision, and a correction."""

import pytest

from tests.browser.conftest import PHONE, sign_in
from tests.browser.test_sign_in import is_clean
from tests.figures import CRIME, content

COORDINATOR, POLICE_COORDINATOR = "samordnare@example.org", "polisregionen@example.org"
PLACE = "Exempelplats Stockholm 9"
COUNT = "731"  # as no other figure is


@pytest.fixture
def file_of(tmp_path):
    """Write a file of crimes, and return where it lies."""

    def written(name, *rows):
        path = tmp_path / name
        path.write_bytes(content(CRIME, *rows))
        return path

    return written


def fill_in(page, path):
    page.get_by_label("Vad innehåller filen?").select_option("crime")
    page.get_by_label("Fil", exact=True).set_input_files(path)
    page.get_by_label("Rubrik").fill("Anmälda stölder 2023")
    page.get_by_label("Källa").fill("Exempelpolisen")
    page.get_by_role("button", name="Läs filen").click()


def test_crimes_are_imported_released_and_published(staff_site, visit, passwords, file_of):
    page = visit(f"{staff_site}/personal/")
    sign_in(page, COORDINATOR, passwords)
    page.goto(f"{staff_site}/personal/underlag/")
    page.get_by_role("link", name="Läs in ett underlag").click()
    fill_in(page, file_of("fel.csv", (PLACE, 2023, "stold", "många", 2024), ("X-9999", 2023, "stold", 4, 2024)))
    page.get_by_role("heading", name="Filen kan inte läsas in än").wait_for()
    table = page.get_by_role("table", name="Rader med fel").inner_text()
    assert "”många” är inte ett tal." in table
    assert "Det finns ingen plats ”X-9999”." in table
    is_clean(page)

    page.get_by_role("link", name="Ladda upp den rättade filen").click()
    assert page.get_by_label("Rubrik").input_value() == "Anmälda stölder 2023"
    rows = [(f"Exempelplats Stockholm {number}", 2023, "stold", COUNT, 2024) for number in (9, 10, 11)]
    page.get_by_label("Fil", exact=True).set_input_files(file_of("stolder.csv", *rows))
    is_clean(page)
    page.get_by_role("button", name="Läs filen").click()
    page.get_by_role("heading", name="Det här kommer att läsas in").wait_for()
    is_clean(page)
    page.get_by_role("button", name="Läs in 3 siffror").click()
    page.get_by_text("stolder.csv är inläst som U-0005.").wait_for()
    assert "visas inte för dig" in page.locator("main").inner_text()

    page.get_by_role("link", name="Se vad allmänheten skulle få i kartläggning 2024, och besluta").click()
    assert COUNT in page.get_by_role("table", name="Det allmänheten skulle få").inner_text()
    is_clean(page)
    page.get_by_role("button", name="Låt det vara med i kartläggning 2024").click()
    page.get_by_text("U-0005 är med nästa gång en utgåva av kartläggning 2024 byggs.").wait_for()
    public = visit(f"{staff_site}/uppfoljning/brott/")
    assert COUNT not in public.content()

    publish_a_correction(page, staff_site)
    shown = public.goto(f"{staff_site}/uppfoljning/brott/exempelplats-stockholm-9/").text()
    assert COUNT in shown
    assert "U-0005" in shown
    assert "exempel" in public.locator("main").inner_text()


def publish_a_correction(page, site):
    page.goto(f"{site}/personal/utgavor/ratta/2024/")
    page.get_by_label("Vad rättas?").fill("Anmälda stölder läggs till.")
    page.get_by_label("Varför?").fill("Underlaget har kommit.")
    page.get_by_label("Vem beslutade?").fill("Samordningskansliet")
    page.get_by_label("När?").fill("2026-11-01")
    page.get_by_label("Utgåvan i sin helhet").check()
    page.get_by_role("button", name="Bygg revisionen").click()
    page.get_by_role("heading", name="Kontroller").wait_for()
    page.get_by_role("link", name="Publicera", exact=False).first.click()
    page.get_by_label("Nu", exact=True).check()
    page.get_by_role("button", name="Publicera").click()
    page.get_by_text("Gällande").first.wait_for()


def test_the_polices_coordinator_opens_a_place_by_keyboard_and_reads_why_the_rate_rises(staff_site, visit, passwords):
    page = visit(f"{staff_site}/personal/", viewport=PHONE, java_script_enabled=False)
    sign_in(page, POLICE_COORDINATOR, passwords)
    page.goto(f"{staff_site}/personal/underlag/U-0001/")
    place = page.locator("summary", has_text=PLACE)
    place.focus()
    page.keyboard.press("Enter")
    told = page.get_by_role("table", name=PLACE).inner_text()
    assert "18,0" in told
    assert "Det beror på att gränsen har krympt, inte på fler brott." in told
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
