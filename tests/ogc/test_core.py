"""Part 1 Core, GeoJSON, HTML and OpenAPI 3.0: a test for each requirement, which its name begins with."""

import pytest
from drf_spectacular.validation import validate_schema

COLLECTIONS = ("scenes", "closed-scenes", "municipalities")
PAGES = ("", "/conformance", "/api", "/collections", "/collections/scenes", "/collections/scenes/items")


def by_rel(document):
    return {link["rel"]: link for link in document["links"]}


def test_core_root_success_has_links_to_all_else(get):
    links = by_rel(get().json())
    assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data"} <= set(links)


def test_core_links_of_the_landing_page_all_lead_somewhere(get, client):
    for link in get().json()["links"]:
        if link["href"].startswith("http://testserver"):
            assert client.get(link["href"]).status_code == 200, link
            assert client.get(link["href"])["Content-Type"].partition(";")[0] == link["type"].partition(";")[0]


def test_core_conformance_success_lists_the_classes(get):
    classes = {address.rpartition("/conf/")[2] for address in get("/conformance").json()["conformsTo"]}
    assert classes == {"core", "oas30", "html", "geojson", "crs"}


def test_core_fc_md_success_has_the_three_collections(get):
    document = get("/collections").json()
    assert tuple(each["id"] for each in document["collections"]) == COLLECTIONS
    for each in document["collections"]:
        assert {"items", "self", "license"} <= {link["rel"] for link in each["links"]}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_core_sfc_md_success_is_as_in_the_list_of_all(get, name):
    listed = next(each for each in get("/collections").json()["collections"] if each["id"] == name)
    alone = get(f"/collections/{name}").json()
    for key in ("id", "title", "description", "extent", "crs", "storageCrs", "itemType"):
        assert alone[key] == listed[key]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_core_fc_links_and_numbers_are_there(get, name):
    document = get(f"/collections/{name}/items", limit=5).json()
    assert {"self", "alternate", "next", "collection"} <= set(by_rel(document))
    assert document["numberReturned"] == len(document["features"]) == 5
    assert document["numberMatched"] > 5
    assert document["timeStamp"].endswith("Z")


@pytest.mark.parametrize(("name", "total"), [("scenes", 64 + 63 + 53), ("municipalities", 26)])
@pytest.mark.parametrize("limit", [7, 100])
def test_core_fc_next_leads_through_every_feature_once(get, client, name, total, limit):
    address, seen = f"/ogc/collections/{name}/items?limit={limit}", []
    while address:
        document = client.get(address).json()
        assert document["numberMatched"] == total
        seen += [feature["id"] for feature in document["features"]]
        address = by_rel(document).get("next", {}).get("href")
    assert len(seen) == len(set(seen)) == total


def test_core_fc_prev_leads_back(get, client):
    second = get("/collections/scenes/items", limit=10, offset=10).json()
    first = client.get(by_rel(second)["prev"]["href"]).json()
    assert first["features"] == get("/collections/scenes/items", limit=10).json()["features"]


def test_core_fc_limit_over_the_most_is_the_most_and_no_error(get):
    assert get("/collections/scenes/items", limit=999999).json()["numberReturned"] == 180


def test_core_fc_limit_without_one_is_a_hundred(get):
    assert get("/collections/scenes/items").json()["numberReturned"] == 100


@pytest.mark.parametrize(
    ("when", "years"),
    [
        ("2024-06-01", {2024}),
        ("2024-12-31T23:59:59Z", {2024}),
        ("2024-12-31T23:59:59-05:00", set()),
        ("2023-01-01/2024-01-01", {2023, 2024}),
        ("2023-05-05/..", {2023, 2024}),
        ("../2022-12-31", {2021}),
        ("/2021-01-01T00:00:00Z", {2021}),
        ("2022-02-02", set()),
    ],
)
def test_core_fc_time_response_has_the_rounds_whose_year_meets_it(get, when, years):
    features = get("/collections/scenes/items", datetime=when, limit=1000).json()["features"]
    assert {feature["properties"]["year"] for feature in features} == years


def test_core_fc_time_leaves_what_has_no_end(get):
    assert get("/collections/municipalities/items", datetime="1999-01-01").json()["numberMatched"] == 26


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("year=2024", 53),
        ("year=1900", 0),
        ("status=open", 180),
        ("year=2024&municipality=Stockholm", 26),
        ("year=2024&municipality_code=0180", 26),
        ("id=S-0001", 2),
        ("year=2024&origin=documented", 1),
    ],
)
def test_core_fc_filters_give_what_has_just_that_value(client, demonstration, query, total):
    assert client.get(f"/ogc/collections/scenes/items?{query}").json()["numberMatched"] == total


