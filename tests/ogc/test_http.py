"""How the OGC API answers over HTTP: one query, kept bytes, tags, other sites' scripts, the limit, made-up rows."""

import pytest

from kartlaggning.computed_limit import computed

ADDRESSES = (
    "/ogc",
    "/ogc/conformance",
    "/ogc/api",
    "/ogc/collections",
    "/ogc/collections/scenes",
    "/ogc/collections/scenes/items?year=2024&bbox=18,59.3,18.1,59.4",
    "/ogc/collections/closed-scenes/items",
    "/ogc/collections/municipalities/items",
    "/ogc/collections/scenes/items/S-0001-2023",
)


@pytest.mark.parametrize("form", ["json", "html"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_costs_one_query_and_is_not_sent_again(
    client, demonstration, django_assert_num_queries, address, form
):
    address += ("&" if "?" in address else "?") + f"f={form}"
    with django_assert_num_queries(1):
        first = client.get(address)
    assert first.status_code == 200
    assert first["Cache-Control"] == "public, max-age=60"
    assert "cookie" not in first["Vary"].lower()
    assert not first.cookies
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_scripts_of_any_site_may_read_also_what_is_refused(client, demonstration):
    for address in ("/ogc", "/ogc/collections/scenes/items?x=1", "/ogc/x"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    assert "Content-Crs" in client.get("/ogc")["Access-Control-Expose-Headers"]
    assert client.options("/ogc/collections").status_code == 204


def test_it_is_only_to_be_read(client, demonstration):
    assert client.post("/ogc/collections/scenes/items").status_code == 405


def test_only_what_must_be_computed_counts_against_the_limit(client, demonstration, settings):
    settings.API_COMPUTED_PER_MINUTE = 2
    computed.clear()
    first = client.get("/ogc/collections/scenes/items?limit=1")
    assert first["RateLimit-Policy"] == '"computed";q=2;w=60'
    for _ in range(5):
        assert client.get("/ogc/collections/scenes/items?limit=1").status_code == 200
    assert client.get("/ogc/collections/scenes/items?limit=2&f=html").status_code == 200
    refused = client.get("/ogc/collections/scenes/items?limit=3")
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert int(refused["Retry-After"]) in range(1, 31)


def test_behind_a_proxy_each_reader_has_a_limit_of_their_own(client, demonstration, settings):
    settings.API_COMPUTED_PER_MINUTE, settings.TRUSTED_PROXIES = 1, 1
    computed.clear()
    statuses = [
        client.get(f"/ogc/collections/scenes/items?limit={number}", headers={"x-forwarded-for": who}).status_code
        for number, who in enumerate(("192.0.2.1", "192.0.2.2", "198.51.100.9, 192.0.2.1"), 1)
    ]
    assert statuses == [200, 200, 429]


def test_what_is_made_up_is_marked_as_data_and_as_a_page(client, demonstration):
    for address in ADDRESSES:
        if address not in ("/ogc/conformance", "/ogc/api"):
            answer = client.get(address).json()
            assert answer["is_demonstration"] is True
            assert "påhittade" in answer["notice"]
    assert "påhittade" in client.get("/ogc/collections/scenes/items?f=html").content.decode()


def test_the_record_alone_has_nothing_made_up(client, record):
    answer = client.get("/ogc/collections/scenes/items?year=2024").json()
    assert (answer["is_demonstration"], answer["notice"]) == (False, None)
    assert [feature["properties"]["name"] for feature in answer["features"]] == ["Sergels torg/Klara"]


@pytest.mark.parametrize("name", ["scenes", "closed-scenes"])
def test_before_the_first_publication_collections_are_there_and_empty(client, empty, name):
    assert client.get("/ogc/collections").status_code == 200
    answer = client.get(f"/ogc/collections/{name}/items").json()
    assert (answer["numberMatched"], answer["features"]) == (0, [])
    assert client.get(f"/ogc/collections/{name}?f=html").status_code == 200
