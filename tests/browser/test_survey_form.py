"""Filling in a survey in a real browser: saved while typing, whatever happens to the line, the session or the field."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_map_accessibility import found_by_axe
from tests.browser.test_signed_out import IDLE

OFFICER, MUNICIPAL = "polis.jarva@example.org", "stadsdel.jarva@example.org"
SURVEY = "/personal/kartlaggning/2026/X-0008/"  # in the officer's and the municipality's area
GROUNDS = "På vilka grunder?"
MAY_LEAVE = "() => window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
SAVED = re.compile(r"^Sparat \d\d:\d\d$")
BEGIN_AGAIN = """
import django; django.setup()
from kartlaggning.content import prefilled
from kartlaggning.models import Survey
from kartlaggning.selectors import questionnaires, surveys
row = Survey.objects.get(survey_round__year=2026, scene__public_id="X-0008")
row.state, row.version, row.field_versions, row.confirmed_sections = "not_started", 0, {}, []
row.saved_by, row.saved_at = "", None
asked = questionnaires.of_round(row.survey_round)
row.content = prefilled(surveys.finding_as_content(surveys.previous_of(row), asked), asked)
row.save()
"""
MOVED = """
import django; django.setup()
from kartlaggning.models import User
from kartlaggning.content import OUTLINE
from kartlaggning.models import Survey
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.services.surveys import save_content
row = Survey.objects.get(survey_round__year=2026, scene__public_id="X-0008")
outline = row.content[OUTLINE]
outline["coordinates"][0][0][1][0] += 5.0
by = actor_for(User.objects.get(email="stadsdel.jarva@example.org"), None)
save_content(row, {OUTLINE: outline}, base_version=row.version, by=by)
"""


@pytest.fixture(autouse=True)
def fresh(staff_installation):
    """Each test begins with the survey not started, filled with last round's answers."""
    done = staff_installation.run("-c", BEGIN_AGAIN)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def open_survey(visit, staff_site, passwords):
    def opened(person=OFFICER, **options) -> Page:
        page = visit(staff_site + SURVEY, **options)
        sign_in(page, person, passwords)
        expect(page).to_have_url(staff_site + SURVEY)
        return page

    return opened


def status(page):
    return page.locator("[data-save-status]")


def is_saved(page):
    """Wait until nothing is unsaved: then the page may be left."""
    page.wait_for_function(MAY_LEAVE)
    expect(status(page)).to_have_text(SAVED)


def test_what_is_typed_is_saved_by_itself(open_survey):
    page = open_survey()
    page.get_by_label(GROUNDS).fill("Nya iakttagelser i år.")
    is_saved(page)
    page.reload()
    expect(page.get_by_label(GROUNDS)).to_have_value("Nya iakttagelser i år.")


def test_an_answer_says_at_once_how_it_stands_against_last_round(open_survey):
    page = open_survey()
    section = page.locator("#avsnitt-assessment")
    expect(section.locator("[data-summary]")).to_have_text("Inget är ändrat sedan 2024.")
    mark = page.locator("[data-question=grounds] .survey-mark")
    expect(mark).to_have_text("oförändrat")
    page.get_by_label(GROUNDS).fill("Annat.")
    expect(mark).to_have_text("ändrat")
    expect(section.locator("[data-summary]")).to_have_text("1 svar är ändrat sedan 2024.")


def test_follow_up_is_asked_once_the_scene_is_said_to_be_closed(open_survey):
    page = open_survey()
    follow_up = page.locator("[data-question=follow_up_note]")
    expect(follow_up).to_be_hidden()
    page.locator("input[name=status][value=closed]").check()
    expect(follow_up).to_be_visible()
    expect(page.get_by_text("Platsen anges som upphörd, men")).not_to_have_count(0)


