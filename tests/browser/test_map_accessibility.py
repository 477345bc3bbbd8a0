"""axe finds nothing on the map page, whatever state it is in, at desktop and phone width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

WIDTHS = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])


def found_by_axe(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in violations for node in each["nodes"]]


@WIDTHS
@pytest.mark.parametrize("query", ["", "?ar=2023&jamfor=2021", "?status=all&ar=2023", "?q=finnsinte"])
def test_the_map_page_is_without_findings(site, visit, viewport, query):
    page = visit(f"{site}/{query}", viewport=viewport)
    assert found_by_axe(page) == []


@WIDTHS
def test_with_everything_open_it_is_without_findings(site, visit, viewport):
    page = visit(site, viewport=viewport)
    page.get_by_text("Bädda in kartan").click()
    page.get_by_role("button", name="Kopiera länk").click()
    page.get_by_role("button", name="Använd kartans mittpunkt").click()
    expect(page.locator("[data-near-answer=yes]:visible, [data-near-answer=no]:visible")).to_have_count(1)
    page.locator("[data-show]").first.click()
    expect(page.locator(".place-panel")).to_be_visible()
    assert found_by_axe(page) == []


@WIDTHS
def test_the_record_alone_is_without_findings(record_site, visit, viewport):
    assert found_by_axe(visit(record_site, viewport=viewport)) == []


@WIDTHS
def test_without_javascript_the_page_fits_its_width(site, visit, viewport):
    page = visit(f"{site}/?ar=2023&jamfor=2021", viewport=viewport, java_script_enabled=False)
    assert page.locator("main").bounding_box()["width"] <= viewport["width"]


@WIDTHS
def test_the_embedded_map_is_without_findings(site, visit, viewport):
    assert found_by_axe(visit(f"{site}/inbaddad/?kommun=solna", viewport=viewport)) == []
