"""The map in another site's frame: only the embedded page may stand there."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect


class OtherSite(BaseHTTPRequestHandler):
    """Somebody else's page, with what its `frame` parameter names in a frame."""

    def do_GET(self) -> None:
        address = parse_qs(urlsplit(self.path).query)["frame"][0]
        frame = f'<iframe src="{address}" title="karta" width="900" height="700"></iframe>'
        html = f'<!doctype html><html lang="sv"><link rel="icon" href="data:,"><title>Annan</title>{frame}</html>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(html.encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def framing() -> Iterator[Callable[[str], str]]:
    """Give the address of another site's page that frames what it is given."""
    with HTTPServer(("127.0.0.1", 0), OtherSite) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield lambda address: f"http://127.0.0.1:{server.server_port}/?frame={address}"
        server.shutdown()
        thread.join()


def test_the_embedded_map_is_whole_in_a_frame(site, visit, framing):
    page = visit(framing(f"{site}/inbaddad/?kommun=solna"))
    frame = page.frame_locator("iframe")
    expect(frame.locator(".sign, .shape")).to_have_count(2)
    expect(frame.locator("[data-place]")).to_have_count(2)
    expect(frame.get_by_text("Demonstration.")).to_be_visible()
    expect(frame.get_by_text("Du ser exempelutgåva 1 av kartläggning 2024.")).to_be_visible()
    link = frame.get_by_role("link", name="Öppna hela kartan")
    expect(link).to_have_attribute("href", f"{site}/?kommun=solna")
    expect(link).to_have_attribute("target", "_top")


def test_the_front_page_can_not_be_framed(site, visit, framing, complaints):
    complaints.expected += ["frame-ancestors", "X-Frame-Options"]
    page = visit(framing(site))
    expect(page.frame_locator("iframe").locator("[data-place]")).to_have_count(0)
    assert any("frame-ancestors" in text for text in complaints.heard)


def test_the_snippet_on_the_page_shows_the_same_question(site, visit):
    page = visit(f"{site}/?kommun=solna")
    page.get_by_text("Bädda in kartan").click()
    snippet = page.get_by_label("Kopiera koden till din webbsida")
    assert f'src="{site}/inbaddad/?kommun=solna"' in snippet.input_value()
    page.get_by_label("Kommun", exact=True).select_option("Nacka")
    expect(page.locator("[data-sentence]")).to_contain_text("Nacka")
    assert f'src="{site}/inbaddad/?kommun=nacka"' in page.locator("#embed-snippet").input_value()
