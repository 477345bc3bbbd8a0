"""Scenes as CSV: what a Swedish spreadsheet reads is what JSON says."""

import csv
import io

import pytest

from kartlaggning.exports.columns import PUBLIC_COLUMNS


@pytest.fixture
def rows(client, demonstration):
    def read(address):
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == 200
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        text = response.content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))

    return read


def plain(value):
    if value is None:
        return ""
    return str(value).removesuffix(".0").replace(".", ",") if isinstance(value, float) else str(value)


@pytest.mark.parametrize("query", ["year=2024", "year=2024&status=all", "year=2023&municipality=stockholm"])
def test_the_values_are_those_of_json(rows, ask, query):
    parameters = dict(part.split("=") for part in query.split("&"))
    expected = ask("scenes", f="json", **parameters)["scenes"]
    found = rows(f"scenes?f=csv&{query}")
    assert len(found) == len(expected)
    for line, scene in zip(found, expected, strict=True):
        assert line == {str(column.header): plain(scene[column.key]) for column in PUBLIC_COLUMNS}


def test_the_file_is_called_after_its_edition(client, demonstration):
    response = client.get("/api/v1/scenes?f=csv&year=2023")
    assert response["Content-Disposition"] == 'attachment; filename="drogscener-2023-exempel-r1.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")


def test_a_page_of_it_can_be_had_with_links_in_the_header(client, demonstration):
    response = client.get("/api/v1/closed-scenes?f=csv&year=2024&limit=3&page=2")
    assert response.content.decode().count("\r\n") == 1 + 3
    assert 'rel="next"' in response["Link"]
    assert "f=csv" in response["Link"]
