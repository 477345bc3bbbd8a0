"""Measures, crimes and safety in the API: what has been released, as JSON and as CSV, and nothing else."""

import csv
import io

import pytest

from kartlaggning.selectors.accounts import actor_for
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.removals import decisions as removals
from kartlaggning.services.removals.decisions import Reasons
from tests import released_figures as figures


@pytest.fixture
def scenes(demonstration):
    """Klara's pattern on one made-up scene; a band of distance; an import that has not been released."""
    figures.withdraw_all_other_figures()
    first, second = figures.example_scenes(2)
    crimes = figures.figure_import("U-9001", figures.CRIME, constant_years=[2021, 2024])
    figures.klaras_pattern(crimes, first, "vald")
    figures.crime(crimes, second, 2023, "stold", 3, (2024, 20_000.0))
    safety = figures.figure_import("U-9003", figures.SAFETY)
    figures.band(safety, (0, 500), 400, 144)
    unreleased = figures.figure_import("U-9002", figures.CRIME)
    figures.crime(unreleased, second, 2023, "vald", 4711, (2024, 20_000.0))
    figures.release(crimes, safety)
    figures.publish()
    return first, second


def test_crimes_are_told_with_area_and_both_rates(scenes, ask):
    first, _second = scenes
    answer = ask("crimes", scene=first.public_id)
    assert answer["is_demonstration"] is True
    assert "Färre upptäcktsbrott är inte bättre" in answer["note"]
    found = {row["year"]: row for row in answer["crimes"]}
    assert set(found) == {2021, 2022, 2023}
    assert (found[2023]["count"], found[2023]["outline_ha"], found[2023]["per_ha"]) == (50, 1.8, 27.78)
    assert (found[2023]["constant_count"], found[2023]["constant_per_ha"]) == (56, 11.2)
    assert "gränsen har krympt" in found[2023]["note"]
    assert (found[2022]["outline_year"], found[2022]["per_ha"]) == (None, None)
    assert {row["origin"] for row in answer["crimes"]} == {"example"}
    assert {row["import"] for row in answer["crimes"]} == {"U-9001"}


def test_a_hidden_count_is_empty_and_said_to_be_hidden(scenes, ask):
    _first, second = scenes
    [row] = ask("crimes", scene=second.public_id)["crimes"]
    assert (row["count"], row["is_hidden"], row["per_ha"]) == (None, True, None)


def test_what_has_not_been_released_is_in_no_answer(scenes, client):
    for path in ("crimes", "crimes?f=csv", "safety", "measures"):
        text = client.get(f"/api/v1/{path}").content.decode()
        assert "4711" not in text
        assert "U-9002" not in text


def test_csv_and_json_hold_the_same_rows(scenes, client, ask):
    response = client.get("/api/v1/crimes?f=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert f"anmalda-brott-{current_atlas().newest.ref}.csv" in response["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    rows = ask("crimes")["crimes"]
    assert [(line["Nummer"], line["År"], line["Antal"]) for line in lines] == [
        (row["id"], str(row["year"]), "" if row["count"] is None else str(row["count"])) for row in rows
    ]


def test_safety_tells_the_interval(scenes, ask):
    """144 of 400 is 36 %, by Wilson 31,4 to 40,8 % (worked out in tests/integration/test_safety_page.py)."""
    [row] = ask("safety")["safety"]
    assert (row["from_m"], row["to_m"], row["respondents_count"]) == (0, 500, 400)
    assert (row["unsafe_percent"], row["low_percent"], row["high_percent"]) == (36.0, 31.4, 40.8)


def test_rows_come_page_by_page(scenes, ask, refused):
    first = ask("crimes", limit=2, page=1)
    assert (first["number_matched"], first["number_returned"]) == (4, 2)
    assert len(ask("crimes", limit=2, page=2)["crimes"]) == 2
    assert "Den sista är 2" in refused(404, "crimes?limit=2&page=3")


def test_rows_can_be_limited_to_an_area_and_never_sorted(scenes, ask, refused):
    row = next(row for row in current_atlas().newest.scenes if row.public_id == scenes[0].public_id)
    assert ask("crimes", municipality=row.municipality.slug)["number_matched"] == 4
    assert ask("crimes", municipality="nykvarn")["number_matched"] == 0
    refused(400, "crimes?sort=count")
    refused(404, "crimes?municipality=atlantis")
    refused(404, "crimes?scene=finns-inte")


def test_an_earlier_edition_tells_what_was_released_with_it(scenes, ask):
    replaced = next(entry.ref for entry in current_atlas().register if entry.year == 2024 and not entry.is_current)
    assert "U-9001" not in {row["import"] for row in ask("crimes", edition=replaced)["crimes"]}
    earlier = ask("crimes", year=2021)
    assert earlier["edition"]["year"] == 2021
    assert "U-9001" not in {row["import"] for row in earlier["crimes"]}


def test_a_hidden_scene_leaves_the_answers(scenes, ask, client, personas):
    first, second = scenes
    why = Reasons("Se tjänsteanteckning.", "Platsen var fel.", "SSR 2026/99")
    removals.hide_scene(first.public_id, reasons=why, by=actor_for(personas.coordinator, None))
    assert {row["id"] for row in ask("crimes")["crimes"]} == {second.public_id}
    assert client.get(f"/api/v1/crimes?scene={first.public_id}").status_code == 410


@pytest.mark.parametrize("resource", ["measures", "crimes", "safety"])
def test_the_documented_record_answers_too(record, client, resource):
    answer = client.get(f"/api/v1/{resource}")
    assert answer.status_code == 200
    assert answer.json()["is_demonstration"] is False
    assert {row["origin"] for row in answer.json()[resource]} <= {"documented"}
