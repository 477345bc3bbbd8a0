"""Sitemap and robots: pages that say what is the case now, in both languages, and nothing that is not to be found."""

from defusedxml import ElementTree

from tests.editions_at import corrected

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SITE = "http://localhost:8000"


def listed(client):
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    return {url.findtext(f"{SITEMAP}loc"): url for url in ElementTree.fromstring(answer.content)}


def test_every_page_in_the_sitemap_answers_and_may_be_found(record, client):
    pages = listed(client)
    assert len(pages) > 100
    for address in pages:
        answer = client.get(address.removeprefix(SITE))
        assert answer.status_code == 200, address
        assert 'content="noindex"' not in answer.content.decode(), address


def test_each_page_names_itself_in_both_languages_and_when_it_changed(record, client):
    for address, url in listed(client).items():
        alternates = {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
        assert set(alternates) == {"sv", "en"}
        assert address in alternates.values()
        assert url.findtext(f"{SITEMAP}lastmod")


def test_closed_places_former_areas_and_superseded_editions_are_not_in_it(record, client):
    corrected()
    pages = listed(client)
    assert f"{SITE}/drogscener/sergels-torg-klara/" in pages
    closed = {row.slug for row in record.newest.scenes} - {row.slug for row in record.newest.open_scenes}
    assert closed
    assert not {f"{SITE}/drogscener/{slug}/" for slug in closed} & set(pages)
    assert f"{SITE}/lokalpolisomraden/norrmalm/" not in pages
    assert f"{SITE}/utgavor/2024-r2/" in pages
    assert f"{SITE}/utgavor/2024-r1/" not in pages


def test_robots_are_told_what_to_leave_alone_and_where_the_sitemap_is(record, client):
    text = client.get("/robots.txt").content.decode()
    for line in ("Disallow: /personal/", "Disallow: /forhandsvisning/", "Disallow: /utgavor/*/las/"):
        assert line in text
    assert f"Sitemap: {SITE}/sitemap.xml" in text


def test_before_the_first_publication_only_the_standing_pages_are_listed(empty, client):
    pages = listed(client)
    assert f"{SITE}/om/" in pages
    assert not any("/drogscener/" in address.removesuffix("/drogscener/") for address in pages)
