"""The outline in the survey form: drawn with a mouse, with a finger, by keyboard alone, from a file, and repaired."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, sign_in
from tests.browser.test_map_accessibility import found_by_axe

OFFICER = "polis.jarva@example.org"
SURVEY = "/personal/kartlaggning/2026/X-0008/"  # not started, in the officer's area
APPROVED = "/personal/kartlaggning/2026/X-0009/"
TABLET = {"viewport": {"width": 820, "height": 1100}, "has_touch": True, "is_mobile": True}
ANSWERED_422 = "status of 422"
CORNER = ".marker-icon:not(.marker-icon-middle)"
# What is being drawn has a corner less than it has marks: one follows the pointer.
COUNT_CORNERS = "number => document.querySelectorAll('.marker-icon:not(.cursor-marker)').length === number"
BETWEEN = ".marker-icon-middle"


@pytest.fixture
def survey_page(visit, staff_site, passwords):
    """Open a survey as the officer of Järva. Drafts are saved as one draws: each test begins with start_over."""

    def opened(path=SURVEY, **options) -> Page:
        page = visit(staff_site + path, **options)
        sign_in(page, OFFICER, passwords)
        page.wait_for_url(f"**{path}")
        page.wait_for_load_state("networkidle")
        return page

    return opened


def outline(page):
    return json.loads(page.locator("#id_outline").input_value() or '{"coordinates": []}')


def shape(page):
    """The number of corners of each ring of each part."""
    return [[len(ring) - 1 for ring in part] for part in outline(page)["coordinates"]]


def has_shape(page, wanted):
    page.wait_for_function(
        """wanted => {
            const text = document.querySelector("#id_outline").value || '{"coordinates": []}';
            const shape = JSON.parse(text).coordinates.map((part) => part.map((ring) => ring.length - 1));
            return JSON.stringify(shape) === JSON.stringify(wanted);
        }""",
        arg=wanted,
    )


def middle_of(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def tool(page, name):
    return page.get_by_role("group", name="Ritverktyg").get_by_role("button", name=name, exact=True)


def start_over(page):
    """Take back what an earlier test left: the outline of last round, as the ghost shows it."""
    page.evaluate(
        """() => {
            const { ghosts } = JSON.parse(document.querySelector("#outline-settings").textContent);
            const field = document.querySelector("#id_outline");
            field.value = JSON.stringify(ghosts[0].geojson);
            field.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    page.locator("[data-outline-map]").scroll_into_view_if_needed()
    return shape(page)


def write(page, ring):
    """Put another ring into the field, as another part of the page may do; `ring` is JavaScript of the present one."""
    page.evaluate(
        f"""() => {{
            const field = document.querySelector("#id_outline");
            const outline = JSON.parse(field.value);
            const ring = outline.coordinates[0][0];
            outline.coordinates[0][0] = {ring};
            field.value = JSON.stringify(outline);
            field.dispatchEvent(new Event("change", {{ bubbles: true }}));
        }}"""
    )


def draw(page, points, tap=None):
    """Click corners at these pixels of the map, then the first one again."""
    box = page.locator("[data-outline-map]").bounding_box()
    for number, (x, y) in enumerate([*points, points[0]], start=1):
        if tap is None:
            page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
        (tap or page.mouse.click)(box["x"] + x, box["y"] + y)
        if number <= len(points):  # the next tap comes when this one has been taken
            page.wait_for_function(COUNT_CORNERS, arg=number)


def test_a_corner_is_dragged_added_and_taken_away_and_each_is_undone(survey_page):
    page = survey_page()
    ((corners,),) = start_over(page)
    before = outline(page)
    area = page.locator("[data-outline-area]")
    x, y = middle_of(page.locator(CORNER).first)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y + 10, steps=5)
    expect(area).to_contain_text("procent")  # while the button is still held
    page.mouse.up()
    assert outline(page) != before
    page.mouse.click(*middle_of(page.locator(BETWEEN).first))
    has_shape(page, [[corners + 1]])
    page.mouse.click(*middle_of(page.locator(CORNER).nth(1)))
    tool(page, "Ta bort markerat hörn").click()
    has_shape(page, [[corners]])
    for _ in range(3):
        tool(page, "Ångra").click()
    assert outline(page) == before
    expect(area).to_contain_text("lika stor som")
    tool(page, "Gör om").click()
    assert outline(page) != before
    page.locator("[data-outline-map]").focus()
    page.keyboard.press("Control+z")
    assert outline(page) == before
    page.keyboard.press("Control+Shift+Z")
    assert outline(page) != before


