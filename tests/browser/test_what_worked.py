"""The search for what has been done on places, by keyboard alone and without JavaScript."""

from playwright.sync_api import expect

from tests.browser.conftest import sign_in

PAGE = "/personal/uppfoljning/har-fungerat/"


def test_a_municipality_finds_another_by_keyboard_and_the_address_can_be_sent_on(
    staff_site, visit, passwords, complaints
):
    complaints.expected.append(r"status of 422")
    page = visit(f"{staff_site}/personal/", java_script_enabled=False)
    sign_in(page, "kommun.huddinge@example.org", passwords)
    page.goto(staff_site + PAGE)
    page.get_by_label("Slag av insats").focus()
    page.keyboard.type("Belysning")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Vad som hände sedan")).to_be_focused()
    page.get_by_label("Ord", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{staff_site}{PAGE}?plats=&insats=belysning&utfall=&kommun=&ord=")
    expect(page.get_by_role("heading", name="Träffar")).to_be_visible()
    expect(page.get_by_label("Slag av insats")).to_have_value("belysning")
    page.get_by_role("button", name="som CSV").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv vad tabellen ska användas till.")
    page.get_by_label("Vad ska tabellen användas till?").fill("Underlag till planen.")
    with page.expect_download() as download:
        page.get_by_role("button", name="som CSV").click()
    assert download.value.suggested_filename.startswith("internt-vad-har-fungerat-")


def test_the_overview_leads_to_the_search_and_back(staff_site, visit, passwords):
    page = visit(f"{staff_site}/personal/")
    sign_in(page, "samordnare@example.org", passwords)
    page.get_by_role("link", name="Uppföljning", exact=True).click()
    expect(page.get_by_role("heading", name="Länet mot målen")).to_be_visible()
    links = page.get_by_role("navigation", name="Uppföljningens sidor")
    links.get_by_role("link", name="Vad har fungerat").click()
    expect(links.get_by_role("link", name="Vad har fungerat")).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("link", name="Uppföljning", exact=True)).to_have_attribute("aria-current", "page")
    links.get_by_role("link", name="Översikt").click()
    expect(page.get_by_role("heading", name="Länet mot målen")).to_be_visible()
