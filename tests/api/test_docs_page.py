"""The reference as a page: all of the description, in one heading's tree, without JavaScript."""

import re
from collections import Counter
from html import unescape
from itertools import pairwise

import pytest

from kartlaggning.api.reference import read_reference, spans


@pytest.fixture
def page(client, demonstration):
    response = client.get("/api/v1/docs")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def description(client, demonstration):
    return client.get("/api/v1/openapi.json").json()


def section(page, anchor):
    """Return the words of the section with this heading, with single spaces."""
    found = re.search(rf'<section[^>]* aria-labelledby="{anchor}">(.*?)</section>', page, re.DOTALL)
    assert found, anchor
    return words(found[1])


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def written(value):
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_every_resource_stands_there_with_its_address_and_words(page, description):
    for path, item in description["paths"].items():
        text = section(page, f"resurs-{item['get']['operationId']}")
        for expected in (path, item["get"]["summary"], item["get"]["description"]):
            assert expected in text, path


def test_every_parameter_stands_there_with_its_values(page, description):
    for item in description["paths"].values():
        text = section(page, f"resurs-{item['get']['operationId']}")
        for parameter in item["get"]["parameters"]:
            schema = parameter["schema"]
            stated = [schema[key] for key in ("default", "pattern", "minimum", "maximum") if key in schema]
            stated += [*schema.get("enum", ()), parameter.get("example", "")]
            for expected in (parameter["name"], parameter["description"], *map(written, stated)):
                assert expected in text, parameter["name"]


def test_every_answer_stands_there_with_its_media_types_and_headers(page, description):
    for item in description["paths"].values():
        text = section(page, f"resurs-{item['get']['operationId']}")
        for status, answer in item["get"]["responses"].items():
            for expected in (status, answer["description"], *answer.get("content", ()), *answer.get("headers", ())):
                assert expected in text, status


def test_every_property_stands_there_with_its_values(page, description):
    for name, schema in description["components"]["schemas"].items():
        text = section(page, f"objekt-{name}")
        assert schema["description"] in text
        for key, value in schema["properties"].items():
            stated = [each for each in value.get("enum", ()) if each is not None]
            for expected in (key, value.get("description", ""), *stated, written(value.get("example") or "")):
                assert " ".join(expected.split()) in text, f"{name}.{key}"


def test_the_introduction_has_bold_words_and_code_and_no_markdown(page):
    assert "<strong>Gränser.</strong>" in page
    assert "<code>limit</code>" in page
    assert "**" not in page
    assert "`" not in page


def test_every_link_within_the_page_has_somewhere_to_go(page):
    ids = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert [name for name, number in ids.items() if number > 1] == []
    assert {name for name in re.findall(r'href="#([^"]+)"', page) if name not in ids} == set()


def test_every_example_works(client, page, demonstration):
    examples = {unescape(address) for address in re.findall(r'href="(/api/v1/[^"]*)"', page)}
    assert "/api/v1/scenes/S-0001?f=geojson" in examples
    assert {address: client.get(address).status_code for address in examples} == dict.fromkeys(examples, 200)


def test_it_needs_no_script_and_loads_nothing_from_elsewhere(page):
    loaded = re.findall(r'<(?:link|script|img)[^>]*(?:src|href)="([^"]+)"', page)
    assert [address for address in loaded if not address.startswith("/")] == []
    assert "<script" not in page
    assert "<style" not in page
    assert "style=" not in page


def test_it_has_one_main_heading_and_no_skipped_level(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_text_between_the_marks_stays_as_it_is():
    assert [(span.kind, span.text) for span in spans("En **fet** och `kod`, 2 * 3.")] == [
        ("text", "En "),
        ("strong", "fet"),
        ("text", " och "),
        ("code", "kod"),
        ("text", ", 2 * 3."),
    ]


def test_lists_within_lists_and_references_are_told_in_words(description):
    shapes = {shape.name: shape for shape in read_reference(description).shapes}
    kinds = {each.name: each.values.kind for each in shapes["SceneList"].properties}
    assert (kinds["scenes"].words, kinds["scenes"].shape) == ("lista av", "SceneProperties")
    assert (kinds["license"].words, kinds["license"].shape) == ("", "Licence")
    outline = {each.name: each.values.kind.words for each in shapes["MultiPolygon"].properties}
    assert outline["coordinates"] == "lista av lista av lista av lista av tal"
