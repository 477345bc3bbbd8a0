"""Filter, year, comparison, view and shared link: applied in place, and restored from the address."""

import re

import pytest
from playwright.sync_api import Page, expect


def drawn(page: Page):
    return page.locator(".sign, .shape")


def test_a_filter_changes_list_map_address_and_is_announced(site, visit):
    page = visit(site)
    page.get_by_label("Kommun", exact=True).focus()
    page.get_by_label("Kommun", exact=True).select_option("Södertälje")
    expect(page.locator("[data-place]")).to_have_count(13)
    expect(drawn(page)).to_have_count(13)
    expect(page).to_have_url(f"{site}/?kommun=sodertalje")
    expect(page.locator("[data-announcer]")).to_contain_text("13 platser i Södertälje, öppna i kartläggningen 2024.")
    expect(page.get_by_label("Kommun", exact=True)).to_be_focused()


def test_the_page_is_not_loaded_anew_by_a_filter(site, visit):
    page = visit(site)
    page.evaluate("window.sameVisit = true")
    page.get_by_label("Lokalpolisområde", exact=True).select_option("Farsta")
    expect(page).to_have_url(re.compile("lokalpolisomrade=farsta"))
    expect(page.locator("[data-sentence]")).to_contain_text("Farsta")
    assert page.evaluate("window.sameVisit") is True


def test_the_year_slider_and_the_year_choice_are_one(site, visit):
    page = visit(site)
    slider = page.get_by_role("slider", name="År")
    expect(slider).to_have_attribute("aria-valuetext", "2024")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=1)).to_contain_text("63 öppna drogscener")
    expect(page.get_by_label("Kartläggning", exact=True)).to_have_value("2023")
    page.get_by_label("Kartläggning", exact=True).select_option("2021")
    expect(slider).to_have_attribute("aria-valuetext", "2021")
    expect(drawn(page)).to_have_count(64)


def test_another_year_changes_all_that_names_the_year_and_the_links_keep_the_filter(site, visit):
    page = visit(f"{site}/?kommun=solna")
    page.get_by_label("Kartläggning", exact=True).select_option("2021")
    expect(page.locator(".site-footer")).to_contain_text("Du ser exempelutgåva 1 av kartläggning 2021.")
    data = page.get_by_role("link", name="Platserna 2021 som GeoJSON")
    expect(data).to_have_attribute("href", re.compile("year=2021.*municipality=solna"))
    expect(page.get_by_role("link", name="Samma platser som sorterbar lista")).to_have_attribute(
        "href", "/drogscener/?ar=2021&kommun=solna"
    )


def test_no_choice_that_is_shown_is_cut_off(site, visit):
    page = visit(f"{site}/?status=all")
    cut = page.locator(".map-filter select").evaluate_all(
        """selects => selects.filter(select => {
            const pen = document.createElement("canvas").getContext("2d");
            const style = getComputedStyle(select);
            pen.font = style.font;
            const arrow = 20;
            const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
            return pen.measureText(select.selectedOptions[0].text).width > room;
        }).map(select => select.name)"""
    )
    assert cut == []
    tops = page.locator(".map-filter .field").evaluate_all("fields => fields.map(f => f.getBoundingClientRect().top)")
    assert len(set(tops)) == 1


def test_the_slider_has_no_step_for_a_year_without_a_result(site, visit):
    page = visit(site)
    assert page.locator("[data-time-years] span").all_inner_texts() == ["2021", "2023", "2024"]


@pytest.mark.parametrize(("text", "found"), [("vårby", ["Vårby C"]), ("VÅRBY", ["Vårby C"]), ("varby", [])])
def test_a_name_is_found_while_it_is_typed_and_å_is_a_letter_of_its_own(record_site, visit, text, found):
    page = visit(f"{record_site}/?ar=2023")
    page.get_by_label("Platsens namn").press_sequentially(text)
    expect(page.locator("[data-place] .place__name a")).to_have_text(found)
    expect(page.get_by_label("Platsens namn")).to_be_focused()


def test_back_restores_the_question_before(site, visit):
    page = visit(site)
    page.get_by_label("Kommun", exact=True).select_option("Solna")
    expect(page.locator("[data-place]")).to_have_count(2)
    page.go_back()
    expect(page.locator("[data-place]")).to_have_count(53)
    expect(page.get_by_label("Kommun", exact=True)).to_have_value("")


