"""A scene's page: the status first, each year's truth, what is not known said so, and help beside it."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils.html import strip_tags

from kartlaggning.models import Scene
from kartlaggning.public.scene_story import scene_story
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services import record as live
from kartlaggning.services.editions.publication import publish_round


def text_of(response):
    return " ".join(strip_tags(response.content.decode()).split())


def line_of(response, year):
    """Return the text of the year's line in the history."""
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", response.content.decode(), re.DOTALL)
    texts = (" ".join(strip_tags(row).split()) for row in rows)
    return next(text for text in texts if text.startswith(str(year)))


def is_noindex(response):
    return '<meta name="robots" content="noindex">' in response.content.decode()


def test_an_open_scene_opens_with_its_status_and_may_be_indexed(client, record):
    response = client.get("/drogscener/sergels-torg-klara/")
    assert response.status_code == 200
    assert "Platsen bedömdes vara en öppen drogscen i kartläggningen 2024." in text_of(response)
    assert not is_noindex(response)


def test_a_closed_scene_opens_with_that_it_is_no_longer_one_and_is_not_indexed(client, record):
    response = client.get("/drogscener/dalen/")
    main = text_of(response).split("Inte längre en öppen drogscen")
    assert len(main) == 2
    assert main[1].startswith(" Dalen Platsen upphörde som öppen drogscen under 2023")
    assert "Senast öppen var den i kartläggningen 2023." in text_of(response)
    assert is_noindex(response)


def test_a_closed_scene_shows_its_last_open_outline_with_its_year(client, record):
    story = scene_story(record, record.scene_history("dalen"))
    (drawn,) = story.drawing.outlines
    assert drawn.heading == ("2023",)
    assert "senast" in " ".join(drawn.text)
    assert drawn.is_schematic


def test_a_scene_that_the_newest_round_lacks_is_not_called_open_or_closed(record):
    dalen_as_open = record.scene_history("dalen")[:1]
    story = scene_story(record, dalen_as_open)
    assert story.kicker == "Uppgift saknas i den senaste kartläggningen"
    assert story.status_sentence.endswith("För 2024 saknas uppgift om den.")
    assert not story.is_open_now


def test_where_no_source_tells_when_it_was_open_the_page_says_so(client, record):
    response = client.get("/drogscener/observatorielunden-odenplan/")
    assert "Vilken kartläggning som senast hade den som öppen framgår inte av källorna." in text_of(response)
    assert "Ingen gräns är känd." in text_of(response)


def test_the_permanent_number_leads_to_the_address(client, record):
    public_id = record.scene_history("dalen")[0].public_id
    response = client.get(f"/drogscener/{public_id}/")
    assert (response.status_code, response["Location"]) == (301, "/drogscener/dalen/")


def test_a_former_address_leads_to_the_present_one_in_the_same_language(client, record):
    scene = Scene.objects.get(slug="dalen")
    live.rename_scene(scene, "Dalens centrum", used_until=date(2024, 6, 1), by="test")
    publish_round(scene.surveys.get(survey_round__year=2024).survey_round, demonstration=False, by="test")
    response = client.get("/en/drogscener/dalen/")
    assert (response.status_code, response["Location"]) == (301, "/en/drogscener/dalens-centrum/")
    assert "Tidigare namn Dalen" in text_of(client.get("/drogscener/dalens-centrum/"))


def test_an_unknown_place_is_a_404_and_an_unknown_parameter_a_400(client, record):
    assert client.get("/drogscener/finns-inte/").status_code == 404
    assert client.get("/drogscener/dalen/?ar=2024").status_code == 400


def test_a_year_without_a_survey_says_so(client, record):
    assert line_of(client.get("/drogscener/dalen/"), 2022) == "2022 ingen kartläggning publicerad"


def test_what_the_record_lacks_is_said_to_be_missing(client, record):
    response = client.get("/drogscener/dalen/")
    assert line_of(response, 2021) == "2021 uppgift saknas"
    assert "exempel" not in line_of(response, 2023)


def test_made_up_values_of_a_documented_scene_are_marked_and_the_fact_said_to_be_missing(client, demonstration):
    response = client.get("/drogscener/dalen/")
    line = line_of(response, 2021)
    assert "uppgift saknas" in line
    assert "öppen exempel" in line
    assert line_of(response, 2023).startswith("2023 ny metod öppen uppgift saknas uppgift saknas ")
    assert "Källorna säger inget om platsen i kartläggningen 2021" in text_of(response)


def test_every_value_of_a_fictional_scene_is_marked(client, demonstration):
    response = client.get("/drogscener/exempelplats-haninge-4/")
    assert line_of(response, 2024).count("exempel") == 5  # status, change, area, origin of the outline, edition
    assert "Platsen är påhittad." in text_of(response)


def test_what_is_said_of_a_fictional_scene_is_marked_also_where_it_stands_alone(client, demonstration):
    content = client.get("/drogscener/exempelplats-haninge-4/").content.decode()
    said = "Påhittat exempel: Platsen bedömdes vara en öppen drogscen i kartläggningen 2024."
    assert f'<p class="lead">{said}</p>' in content
    assert f'content="Exempelplats Haninge 4. {said}"' in content
    closed = scene_story(demonstration, demonstration.scene_history("exempelplats-stockholm-6"))
    assert closed.status_sentence.startswith("Påhittat exempel: ")


