"""The map by keyboard and for screen readers: one tab stop, each scene named, nothing that traps."""

import re

from playwright.sync_api import Page, expect

LISTBOX = "Karta. Platserna står i listans ordning."


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.dataset.map !== undefined ? 'map' : document.activeElement.outerHTML")


def active_option(page: Page) -> str:
    return page.evaluate(
        """() => document.getElementById(document.querySelector('[data-map]')
            .getAttribute('aria-activedescendant'))?.textContent ?? ''"""
    )


def test_the_map_is_one_tab_stop_after_a_link_past_it(site, visit):
    page = visit(site)
    page.get_by_role("link", name="Rensa").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa över kartan till listan")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox", name=LISTBOX)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Zooma in")).to_be_focused()


def test_the_link_past_the_map_goes_to_the_list(site, visit):
    page = visit(site)
    page.get_by_role("link", name="Hoppa över kartan till listan").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lista")).to_be_focused()


def test_arrows_go_through_the_scenes_in_list_order_each_with_its_name_and_facts(site, visit):
    page = visit(f"{site}/?status=all&kommun=nacka")
    names = page.locator(".place__name a").all_inner_texts()
    page.get_by_role("listbox", name=LISTBOX).focus()
    page.keyboard.press("ArrowDown")
    assert active_option(page) == f"{names[0]}, upphörd, Nacka, ungefärligt läge"
    page.keyboard.press("ArrowUp")
    assert active_option(page).startswith(names[0])


def test_the_first_and_the_last_scene_are_one_key_away(site, visit):
    page = visit(site)
    names = page.locator(".place__name a").all_inner_texts()
    page.get_by_role("listbox", name=LISTBOX).focus()
    page.keyboard.press("End")
    assert active_option(page).startswith(names[-1])
    page.keyboard.press("Home")
    assert active_option(page).startswith(names[0])
    page.keyboard.press("ArrowRight")
    assert active_option(page).startswith(names[1])
    expect(page.locator(".sign--active")).to_have_count(1)


def test_enter_opens_and_escape_closes_then_leaves(site, visit):
    page = visit(site)
    frame = page.get_by_role("listbox", name=LISTBOX)
    frame.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    panel = page.get_by_role("region", name=page.locator(".place__name a").first.inner_text())
    expect(panel).to_be_focused()
    expect(panel.get_by_role("link", name="Mer om platsen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(frame).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".sign--active")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#lista")).to_be_focused()


def test_the_focus_on_an_outline_has_two_tones(site, visit):
    page = visit(f"{site}/?kommun=solna")
    page.get_by_role("listbox", name=LISTBOX).focus()
    page.keyboard.press("ArrowDown")
    for _ in range(4):
        page.keyboard.press("+")
    expect(page.locator(".ring--active.ring--outer")).to_have_css("stroke", "rgb(255, 255, 255)")
    expect(page.locator(".ring--active.ring--inner")).to_have_css("stroke", "rgb(16, 22, 26)")


def test_the_map_is_told_as_a_list_of_scenes(site, visit):
    page = visit(f"{site}/?kommun=solna")
    expect(page.get_by_role("region", name="Karta", exact=True)).to_match_aria_snapshot(
        """
        - region "Karta":
          - link "Hoppa över kartan till listan":
            - /url: "#lista"
          - listbox "Karta. Platserna står i listans ordning.":
            - option /Exempelplats Solna 1, öppen.*, Solna, \\d+,\\d ha, exempel/
            - option /Exempelplats Solna 2, öppen.*, Solna, \\d+,\\d ha, exempel/
          - group "Kartans knappar":
            - button "Zooma in"
            - button "Zooma ut"
            - button "Visa alla platser i listan"
        """
    )


def test_the_open_scene_is_the_selected_option(site, visit):
    page = visit(f"{site}/?kommun=solna")
    page.get_by_role("listbox", name=LISTBOX).focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox", name=LISTBOX)).to_match_aria_snapshot(
        """
        - listbox "Karta. Platserna står i listans ordning.":
          - option /Exempelplats Solna 1/
          - option /Exempelplats Solna 2/ [selected]
        """
    )


def test_a_scene_from_the_list_is_shown_on_the_map(site, visit):
    page = visit(site)
    link = page.locator("[data-show]").nth(3)
    name = page.locator(".place__name a").nth(3).inner_text()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name=name)).to_be_focused()
    expect(page).to_have_url(re.compile("plats="))
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
