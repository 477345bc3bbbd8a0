"""A public page costs one query, however many scenes there are, and asked for again it costs no more than a 304."""

import pytest
from django.test import Client

PAGES = [
    "/",
    "/?jamfor=2021",
    "/drogscener/",
    "/drogscener/?status=all&kommun=stockholm",
    "/drogscener/sergels-torg-klara/",
    "/upphorda/",
    "/kommuner/",
    "/kommuner/stockholm/",
    "/stadsdelsomraden/jarva/",
    "/lokalpolisomraden/norrmalm/",
    "/nytt/",
    "/statistik/",
    "/uppfoljning/",
    "/uppfoljning/forandring/",
    "/uppfoljning/forandring/?fran=2021&till=2024&omrade=stadsdelsomrade-jarva",
    "/stadsdelsomraden/jarva/svar/",
    "/lokalpolisomraden/norrmalm/svar/",
    "/uppfoljning/brott/",
    "/uppfoljning/brott/sergels-torg-klara/",
    "/uppfoljning/trygghet/",
    "/uppfoljning/insatser/",
    "/uppfoljning/samverkan/",
    "/uppfoljning/studier/",
    "/kontakter/",
    "/uppfoljning/insatser/?kommun=stockholm",
    "/om/",
    "/oppna-data/",
    "/tillganglighet/",
    "/personuppgifter/",
    "/inbaddad/",
    "/utgavor/",
    "/utgavor/2024-r1/",
    "/utgavor/2023-r1/",
]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_one_query(demonstration, client, django_assert_num_queries, path, language):
    with django_assert_num_queries(1):
        answer = client.get(language + path)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_the_site_is_whole_with_the_documented_record_alone(record, client, path):
    answer = client.get(path.replace("2021", "2023"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Exempelplats" not in text
    assert 'class="demonstration' not in text


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_reading_sets_no_cookie_and_what_is_read_is_the_same_for_everybody(demonstration, client, path, language):
    answer = client.get(language + path)
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["ETag"] == Client().get(language + path)["ETag"]


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_has_not_changed_is_not_sent_again(demonstration, client, path, encoding):
    etag = client.get(path, headers={"accept-encoding": encoding})["ETag"]
    again = client.get(path, headers={"accept-encoding": encoding, "if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize("path", ["/finns-inte/", "/?ar=2022", "/?farg=blå", "/drogscener/S-0001/"])
def test_only_a_page_that_was_found_is_kept(demonstration, client, path):
    answer = client.get(path)
    assert answer.status_code != 200
    assert "Cache-Control" not in answer