def test_core_f_success_is_the_feature_of_the_list(get):
    feature = get("/collections/scenes/items", year=2024, limit=1).json()["features"][0]
    alone = get(f"/collections/scenes/items/{feature['id']}").json()
    assert {key: alone[key] for key in feature} == feature
    assert {"self", "alternate", "collection"} <= set(by_rel(alone))


@pytest.mark.parametrize(
    "address",
    [
        "?x=1",
        "/conformance?x=1",
        "/collections?limit=1",
        "/collections/scenes/items?kommun=stockholm",
        "/collections/scenes/items/S-0001-2024?limit=1",
        "/collections/scenes/items?bbox-CRS=x",
    ],
)
def test_core_query_param_unknown_is_400(refused, address):
    assert "Här finns" in refused(400, address)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=x",
        "limit=",
        "offset=-1",
        "f=xml",
        "datetime=igår",
        "datetime=2024",
        "datetime=2024-13-01",
        "datetime=../..",
        "datetime=2024-01-01/2023-01-01",
        "datetime=a/b/c",
        "datetime=2024-06-01T12:00:00",
        "bbox=1,2,3",
        "bbox=1,2,3,4,5",
        "bbox=nan,1,2,3",
        "bbox=inf,1,2,3",
        "bbox=1e99,1,2,3",
        "bbox=18,60,19,59",
        "bbox=18,59,999,60",
        "bbox=",
        "crs=EPSG:3006",
        "bbox-crs=x",
        "year=tjugo",
        "status=shut",
        "year=2024&year=2023",
    ],
)
def test_core_query_param_invalid_is_400(refused, query):
    assert refused(400, f"/collections/scenes/items?{query}")


@pytest.mark.parametrize(
    "address",
    [
        "/x",
        "/collections/x",
        "/collections/x/items",
        "/collections/scenes/items/S-9999-2024",
        "/collections/scenes/items/S-0001-1900",
        "/collections/scenes/items/sergels-torg-klara",
        "/collections/closed-scenes/items/S-0001-2023",
        "/collections/municipalities/items/x",
    ],
)
def test_core_what_is_not_there_is_404(refused, address):
    assert refused(404, address)


def test_geojson_definition_has_the_media_type_and_permanent_numbers(get, klara):
    response = get("/collections/scenes/items", year=2024, limit=1000)
    assert response["Content-Type"] == "application/geo+json"
    document = response.json()
    assert document["type"] == "FeatureCollection"
    assert {feature["id"] for feature in document["features"]} >= {f"{klara}-2024"}
    assert all(feature["geometry"]["type"] == "MultiPolygon" for feature in document["features"])


@pytest.mark.parametrize("path", PAGES)
def test_html_definition_every_resource_is_a_page_too(get, path):
    response = get(path, f="html")
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1" in response.content.decode()


def test_html_content_has_the_features_and_their_pages(get, klara):
    text = get("/collections/scenes/items", f="html", year=2024).content.decode()
    assert "Visar 53 av 53" in text
    item = get(f"/collections/scenes/items/{klara}-2024", f="html").content.decode()
    assert f"Sergels torg/Klara ({klara}-2024)" in item


def test_html_is_what_a_browser_gets_and_json_what_a_program_gets(client, demonstration):
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for accept, expected in (
        (browser, "text/html; charset=utf-8"),
        ("*/*", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("application/geo+json, application/json", "application/geo+json"),
    ):
        response = client.get("/ogc/collections/scenes/items?limit=1", headers={"accept": accept})
        assert response["Content-Type"] == expected
    assert client.get("/ogc", headers={"accept": "image/png"}).status_code == 406


def test_oas30_completeness_the_description_is_valid_and_has_every_parameter(get):
    response = get("/api")
    assert response["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    document = response.json()
    validate_schema(document)
    assert document["openapi"].startswith("3.0.")
    for name in COLLECTIONS:
        described = {each["name"] for each in document["paths"][f"/collections/{name}/items"]["get"]["parameters"]}
        assert {"bbox", "bbox-crs", "crs", "datetime", "limit", "offset", "f"} <= described
    scenes = {each["name"] for each in document["paths"]["/collections/scenes/items"]["get"]["parameters"]}
    assert {"status", "change", "municipality", "police_area", "year"} <= scenes
