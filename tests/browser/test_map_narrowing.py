"""A choice of area is answered from the list that is there, before the server has answered."""

from playwright.sync_api import Route, expect


def test_a_choice_of_area_shows_its_places_while_the_server_still_thinks(site, visit):
    page = visit(site)
    expect(page.locator(".sign, .shape").first).to_be_visible()
    held: list[Route] = []
    page.route("**/?kommun=*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function it is given
    page.get_by_label("Kommun", exact=True).select_option("Södertälje")
    expect(page.locator("[data-place]:not([hidden])")).to_have_count(13)
    expect(page.locator(".sign, .shape")).to_have_count(13)
    expect(page.locator("[data-sentence]")).not_to_contain_text("Södertälje")
    held[0].continue_()
    expect(page.locator("[data-sentence]")).to_contain_text("Södertälje")
    expect(page.locator("[data-place]")).to_have_count(13)


def test_another_year_is_never_answered_from_the_list_of_this_one(site, visit):
    page = visit(site)
    expect(page.locator(".sign, .shape").first).to_be_visible()
    held: list[Route] = []
    page.route("**/?ar=*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function it is given
    before = page.locator("[data-place]").count()
    page.get_by_label("Kartläggning", exact=True).select_option("2021")
    expect(page.locator("[data-place]:not([hidden])")).to_have_count(before)
    held[0].continue_()
    expect(page.locator("[data-place]")).to_have_count(64)
