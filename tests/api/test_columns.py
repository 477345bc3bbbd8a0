"""What leaves the house: exactly these columns, each described, in the schema as on the page."""

import json

from kartlaggning.exports.area_columns import AREA_COLUMNS
from kartlaggning.exports.columns import COLUMNS, PUBLIC_COLUMNS

PUBLIC = [
    "id",
    "name",
    "slug",
    "year",
    "status",
    "change",
    "area_m2",
    "previous_year",
    "previous_area_m2",
    "area_change_percent",
    "municipality_code",
    "municipality",
    "municipality_slug",
    "city_district",
    "city_district_slug",
    "police_area",
    "police_area_slug",
    "further_areas",
    "provenance",
    "origin",
    "last_open_year",
    "outline_year",
    "period",
    "period_text",
    "note",
    "sources",
    "edition",
    "url",
]
AREA = [
    "slug",
    "name",
    "code",
    "police_district",
    "covers",
    "valid_from",
    "valid_to",
    "note",
    "year",
    "open_count",
    "closed_count",
    "area_m2",
    "measured_count",
    "example_count",
    "url",
]
# Words of the survey's questions and of the live tables: no answer may hold them as a key.
INTERNAL = ("pk", "survey_id", "symptoms", "sellers", "buyers", "substances", "police_work", "cameras", "assessment")


def keys(value):
    """Return every key in a JSON value, however deep."""
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in keys(part)}
    return {key for part in value for key in keys(part)} if isinstance(value, list) else set()


def test_a_row_has_the_public_columns_in_order_and_no_other(ask):
    for year in (2021, 2023, 2024):
        for row in ask("scenes", year=year, status="all", f="json")["scenes"]:
            assert list(row) == PUBLIC
    assert [column.key for column in PUBLIC_COLUMNS] == PUBLIC


def test_an_area_has_its_columns_in_order_and_no_other(ask):
    for resource in ("municipalities", "city-districts", "police-areas"):
        for row in ask(resource, f="json")[resource.replace("-", "_")]:
            assert list(row) == AREA == [column.key for column in AREA_COLUMNS]


def test_nothing_internal_is_in_any_answer(ask):
    answers = [ask("scenes", status="all"), ask("scenes/S-0001"), ask("editions"), ask("statistics"), ask("")]
    assert not keys(answers) & set(INTERNAL)


def test_every_column_has_a_header_a_description_and_an_example():
    for column in COLUMNS:
        assert str(column.header)[0].isupper()
        assert str(column.description).endswith(".")
        assert column.example is not None or column.is_nullable


def test_no_column_and_no_header_stands_twice():
    assert len({column.key for column in COLUMNS}) == len({str(column.header) for column in COLUMNS}) == len(COLUMNS)


def test_the_schema_describes_every_column_of_scenes_and_areas(client, demonstration):
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    for name, columns in (("SceneProperties", PUBLIC_COLUMNS), ("AreaProperties", AREA_COLUMNS)):
        properties = schemas[name]["properties"]
        assert set(properties) == set(schemas[name]["required"]) == {column.key for column in columns}
        for column in columns:
            assert properties[column.key]["description"] == str(column.description)
            assert properties[column.key]["example"] == column.example


def test_codes_are_text_and_areas_whole_numbers(ask):
    rows = ask("scenes", status="all", f="json")["scenes"]
    assert {row["municipality_code"][:2] for row in rows} == {"01"}
    assert {type(row["area_m2"]) for row in rows} == {int, type(None)}
    assert "NaN" not in json.dumps(rows)
