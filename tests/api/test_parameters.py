"""What a question may look like: everything else is refused, never ignored."""

import pytest


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("ar=2024", "ar: Den finns inte här. Här finns f, year, edition, crs,"),
        ("city_district=farsta", "city-district"),
        ("year=2024&year=2023", "year: Ange den bara en gång."),
        ("year=2024&%79ear=2023", "year: Ange den bara en gång."),
        ("municipality=%ff", "UTF-8"),
        ("%ff=1", "UTF-8"),
        ("year", "namn=värde"),
        ("year=", "year"),
        ("year=abc", "year"),
        ("year=2024.0", "year"),
        ("year=2_024", "year"),
        ("year=%202024", "year"),
        ("year=٢٠٢٤", "year"),
        ("year=99999999999999999999", "year"),
        ("year=0", "year"),
        ("status=replaced", "status: Det går att ange open, closed eller all."),
        ("f=xml", "f: Det går att ange geojson, json eller csv."),
        ("crs=EPSG:3857", "crs: Det går att ange EPSG:4326 eller EPSG:3006."),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=-1", "limit"),
        ("page=0", "page"),
        ("bbox=18,59,19", "longitud före latitud"),
        ("bbox=18,59,19,60,61", "bbox"),
        ("bbox=nan,59,19,60", "bbox"),
        ("bbox=18,59,inf,60", "bbox"),
        ("bbox=18,59,181,60", "bbox"),
        ("bbox=18,59,19,91", "bbox"),
        ("bbox=18;59;19;60", "bbox"),
        ("near=18", "near"),
        ("near=nan,59", "near"),
        ("near=59.3,180.5", "near"),
        ("near=18,59&distance=nan", "distance"),
        ("near=18,59&distance=inf", "distance"),
        ("near=18,59&distance=1e999", "distance"),
        ("near=18,59&distance=-1", "distance"),
        ("near=18,59&distance=50001", "distance"),
        ("municipality=%00", "municipality"),
        ("municipality=" + "a" * 81, "municipality"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(refused, query, detail):
    assert detail in refused(400, f"scenes?{query}")


def test_a_flood_of_parameters_is_refused(refused):
    refused(400, "scenes?" + "&".join(f"p{number}=1" for number in range(1000)))


def test_the_problem_lists_the_errors_parameter_by_parameter(client, demonstration):
    problem = client.get("/api/v1/scenes?year=abc&limit=0").json()
    assert {error["parameter"] for error in problem["errors"]} == {"year", "limit"}
    assert problem["instance"] == "/api/v1/scenes"


def test_a_table_takes_no_filters(refused):
    assert "Här finns f." in refused(400, "statistics?year=2024")
    refused(400, "closed-scenes?status=open")
    assert refused(400, "statistics?f=geojson") == "f: Det går att ange json."
    refused(400, "openapi.json?format=yaml")