def test_a_district_and_another_municipality_do_not_contradict(site, visit):
    page = visit(site)
    page.get_by_label("Stadsdelsområde").select_option("Farsta")
    page.get_by_label("Kommun", exact=True).select_option("Solna")
    expect(page.get_by_label("Stadsdelsområde")).to_have_value("")
    expect(page.locator("[data-place]")).to_have_count(2)


def test_closed_scenes_are_hatched_and_never_only_grey(site, visit):
    page = visit(f"{site}/?status=closed&ar=2023")
    expect(page.locator(".sign .mark--closed").first).to_be_visible()
    page.locator("[data-show]:has(.mark--closed:not(.mark--schematic))").first.click()
    expect(page.locator(".shape--closed.shape--known").first).to_have_css("fill", re.compile("hatch"))


def test_two_years_lie_over_each_other_with_the_difference_in_words(site, visit):
    page = visit(f"{site}/?ar=2023")
    page.get_by_label("Jämför med").select_option("2021")
    expect(page.locator("[data-sentence]")).to_contain_text("2021 → 2023: 12 upphörda, 11 nya")
    expect(page.locator("[data-announcer]")).to_contain_text("2021 → 2023: 12 upphörda, 11 nya")
    expect(page.get_by_label("Visa", exact=True)).to_have_count(0)
    page.locator("[data-earlier] [data-show]:has(.mark--shrunk)").first.click()
    expect(page.locator(".shape-earlier").first).to_have_css("fill", "none")
    page.get_by_label("Jämför med").select_option("")
    expect(page.get_by_label("Visa", exact=True)).to_be_visible()


def test_the_list_follows_the_view_when_asked(site, visit):
    page = visit(site)
    expect(page.locator("[data-in-view]")).to_contain_text("53 av 53 visas i kartvyn")
    page.get_by_role("checkbox", name=re.compile("Lista bara dem")).check()
    page.locator("[data-show]").first.click()
    expect(page.locator("[data-count=shown]")).not_to_have_text("53")
    shown = int(page.locator("[data-count=shown]").inner_text())
    assert 0 < shown < 53
    expect(page.locator("[data-place]:visible")).to_have_count(shown)


def test_a_shared_link_restores_question_view_and_chosen_scene(site, visit):
    page = visit(f"{site}/?ar=2023&jamfor=2021&kommun=sodertalje", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-show]").nth(2).click()
    name = page.locator(".place-panel__name").inner_text()
    page.get_by_role("button", name="Zooma in").click()
    page.get_by_role("button", name="Kopiera länk").click()
    expect(page.get_by_text("Kopierat.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"vy=[\d.]+,[\d.]+,\d+(\.5)?$", link.replace("%2C", ","))
    view = page.locator("[data-count=shown]").inner_text()
    again = visit(link)
    expect(again.locator(".place-panel__name")).to_have_text(name)
    expect(again.locator("[data-sentence]")).to_have_text(page.locator("[data-sentence]").inner_text())
    expect(again.locator("[data-count=shown]")).to_have_text(view)


def test_a_link_with_the_zoom_in_half_steps_shows_the_same_view(site, visit):
    page = visit(f"{site}/?vy=59.3325,18.0640,12.5")
    page.get_by_role("button", name="Kopiera länk").click()
    assert page.locator("[data-share-address]").input_value().endswith("vy=59.3325%2C18.0640%2C12.5")


@pytest.mark.parametrize("path", ["/", "/inbaddad/"])
def test_a_link_with_the_permanent_number_opens_the_scene(record_site, visit, path):
    page = visit(f"{record_site}{path}?status=closed&plats=dalen")
    number = page.locator("[data-place][data-slug=dalen]").get_attribute("data-place")
    again = visit(f"{record_site}{path}?status=closed&plats={number}")
    expect(again.locator(".place-panel__name")).to_have_text("Dalen")


def test_a_year_that_does_not_exist_is_answered_with_those_that_do(site, visit, complaints):
    complaints.expected.append("404")
    page = visit(f"{site}/?ar=2022")
    expect(page.locator("main")).to_contain_text("Det finns för 2021, 2023 och 2024.")
