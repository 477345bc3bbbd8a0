"""What each resource says, in both states of the site."""

import re

from kartlaggning.choices import Change

RFC3339_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def test_the_example_county_is_marked_in_every_answer_that_holds_it(ask):
    for resource in ("", "scenes", "closed-scenes", "municipalities", "city-districts", "editions", "statistics"):
        answer = ask(resource)
        assert answer["is_demonstration"] is True
        assert "påhittade" in answer["notice"]
        assert answer["license"]["id"] == "CC0-1.0"


def test_every_row_says_whether_it_is_made_up(ask):
    rows = ask("scenes", year=2021, f="json")["scenes"]
    assert {row["origin"] for row in rows} == {"example"}
    assert not any(row["sources"] for row in rows)
    documented = [row for row in ask("scenes", year=2024, f="json")["scenes"] if row["origin"] == "documented"]
    assert all(row["sources"] for row in documented)
    assert [row["name"] for row in documented] == ["Sergels torg/Klara"]


def test_published_figures_are_never_made_up(ask):
    answer = ask("published-figures")
    assert answer["is_demonstration"] is False
    assert all(figure["source"] for figure in answer["published_figures"])
    totals = {figure["year"]: figure["value"] for figure in answer["published_figures"] if figure["key"] == "scenes"}
    assert totals == {2017: 48, 2021: 64, 2023: 63, 2024: 53}
    assert {figure["year"] for figure in ask("published-figures", year=2021)["published_figures"]} == {2021}


def test_a_year_without_figures_names_those_with(refused):
    assert refused(404, "published-figures?year=2022").endswith("Det finns för 2017, 2021, 2023 och 2024.")


def test_the_record_alone_says_how_much_of_it_is_known(client, record):
    answer = client.get("/api/v1/scenes").json()
    assert answer["is_demonstration"] is False
    assert "1 av 53" in answer["notice"]
    (scene,) = answer["features"]
    assert scene["properties"]["provenance"] == "schematic"
    assert scene["properties"]["area_m2"] is None
    closed = client.get("/api/v1/closed-scenes").json()["features"]
    assert len(closed) == 10
    assert {row["properties"]["period_text"] for row in closed} == {"2023"}


def test_where_the_rows_are_not_complete_none_is_not_known_to_be_none(client, record):
    counts = {
        row["name"]: row["open_count"] for row in client.get("/api/v1/municipalities?f=json").json()["municipalities"]
    }
    assert counts["Stockholm"] == 1
    assert counts["Solna"] is None


def test_where_they_are_none_is_zero(ask):
    rows = ask("municipalities", f="json")["municipalities"]
    assert len(rows) == 26
    assert sum(row["open_count"] for row in rows) == 53
    assert sum(row["open_count"] > 0 for row in rows) == 8
    assert {row["open_count"] for row in rows if row["name"] == "Ekerö"} == {0}


def test_areas_bear_the_dates_they_are_valid(ask):
    districts = ask("city-districts", f="json", year=2024)["city_districts"]
    assert len(districts) == 15  # 13 until the summer of 2023, two of them new from then
    ended = [row for row in districts if row["valid_to"] == "2023-06-30"]
    assert ended
    assert all(row["open_count"] is None for row in ended)
    assert sum(row["open_count"] or 0 for row in districts) == 26


def test_a_scene_is_found_by_number_and_by_address(ask):
    by_slug = ask("scenes/sergels-torg-klara", f="json")
    assert by_slug["scene"] == ask(f"scenes/{by_slug['scene']['id']}", f="json")["scene"]
    assert [row["year"] for row in by_slug["rounds"]] == [2021, 2023, 2024]
    assert by_slug["scene"]["year"] == 2024
    assert by_slug["scene"]["url"] == "http://testserver/drogscener/sergels-torg-klara/"


def test_a_scene_can_be_asked_for_in_an_earlier_year(ask, refused):
    answer = ask("scenes/S-0001", year=2023)
    assert answer["properties"]["status"] == "open"
    assert answer["edition"]["year"] == answer["properties"]["outline_year"] == 2023
    assert refused(404, "scenes/S-0001?year=1900").startswith("Platsen finns inte i kartläggningen 1900.")


def test_a_merged_or_split_scene_tells_which(ask):
    rows = ask("scenes", year=2023, f="json")["scenes"]
    story = ask(
        f"scenes/{next(row['id'] for row in rows if row['change'] in ('merged', 'split'))}", f="json", year=2023
    )
    (event,) = story["lineage"]
    assert story["scene"]["id"] in [scene["id"] for scene in event["to_scenes"]]
    assert event["origin"] == "example"


def test_editions_state_time_in_utc_and_dates_as_dates(ask):
    editions = ask("editions")["editions"]
    assert [edition["year"] for edition in editions] == [2021, 2023, 2024]
    assert [edition["open_count"] for edition in editions] == [64, 63, 53]
    for edition in editions:
        assert RFC3339_UTC.fullmatch(edition["built_at"])
        assert re.fullmatch(r"[0-9a-f]{64}", edition["checksum"])
    assert editions[-1]["published_on"] == "2024-02-20"


def test_statistics_reconcile_and_draw_nothing_through_2022(ask):
    answer = ask("statistics")
    assert [year["year"] for year in answer["county_years"]] == [2017, 2021, 2023, 2024]
    newest = answer["rounds"][-1]
    assert newest["reconciliation"] | {"opening": 63, "closed": 10, "closing": 53} == newest["reconciliation"]
    assert set(newest["changes"]) == {change.value for change in Change}
    for areas in ("municipalities", "police_areas"):
        assert sum(area["rounds"][-1]["open_count"] for area in answer[areas]) == 53


def test_api_info_says_what_the_national_profile_asks_for(ask):
    answer = ask("api-info")
    assert set(answer) == {"api_name", "api_version", "api_released", "api_documentation", "api_status"}
    assert answer["api_documentation"] == "http://testserver/api/v1/docs"


def test_the_index_leads_to_every_resource(client, ask):
    for resource in ask("")["resources"]:
        assert client.get(resource["url"]).status_code == 200


def test_a_made_up_row_is_told_by_its_origin_and_not_by_a_note_in_swedish(ask):
    rows = [row for year in (2021, 2023, 2024) for row in ask("scenes", year=year, status="all", f="json")["scenes"]]
    made_up = [row for row in rows if row["origin"] == "example"]
    assert len(made_up) > 100
    assert {row["note"] for row in made_up} == {""}
