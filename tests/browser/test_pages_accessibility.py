"""axe finds nothing on any page but the map's own, no page scrolls sideways, and all work without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_map_accessibility import found_by_axe

PAGES = [
    "/drogscener/",
    "/drogscener/?status=all&sortera=-yta",
    "/drogscener/?q=finns-inte",
    "/drogscener/dalen/",
    "/drogscener/sergels-torg-klara/",
    "/upphorda/",
    "/kommuner/",
    "/kommuner/stockholm/",
    "/kommuner/danderyd/",
    "/stadsdelsomraden/rinkeby-kista/",
    "/lokalpolisomraden/",
    "/lokalpolisomraden/norra-innerstaden/",
    "/lokalpolisomraden/norrmalm/",
    "/nytt/",
    "/statistik/",
    "/uppfoljning/",
    "/uppfoljning/forandring/?fran=2021&till=2024",
    "/uppfoljning/forandring/?omrade=lokalpolisomrade-norra-innerstaden",
    "/kommuner/stockholm/svar/",
    "/stadsdelsomraden/jarva/svar/",
    "/stadsdelsomraden/rinkeby-kista/svar/",
    "/uppfoljning/brott/",
    "/uppfoljning/brott/?kommun=sundbyberg",
    "/uppfoljning/brott/exempelplats-botkyrka-2/",
    "/uppfoljning/trygghet/",
    "/uppfoljning/insatser/",
    "/uppfoljning/samverkan/",
    "/uppfoljning/studier/",
    "/kontakter/",
    "/kommuner/huddinge/",
    "/drogscener/exempelplats-stockholm-9/",
    "/om/",
    "/oppna-data/",
    "/tillganglighet/",
    "/tillganglighet/meddelande/",
    "/personuppgifter/",
    "/utgavor/",
    "/utgavor/2024-exempel-r1/",
    "/utgavor/2024-r1/",
    "/api/v1/docs",
    "/ogc?f=html",
    "/ogc/conformance?f=html",
    "/ogc/api?f=html",
    "/ogc/collections?f=html",
    "/ogc/collections/scenes?f=html",
    "/ogc/collections/scenes/items?f=html&limit=10",
    "/ogc/collections/scenes/items/S-0001-2023?f=html",
]
REFUSED = [
    *("/finns-inte/", "/drogscener/?ar=1999", "/drogscener/?farg=blå"),
    "/uppfoljning/forandring/?fran=2024&till=2024",
]
SCREEN_WIDTHS = (320, 390, 768, 912, 1024, 1280)


def found_at_both_widths(page: Page) -> list[str]:
    found = []
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        found += [f"{viewport['width']}: {each}" for each in found_by_axe(page)]
    return found


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_the_demonstration_is_without_findings(site, visit, address):
    assert found_at_both_widths(visit(site + address)) == []


@pytest.mark.parametrize(
    "address", ["/drogscener/", "/upphorda/", "/kommuner/sodertalje/", "/statistik/", "/uppfoljning/"]
)
def test_a_page_of_the_record_alone_is_without_findings(record_site, visit, address):
    assert found_at_both_widths(visit(record_site + address)) == []


@pytest.mark.parametrize(
    "address", ["/en/drogscener/", "/en/upphorda/", "/en/lokalpolisomraden/norrmalm/", "/en/uppfoljning/"]
)
def test_an_english_page_is_without_findings(site, visit, address):
    page = visit(site + address)
    assert found_at_both_widths(page) == []
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("address", REFUSED)
def test_an_error_page_is_without_findings(site, visit, complaints, address):
    complaints.expected.append("status of (40[04]|422)")
    assert found_at_both_widths(visit(site + address)) == []


@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways_at_any_width(site, visit, address):
    page = visit(site + address, java_script_enabled=False)
    for width in SCREEN_WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        reaches = page.locator("body").bounding_box()["width"], page.locator("main").evaluate("e => e.scrollWidth")
        assert max(reaches) <= width, width


def test_the_filter_works_without_javascript(site, visit):
    page = visit(f"{site}/drogscener/", java_script_enabled=False, viewport=DESKTOP)
    page.get_by_label("Kommun", exact=True).select_option("Södertälje")
    page.get_by_role("button", name="Visa").click()
    expect(page.locator("#list-sentence")).to_contain_text("13 platser i Södertälje")
    expect(page.get_by_role("row")).to_have_count(14)


def test_on_a_phone_the_filter_is_folded_until_it_is_wanted(site, visit):
    page = visit(f"{site}/drogscener/", viewport=PHONE)
    expect(page.get_by_label("Kommun", exact=True)).to_be_hidden()
    page.get_by_text("Filtrera och sortera").click()
    page.get_by_label("Platsens namn").fill("klara")
    page.keyboard.press("Enter")
    expect(page.locator("#list-sentence")).to_contain_text("1 plats vars namn innehåller ”klara”")


def test_the_first_tab_stop_leads_past_the_header(site, visit):
    page = visit(f"{site}/drogscener/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
