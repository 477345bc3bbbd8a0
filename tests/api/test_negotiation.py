"""Which format an answer has."""

import pytest

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
GEOJSON, JSON, PROBLEM = "application/geo+json", "application/json", "application/problem+json"
CSV = "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, GEOJSON),
        ("", GEOJSON),
        ("*/*", GEOJSON),
        ("application/*", GEOJSON),
        ("text/html", GEOJSON),
        (BROWSER, GEOJSON),
        (GEOJSON, GEOJSON),
        (JSON, JSON),
        ("Application/JSON", JSON),
        (f"{GEOJSON};q=0.5, {JSON}", JSON),
        (f"{GEOJSON};q=0, */*;q=0.1", JSON),
        (f"{JSON};q=nonsense, */*", GEOJSON),
        ("image/png", PROBLEM),
        ("text/csv;q=0.9", CSV),
    ],
)
def test_scenes_come_in_the_format_that_accept_asks_for(client, demonstration, accept, media_type):
    response = client.get("/api/v1/scenes", headers={} if accept is None else {"accept": accept})
    assert response["Content-Type"] == media_type
    assert response.status_code == (406 if media_type == PROBLEM else 200)
    assert "Accept" in response["Vary"]


@pytest.mark.parametrize(("f", "media_type"), [("geojson", GEOJSON), ("json", JSON)])
def test_f_goes_before_accept(client, demonstration, f, media_type):
    for accept in (GEOJSON, JSON, "image/png"):
        assert client.get(f"/api/v1/scenes?f={f}", headers={"accept": accept})["Content-Type"] == media_type


def test_a_table_has_no_geojson_and_says_so(client, demonstration):
    assert client.get("/api/v1/editions", headers={"accept": BROWSER})["Content-Type"] == JSON
    response = client.get("/api/v1/editions", headers={"accept": GEOJSON})
    assert response.status_code == 406
    assert response.json()["detail"] == "Svaret finns som application/json."
    assert client.get("/api/v1/editions?f=geojson").status_code == 400


def test_json_holds_the_same_rows_as_geojson(ask):
    rows = ask("scenes", f="json", status="all")["scenes"]
    assert rows == [feature["properties"] for feature in ask("scenes", status="all")["features"]]


def test_every_answer_links_to_itself_in_its_other_formats(client, ask):
    links = ask("scenes", year=2023)["links"]
    [own] = [link["href"] for link in links if link["rel"] == "self"]
    assert own == "http://testserver/api/v1/scenes?year=2023"
    others = {link["type"]: link["href"] for link in links if link["rel"] == "alternate"}
    assert set(others) == {JSON, "text/csv"}
    for media_type, address in others.items():
        assert client.get(address)["Content-Type"].split(";")[0] == media_type