def test_a_part_is_drawn_and_a_hole_is_cut(survey_page):
    page = survey_page()
    ((corners,),) = start_over(page)
    tool(page, "Rita en del").click()
    expect(tool(page, "Rita en del")).to_have_attribute("aria-pressed", "true")
    draw(page, [(80, 150), (160, 150), (160, 230), (80, 230)])
    has_shape(page, [[corners], [4]])
    expect(tool(page, "Rita en del")).to_have_attribute("aria-pressed", "false")
    tool(page, "Skär bort").click()
    x, y = middle_of(page.locator("[data-outline-map]"))
    box = page.locator("[data-outline-map]").bounding_box()
    x, y = x - box["x"], y - box["y"]
    draw(page, [(x - 15, y - 15), (x + 15, y - 15), (x + 15, y + 15), (x - 15, y + 15)])
    has_shape(page, [[corners, 4], [4]])
    tool(page, "Rita en del").click()
    page.keyboard.press("Escape")
    expect(tool(page, "Rita en del")).to_have_attribute("aria-pressed", "false")


def test_the_outline_is_saved_with_the_rest_of_the_form_and_stays(survey_page):
    page = survey_page()
    start_over(page)
    tool(page, "Rita en del").click()
    draw(page, [(80, 150), (160, 150), (160, 230), (80, 230)])
    drawn = outline(page)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    page.wait_for_load_state("networkidle")
    assert outline(page) == drawn


def test_without_a_mouse_every_corner_part_and_hole_can_be_reached_and_changed(survey_page):
    page = survey_page()
    ((corners,),) = start_over(page)
    page.get_by_text("Hörn och koordinater").last.focus()
    page.keyboard.press("Enter")
    move = page.get_by_role("button", name="Hörn 1, flytta med piltangenterna").first
    north, east = page.get_by_label("Hörn 1, N, nord i meter"), page.get_by_label("Hörn 1, E, öst i meter")
    n, e = float(north.input_value()), float(east.input_value())
    move.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    expect(north).to_have_value(f"{n + 1:.2f}")
    expect(east).to_have_value(f"{e + 10:.2f}")
    expect(move).to_be_focused()
    expect(page.locator("[data-outline-status]")).to_contain_text("Hörn 1 är flyttat 10 m åt öster. Yta:")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # add after
    has_shape(page, [[corners + 1]])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # take away
    has_shape(page, [[corners]])
    page.get_by_role("button", name="Lägg till ett hål i del 1").press("Enter")
    has_shape(page, [[corners, 4]])
    page.get_by_role("button", name="Lägg till en del").press("Enter")
    has_shape(page, [[corners, 4], [4]])
    page.get_by_role("button", name="Ta bort hålet nummer 1").press("Enter")
    page.get_by_role("button", name="Ta bort delen nummer 2").press("Enter")
    has_shape(page, [[corners]])


def test_a_coordinate_is_written_in_either_system_and_nonsense_is_answered_with_an_example(survey_page):
    page = survey_page()
    start_over(page)
    page.locator("[data-corner-list] summary").click()
    north = page.get_by_label("Hörn 1, N, nord i meter")
    north.fill("nej")
    north.press("Tab")
    expect(page.locator("[data-corner-problem]")).to_have_text("Hörn 1: skriv nord i meter, till exempel 6581086.")
    expect(north).to_have_attribute("aria-invalid", "true")
    north.fill("6 589 000,5")
    north.press("Tab")
    expect(north).to_have_value("6589000.50")
    expect(page.locator("[data-corner-problem]")).to_be_hidden()
    page.get_by_label("Koordinatsystem").select_option("wgs84")
    latitude = page.get_by_label("Hörn 1, Lat, latitud i grader")
    expect(latitude).to_have_value(re.compile(r"59\.\d{7}"))
    latitude.fill("59.4")
    latitude.press("Tab")
    assert outline(page)["coordinates"][0][0][0][1] == pytest.approx(59.4, abs=1e-7)


