"""The public page of reported crimes: how to read it first, then count, area and both rates, nothing that is hidden."""

import re

import pytest
from django.utils.html import strip_tags

from kartlaggning.choices import CrimeGroup, Status
from kartlaggning.models import CrimeCategory
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.removals import decisions as removals
from kartlaggning.services.removals.decisions import Reasons
from tests import released_figures as figures


def text_of(client, path="/uppfoljning/brott/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())


def category(group):
    return CrimeCategory.objects.filter(group=group).order_by("position").first().key


@pytest.fixture
def scenes(demonstration):
    figures.withdraw_all_other_figures()
    return figures.example_scenes(2)


@pytest.fixture
def published(scenes):
    """Klara's pattern of violence and of detection crime on one made-up scene; on another a small count of others.

    The only other count of that category and year, 40 on the first, is hidden with it: else the year's sum tells it.
    """
    first, second = scenes
    crimes = figures.figure_import("U-9001", figures.CRIME, constant_years=[2021, 2023, 2024])
    figures.klaras_pattern(crimes, first, category(CrimeGroup.VIOLENCE))
    figures.klaras_pattern(crimes, first, category(CrimeGroup.DETECTION))
    figures.crime(crimes, first, 2023, category(CrimeGroup.OTHER), 41, (2024, 18_000.0))
    figures.crime(crimes, second, 2023, category(CrimeGroup.OTHER), 2, (2024, 20_000.0), (2, 50_000.0))
    figures.release(crimes)
    figures.publish()
    return first, second


def test_before_anything_is_released_the_page_says_whose_the_figures_are(scenes, client):
    figures.publish()
    text = text_of(client)
    assert "Inga siffror om brott är publicerade." in text
    assert "polisens egna tills en samordnare har beslutat" in text
    assert "Läs det här först" in text


def test_how_to_read_stands_before_the_first_figure(published, client):
    text = text_of(client)
    assert text.index("Läs det här först") < text.index("Färre upptäcktsbrott är inte bättre") < text.index("U-9001")
    assert text.index("Läs det här först") < text.index("27,8")


def test_klaras_pattern_shows_count_area_both_rates_and_says_why(published, client):
    text = text_of(client)
    for figure in ("60", "4,0 ha", "15,0", "50", "1,8 ha", "27,8", "−55 %", "5,0 ha", "12,0", "11,2"):
        assert figure in text
    assert "Gränsen är 55 % mindre än för 2021: 1,8 ha mot 4,0 ha då." in text
    assert "Antalet brott gick från 60 till 50, men antalet per hektar steg från 15,0 till 27,8." in text
    assert "kartläggningarna 2021, 2023 och 2024" in text
    assert "exempel" in text


def test_a_year_that_no_round_judges_has_no_rate_and_says_so(published, client):
    text = text_of(client)
    assert "ingen kartläggning bedömer året" in text
    # 55 on 4,0 ha would be 13,8 and on 1,8 ha 30,6: neither is reckoned.
    assert "13,8" not in text
    assert "30,6" not in text


def test_a_small_count_is_not_shown_and_the_limit_is_named(published, client):
    first, second = published
    text = text_of(client, f"/uppfoljning/brott/?plats={slug_of(second)}")
    assert "2023 visas inte kartläggning 2024 2,0 ha – visas inte 5,0 ha –" in text
    assert "antalet är 1–4" in text
    assert "Antal från 1 till 4 visas inte" in text
    other = text_of(client, f"/uppfoljning/brott/?plats={slug_of(first)}")
    assert "2023 visas inte kartläggning 2024 1,8 ha" in other
    assert "41" not in re.findall(r"\d+", other)


def test_detection_crime_stands_last_and_apart_with_its_text(published, client):
    html = client.get("/uppfoljning/brott/").content.decode()
    violence = CrimeCategory.objects.get(key=category(CrimeGroup.VIOLENCE)).name
    detection = CrimeCategory.objects.get(key=category(CrimeGroup.DETECTION)).name
    apart = html.index('class="figures-apart"')
    assert html.index(violence) < apart < html.rindex(detection)
    assert "Färre är inte bättre" in html[apart:]


def test_scenes_stand_in_order_of_name_and_can_be_chosen_without_javascript(published, client):
    first, second = published
    html = client.get("/uppfoljning/brott/").content.decode()
    assert html.index(f'id="{first.public_id}"') < html.index(f'id="{second.public_id}"')
    chosen = client.get(f"/uppfoljning/brott/?plats={slug_of(second)}").content.decode()
    assert f'id="{second.public_id}"' in chosen
    assert f'id="{first.public_id}"' not in chosen


def test_many_scenes_are_a_list_in_order_of_name_that_leads_to_each(demonstration, client):
    """The demonstration has figures for more than three scenes: the list has them all, and none of their figures."""
    html = client.get("/uppfoljning/brott/").content.decode()
    rows = {row.public_id: row for row in current_atlas().newest.scenes}
    ids = {figure.public_id for figure in current_atlas().follow_up.crimes}
    names = [row.name for row in current_atlas().newest.scenes if row.public_id in ids]
    places = [html.index(f">{name}</a>") for name in names]
    assert len(places) > 3
    assert places == sorted(places)
    assert "<svg class=" not in html.split("<main")[1]
    for public_id in ids:
        assert f'href="/uppfoljning/brott/{rows[public_id].slug}/"' in html


def test_a_scene_has_a_page_of_its_own_that_begins_with_how_to_read(published, client):
    first, _second = published
    text = text_of(client, f"/uppfoljning/brott/{slug_of(first)}/")
    assert text.index("Läs det här först") < text.index("27,8")
    assert "Antalet brott gick från 60 till 50, men antalet per hektar steg från 15,0 till 27,8." in text
    assert client.get(f"/uppfoljning/brott/{first.public_id.lower()}/").status_code == 404
    assert client.get(f"/uppfoljning/brott/{slug_of(first)}/?ar=2024").status_code == 400


def test_a_scene_without_figures_says_so_and_is_for_no_search_engine(record, client):
    answer = client.get("/uppfoljning/brott/sergels-torg-klara/")
    assert "Inga siffror om brott är publicerade för platsen." in answer.content.decode()
    assert "noindex" in answer.content.decode()


def test_the_scenes_own_page_leads_to_its_figures(published, client):
    first, _second = published
    assert (
        f'href="/uppfoljning/brott/{slug_of(first)}/"' in client.get(f"/drogscener/{slug_of(first)}/").content.decode()
    )


def test_an_area_without_figures_says_so_and_what_does_not_exist_is_refused(published, client):
    # Nykvarn is one of the county's municipalities without an open drug scene.
    assert "Inga siffror är publicerade för ditt val." in text_of(client, "/uppfoljning/brott/?kommun=nykvarn")
    assert client.get("/uppfoljning/brott/?kommun=atlantis").status_code == 404
    assert client.get("/uppfoljning/brott/?sortera=antal").status_code == 400


def test_a_hidden_scenes_figures_leave_the_page_the_files_and_the_choices(published, client, personas):
    first, second = published
    why = Reasons("Se tjänsteanteckning.", "Platsen var fel.", "SSR 2026/99")
    removals.hide_scene(first.public_id, reasons=why, by=actor_for(personas.coordinator, None))
    html = client.get("/uppfoljning/brott/").content.decode()
    assert first.public_id not in html
    assert slug_of(second) in html
    assert client.get(f"/uppfoljning/brott/{first.public_id}/").status_code == 410
    ref = current_atlas().newest.ref
    assert client.get(f"/utgavor/{ref}/anmalda-brott-{ref}.csv").status_code == 410


def test_no_property_owner_and_no_party_stands_beside_crimes(published, client):
    html = client.get("/uppfoljning/brott/").content.decode().casefold()
    assert "fastighetsägare" not in html


def test_the_documented_record_has_no_crimes(record, client):
    text = text_of(client)
    assert "Inga siffror om brott är publicerade." in text
    assert "exempel" not in text


def slug_of(scene):
    row = next(row for row in current_atlas().newest.scenes if row.public_id == scene.public_id)
    assert row.status is Status.OPEN
    return row.slug
