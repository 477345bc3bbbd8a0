"""The year as five people live it, in a real browser: a round is opened, surveyed, signed, returned and approved."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import logins, served, sign_in
from tests.installation import Installation

COORDINATOR, POLICE_COORDINATOR = "samordnare@example.org", "polisregionen@example.org"
OFFICER, MUNICIPAL = "polis.jarva@example.org", "stadsdel.jarva@example.org"
OTHER_OFFICER = "polis.globen@example.org"
DRAWN, WITHOUT_MOUSE = "X-0008", "X-0026"  # in Järva and in Globen
SECTIONS = 8
# The example county with last round's answers, and no round open: what the coordinator begins with.
LAST_ROUND = """
import django; django.setup()
from kartlaggning.management.change import FIXTURES
from kartlaggning.services.demonstration.round import answer_last_round
from kartlaggning.services.questionnaires import load_first_version
answer_last_round(load_first_version(FIXTURES, by="test"))
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    installation = Installation(
        tmp_path_factory.mktemp("year"), environment={"DEMONSTRATION": "1", "BASEMAP_TILES_URL": ""}
    )
    installation.must("migrate", "-v0")
    installation.must("load_record", "--commit")
    installation.must("load_demonstration", "--commit")
    prepared = installation.run("-c", LAST_ROUND)
    assert prepared.returncode == 0, prepared.stderr
    return installation


@pytest.fixture(scope="module")
def address(county):
    with served(county) as found:
        yield found


@pytest.fixture
def enter(county, address, visit):
    """Return a function that signs a person in, in a browser of their own."""
    passwords = logins(county)

    def entered(person: str) -> Page:
        page = visit(f"{address}/personal/")
        sign_in(page, person, passwords)
        expect(page.get_by_role("heading", level=1)).to_have_text("Att göra")
        return page

    return entered


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state("networkidle")


