"""The list of scenes and the closed list, as a visitor gets them."""

import html
import re

import pytest
from django.test import Client


def names(response: object) -> list[str]:
    """Return the places of the page's tables in order."""
    text = response.content.decode()
    return re.findall(r'<th role="rowheader" scope="row">\s*<a href="[^"]*">([^<]+)</a>', text)


def test_the_list_shows_every_open_scene_of_the_newest_round(client: Client, demonstration):
    response = client.get("/drogscener/")
    assert response.status_code == 200
    assert names(response) == [row.name for row in demonstration.newest.open_scenes]
    assert "53 platser, öppna i kartläggningen 2024." in response.content.decode()


def test_the_record_alone_lists_what_is_known_and_says_what_is_not(client: Client, record):
    text = client.get("/drogscener/").content.decode()
    assert "bara 1 av 53 öppna platser är känd här" in text
    assert "ungefärligt läge" in text
    assert "exempel" not in text
    assert "Demonstration" not in text


def test_every_made_up_row_is_marked(client: Client, demonstration):
    response = client.get("/drogscener/?ar=2021")
    marks = re.findall(r'<em class="tag tag--example">exempel</em>', response.content.decode())
    assert len(marks) >= len(names(response)) == 64


def test_names_are_sorted_as_a_swedish_index_does(client: Client, demonstration):
    shown = names(client.get("/drogscener/?status=closed"))
    assert shown[0] == "Dalen"
    assert shown[-1] == "Vårby C"
    assert names(client.get("/drogscener/?status=closed&sortera=-namn")) == shown[::-1]


def test_the_sorted_column_is_marked_and_its_heading_turns_the_order(client: Client, demonstration):
    text = client.get("/drogscener/?sortera=kommun").content.decode()
    assert re.findall(r'aria-sort="(\w+)"', text) == ["ascending"]
    assert "?sortera=-kommun" in text
    assert re.findall(r'aria-sort="(\w+)"', client.get("/drogscener/?sortera=-yta").content.decode()) == ["descending"]


def test_a_scene_without_a_known_area_stands_last_both_ways(client: Client, demonstration):
    assert names(client.get("/drogscener/?sortera=yta"))[-1] == "Sergels torg/Klara"
    assert names(client.get("/drogscener/?sortera=-yta"))[-1] == "Sergels torg/Klara"


def test_an_empty_result_says_what_to_do(client: Client, demonstration):
    text = client.get("/drogscener/?q=finns-inte").content.decode()
    assert "Ingen plats stämmer med det du har valt." in text
    assert "välj ett annat år" in text
    assert "<table" not in text


def test_what_is_searched_for_is_never_markup(client: Client, demonstration):
    text = client.get("/drogscener/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_list_links_to_the_same_selection_elsewhere(client: Client, demonstration):
    text = client.get("/drogscener/?ar=2023&kommun=stockholm").content.decode()
    assert 'href="/?ar=2023&amp;kommun=stockholm"' in text
    assert "/api/v1/scenes?year=2023&amp;status=open&amp;municipality=stockholm&amp;f=geojson" in text


@pytest.mark.parametrize(
    "address",
    ["/drogscener/?ar=2023&kommun=stockholm&stadsdelsomrade=farsta&lokalpolisomrade=farsta&status=all", "/upphorda/"],
)
def test_every_download_link_of_a_page_leads_to_the_same_rows(client: Client, demonstration, address):
    page = client.get(address)
    links = [html.unescape(link) for link in re.findall(r'href="(/api/[^"]+f=[^"]+)"', page.content.decode())]
    assert len(links) >= 2
    for link in links:
        assert client.get(link).status_code == 200, link
    if "kommun" in address:
        features = client.get(links[0]).json()["features"]
        assert [feature["properties"]["name"] for feature in features] == names(page)


def test_pages_of_earlier_rounds_are_kept_out_of_search_engines(client: Client, demonstration):
    assert 'content="noindex"' in client.get("/drogscener/?ar=2021").content.decode()
    assert 'content="noindex"' not in client.get("/drogscener/").content.decode()


def test_the_closed_list_of_the_record_is_the_countys_own(client: Client, record):
    text = client.get("/upphorda/").content.decode()
    assert text.index("Upphörda under 2023 (kartläggning 2024)") < text.index("Observatorielunden/Odenplan")
    assert "Stockholms stad/Enskede-Årsta-Vantör" in text
    assert names(client.get("/upphorda/")) == [
        "Dalen",
        "Dragörgränd",
        "Fisksätra torg",
        "Grantorp/Visättra",
        "Hallunda C/Norsborg C",
        "Lagaplan",
        "Nordkapsgatan Husby",
        "Skogås C",
        "Ullerudsbacken-Brunskogsbacken",
        "Vårby C",
        "Observatorielunden/Odenplan",
    ]


def test_a_closed_round_is_named_by_the_surveys_between_where_no_period_is_known(client: Client, demonstration):
    text = client.get("/upphorda/").content.decode()
    assert "Upphörda mellan kartläggningarna 2021 och 2023" in text
    assert "12 upphörda platser. 11 av dem är påhittade exempel." in text


@pytest.mark.parametrize("address", ["/drogscener/", "/upphorda/", "/kommuner/stockholm/"])
def test_a_page_costs_the_same_queries_whatever_the_number_of_scenes(
    client: Client, demonstration, django_assert_max_num_queries, address
):
    client.get(address)
    with django_assert_max_num_queries(2):
        client.get(address)


def test_what_the_closed_list_takes_from_sources_is_told_from_what_is_made_up(client: Client, demonstration):
    assert "Källor (för de dokumenterade platserna): " in client.get("/upphorda/").content.decode()


def test_the_closed_list_of_the_record_names_its_sources(client: Client, record):
    assert '<p class="source">Källor: ' in client.get("/upphorda/").content.decode()


def test_the_map_is_asked_for_the_same_rows_without_their_order(client: Client, demonstration):
    text = client.get("/drogscener/?kommun=solna&sortera=-yta").content.decode()
    assert '<a href="/?kommun=solna">' in text
