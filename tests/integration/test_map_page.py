"""The map page before any JavaScript: what it lists, says, compares, refuses, and who may frame it."""

import json
import re
from datetime import date

import pytest
from django.core.exceptions import BadRequest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kartlaggning.choices import Status
from kartlaggning.errors import NotFoundInEdition
from kartlaggning.models import Scene
from kartlaggning.public.map.overview import overview
from kartlaggning.public.map.page import MapPage, map_page_for
from kartlaggning.selectors.editions import Atlas
from kartlaggning.services import record as live
from kartlaggning.services.editions.publication import publish_round


def ask(atlas: Atlas, text: str) -> MapPage:
    return map_page_for(QueryDict(text), atlas)


def get(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_and_the_key_figures_are_the_same_selection(demonstration):
    page = ask(demonstration, "ar=2023&kommun=sodertalje")
    assert len(page.entries) == page.totals.open_count == 13
    assert page.totals.municipality_count == 1


def test_each_scene_has_its_class_in_the_legend(demonstration):
    shapes = {entry.shape for entry in ask(demonstration, "ar=2023&status=all").entries}
    assert shapes == {"open", "new", "grown", "shrunk", "closed"}


def test_a_closed_scene_is_drawn_as_it_was_when_last_open(demonstration):
    closed = ask(demonstration, "ar=2023&status=closed").entries
    assert len(closed) == 12
    assert {entry.drawn.year for entry in closed if entry.drawn} == {2021}
    assert all(entry.row.status is Status.CLOSED for entry in closed)


def test_a_grown_scene_has_its_earlier_outline_beside(demonstration):
    grown = [entry for entry in ask(demonstration, "ar=2024").entries if entry.shape == "grown"]
    assert grown
    assert {entry.earlier.year for entry in grown if entry.earlier} == {2023}
    assert all(entry.status_words == "öppen, större än 2023" for entry in grown)


def test_what_is_spoken_names_status_place_area_and_that_it_is_made_up(demonstration):
    spoken = {entry.row.name: entry.spoken for entry in ask(demonstration, "ar=2024").entries}
    assert re.fullmatch(
        r"Exempelplats Solna 1, öppen[^,]*(, [^,]+)?, Solna, \d+,\d\sha, exempel", spoken["Exempelplats Solna 1"]
    )
    assert spoken["Sergels torg/Klara"].startswith("Sergels torg/Klara, öppen, Stockholm, Norra innerstaden")
    assert "ungefärligt läge" in spoken["Sergels torg/Klara"]


def test_the_difference_is_told_in_one_line(demonstration):
    assert ask(demonstration, "ar=2023&jamfor=2021").sentence.startswith("2021 → 2023: 12 upphörda, 11 nya, ")
    assert ask(demonstration, "jamfor=2023").sentence.startswith("2023 → 2024: 10 upphörda, 0 nya, ")


def test_the_order_of_the_years_does_not_matter(demonstration):
    assert ask(demonstration, "ar=2021&jamfor=2023").sentence == ask(demonstration, "ar=2023&jamfor=2021").sentence


def test_the_difference_is_told_in_english(demonstration):
    with translation.override("en"):
        assert ask(demonstration, "ar=2023&jamfor=2021").sentence.startswith("2021 → 2023: 12 closed, 11 new, ")


def test_every_scene_of_either_round_stands_in_one_group(demonstration):
    page = ask(demonstration, "ar=2023&jamfor=2021")
    ids = [entry.row.public_id for entry in page.entries]
    either = {row.public_id for year in (2021, 2023) for row in demonstration.edition(year).open_scenes}
    assert len(ids) == len(set(ids))
    assert set(ids) == either


def test_a_comparison_follows_the_filter(demonstration):
    page = ask(demonstration, "ar=2023&jamfor=2021&kommun=sodertalje")
    assert page.sentence.startswith("2021 → 2023: 0 upphörda, 5 nya")
    assert {entry.row.municipality.name for entry in page.entries} == {"Södertälje"}
    assert page.totals.open_count == 13


def test_in_a_comparison_there_is_no_status_to_choose(demonstration):
    assert "status" in [field.name for field in ask(demonstration, "").filter_fields]
    assert "status" not in [field.name for field in ask(demonstration, "jamfor=2023").filter_fields]


def test_a_year_compared_with_itself_is_no_comparison(demonstration):
    assert ask(demonstration, "ar=2023&jamfor=2023").comparison is None


def test_the_record_alone_says_how_little_of_each_round_it_compares(record):
    page = ask(record, "jamfor=2023")
    assert page.difference_coverage == (
        "Jämförelsen är inte fullständig: här är 11 av 63 öppna platser från 2023 och "
        "1 av 53 öppna platser från 2024 kända."
    )


def test_nothing_is_said_of_the_change_of_a_scene_whose_area_is_not_known(record):
    page = ask(record, "jamfor=2023")
    assert page.sentence == "2023 → 2024: 10 upphörda, 0 nya, 1 öppen båda åren vars yta inte är känd."
    assert page.groups[-1].heading == "Öppna båda åren, ytan inte känd"


def test_a_complete_comparison_needs_no_such_sentence(demonstration):
    assert ask(demonstration, "ar=2023&jamfor=2021").difference_coverage == ""


def test_the_drawing_has_every_municipality_and_every_scene(demonstration):
    page = ask(demonstration, "plats=sergels-torg-klara")
    drawing = overview(demonstration, page.entries, page.chosen_id)
    assert drawing is not None
    assert drawing.land.count("M") >= 26
    assert len(drawing.marks) == 53
    assert [mark.is_schematic for mark in drawing.marks if mark.is_chosen] == [True]
    assert all(0 < mark.centre_x < drawing.width and 0 < mark.centre_y < drawing.height for mark in drawing.marks)


def test_a_shared_view_and_scene_do_not_change_the_question(demonstration):
    page = ask(demonstration, "kommun=solna&plats=exempelplats-solna-1&vy=59.3600,18.0000,13")
    assert page.query.address() == "?kommun=solna"
    assert page.place_address == "?kommun=solna&plats="


@pytest.mark.parametrize("view", ["59.33,18.06,12", "59.33,18.06,12.5"])
def test_a_view_is_given_with_the_zoom_in_whole_or_half_steps(demonstration, view):
    assert ask(demonstration, f"vy={view}").entries


@pytest.mark.parametrize(
    "view", ["här", "59.33", "59.33,18.06,12,1", "59.33,18.06,12.55", "nan,18,9", "59.33,18.06,-1"]
)
def test_a_view_that_can_not_be_read_is_refused(demonstration, view):
    with pytest.raises(BadRequest, match=r"59\.33,18\.06,12"):
        ask(demonstration, f"vy={view}")


def test_a_chosen_scene_must_exist(demonstration):
    with pytest.raises(NotFoundInEdition, match="finnsinte"):
        ask(demonstration, "plats=finnsinte")


@pytest.mark.parametrize(
    ("query", "status"), [("plats=x", 404), ("ar=2022", 404), ("vy=x", 400), ("zoom=3", 400), ("ar=2024&ar=2023", 400)]
)
def test_what_does_not_exist_is_answered_so(demonstration, query, status):
    assert Client().get(f"/?{query}").status_code == status
    assert Client().get(f"/inbaddad/?{query}").status_code == status


def test_the_page_names_its_source_and_its_totals(record):
    html = get("/")
    assert "53 öppna drogscener i 8 kommuner (kartläggning 2024), 10 färre än 2023." in html
    assert "Källa: Länsstyrelsen Stockholm 2024-02-20; SSR:s frågor och svar om öppna drogscener." in html
    assert "För 2022 är inget resultat känt." in html
    assert "Upphörda under 2023 (kartläggning 2024)" in html
    assert "Dalen" in html


def test_in_the_demonstration_every_made_up_scene_is_marked(demonstration):
    html = get("/?status=all&ar=2023")
    items = re.findall(r'<li class="place".*?</li>', html, re.DOTALL)
    made_up = [item for item in items if "Exempelplats" in item]
    assert made_up
    assert all(re.search(r"<em [^>]*>exempel</em>", item) for item in made_up)


def test_one_query_makes_the_page(demonstration):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get("/?ar=2023&jamfor=2021")
    assert len(queries) <= 1


def test_only_the_embedded_page_may_be_framed(demonstration):
    front, embedded = Client().get("/"), Client().get("/inbaddad/")
    assert "frame-ancestors 'none'" in front["Content-Security-Policy"]
    assert front["X-Frame-Options"] == "DENY"
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert "script-src 'self'" in embedded["Content-Security-Policy"]


def test_the_snippet_is_code_to_copy_not_a_frame(demonstration):
    html = get("/?kommun=solna&status=all")
    assert "&lt;iframe src=&quot;http://testserver/inbaddad/?kommun=solna&amp;amp;status=all&quot;" in html
    assert "<iframe" not in html


def test_no_inline_code_or_style_stands_in_the_page(demonstration):
    for path in ("/", "/inbaddad/", "/?ar=2023&jamfor=2021"):
        html = get(path)
        assert not re.search(r"\sstyle=|\son[a-z]+=", html)
        assert not re.search(r"<style|<script(?![^>]*(src=|application/json))", html)


def test_the_maps_400_names_what_the_map_takes(demonstration):
    told = Client().get("/?sortera=yta").content.decode()
    assert "Den kan ta emot ar, kommun, stadsdelsomrade, lokalpolisomrade, status, q, jamfor, plats och vy." in told


def settings_of(html: str) -> dict[str, str]:
    """Return what the page tells its own script."""
    return json.loads(re.search(r'id="map-settings" type="application/json">(.*?)</script>', html)[1])


@pytest.mark.parametrize("path", ["/", "/inbaddad/"])
def test_the_script_is_told_the_chosen_scene_by_its_permanent_id(record, path):
    dalen = record.scene_history("dalen")[-1].public_id
    assert settings_of(get(path))["chosen"] == ""
    assert settings_of(get(f"{path}?plats=dalen"))["chosen"] == dalen
    assert settings_of(get(f"{path}?plats={dalen}"))["chosen"] == dalen


def test_a_former_name_in_a_shared_link_still_chooses_the_scene(record):
    dalen = Scene.objects.get(slug="dalen")
    live.rename_scene(dalen, "Dalens centrum", used_until=date(2024, 6, 1), by="test")
    publish_round(dalen.surveys.get(survey_round__year=2024).survey_round, demonstration=False, by="test")
    assert settings_of(get("/?plats=dalen"))["chosen"] == dalen.public_id


def test_frame_and_downloads_are_about_the_round_shown_and_keep_the_filter(demonstration):
    html = get("/?ar=2021&kommun=solna&jamfor=2023")
    assert "Du ser exempelutgåva 1 av kartläggning 2021." in html
    assert "Platserna 2021 som GeoJSON" in html
    assert 'href="/drogscener/?ar=2021&amp;kommun=solna"' in html
    assert 'href="/api/v1/scenes?year=2021&amp;status=open&amp;municipality=solna&amp;f=geojson"' in html


def test_what_changes_with_the_round_stands_in_regions_that_are_swapped(demonstration):
    html = get("/")
    assert set(re.findall(r'data-region="(\w+)"', html)) == {"lead", "results", "share", "nearby", "data", "edition"}


def test_the_embedded_map_names_its_edition_its_age_and_who_drew_the_streets(record, settings):
    settings.BASEMAP_TILES_URL = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    html = get("/inbaddad/")
    assert "Du ser kartläggning 2024, utgåva 1. Publicerat: 20 februari 2024." in html
    assert "Den senaste kartläggningen är från 20 februari 2024" in html
    assert '<a href="https://www.openstreetmap.org/copyright" target="_top">' in html
    assert '<a href="https://www.openstreetmap.org/copyright">' in get("/")
