"""Version links (RFC 5829) between rounds, and to the revision that an edition replaces."""


def versions(document):
    """Return the links between rounds by their kind."""
    links = [link for link in document["links"] if link["rel"].endswith("-version") and "/utgavor/" not in link["href"]]
    return {link["rel"]: link["href"] for link in links}


def revisions(document):
    """Return the addresses of the same in the revision that is replaced."""
    return [link["href"] for link in document["links"] if "/utgavor/" in link["href"] and "/las/" in link["href"]]


def test_a_scene_leads_to_itself_in_the_rounds_around(get, client, klara):
    links = versions(get(f"/collections/scenes/items/{klara}-2023").json())
    assert {rel: href.rpartition("/")[2] for rel, href in links.items()} == {
        "predecessor-version": f"{klara}-2021",
        "successor-version": f"{klara}-2024",
        "latest-version": f"{klara}-2024",
    }
    assert {client.get(href).status_code for href in links.values()} == {200}


def test_the_first_has_no_predecessor_and_the_last_no_successor(get, klara):
    assert "predecessor-version" not in versions(get(f"/collections/scenes/items/{klara}-2021").json())
    assert "successor-version" not in versions(get(f"/collections/scenes/items/{klara}-2024").json())


def test_a_round_leads_to_those_around_with_the_same_question(get, client):
    for chosen in ({"year": 2023}, {"datetime": "2023-03-03"}):
        links = versions(get("/collections/scenes/items", municipality="Stockholm", limit=5, **chosen).json())
        years = {rel: client.get(href).json()["features"][0]["properties"] for rel, href in links.items()}
        assert {rel: (row["year"], row["municipality"]) for rel, row in years.items()} == {
            "predecessor-version": (2021, "Stockholm"),
            "successor-version": (2024, "Stockholm"),
            "latest-version": (2024, "Stockholm"),
        }


def test_several_rounds_lead_to_the_newest_alone(get):
    links = versions(get("/collections/scenes/items", datetime="2022-01-01/..").json())
    assert list(links) == ["latest-version"]
    assert "year=2024" in links["latest-version"]


def test_a_collection_leads_to_its_newest_round_and_the_one_before(get):
    links = versions(get("/collections/scenes").json())
    assert links["latest-version"].endswith("/items?year=2024")
    assert links["predecessor-version"].endswith("/items?year=2023")


def test_the_link_header_says_the_same(get, klara):
    response = get(f"/collections/scenes/items/{klara}-2023")
    for rel, href in versions(response.json()).items():
        assert f'<{href}>; rel="{rel}"' in response["Link"]


def test_a_revision_that_replaces_another_leads_to_the_same_in_that_one(get, client, demonstration, klara):
    replaced = next(entry.replaces for entry in demonstration.register if entry.is_current and entry.year == 2024)
    for address in (f"/collections/scenes/items/{klara}-2024", "/collections/scenes/items?year=2024"):
        [href] = revisions(client.get(f"/ogc{address}").json())
        assert f"/utgavor/{replaced}/las/ogc/collections/scenes/items" in href
        before = client.get(href)
        assert before.status_code == 200
        rows = [each["properties"] for each in before.json().get("features", [before.json()])]
        assert {row["edition"] for row in rows} == {replaced}
