"""The front page as it is first seen: the answer, the map, and all of it without JavaScript, tiles or demonstration."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE

MOST_BYTES = 200_000


def test_the_page_opens_with_the_answer_and_its_source(site, visit):
    page = visit(site)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "53 öppna drogscener i 8 kommuner (kartläggning 2024), 10 färre än 2023."
    )
    expect(page.locator("[data-region=lead]")).to_contain_text("Källa: Länsstyrelsen Stockholm 2024-02-20")


def test_every_listed_scene_is_on_the_map(site, visit):
    page = visit(site)
    expect(page.locator(".sign, .shape")).to_have_count(53)
    assert page.locator("[data-place]").count() == 53


def test_the_record_alone_is_a_whole_page(record_site, visit):
    page = visit(record_site)
    expect(page.get_by_role("heading", level=1)).to_contain_text("53 öppna drogscener i 8 kommuner")
    expect(page.locator("[data-region=lead]")).to_contain_text("1 av dem visas på kartan, med ungefärligt läge.")
    expect(page.locator(".sign, .shape")).to_have_count(1)
    expect(page.locator(".demonstration-band")).to_have_count(0)


def test_a_schematic_scene_is_an_unfilled_dashed_circle(record_site, visit):
    page = visit(f"{record_site}/?plats=sergels-torg-klara")
    page.get_by_role("link", name="Visa Sergels torg/Klara på kartan").click()
    outline = page.locator(".shape--schematic")
    expect(outline).to_have_css("fill-opacity", "0")
    expect(outline).to_have_css("stroke-dasharray", re.compile("7px"))


def test_without_javascript_the_whole_page_is_there(site, visit):
    page = visit(site, java_script_enabled=False)
    expect(page.locator("[data-place]")).to_have_count(53)
    expect(page.get_by_role("img", name="Översiktskarta över länet")).to_be_visible()
    expect(page.locator(".overview .mark")).to_have_count(53)
    page.get_by_label("Kommun", exact=True).select_option("Södertälje")
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.locator("[data-place]")).to_have_count(13)
    expect(page).to_have_url(re.compile(r"kommun=sodertalje"))


def test_without_javascript_two_years_are_compared_in_words(site, visit):
    page = visit(f"{site}/?ar=2023&jamfor=2021", java_script_enabled=False)
    expect(page.locator("[data-sentence]")).to_contain_text("2021 → 2023: 12 upphörda, 11 nya")


def test_without_javascript_a_scene_is_shown_in_the_drawing(site, visit):
    page = visit(site, java_script_enabled=False)
    page.locator("[data-show]").first.click()
    expect(page.locator(".overview__chosen")).to_have_count(1)


def test_the_front_page_transfers_at_most_200_kb_before_tiles(site, visit):
    page = visit("about:blank")
    transferred: list[int] = []
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: transferred.append(event["encodedDataLength"]))
    page.goto(site, wait_until="networkidle")
    expect(page.locator(".sign, .shape")).to_have_count(53)
    assert 20_000 < sum(transferred) <= MOST_BYTES, sorted(transferred)


def test_every_module_is_asked_for_at_once(site, visit):
    page = visit(site)
    asked = page.locator("link[rel=modulepreload]").evaluate_all("links => links.map(link => link.href)")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    modules = {address for address in loaded if re.search(r"/js/(lib|map|components)/", address)}
    assert set(asked) == modules


def test_the_page_is_whole_when_no_tile_loads(tiled_site, visit, complaints):
    complaints.expected += [r"tiles\.example", r"net::ERR_FAILED"]
    page = visit("about:blank")
    asked: list[str] = []
    page.route(
        "https://tiles.example/**", lambda route: (asked.append(route.request.headers["referer"]), route.abort())
    )
    page.goto(tiled_site, wait_until="networkidle")
    expect(page.locator(".sign, .shape")).to_have_count(53)
    expect(page.locator(".land").first).to_be_visible()
    expect(page.get_by_text("Gatukartan kunde inte hämtas.")).to_be_visible()
    assert set(asked) == {f"{tiled_site}/"}


def test_without_an_address_for_tiles_no_other_host_is_asked(site, visit):
    page = visit(site)
    assert page.locator(".leaflet-tile").count() == 0
    assert "OpenStreetMap" not in page.locator("main").inner_text()


def test_on_a_phone_the_filter_is_one_button_and_the_map_over_half_the_height(site, visit):
    page = visit(site, viewport=PHONE)
    expect(page.get_by_label("Kommun", exact=True)).to_be_hidden()
    page.get_by_text("Filtrera kartan").click()
    expect(page.get_by_label("Kommun", exact=True)).to_be_visible()
    height = page.locator("[data-map]").bounding_box()["height"]
    assert 0.53 < height / PHONE["height"] < 0.57
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_in_english_the_page_says_the_same(site, visit):
    page = visit(f"{site}/en/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[data-place]")).to_have_count(53)


def test_printed_the_controls_are_gone_and_the_list_is_whole(site, visit):
    page = visit(site)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Zooma in")).to_be_hidden()
    expect(page.locator("[data-filter]")).to_be_hidden()
    expect(page.locator("[data-place]").last).to_be_visible()
    assert page.locator(".map-view__list").evaluate("list => list.scrollHeight <= list.clientHeight + 1")


def test_no_class_is_told_by_colour_alone(site, visit):
    page = visit(site)
    signs = page.locator(".legend__list .mark").evaluate_all(
        "marks => marks.map(mark => [...mark.querySelectorAll('use')].map(use => use.getAttribute('href')).join())"
    )
    assert len(signs) == 7
    assert len(set(signs)) == 7


def test_the_chosen_scene_has_a_thick_dark_outline_with_a_halo(site, visit):
    page = visit(f"{site}/?kommun=solna")
    page.locator("[data-show]").first.click()
    expect(page.locator(".ring--chosen.ring--outer")).to_have_css("stroke", "rgb(255, 255, 255)")
    expect(page.locator(".ring--chosen.ring--inner")).to_have_css("stroke-width", "9px")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_panel_does_not_hide_the_scene_it_is_about(site, visit, viewport):
    page = visit(f"{site}/?kommun=solna", viewport=viewport)
    page.locator("[data-show]").first.click()
    panel, ring = page.locator(".place-panel").bounding_box(), page.locator(".ring--chosen").first.bounding_box()
    apart = (
        ring["x"] + ring["width"] <= panel["x"]
        or ring["y"] + ring["height"] <= panel["y"]
        or ring["y"] >= panel["y"] + panel["height"]
    )
    assert apart, (panel, ring)


def test_zoom_stops_at_17(site, visit):
    page = visit(f"{site}/?vy=59.3325,18.0640,16")
    for _ in range(4):
        page.get_by_role("button", name="Zooma in").click()
    page.get_by_role("button", name="Kopiera länk").click()
    assert re.search(r"vy=59\.33\d*%2C18\.06\d*%2C17$", page.locator("[data-share-address]").input_value())