def test_a_crossing_is_shown_where_it_is_and_the_offered_repair_mends_it(survey_page):
    page = survey_page()
    start_over(page)
    write(page, "[ring[0], ring[2], ring[1], ...ring.slice(3)]")
    expect(page.locator("[data-outline-errors]")).to_contain_text("Gränsen korsar sig själv vid N 6")
    expect(page.locator(".outline-problem")).to_be_attached()
    page.get_by_role("button", name="Använd den lagade gränsen").click()
    expect(page.locator("[data-outline-errors]")).to_be_hidden()
    expect(page.locator(".outline-problem")).to_have_count(0)


def test_an_area_that_changed_much_asks_for_a_reason_at_once(survey_page):
    page = survey_page()
    start_over(page)
    reason = page.get_by_label("Vad har hänt, så att ytan har ändrats så mycket?")
    expect(reason).to_be_hidden()
    write(page, "ring.map(([lon, lat]) => [lon + 2 * (lon - ring[0][0]), lat])")
    expect(reason).to_be_visible()
    expect(page.locator("[data-warning=area_changed] [data-warning-text]")).to_contain_text("större än förra gången")


def test_a_file_with_several_areas_asks_which_one_and_a_wrong_file_is_answered_with_words(
    survey_page, complaints, tmp_path
):
    complaints.expected.append(ANSWERED_422)
    page = survey_page()
    start_over(page)
    ring = [[17.96, 59.406], [17.962, 59.406], [17.962, 59.407], [17.96, 59.406]]
    features = [
        {
            "type": "Feature",
            "properties": {"namn": name},
            "geometry": {"type": "Polygon", "coordinates": [[[lon + shift, lat] for lon, lat in ring]]},
        }
        for name, shift in (("Plattan", 0), ("Torget", 0.003))
    ]
    path = tmp_path / "platser.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    page.get_by_text("Fil i stället för att rita").click()
    page.get_by_label("Fil med gränsen").set_input_files(path)
    expect(page.get_by_role("radio", name="1. Plattan")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Använd ytan").press("Enter")
    has_shape(page, [[3]])
    assert outline(page)["coordinates"][0][0][0][0] == pytest.approx(17.963, abs=1e-6)
    (tmp_path / "fel.txt").write_text("nej", encoding="utf-8")
    page.get_by_label("Fil med gränsen").set_input_files(tmp_path / "fel.txt")
    expect(page.locator("[data-file-error]")).to_contain_text("fel.txt ska vara GeoPackage")


def test_a_finger_moves_a_corner_and_draws_a_part(survey_page):
    page = survey_page(**TABLET)
    ((corners,),) = start_over(page)
    before = outline(page)
    touch = page.context.new_cdp_session(page)
    x, y = middle_of(page.locator(CORNER).first)
    assert page.locator(CORNER).first.bounding_box()["width"] >= 30
    steps = [("touchStart", 0), *(("touchMove", step) for step in range(5, 45, 5)), ("touchEnd", None)]
    for kind, step in steps:
        points = [] if step is None else [{"x": x - step, "y": y + step}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function("before => document.querySelector('#id_outline').value !== before", arg=json.dumps(before))
    tool(page, "Rita en del").tap()
    draw(page, [(80, 300), (180, 300), (180, 380), (80, 380)], tap=page.touchscreen.tap)
    has_shape(page, [[corners], [4]])


def test_an_approved_survey_shows_its_outline_and_no_tools(survey_page):
    page = survey_page(APPROVED)
    expect(page.locator("path.outline-shape")).to_be_visible()
    expect(page.get_by_role("group", name="Ritverktyg")).to_have_count(0)
    expect(page.locator(CORNER)).to_have_count(0)


def test_without_scripts_the_outline_is_a_labelled_text_and_a_file(survey_page):
    page = survey_page(java_script_enabled=False)
    expect(page.locator("[data-outline-editor]")).to_be_hidden()
    expect(page.locator("summary", has_text="Hörn och koordinater")).to_be_hidden()
    page.get_by_text("Gränsen som text").click()
    expect(page.get_by_label("Gränsen som GeoJSON")).to_be_visible()
    page.get_by_text("Fil i stället för att rita").click()
    expect(page.get_by_label("Fil med gränsen")).to_be_visible()
    expect(page.get_by_label("Vilken yta i filen, om den har flera")).to_be_visible()


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["desktop", "phone"])
def test_axe_finds_nothing_with_everything_open(survey_page, options):
    page = survey_page(**options)
    start_over(page)
    for more in page.locator(".outline__more > summary").all():
        more.click()
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
