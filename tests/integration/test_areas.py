"""The pages of municipalities, city districts and police areas, those that no longer exist included."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from kartlaggning.choices import AreaKind
from kartlaggning.exports.tables.area_kin import mentions
from kartlaggning.public.area_page import area_page


def page(atlas, kind, slug, today=date(2026, 11, 23)):
    return area_page(atlas, atlas.area(kind, slug), today)


def names(areas) -> list[str]:
    return [area.ref.name for area in areas]


def test_every_area_has_a_page(client: Client, demonstration):
    routes = {
        AreaKind.MUNICIPALITY: "kommuner",
        AreaKind.CITY_DISTRICT: "stadsdelsomraden",
        AreaKind.POLICE_AREA: "lokalpolisomraden",
    }
    assert len(demonstration.areas) == 26 + 15 + 19
    for area in demonstration.areas:
        response = client.get(f"/{routes[area.ref.kind]}/{area.ref.slug}/")
        assert response.status_code == 200, area
        assert re.search(rf"<h1>\s*{area.ref.name} <small>", response.content.decode())


def test_a_municipalitys_page_shows_its_scenes_and_its_numbers_round_by_round(demonstration):
    shown = page(demonstration, AreaKind.MUNICIPALITY, "sodertalje")
    assert len(shown.open_rows) == 13
    assert [line.counted.open_count for line in shown.rounds] == [6, 13, 13]
    assert [(figure.year, figure.value) for figure in shown.published] == [(2021, 6), (2023, 13)]
    assert shown.sentence == ("Kartläggningen 2024 fann 13 öppna drogscener i Södertälje. Alla är påhittade exempel.")


def test_scenes_that_are_no_longer_open_stand_apart(demonstration):
    shown = page(demonstration, AreaKind.MUNICIPALITY, "nacka")
    assert shown.open_rows == ()
    assert [row.name for row in shown.closed_rows] == ["Fisksätra torg"]
    assert {(scene.row.name, scene.open_years) for scene in shown.earlier} >= {("Exempelplats Nacka 1", (2021,))}


def test_a_real_place_that_is_open_only_in_a_made_up_round_is_marked(client: Client, demonstration):
    earlier = page(demonstration, AreaKind.POLICE_AREA, "norrmalm").earlier
    assert [(scene.row.name, scene.open_years, scene.has_example_year) for scene in earlier] == [
        ("Observatorielunden/Odenplan", (2021,), True)
    ]
    text = client.get("/lokalpolisomraden/norrmalm/").content.decode()
    assert re.search(r"öppen i kartläggningen 2021\s*</span>\s*<em class=\"tag tag--example\">exempel", text)


def test_an_unknown_area_names_those_there_are_on_the_page_as_in_the_api(client: Client, demonstration):
    sentence = "Kommun ”atlantis” finns inte. Det finns Botkyrka, Danderyd, Ekerö, "
    for address in ("/kommuner/atlantis/", "/api/v1/scenes?municipality=atlantis"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert sentence in answer.content.decode()


def test_an_area_without_any_scene_says_what_that_does_not_mean(client: Client, demonstration):
    text = client.get("/kommuner/danderyd/").content.decode()
    assert "Ingen öppen drogscen i Danderyd finns i kartläggningen 2024. Uppgiften är ett exempel." in text
    assert "betyder inte att området saknar problem" in text


def test_in_the_record_an_area_is_not_said_to_have_none(record):
    shown = page(record, AreaKind.MUNICIPALITY, "sodertalje")
    assert shown.sentence == "Ingen öppen drogscen i Södertälje är känd här för 2024."
    assert "bara 1 av 53" in shown.missing
    assert not any(line.is_complete for line in shown.rounds)


def test_a_complete_survey_without_examples_may_say_that_an_area_has_none(record):
    atlas = replace(record, figures=())
    shown = page(atlas, AreaKind.MUNICIPALITY, "danderyd")
    assert shown.sentence == "Kartläggningen 2024 fann ingen öppen drogscen i Danderyd."


def test_a_district_that_no_longer_exists_leads_to_what_came_after(client: Client, demonstration):
    shown = page(demonstration, AreaKind.CITY_DISTRICT, "rinkeby-kista")
    assert shown.is_former
    assert names(shown.replaced_by) == ["Järva"]
    assert [line.existed for line in shown.rounds] == [True, False, False]
    text = client.get("/stadsdelsomraden/rinkeby-kista/").content.decode()
    assert "Området finns inte längre. Det fanns till 30 juni 2023." in text
    assert 'content="noindex"' in text


def test_a_district_names_what_it_was_formed_from(demonstration):
    assert names(page(demonstration, AreaKind.CITY_DISTRICT, "jarva").formed_from) == ["Rinkeby-Kista", "Spånga-Tensta"]
    assert names(page(demonstration, AreaKind.CITY_DISTRICT, "norra-innerstaden").formed_from) == [
        "Norrmalm",
        "Östermalm",
    ]


def test_a_police_area_formed_after_the_survey_has_no_result_yet(demonstration):
    shown = page(demonstration, AreaKind.POLICE_AREA, "norra-innerstaden")
    assert shown.sentence == "Området bildades efter kartläggningen 2024 och har ännu inget resultat."
    assert shown.missing == ""
    assert names(shown.formed_from) == ["Norrmalm"]


def test_a_police_area_still_existed_until_its_last_day(demonstration):
    assert not page(demonstration, AreaKind.POLICE_AREA, "norrmalm", date(2024, 12, 31)).is_former
    assert page(demonstration, AreaKind.POLICE_AREA, "norrmalm", date(2025, 1, 1)).is_former


@pytest.mark.parametrize(
    ("kind", "slug", "expected"),
    [
        (AreaKind.MUNICIPALITY, "sundbyberg", ["Solna"]),
        (AreaKind.MUNICIPALITY, "lidingo", ["Lidingö-Kungsholmen", "Norrmalm"]),
        (AreaKind.CITY_DISTRICT, "hagersten-alvsjo", ["Stockholm", "Globen", "Skärholmen"]),
        (AreaKind.POLICE_AREA, "solna", ["Solna", "Sundbyberg"]),
    ],
)
def test_an_area_names_the_areas_it_lies_in_or_spans(demonstration, kind, slug, expected):
    assert names(page(demonstration, kind, slug).related) == expected


def test_stockholm_names_its_districts(demonstration):
    related = page(demonstration, AreaKind.MUNICIPALITY, "stockholm").related_by_kind
    assert [label for label, _areas in related] == ["stadsdelsområden", "lokalpolisområden"]
    assert len(related[0][1]) == 15


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Stockholm: Farsta och Vantör", "Farsta", True),
        ("Stockholm: Skarpnäck, Enskede-Årsta (del av …)", "Årsta", False),
        ("Lidingö-Kungsholmen", "Lidingö", False),
        ("Solna; Sundbyberg", "Solna", True),
    ],
)
def test_only_a_whole_name_counts_as_mentioned(text, name, expected):
    assert mentions(text, name) is expected


@pytest.mark.parametrize(
    ("address", "count", "former"),
    [
        ("/kommuner/", "Länet har 26 kommuner.", None),
        ("/stadsdelsomraden/", "indelad i 11 stadsdelsområden", "Rinkeby-Kista"),
        ("/lokalpolisomraden/", "i 18 lokalpolisområden", "Norrmalm"),
    ],
)
def test_the_index_of_each_kind_keeps_former_areas_apart(client: Client, demonstration, address, count, former):
    text = client.get(address).content.decode()
    assert count in text
    if former:
        assert text.index("Områden som inte finns längre") < text.index(f">{former}</a>")


def test_a_scene_that_reaches_into_a_neighbour_is_shown_there_but_counted_once(demonstration):
    rows = demonstration.newest.open_scenes
    farsta = page(demonstration, AreaKind.CITY_DISTRICT, "farsta")
    touching = [row for row in rows if any(area.name == "Farsta" for area in row.areas if area.kind == "city_district")]
    primary = [row for row in rows if row.city_district and row.city_district.name == "Farsta"]
    assert list(farsta.open_rows) == touching
    assert farsta.rounds[-1].counted.open_count == len(primary)


def test_a_municipality_is_found_by_its_code_and_its_name_too(demonstration, client):
    answer = client.get("/kommuner/0181/")
    assert (answer.status_code, answer["Location"]) == (301, "/kommuner/sodertalje/")
    assert client.get("/drogscener/?kommun=Södertälje").status_code == 200
