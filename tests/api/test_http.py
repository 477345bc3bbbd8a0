"""How the API answers, whatever is asked: caching, other sites' scripts, methods, problems, queries."""

import pytest
from django.test import Client

from kartlaggning.services.demonstration.county import remove_demonstration

RESOURCES = [
    "",
    "scenes",
    "scenes?year=2021&status=all",
    "scenes?bbox=18,59,18.2,60&f=json",
    "scenes/S-0001",
    "closed-scenes",
    "municipalities",
    "city-districts",
    "police-areas",
    "editions",
    "statistics",
    "published-figures",
    "measures",
    "crimes",
    "safety?f=csv",
    "api-info",
]
every_resource = pytest.mark.parametrize("resource", RESOURCES)


@every_resource
def test_an_answer_that_the_reader_has_is_304(client, demonstration, resource):
    first = client.get(f"/api/v1/{resource}")
    again = client.get(f"/api/v1/{resource}", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"/api/v1/{resource}", headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_compressed_answer_is_304_too_the_second_time(client, demonstration, encoding):
    first = client.get("/api/v1/scenes", headers={"accept-encoding": encoding})
    assert first["Content-Encoding"] == encoding
    assert len(first.content) < len(client.get("/api/v1/scenes").content) / 3
    headers = {"accept-encoding": encoding, "if-none-match": first["ETag"]}
    assert client.get("/api/v1/scenes", headers=headers).status_code == 304


def test_different_questions_have_different_tags(client, demonstration):
    addresses = ("scenes", "scenes?f=json", "scenes?crs=EPSG:3006", "scenes?year=2023", "scenes?limit=5", "editions")
    assert len({client.get(f"/api/v1/{address}")["ETag"] for address in addresses}) == len(addresses)


def test_a_change_of_editions_is_seen_at_once(client, demonstration):
    before = client.get("/api/v1/scenes")
    remove_demonstration(by="test")
    after = client.get("/api/v1/scenes", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert before.json()["is_demonstration"] is True
    assert after.json()["is_demonstration"] is False


@every_resource
def test_answers_may_be_kept_by_anybody_for_five_minutes(client, demonstration, resource):
    response = client.get(f"/api/v1/{resource}")
    assert response["Cache-Control"].startswith("public, max-age=60")
    assert "Cookie" not in response["Vary"]
    assert not response.cookies


@every_resource
def test_scripts_of_any_site_may_read(client, demonstration, resource):
    response = client.get(f"/api/v1/{resource}", headers={"origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "Link", "Content-Crs"} <= set(response["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in response


def test_a_browsers_preflight_is_answered(client, demonstration):
    headers = {"origin": "https://example.org", "access-control-request-method": "GET"}
    response = client.options("/api/v1/scenes", headers=headers)
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == response["Allow"] == "GET, HEAD, OPTIONS"


@every_resource
def test_head_has_the_headers_of_get_and_no_body(client, demonstration, resource):
    got, head = client.get(f"/api/v1/{resource}"), client.head(f"/api/v1/{resource}")
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == got["ETag"]
    assert head["Content-Type"] == got["Content-Type"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["scenes", "scenes/S-0001", "statistics", "openapi.json", "nope"])
def test_nothing_can_be_written(demonstration, address, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(f"/api/v1/{address}")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ["/api/v1/nope", "/api/v1/scenes/", "/api/v2/scenes", "/api/", "/api/v1/%ff"])
def test_an_address_that_leads_nowhere_is_a_problem_document(client, demonstration, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_problems_are_in_swedish_and_name_their_kind(client, demonstration):
    problem = client.get("/api/v1/scenes/finns-inte").json()
    assert problem["type"] == "urn:drogscener:problem:not-in-edition"
    assert problem["title"] == "Det finns inte i kartläggningen"
    assert problem["instance"] == "/api/v1/scenes/finns-inte"


def test_before_the_first_publication_there_is_nothing_to_find(client, empty):
    assert client.get("/api/v1/scenes").status_code == 404
    assert client.get("/api/v1/scenes").json()["detail"] == "Ingen kartläggning är publicerad ännu."
    assert client.get("/api/v1/").status_code == client.get("/api/v1/statistics").status_code == 200


@every_resource
def test_one_query_whatever_the_number_of_scenes(client, demonstration, django_assert_num_queries, resource):
    with django_assert_num_queries(1):
        assert client.get(f"/api/v1/{resource}").status_code == 200