def test_a_lost_connection_is_told_and_all_is_saved_when_it_is_back(open_survey, complaints):
    page = open_survey()
    complaints.expected.append("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_label(GROUNDS).fill("Skrivet utan förbindelse.")
    page.get_by_label(GROUNDS).blur()
    expect(status(page)).to_have_text("Kunde inte spara – försöker igen")
    page.get_by_label("Beskriv platsen").fill("Även detta.")
    page.context.set_offline(False)
    is_saved(page)
    page.reload()
    expect(page.get_by_label(GROUNDS)).to_have_value("Skrivet utan förbindelse.")
    expect(page.get_by_label("Beskriv platsen")).to_have_value("Även detta.")


def test_leaving_is_warned_of_only_while_something_is_unsaved(open_survey, complaints):
    page = open_survey()
    assert page.evaluate(MAY_LEAVE)
    complaints.expected.append("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_label(GROUNDS).fill("Inte sparat.")
    assert not page.evaluate(MAY_LEAVE)
    page.context.set_offline(False)
    is_saved(page)
    assert page.evaluate(MAY_LEAVE)


def test_who_is_signed_out_signs_in_in_another_tab_and_nothing_is_lost(
    open_survey, staff_installation, passwords, complaints
):
    page = open_survey()
    assert staff_installation.run("-c", IDLE).returncode == 0
    complaints.expected.append("status of 401")
    page.get_by_label(GROUNDS).fill("Skrivet efter en lång paus.")
    page.get_by_label(GROUNDS).blur()
    banner = page.get_by_role("alert").filter(has_text="Du har loggats ut")
    expect(banner).to_be_visible()
    assert found_by_axe(page) == []
    with page.context.expect_page() as opened:
        banner.get_by_role("link").click()
    sign_in(opened.value, OFFICER, passwords)
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # headless windows are never out of focus
    is_saved(page)
    expect(banner).to_be_hidden()
    expect(page.get_by_label(GROUNDS)).to_have_value("Skrivet efter en lång paus.")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_nothing_is_saved_in_the_name_of_who_signed_in_instead(open_survey, staff_installation, passwords, complaints):
    page = open_survey()
    assert staff_installation.run("-c", IDLE).returncode == 0
    complaints.expected.append("status of 401")
    page.get_by_label(GROUNDS).fill("Skrivet av polisen.")
    page.get_by_label(GROUNDS).blur()
    expect(page.get_by_role("heading", name="Du har loggats ut")).to_be_visible()
    with page.context.expect_page() as opened:
        page.locator("[data-sign-in]").click()
    sign_in(opened.value, MUNICIPAL, passwords)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-signed-out-text]")).to_contain_text("är inloggad i den här webbläsaren nu")
    expect(status(page)).to_contain_text("Inte sparat")


def test_two_who_write_the_same_field_both_see_it_and_choose(open_survey):
    officer, municipal = open_survey(), open_survey(MUNICIPAL)
    officer.get_by_label(GROUNDS).fill("Polisens ord.")
    is_saved(officer)
    municipal.get_by_label(GROUNDS).fill("Kommunens ord.")
    municipal.get_by_label(GROUNDS).blur()
    box = municipal.locator("[data-conflict=grounds]")
    expect(box).to_contain_text("Polis i Järva sparade ett annat svar kl")
    expect(box).to_contain_text("Polisens ord.")
    expect(box).to_contain_text("Kommunens ord.")
    municipal.get_by_label("Beskriv platsen").fill("Sparas ändå.")
    municipal.get_by_label("Beskriv platsen").blur()
    expect(box).to_be_visible()
    assert found_by_axe(municipal) == []
    box.get_by_role("button", name="Behåll mitt").click()
    expect(box).to_have_count(0)
    is_saved(municipal)
    officer.get_by_label("Vad bygger svaret på?").fill("Nu något annat.")
    is_saved(officer)
    expect(officer.get_by_label(GROUNDS)).to_have_value("Kommunens ord.")
    expect(officer.get_by_text("Handläggare i Järva ändrade nyss svaret.")).not_to_have_count(0)
    expect(officer.get_by_label("Beskriv platsen")).to_have_value("Sparas ändå.")


def test_the_stored_answer_can_be_taken_instead(open_survey):
    officer, municipal = open_survey(), open_survey(MUNICIPAL)
    officer.get_by_label(GROUNDS).fill("Polisens ord.")
    is_saved(officer)
    municipal.get_by_label(GROUNDS).fill("Kommunens ord.")
    municipal.get_by_label(GROUNDS).blur()
    municipal.get_by_role("button", name="Ta det sparade").click()
    expect(municipal.get_by_label(GROUNDS)).to_have_value("Polisens ord.")
    municipal.reload()
    expect(municipal.get_by_label(GROUNDS)).to_have_value("Polisens ord.")


def test_two_outlines_are_drawn_over_each_other_to_choose_from(open_survey, staff_installation):
    page = open_survey()
    done = staff_installation.run("-c", MOVED)
    assert done.returncode == 0, done.stderr
    page.evaluate(
        """() => {
            const field = document.querySelector("#id_outline");
            const outline = JSON.parse(field.value);
            outline.coordinates[0][0][2][0] += 0.0002;
            field.value = JSON.stringify(outline);
            field.dispatchEvent(new Event("change", {bubbles: true}));
        }"""
    )
    box = page.locator("[data-conflict=outline]")
    expect(box).to_contain_text("Handläggare i Järva sparade ett annat svar")
    expect(box.locator("svg path")).to_have_count(2)
    expect(box).to_contain_text("ha")
    assert found_by_axe(page) == []
    box.get_by_role("button", name="Ta det sparade").click()
    expect(box).to_have_count(0)


def test_an_identity_number_is_shown_where_it_stands_at_once(open_survey):
    page = open_survey()
    page.get_by_label(GROUNDS).fill("Ring 08-508 00 000 om 900101-2385.")
    is_saved(page)
    notes = page.locator("[data-region=notes-grounds]")
    expect(notes).to_contain_text("Det här ser ut som ett personnummer. Ta bort det.")
    page.get_by_label("Varför ska 08-508 00 000 stå kvar?").fill("Stadens växel.")
    page.get_by_label("Varför ska 08-508 00 000 stå kvar?").blur()
    is_saved(page)
    assert found_by_axe(page) == []
    page.get_by_label(GROUNDS).fill("Ring 08-508 00 000.")
    expect(page.locator("[data-region=todo]")).not_to_contain_text("personnummer")
    page.reload()
    expect(page.get_by_label("Varför ska 08-508 00 000 stå kvar?")).to_have_value("Stadens växel.")


def test_an_unchanged_scene_takes_one_click_a_section(open_survey):
    page = open_survey()
    began, clicks = time.monotonic(), 0
    while (button := page.locator("[data-go-on]:visible").first).count():
        button.click()
        clicks += 1
    expect(page.locator("[data-region=todo]")).to_contain_text("Kartläggningen kan skickas.")
    expect(page.locator("#step-send-to-municipality")).to_be_visible()
    is_saved(page)
    assert clicks == 8
    assert time.monotonic() - began < 30
    expect(page.locator(".survey-bar [data-progress-text]")).to_have_text("8 av 8 avsnitt genomgångna")


def tab_to(page, selector, most=120):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def test_the_survey_is_filled_in_by_keyboard_alone(open_survey):
    page = open_survey()
    tab_to(page, "[name=location_type]")
    page.keyboard.press("Space")
    tab_to(page, "#q-place_description")
    page.keyboard.press("Control+a")
    page.keyboard.type("Skrivet med tangenter.")
    for section in ("place", "symptoms", "people"):
        tab_to(page, f"[data-go-on][value={section}]")
        page.keyboard.press("Enter")
    tab_to(page, "[name=substance_cannabis]")
    page.keyboard.press("ArrowLeft")
    for section in ("substances", "work", "partners", "assessment", "joint"):
        tab_to(page, f"[data-go-on][value={section}]")
        page.keyboard.press("Enter")
    expect(page.locator(".survey-bar [data-progress-text]")).to_have_text("8 av 8 avsnitt genomgångna")
    is_saved(page)
    page.reload()
    expect(page.get_by_label("Beskriv platsen")).to_have_value("Skrivet med tangenter.")


@pytest.mark.parametrize("person", [OFFICER, MUNICIPAL, "samordnare@example.org"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_is_without_findings_and_without_sideways_scrolling(open_survey, person, viewport):
    page = open_survey(person, viewport=viewport)
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_a_conflict_is_a_page_with_choices(open_survey, complaints):
    page = open_survey(java_script_enabled=False)
    other = open_survey(MUNICIPAL)
    other.get_by_label(GROUNDS).fill("Kommunens ord.")
    is_saved(other)
    page.get_by_label(GROUNDS).fill("Polisens ord.")
    complaints.expected.append("status of 409")
    page.locator("[data-save]").click()
    expect(page.get_by_role("alert")).to_contain_text("har sparat ett annat svar")
    page.get_by_label("Behåll mitt").check()
    page.locator("[data-save]").click()
    expect(page.get_by_label(GROUNDS)).to_have_value("Polisens ord.")
    expect(page.get_by_text(re.compile(r"^Sparat \d\d:\d\d\.$"))).to_be_visible()
