"""Which file of a static copy an address becomes, and which links lead to the site itself."""

import pytest

from kartlaggning.exports import static_copy

COPY = static_copy.StaticCopy(live_url="https://example.org")
FILES = {"index.html", "om/index.html", "api/v1/scenes/year-2024.geojson", "api/v1/scenes/alla.json"}


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/en/om/", "en/om/index.html"),
        ("/drogscener/?ar=2023&status=all", "drogscener/urval-2023-all.html"),
        ("/drogscener/?ar=2023&kommun=nacka&q=x", "drogscener/urval-2023-open.html"),
        ("/?ar=2024&jamfor=2021", "urval-2024-jamfor-2021.html"),
        ("/?kommun=nacka", "index.html"),
        ("/utgavor/2024-r1/drogscener-2024-r1.csv", "utgavor/2024-r1/drogscener-2024-r1.csv"),
        ("/api/v1/scenes?year=2024&f=geojson", "api/v1/scenes/year-2024.geojson"),
        ("/api/v1/scenes?f=geojson&year=2024&status=all", "api/v1/scenes/status-all.year-2024.geojson"),
        ("/api/v1/statistics?f=json", "api/v1/statistics/alla.json"),
    ],
)
def test_an_address_becomes_a_file(address, file):
    assert static_copy.file_of_address(address) == file


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("/om/#metod", "/om/#metod"),
        ("/?kommun=nacka", "/?kommun=nacka"),
        ("/static/css/site.css", "/static/css/site.css"),
        ("/api/v1/scenes?year=2024&amp;f=geojson", "/api/v1/scenes/year-2024.geojson"),
        ("/api/v1/scenes", "https://example.org/api/v1/scenes"),
        ("/api/v1/docs#sok", "https://example.org/api/v1/docs#sok"),
        ("/utgavor/2023-r1/las/", "https://example.org/utgavor/2023-r1/las/"),
        ("//annan.example/", "//annan.example/"),
    ],
)
def test_a_link_that_the_copy_lacks_leads_to_the_site(link, becomes):
    assert static_copy.with_own_links(f'<a href="{link}">x</a>', FILES, COPY) == f'<a href="{becomes}">x</a>'


def test_own_addresses_are_the_copys_but_the_api_stays_with_the_site():
    text = '"https://example.org/om/" https://example.org/api/v1/scenes https://example.org.annan/ https://example.org'
    changed = static_copy.readdressed(text, live_url="https://example.org", site_url="https://kopia.example")
    assert changed == (
        '"https://kopia.example/om/" https://example.org/api/v1/scenes https://example.org.annan/ https://kopia.example'
    )


def test_an_address_in_a_redirect_can_not_become_markup():
    assert b"<script>" not in static_copy.redirect_page('/"><script>')
