"""A measure's life in a real browser: an officer adds it by keyboard, a coordinator makes it public, ends it and takes
it out."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_sign_in import is_clean

OFFICER, COORDINATOR = "polis.jarva@example.org", "samordnare@example.org"
TITLE = "Vakter vid spärren"


def type_in(page: Page, *keys: str) -> None:
    """Tab to the next control and type, for each; an empty text passes a control by."""
    for typed in keys:
        page.keyboard.press("Tab")
        if typed:
            page.keyboard.type(typed)


def publish(page: Page, site: str) -> None:
    """Build a revision of 2024 as a correction of one place, and make it current."""
    page.goto(f"{site}/personal/utgavor/ratta/2024/")
    page.get_by_label("Vad rättas?").fill("Insatserna på en plats.")
    page.get_by_label("Varför?").fill("En insats har blivit offentlig.")
    page.get_by_label("Vem beslutade?").fill("Samordningskansliet")
    page.get_by_label("När?").fill("2026-11-01")
    page.get_by_label("Utgåvan i sin helhet").check()
    page.get_by_role("button", name="Bygg revisionen").click()
    page.get_by_role("heading", name="Kontroller").wait_for()
    page.get_by_role("link", name="Publicera", exact=False).first.click()
    page.get_by_label("Nu", exact=True).check()
    page.get_by_role("button", name="Publicera").click()
    page.get_by_text("Gällande").first.wait_for()


@pytest.fixture
def officer(staff_site, visit, passwords):
    page = visit(f"{staff_site}/personal/")
    sign_in(page, OFFICER, passwords)
    return page


@pytest.fixture
def coordinator(staff_site, visit, passwords):
    page = visit(f"{staff_site}/personal/")
    sign_in(page, COORDINATOR, passwords)
    return page


def add_by_keyboard(officer: Page, staff_site: str) -> str:
    """Add guards with the keyboard alone; return the measure's address."""
    officer.goto(f"{staff_site}/personal/insatser/ny/")
    officer.get_by_label("Plats", exact=True).focus()
    officer.keyboard.type("Exempelplats Stockholm 10")
    type_in(officer, "Ordningsvakter")
    officer.keyboard.press("Tab")
    officer.keyboard.press("Enter")
    expect(officer.get_by_role("heading", name="Ordningsvakter, Exempelplats Stockholm 10")).to_be_visible()
    officer.get_by_label("Rubrik").focus()
    officer.keyboard.type(TITLE)
    type_in(officer, "Kommunen", "2022", "juni", "", "", "", "", "Spärrhallen", "", "", "Påhittat beslut")
    is_clean(officer)
    officer.get_by_role("button", name="Lägg till insatsen").press("Enter")
    expect(officer.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(officer.get_by_text("sedan juni 2022")).to_be_visible()
    is_clean(officer)
    return officer.url


def end_and_take_out(coordinator: Page, measure: str) -> None:
    """Say when it ended, see that it stays public, and take it out."""
    coordinator.goto(measure)
    coordinator.get_by_role("link", name="Avsluta").click()
    coordinator.get_by_label("År", exact=True).fill("2024")
    coordinator.get_by_label("Månad").select_option("mars")
    is_clean(coordinator)
    coordinator.get_by_role("button", name="Avsluta insatsen").click()
    expect(coordinator.get_by_text("juni 2022 – mars 2024")).to_be_visible()
    expect(coordinator.get_by_text("Offentlig.", exact=True)).to_be_visible()
    coordinator.get_by_role("link", name="Ta bort ur registret").click()
    coordinator.get_by_label("Varför tas den bort?").fill("Inlagd på fel plats.")
    is_clean(coordinator)
    coordinator.get_by_role("button", name="Ta bort insatsen").click()
    expect(coordinator.get_by_text("Insatsen är borttagen ur registret.")).to_be_visible()


def test_a_measures_life(staff_site, visit, officer, coordinator):
    measure = add_by_keyboard(officer, staff_site)
    reader = visit(f"{staff_site}/drogscener/exempelplats-stockholm-10/")
    expect(reader.get_by_text(TITLE)).to_have_count(0)
    coordinator.goto(measure)
    coordinator.get_by_role("button", name="Gör offentlig").click()
    expect(coordinator.get_by_text("Insatsen blir offentlig med nästa utgåva.")).to_be_visible()
    publish(coordinator, staff_site)
    reader.reload()
    expect(reader.locator(".timeline__label")).to_have_text([f"{TITLE}, sedan juni 2022"])
    reader.get_by_text("Tidslinjen som tabeller").click()
    expect(reader.get_by_role("rowheader", name=TITLE)).to_be_visible()
    is_clean(reader)
    reader.goto(f"{staff_site}/uppfoljning/insatser/?plats=exempelplats-stockholm-10")
    expect(reader.get_by_role("table", name="Ordningsvakter")).to_contain_text("Spärrhallen")
    officer.goto(measure)
    expect(officer.get_by_text("En samordnare avslutar den eller tar bort den.")).to_be_visible()
    end_and_take_out(coordinator, measure)
    publish(coordinator, staff_site)
    reader.goto(f"{staff_site}/drogscener/exempelplats-stockholm-10/")
    reader.reload()  # what was read a minute ago may be shown again
    expect(reader.get_by_text(TITLE)).to_have_count(0)