def said(page: Page, words: str) -> None:
    """Expect what the page says after a step."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def go(page: Page, path: str) -> None:
    root = re.match(r"https?://[^/]+", page.url).group()
    page.goto(root + path, wait_until="networkidle")


def survey(public_id: str) -> str:
    return f"/personal/kartlaggning/2026/{public_id}/"


def confirm_all(page: Page) -> None:
    """Go through every section, as one does where nothing has changed."""
    for section in page.get_by_role("button", name=re.compile("^Bekräfta och gå vidare")).all():
        section.scroll_into_view_if_needed()
    while (buttons := page.get_by_role("button", name=re.compile("^Bekräfta och gå vidare"))).count():
        left = buttons.count()
        buttons.first.click()
        expect(buttons).to_have_count(left - 1)
    expect(page.locator("[data-progress-text]")).to_contain_text(f"{SECTIONS} av {SECTIONS}")
    page.wait_for_function("() => window.dispatchEvent(new Event('beforeunload', {cancelable: true}))")


def drag_a_corner(page: Page) -> None:
    page.locator("[data-outline-map]").scroll_into_view_if_needed()
    box = page.locator(".marker-icon:not(.marker-icon-middle)").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y + 8, steps=5)
    page.mouse.up()
    expect(page.locator("[data-outline-area]")).to_contain_text("procent")


def open_the_round(page: Page) -> None:
    go(page, "/personal/omgangar/ny/")
    for label, value in {
        "Omgångens år": "2026",
        "Bedömer från": "2025-01-01",
        "Bedömer till": "2025-12-31",
        "Referensdatum": "2026-01-01",
        "Första dag": "2026-11-02",
        "Sista dag": "2027-12-31",
    }.items():
        page.get_by_label(label).fill(value)
    press(page, "Fortsätt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Öppna omgången 2026")
    expect(page.get_by_text("54 kartläggningar")).to_be_visible()
    press(page, "Öppna omgången")
    expect(page.get_by_role("heading", level=1)).to_have_text("Omgången 2026")


def draw_answer_and_send(page: Page) -> None:
    page.get_by_role("link", name="Exempelplats Stockholm 8").click()
    drag_a_corner(page)
    page.get_by_label("På vilka grunder?").fill("Ny gräns efter egna iakttagelser.")
    confirm_all(page)
    press(page, "Skriv under och skicka")
    said(page, "Kartläggningen är hos kommunen.")


def without_a_mouse(page: Page) -> None:
    """Move a corner with the arrow keys, go through every section with the space bar, and submit alone."""
    go(page, survey(WITHOUT_MOUSE))
    page.locator("summary", has_text="Hörn och koordinater").focus()
    page.keyboard.press("Enter")
    before = page.locator("#id_outline").input_value()
    page.get_by_role("button", name=re.compile("^Hörn 1, flytta")).first.focus()
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator("#id_outline").input_value() != before
    for box in page.get_by_role("checkbox", name=re.compile("^Jag har gått igenom avsnittet")).all():
        box.focus()
        page.keyboard.press("Space")
    expect(page.locator("[data-progress-text]")).to_contain_text(f"{SECTIONS} av {SECTIONS}")
    page.wait_for_function("() => window.dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    page.locator("summary", has_text="Lämna in utan kommunen").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Varför är kommunen inte med?").focus()
    page.keyboard.type("Ingen kunde delta.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said(page, "inlämnad utan kommunens underskrift")


def sign(page: Page, reservation: str = "") -> None:
    go(page, survey(DRAWN))
    page.get_by_label("Reservation").fill(reservation)
    press(page, "Skriv under och lämna in")
    said(page, "Kartläggningen är inlämnad.")


def test_the_year_from_the_opening_of_the_round_to_approval(enter):
    coordinator, officer, municipal = enter(COORDINATOR), enter(OFFICER), enter(MUNICIPAL)
    police_coordinator, other_officer = enter(POLICE_COORDINATOR), enter(OTHER_OFFICER)
    open_the_round(coordinator)
    go(officer, "/personal/")
    draw_answer_and_send(officer)
    without_a_mouse(other_officer)
    sign(municipal, reservation="Vi ser gränsen som något för vid.")

    # The coordinator returns it: the officer finds the comment at its section, mends, and both sign again.
    go(coordinator, survey(DRAWN) + "granska/")
    coordinator.locator("summary", has_text="Återlämna").click()
    coordinator.get_by_label("Bedömning").fill("Skriv vad iakttagelserna visade.")
    press(coordinator, "Återlämna")
    said(coordinator, "återlämnad")
    go(officer, survey(DRAWN))
    expect(officer.get_by_text("Skriv vad iakttagelserna visade.").first).to_be_visible()
    officer.get_by_label("På vilka grunder?").fill("Försäljning vid tre av fyra besök.")
    confirm_all(officer)  # the section that came back is to be gone through again
    press(officer, "Skriv under och skicka")
    said(officer, "Kartläggningen är hos kommunen.")
    sign(municipal)

    # The police region's coordinator goes through the police's part, then SSR approves.
    for public_id in (DRAWN, WITHOUT_MOUSE):
        go(police_coordinator, survey(public_id) + "granska/")
        press(police_coordinator, "Polisens del är granskad")
        said(police_coordinator, "Polisens del är granskad.")
        go(coordinator, survey(public_id) + "granska/")
        expect(coordinator.get_by_role("heading", name="Det här får allmänheten se")).to_be_visible()
        press(coordinator, "Godkänn")
        said(coordinator, "Kartläggningen är godkänd.")
    go(coordinator, "/personal/omgangar/2026/")
    county = coordinator.get_by_role("row", name=re.compile("^Hela länet")).first
    expect(county).to_contain_text("1 av 2")  # one of the two was made with the municipality

    # What is approved is open to no more changes, other than by asking.
    go(officer, survey(DRAWN))
    expect(officer.get_by_label("På vilka grunder?")).to_have_count(0)
    officer.locator("summary", has_text="Begär att få ändra").click()
    officer.get_by_label("Vad behöver ändras, och varför?").fill("Fel datum i det gemensamma arbetet.")
    press(officer, "Begär ändring")
    said(officer, "Begäran är skickad")
    go(coordinator, survey(DRAWN) + "granska/")
    press(coordinator, "Bevilja och öppna igen")
    said(coordinator, "öppnad igen")
