"""The Atom feed: each edition, erratum and withdrawal once, with an identity that stays."""

import pytest
from defusedxml import ElementTree

from kartlaggning.models import Edition
from kartlaggning.services.editions.publication import withdraw_edition
from tests.editions_at import corrected

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client):
    answer = client.get("/utgavor/flode.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def entries(client):
    return {found.findtext(f"{ATOM}id"): found for found in feed(client).iter(f"{ATOM}entry")}


def test_the_feed_has_an_identity_an_author_and_leads_to_the_list(record, client):
    found = feed(client)
    assert found.findtext(f"{ATOM}id") == "http://localhost:8000/utgavor/flode.atom"
    assert "inte en myndighet" in found.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://localhost:8000/utgavor/",
        "self": "http://localhost:8000/utgavor/flode.atom",
    }


def test_an_erratum_and_its_edition_come_into_the_feed_and_what_was_there_keeps_its_identity(record, client):
    before = entries(client)
    corrected(what="Ytan <b>var</b> fel & stor.", scenes=("Dalen",))
    after = entries(client)
    assert set(after) - set(before) == {
        "http://localhost:8000/utgavor/2024-r2/",
        "http://localhost:8000/utgavor/2024-r2/#rattelse-1",
    }
    summary = after["http://localhost:8000/utgavor/2024-r2/#rattelse-1"].findtext(f"{ATOM}summary")
    assert "Ytan &lt;b&gt;var&lt;/b&gt; fel &amp; stor. Varför: Fel underlag användes." in summary
    for identity, found in before.items():
        assert after[identity].findtext(f"{ATOM}updated") == found.findtext(f"{ATOM}updated")


def test_a_withdrawal_comes_into_the_feed_with_its_reason(record, client):
    corrected()
    withdraw_edition(Edition.objects.get(ref="2024-r1"), reason="Fel underlag.", by="test")
    found = entries(client)["http://localhost:8000/utgavor/2024-r1/#aterkallad"]
    assert found.findtext(f"{ATOM}summary") == "Fel underlag."


def test_the_latest_comes_first(record, client):
    corrected()
    times = [found.findtext(f"{ATOM}updated") for found in feed(client).iter(f"{ATOM}entry")]
    assert times == sorted(times, reverse=True)


def test_what_is_made_up_is_marked(demonstration, client):
    marked = [
        found
        for found in entries(client).values()
        if any(category.get("term") == "exempel" for category in found.findall(f"{ATOM}category"))
    ]
    assert len(marked) == 3
    for found in marked:
        assert "Exempelutgåva" in found.findtext(f"{ATOM}title")
        assert "påhittade" in found.findtext(f"{ATOM}summary")


@pytest.mark.parametrize("path", ["/", "/utgavor/", "/utgavor/2024-r1/"])
def test_the_feed_is_found_from_the_pages(record, client, path):
    assert 'href="/utgavor/flode.atom"' in client.get(path).content.decode().partition("</head>")[0]


def test_before_the_first_publication_the_feed_is_empty(empty, client):
    assert entries(client) == {}


def test_a_withdrawn_edition_tells_no_more_of_what_it_put_right(record, client):
    corrected()
    erratum = "http://localhost:8000/utgavor/2024-r2/#rattelse-1"
    assert erratum in entries(client)
    withdraw_edition(Edition.objects.get(ref="2024-r2"), reason="Fel underlag.", by="test")
    assert erratum not in entries(client)
