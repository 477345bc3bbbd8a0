"""Whole collections, and page by page."""

import re

import pytest


def by_rel(response):
    links = re.findall(r'<([^>]+)>; rel="([a-z]+)"', response["Link"])
    return {rel: address for address, rel in links}


@pytest.mark.parametrize("resource", ["scenes?f=json", "municipalities?f=json"])
def test_without_limit_everything_comes_and_no_link_header(client, demonstration, resource):
    response = client.get(f"/api/v1/{resource}")
    assert "Link" not in response
    assert response.json()["number_returned"] == response.json()["number_matched"]


@pytest.mark.parametrize("f", ["json", "geojson"])
def test_following_next_gives_every_scene_once(client, demonstration, f):
    ids, address, pages = [], f"/api/v1/scenes?f={f}&limit=20&municipality=stockholm", 0
    while address:
        response = client.get(address)
        content = response.json()
        rows = content["scenes"] if f == "json" else [feature["properties"] for feature in content["features"]]
        assert content["number_matched"] == 26
        assert content["number_returned"] == len(rows)
        ids += [row["id"] for row in rows]
        address, pages = by_rel(response).get("next"), pages + 1
    assert pages == 2
    assert len(ids) == len(set(ids)) == 26


def test_the_header_and_the_member_hold_the_same_links(client, demonstration):
    response = client.get("/api/v1/scenes?year=2023&limit=10&page=3")
    expected = {
        rel: f"http://testserver/api/v1/scenes?year=2023&limit=10&page={page}"
        for rel, page in {"first": 1, "prev": 2, "next": 4, "last": 7}.items()
    }
    assert by_rel(response) == expected
    members = {link["rel"]: link["href"] for link in response.json()["links"]}
    assert members.items() >= expected.items()


def test_the_first_page_has_no_previous_and_the_last_no_next(client, demonstration):
    assert set(by_rel(client.get("/api/v1/scenes?limit=50"))) == {"first", "next", "last"}
    assert set(by_rel(client.get("/api/v1/scenes?limit=50&page=2"))) == {"first", "prev", "last"}
    assert set(by_rel(client.get("/api/v1/scenes?page=1"))) == {"first", "last"}


def test_a_page_after_the_last_is_not_found_and_the_last_is_named(refused):
    assert refused(404, "scenes?limit=50&page=3") == "Sidan 3 finns inte. Den sista är 2."


def test_nothing_found_is_one_empty_page(client, demonstration):
    content = client.get("/api/v1/scenes?bbox=10,56,11,57&limit=10").json()
    assert content["features"] == []
    assert content["number_matched"] == 0