@pytest.mark.parametrize(
    ("slug", "last_open"),
    [
        ("dalen", "Senast öppen var den i kartläggningen 2023."),
        ("observatorielunden-odenplan", "Vilken kartläggning som senast hade den som öppen framgår inte av källorna."),
    ],
)
def test_what_is_said_of_a_real_scene_rests_on_no_made_up_year(demonstration, slug, last_open):
    sentence = scene_story(demonstration, demonstration.scene_history(slug)).status_sentence
    assert sentence.endswith(last_open)
    assert "exempel" not in sentence


def test_a_made_up_year_after_the_known_ones_changes_nothing_that_is_said(demonstration):
    known = demonstration.scene_history("dalen")
    made_up = replace(known[0], year=2024)  # open, and an example
    story = scene_story(demonstration, (*known[:-1], made_up))
    assert story.status_sentence.endswith("För 2024 saknas uppgift om den.")
    assert story.kicker == "Uppgift saknas i den senaste kartläggningen"
    assert not story.is_open_now


def test_areas_and_their_change_stand_with_the_own_limit(client, demonstration):
    response = client.get("/drogscener/exempelplats-haninge-4/")
    assert "mindre (−16&nbsp;%)" in line_of(response, 2024)
    assert "4,4 ha" in line_of(response, 2024)
    assert "minst 10 procent" in text_of(response)
    assert "Den gränsen har vi valt själva." in text_of(response)


def test_a_schematic_position_is_unfilled_dashed_and_named(client, record):
    content = client.get("/drogscener/sergels-torg-klara/").content.decode()
    assert "outlines__shape--schematic" in content
    assert "ungefärligt läge, gränsen är inte känd" in content
    assert not [name for name in ("area-chart-title", "timeline-area") if name in content]  # it has no area


def test_outlines_of_all_rounds_are_drawn_over_each_other(demonstration):
    story = scene_story(demonstration, demonstration.scene_history("exempelplats-haninge-4"))
    assert [drawn.heading[0][:4] for drawn in story.drawing.outlines] == ["2021", "2023", "2024"]
    assert [drawn.age for drawn in story.drawing.outlines] == [2, 1, 0]


def test_a_merged_scene_names_what_it_came_from_and_they_name_it(client, demonstration):
    assert "Slogs 2023 ihop av Exempelplats Stockholm 6 och Exempelplats Stockholm 7." in text_of(
        client.get("/drogscener/exempelplats-stockholm-8/")
    )
    gone = client.get("/drogscener/exempelplats-stockholm-6/")
    assert "Slogs 2023 ihop med Exempelplats Stockholm 7 till Exempelplats Stockholm 8." in text_of(gone)
    assert "Inte längre en egen plats i kartläggningen" in text_of(gone)
    assert is_noindex(gone)


def test_a_split_scene_names_its_parts_and_they_name_it(client, demonstration):
    whole = client.get("/drogscener/exempelplats-sodertalje-1/")
    assert "Delades 2023 i Exempelplats Södertälje" in text_of(whole)
    assert "Platsen är delad i flera från och med kartläggningen 2023." in text_of(whole)
    assert line_of(whole, 2024) == "2024 ersatt av andra platser"
    part = client.get("/drogscener/exempelplats-sodertalje-2/")
    assert "Kom till 2023 när Exempelplats Södertälje 1 delades." in text_of(part)


def test_areas_stand_as_they_were_then(client, demonstration):
    page = text_of(client.get("/drogscener/dragorgrand/"))
    assert "Järva (2023 och 2024)" in page
    assert "Rinkeby-Kista (2021) – området fanns till 30 juni 2023" in page


def test_the_page_helps_and_takes_nobody_to_the_place(client, record):
    response = client.get("/drogscener/dalen/")
    for number in ("tel:112", "tel:11414", "tel:1177"):
        assert f'href="{number}"' in response.content.decode()
    assert "inlagda 23 november 2026" in text_of(response)
    assert "Gränsen säger ingenting om dem som bor, arbetar eller äger något där." in text_of(response)


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("sergels-torg-klara", "/?plats=sergels-torg-klara"),
        ("dalen", "/?ar=2023&plats=dalen"),
        ("observatorielunden-odenplan", ""),
    ],
)
def test_the_map_is_shown_in_the_last_round_that_drew_the_scene(record, slug, address):
    assert scene_story(record, record.scene_history(slug)).map_address == address


def test_a_name_is_escaped_wherever_it_stands(client, record):
    scene = Scene.objects.get(slug="dalen")
    live.rename_scene(scene, "<b>Dalen</b> & co", used_until=date(2024, 6, 1), by="test")
    publish_round(scene.surveys.get(survey_round__year=2024).survey_round, demonstration=False, by="test")
    slug = current_atlas().scene_history(scene.public_id)[-1].slug
    content = client.get(f"/drogscener/{slug}/").content.decode()
    assert "<b>Dalen" not in content
    assert "&lt;b&gt;Dalen&lt;" in content


def test_an_english_page_writes_in_english_numbers(client, demonstration):
    response = client.get("/en/drogscener/exempelplats-haninge-4/")
    assert response.status_code == 200
    assert "4.4\N{NO-BREAK SPACE}ha" in response.content.decode()
