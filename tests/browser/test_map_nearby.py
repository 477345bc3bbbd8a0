"""The question about 500 metres: answered in the browser, in no address and no request."""

import json
import re

import pyproj
import pytest
import shapely
from playwright.sync_api import Page, expect

SERGELS_TORG = {"longitude": 18.0640, "latitude": 59.3325}


def module(page: Page, name: str) -> str:
    """Return the hashed address of a module, as the page's own scripts have loaded it."""
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return next(address for address in loaded if re.search(rf"/js/{name}\.[0-9a-f]+\.js$", address))


def middle_of_an_outline(page: Page, site: str) -> dict[str, float]:
    scenes = page.request.get(f"{site}/api/v1/scenes?year=2024&f=geojson").json()["features"]
    known = next(scene for scene in scenes if scene["properties"]["provenance"] != "schematic")
    point = shapely.geometry.shape(known["geometry"]).representative_point()
    return {"longitude": point.x, "latitude": point.y}


def grid(lower: tuple[float, float], upper: tuple[float, float], steps: int = 14) -> list[tuple[float, float]]:
    sides = [[low + (high - low) * i / steps for i in range(steps + 1)] for low, high in zip(lower, upper, strict=True)]
    return [(lon, lat) for lon in sides[0] for lat in sides[1]]


def answers(page: Page) -> list[str]:
    return page.locator("[data-near-answer]:visible").all_inner_texts()


def test_inside_an_outline_the_answer_is_yes_with_what_is_known_about_safety(site, visit):
    page = visit(site, permissions=["geolocation"])
    page.context.set_geolocation(middle_of_an_outline(page, site))
    page.get_by_role("button", name="Använd min position").click()
    expect(page.get_by_text("Ja, minst en känd gräns ligger inom 500 meter (kartläggning 2024).")).to_be_visible()
    told = " ".join(answers(page))
    assert re.search(r"36\s%", told)
    assert re.search(r"21\s%", told)
    assert "inte din gata" in told
    assert "exempel" in told
    assert "ungefärligt läge räknas inte" in told


def test_beside_a_scene_with_approximate_position_the_answer_is_no(site, visit):
    page = visit(site, permissions=["geolocation"], geolocation=SERGELS_TORG)
    page.get_by_role("button", name="Använd min position").click()
    expect(page.get_by_text("Nej, ingen känd gräns ligger inom 500 meter")).to_be_visible()


def test_where_no_outline_is_known_the_question_is_not_answered(record_site, visit):
    page = visit(record_site, permissions=["geolocation"], geolocation=SERGELS_TORG)
    page.get_by_role("button", name="Använd min position").click()
    expect(page.get_by_text("för 2024 känner vi inte gränsen för någon plats")).to_be_visible()
    assert not any(text.startswith(("Ja", "Nej")) for text in answers(page))


@pytest.mark.parametrize(("accuracy", "told"), [(100, []), (101, ["101"]), (1500.4, ["1500"])])
def test_an_uncertain_position_makes_an_uncertain_answer(site, visit, accuracy, told):
    page = visit(site, permissions=["geolocation"], geolocation=SERGELS_TORG | {"accuracy": accuracy})
    page.get_by_role("button", name="Använd min position").click()
    expect(page.get_by_text("Nej, ingen känd gräns ligger inom 500 meter")).to_be_visible()
    doubt = page.locator("[data-near-answer=uncertain]:visible").all_inner_texts()
    assert [re.search(r"± (.+?) m\)", text)[1].replace("\N{NO-BREAK SPACE}", "") for text in doubt] == told
    page.get_by_label("Kartläggning", exact=True).select_option("2023")
    expect(page.locator("[data-near-answer=no]:visible")).to_contain_text("(kartläggning 2023)")
    assert page.locator("[data-near-answer=uncertain]:visible").count() == len(told)


def test_outside_the_county_nothing_is_said(site, visit):
    page = visit(site, permissions=["geolocation"], geolocation={"longitude": 11.97, "latitude": 57.71})
    page.get_by_role("button", name="Använd min position").click()
    expect(page.get_by_text("Punkten ligger utanför Stockholms län.")).to_be_visible()


def test_a_refused_position_leaves_the_other_ways(site, visit):
    page = visit(site)
    page.get_by_role("button", name="Använd min position").click()
    expect(page.get_by_text("Webbläsaren lämnade ingen position.")).to_be_visible()


def test_a_point_can_be_clicked_and_taken_away(site, visit):
    page = visit(site)
    page.get_by_role("button", name="Välj punkt i kartan").click()
    page.locator("[data-canvas]").click(position={"x": 300, "y": 500})
    expect(page.get_by_text("ingen känd gräns ligger inom 500 meter")).to_be_visible()
    expect(page.locator(".reach")).to_have_count(1)
    page.get_by_role("button", name="Ta bort punkten").click()
    expect(page.locator(".reach")).to_have_count(0)
    assert answers(page) == []


def test_the_middle_of_the_map_can_be_asked_by_keyboard(site, visit):
    page = visit(site)
    page.get_by_role("button", name="Använd kartans mittpunkt").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-near-answer=yes]:visible, [data-near-answer=no]:visible")).to_have_count(1)


def test_the_position_leaves_neither_in_a_request_nor_in_the_address(site, visit):
    page = visit(site, permissions=["geolocation"], geolocation=SERGELS_TORG)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    before = page.url
    page.get_by_role("button", name="Använd min position").click()
    expect(page.get_by_text("Nej, ingen känd gräns")).to_be_visible()
    page.get_by_role("button", name="Kopiera länk").click()
    shared = page.locator("[data-share-address]").input_value()
    assert page.url == before
    assert not any(re.search(r"18\.06[34]|59\.33[23]", address) for address in [*asked, shared])
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_projection_agrees_with_pyproj_to_a_millimetre(site, visit):
    page = visit(site)
    points = grid((17.2, 58.6), (19.8, 60.3))
    found = page.evaluate(
        "async ([address, points]) => points.map((await import(address)).toSweref)",
        [module(page, "lib/sweref"), points],
    )
    project = pyproj.Transformer.from_crs(4326, 3006, always_xy=True).transform
    for point, metres in zip(points, found, strict=True):
        assert metres == pytest.approx(project(*point), abs=0.001)


def test_distances_agree_with_shapely_inside_outside_and_in_a_hole(site, visit):
    page = visit(site)
    square = [(18.0, 59.3), (18.02, 59.3), (18.02, 59.31), (18.0, 59.31), (18.0, 59.3)]
    hole = [(18.005, 59.303), (18.005, 59.307), (18.015, 59.307), (18.015, 59.303), (18.005, 59.303)]
    outline = shapely.MultiPolygon([(square, [hole])])
    points = grid((17.99, 59.295), (18.03, 59.315))
    found = page.evaluate(
        "async ([address, points, outline]) => { const { metresTo } = await import(address);"
        " return points.map((point) => metresTo(point, outline)); }",
        [module(page, "lib/distance"), points, json.loads(shapely.to_geojson(outline))],
    )
    project = pyproj.Transformer.from_crs(4326, 3006, always_xy=True).transform
    planar = shapely.transform(outline, project, interleaved=False)
    for point, metres in zip(points, found, strict=True):
        assert metres == pytest.approx(planar.distance(shapely.Point(project(*point))), abs=0.01)
