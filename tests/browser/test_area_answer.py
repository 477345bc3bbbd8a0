"""From an area's page to the answer in one click, on a wide screen and on a phone, and its PDF in another."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_board_member_gets_the_answer_in_one_click(site, visit, viewport):
    page = visit(f"{site}/stadsdelsomraden/jarva/")
    page.set_viewport_size(viewport)
    page.get_by_role("link", name="Läs svaret").click()
    expect(page).to_have_url(f"{site}/stadsdelsomraden/jarva/svar/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad görs åt de öppna drogscenerna i Järva?")
    opening = page.locator(".lead")
    expect(opening).to_contain_text("Kartläggningen 2024 fann 6 öppna drogscener i Järva.")
    expect(opening).to_contain_text("Alla är påhittade exempel.")
    expect(opening).to_contain_text("Inte känt här:")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_its_sections_are_reached_by_keyboard_from_the_list_above_them(site, visit):
    page = visit(f"{site}/stadsdelsomraden/jarva/svar/")
    page.get_by_role("navigation", name="På den här sidan").get_by_role("link", name="Vad som görs").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#insatser$"))
    expect(page.get_by_role("heading", name="Vad som görs")).to_be_in_viewport()


def test_the_pdf_is_one_click_from_the_areas_page_too(site, visit):
    page = visit(f"{site}/stadsdelsomraden/jarva/")
    address = page.get_by_role("link", name="Svaret som PDF").get_attribute("href")
    answer = page.request.get(f"{site}{address}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")


def test_an_area_that_is_gone_leads_to_the_answer_of_the_one_that_came_after(site, visit):
    page = visit(f"{site}/stadsdelsomraden/rinkeby-kista/svar/")
    expect(page.locator(".lead")).to_contain_text("fanns som område till och med 30 juni 2023")
    page.get_by_role("list", name="Läs också svaret om:").get_by_role("link", name="Järva").click()
    expect(page).to_have_url(f"{site}/stadsdelsomraden/jarva/svar/")
