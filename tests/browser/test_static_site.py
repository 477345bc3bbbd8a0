"""The static copy in a browser, served by Python's plainest server: search, filters, years, languages, files."""

import functools
import http.server
import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE


class _Copy(http.server.SimpleHTTPRequestHandler):
    """Answers files, and the copy's own page for what it lacks, as every web server can be told to."""

    def log_message(self, *_arguments):
        pass

    def send_error(self, code, message=None, explain=None):
        content = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="module")
def copy(demonstration_installation, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "kopia"
    demonstration_installation.must("export_site", "--folder", folder, "--commit")
    handler = functools.partial(_Copy, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def rows(page):
    return page.locator("[data-list] tbody tr")


def test_the_list_is_filtered_searched_and_sorted_without_a_server(copy, visit):
    page = visit(f"{copy}/drogscener/")
    whole = rows(page).count()
    page.get_by_label("Kommun", exact=True).select_option(label="Stockholm")
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.locator("#list-sentence")).to_contain_text(f"av {whole} platser i kartläggningen 2024")
    assert 0 < rows(page).count() < whole
    page.get_by_role("link", name="Yta", exact=True).click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Yta")
    areas = [float(value) for value in rows(page).evaluate_all("all => all.map(r => r.dataset.areaM2)") if value]
    assert areas == sorted(areas)
    assert page.url.endswith("?kommun=stockholm&sortera=yta")
    page.go_back()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Plats")


def test_an_address_opens_what_it_says_with_every_letter_whatever_the_case(copy, visit):
    page = visit(f"{copy}/drogscener/?ar=2023&status=all&q=VÅRBY")
    expect(page.locator("#list-sentence")).to_contain_text("i kartläggningen 2023 stämmer")
    names = rows(page).evaluate_all("all => all.map(r => r.dataset.names.toLowerCase())")
    assert names
    assert all("vårby" in name for name in names)
    assert page.get_by_label("Platsens namn").input_value() == "VÅRBY"
    assert page.get_by_label("Kartläggning", exact=True).input_value() == "2023"


def test_nothing_found_and_a_choice_that_is_none_are_said(copy, visit, complaints):
    page = visit(f"{copy}/drogscener/?q=finns%20inte")
    expect(page.get_by_text("Ingen plats stämmer med det du har valt.")).to_be_visible()
    complaints.expected.append("status of 404")
    page.goto(f"{copy}/drogscener/?ar=1999")
    expect(page.locator("#list-sentence")).to_contain_text("Adressen har ett val som inte finns.")


def test_the_map_changes_year_compares_and_filters(copy, visit):
    page = visit(f"{copy}/")
    sentence = page.locator("[data-sentence]")
    page.get_by_label("Kartläggning", exact=True).select_option("2023")
    expect(sentence).to_contain_text("2023")
    page.get_by_label("Jämför med").select_option("2021")
    expect(page.locator(".map-list__group").first).to_contain_text("sedan 2021")
    page.get_by_label("Jämför med").select_option("")
    expect(sentence).to_contain_text("kartläggningen 2023")
    page.get_by_label("Kommun", exact=True).select_option("stockholm")
    expect(sentence).to_contain_text("stämmer med det du har valt")
    areas = page.locator("[data-place]").evaluate_all("all => all.map(place => place.dataset.areas)")
    assert areas
    assert all("municipality:stockholm" in listed for listed in areas)


def test_a_shared_address_of_the_map_opens_its_place(copy, visit):
    page = visit(f"{copy}/drogscener/?ar=2023")
    href = rows(page).first.get_by_role("link").first.get_attribute("href")
    slug = href.strip("/").rpartition("/")[2]
    page.goto(f"{copy}/?ar=2023&plats={slug}", wait_until="networkidle")
    expect(page.locator("[data-panel]")).to_be_visible()
    page.goto(f"{copy}/inbaddad/?ar=2023&kommun=stockholm", wait_until="networkidle")
    expect(page.locator("[data-sentence]")).to_contain_text("i kartläggningen 2023 stämmer")


def test_a_scene_the_other_language_and_a_file(copy, visit):
    page = visit(f"{copy}/en/drogscener/?kommun=stockholm", viewport=PHONE)
    expect(page.locator("#list-sentence")).to_contain_text("2024")
    swedish = page.locator(".site-header__language").evaluate("link => link.href")
    assert swedish == f"{copy}/drogscener/?kommun=stockholm"
    rows(page).first.get_by_role("link").first.click()
    assert "/en/drogscener/" in page.url
    page.goto(f"{copy}/utgavor/senaste/", wait_until="networkidle")
    with page.expect_download() as download:
        page.locator("a[href$='.csv']").first.click()
    assert download.value.suggested_filename.endswith(".csv")


def test_what_the_copy_lacks_answers_with_its_own_page(copy, visit, complaints):
    complaints.expected.append("status of 404")
    page = visit(f"{copy}/finns-inte/")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("link", name="Lista", exact=True).first.is_visible()


def test_without_javascript_every_year_is_a_link_away(copy, visit):
    page = visit(f"{copy}/drogscener/", java_script_enabled=False)
    page.get_by_role("link", name="2023", exact=True).first.click()
    assert "2023" in page.locator("#list-sentence").inner_text()
    assert page.locator("[data-list] tbody tr").count() > 60
