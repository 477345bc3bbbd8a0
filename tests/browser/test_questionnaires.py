"""The questionnaire's editor and preview in a browser: without scripts, by their roles, on a phone, and under axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_map_accessibility import found_by_axe

COORDINATOR = "samordnare@example.org"
LIST = "/personal/formular/"
PREVIEW = f"{LIST}1/forhandsgranska/"
WIDTHS = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture
def opened(visit, staff_site, passwords):
    """Open a page as a coordinator."""

    def open_page(path, **options) -> Page:
        page = visit(staff_site + path, **options)
        sign_in(page, COORDINATOR, passwords)
        page.wait_for_url(f"**{path}")
        return page

    return open_page


def copied(page, name):
    page.get_by_role("link", name="Gör en ny version av Frågor 2026").click()
    page.get_by_label("Namn").fill(name)
    page.get_by_role("button", name="Gör en ny version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_next_rounds_questions_are_made_without_scripts(opened):
    page = opened(LIST, java_script_enabled=False)
    copied(page, "Frågor 2027")
    page.get_by_role("link", name="Lägg till en fråga i Personer på platsen").click()
    page.get_by_label("Fråga", exact=True).fill("När på dygnet är det som mest?")
    page.get_by_label("ett av flera alternativ").check()
    for number, text in enumerate(("dag", "kväll", "natt"), start=1):
        page.get_by_label(f"Alternativ {number}", exact=True).fill(text)
    page.get_by_role("button", name="Lägg till en rad").click()
    expect(page.get_by_label("Alternativ 4", exact=True)).to_be_focused()
    page.keyboard.type("annan tid")
    page.get_by_label("kräver kommentar, alternativ 4").check()
    page.get_by_role("button", name="Spara frågan").click()
    question = page.locator("#fraga-nar_pa_dygnet_ar_det_som_mest")
    expect(question).to_contain_text("annan tid (med kommentar)")
    expect(question).to_be_focused()
    question.get_by_role("button", name="Upp").click()
    listed = page.locator("section", has=page.get_by_role("heading", name="Personer på platsen")).locator("li")
    expect(listed.nth(2)).to_contain_text("När på dygnet")


def test_a_police_only_question_is_opened_only_with_a_reason(opened, complaints):
    complaints.expected.append("status of 422")
    page = opened(LIST)
    copied(page, "Frågor 2028")
    page.get_by_role("link", name="Vilka säljer på platsen?", exact=True).click()
    page.get_by_label("Delas mellan parterna").check()
    page.get_by_role("button", name="Spara frågan").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Varför får fler läsa svaren än förut?")).to_be_focused()
    page.keyboard.type("Beslut av styrgruppen")
    page.get_by_role("button", name="Spara frågan").click()
    page.get_by_role("link", name="Jämför med en annan").click()
    expect(page.get_by_role("main")).to_contain_text("Fler ser svaren än förut.")


def test_a_comment_is_asked_for_when_an_answer_wants_it_and_always_without_scripts(opened):
    page = opened(PREVIEW)
    comment = page.get_by_label("Beskriv, om du har valt ”annat slags plats”")
    expect(comment).to_be_hidden()
    page.get_by_label("annat slags plats", exact=True).check()
    expect(comment).to_be_visible()
    comment.fill("en gångtunnel")
    page.get_by_label("annat slags plats", exact=True).uncheck()
    expect(comment).to_be_visible()  # what is written is never hidden
    without = opened(PREVIEW, java_script_enabled=False)
    expect(without.get_by_label("Beskriv, om du har valt ”annat slags plats”")).to_be_visible()


@WIDTHS
def test_each_cell_of_the_table_is_a_radio_button_named_by_row_and_column(opened, viewport):
    page = opened(PREVIEW, viewport=viewport)
    page.get_by_role("radio", name="Kokain: förekommer").check()
    expect(page.get_by_role("radio", name="Kokain: främst")).not_to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@WIDTHS
@pytest.mark.parametrize("path", ["", "1/", "1/forhandsgranska/", "1/jamfor/", "1/ny-version/"])
def test_axe_finds_nothing(opened, viewport, path):
    assert found_by_axe(opened(LIST + path, viewport=viewport)) == []


@WIDTHS
def test_axe_finds_nothing_in_a_question_that_was_refused(opened, viewport, complaints):
    complaints.expected.append("status of 422")
    page = opened(LIST, viewport=viewport)
    copied(page, f"Frågor {viewport['width']}")
    page.get_by_role("link", name="Lägg till en fråga i Preparat").click()
    assert found_by_axe(page) == []
    page.get_by_role("button", name="Spara frågan").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv frågan.")
    assert found_by_axe(page) == []
