"""The API's own description."""

import re

import pytest
from drf_spectacular.validation import validate_schema

from kartlaggning.api.description import API_VERSION


@pytest.fixture
def description(client, demonstration):
    response = client.get("/api/v1/openapi.json")
    assert response["Content-Type"] == "application/vnd.oai.openapi+json"
    return response.json()


def operations(description):
    return [path["get"] for path in description["paths"].values()]


def test_it_is_valid_openapi(description):
    validate_schema(description)


def test_it_has_contact_licence_version_and_limits(description):
    info = description["info"]
    assert info["version"] == API_VERSION
    assert info["contact"]["url"].startswith("http")
    assert info["license"]["name"] == "CC0 1.0"
    assert "Gränser" in info["description"]


def test_every_operation_parameter_and_property_is_described(description):
    for operation in operations(description):
        assert operation["summary"]
        assert operation["description"]
        for parameter in operation["parameters"]:
            assert parameter["description"], parameter["name"]
    for name, schema in description["components"]["schemas"].items():
        assert schema["description"], name
        for key, value in schema["properties"].items():
            assert "$ref" in value or value.get("description") or "enum" in value or "items" in value, f"{name}.{key}"


def test_paths_are_kebab_case_and_keys_snake_case(description):
    for path in description["paths"]:
        assert re.fullmatch(r"/api/v1/[a-z/-]*(\{[a-z_]+\})?", path)
    for schema in description["components"]["schemas"].values():
        assert all(re.fullmatch(r"[a-z0-9_]+", key) for key in schema["properties"])


def test_only_reading_is_described(description):
    assert {method for path in description["paths"].values() for method in path} == {"get"}
