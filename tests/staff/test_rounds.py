"""The coordinator opens a round: dates held against each other, then new areas for what has lost its own."""

from datetime import date

import pytest
from django.db.models import Q
from django.utils import timezone

from kartlaggning.choices import RoundState, SurveyState
from kartlaggning.models import AuditEntry, PoliceArea, Scene, Survey, SurveyRound
from kartlaggning.services.questionnaires import load_first_version
from tests.conftest import FIXTURES

NEW = "/personal/omgangar/ny/"


@pytest.fixture
def version(demonstration):
    return load_first_version(FIXTURES, by="test")


@pytest.fixture
def dates(version):
    return {
        "year": "2026",
        "judged_from": "2025-01-01",
        "judged_to": "2025-12-31",
        "reference_date": "2026-01-01",
        "first_day": "2026-02-01",
        "last_day": "2026-02-28",
        "questionnaire": str(version.pk),
        "registration_number": "SSR 2026/14",
        "act": "next",
    }


def chosen_areas(answer):
    """Return what step two has filled in by itself, by field name."""
    return {field.html_name: str(field.value()) for field in answer.context["mapping"]}


def test_the_form_starts_from_the_year_after_the_last_and_the_year_that_it_judges(version, as_persona):
    form = as_persona("coordinator").get(NEW).context["form"]
    year = form.initial["year"]
    assert year == max(timezone.localdate().year, 2025)
    assert form.initial["judged_from"] == date(year - 1, 1, 1)


def test_the_list_shows_every_round_and_the_way_to_a_new_one(demonstration, as_persona):
    text = as_persona("coordinator").get("/personal/omgangar/").content.decode()
    assert "/personal/omgangar/2024/" in text
    assert NEW in text
    assert NEW not in as_persona("officer").get("/personal/omgangar/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("year", "26", "fyra siffror"),
        ("judged_to", "2024-01-01", "slutar innan den börjar"),
        ("judged_to", "2023-12-31", "slutar innan den börjar"),
        ("last_day", "2026-01-15", "före den första"),
        ("last_day", "2029-02-28", "Kontrollera årtalet"),
        ("reference_date", "2016-01-01", "långt från 2026"),
        ("first_day", "i februari", "år-månad-dag"),
        ("questionnaire", "", "Välj ett frågeformulär"),
    ],
)
def test_dates_that_do_not_fit_are_sent_back_with_words_and_all_is_kept(dates, as_persona, field, value, word):
    answer = as_persona("coordinator").post(NEW, dates | {field: value})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert word in text
    assert 'role="alert"' in text
    assert "SSR 2026/14" in text
    assert not SurveyRound.objects.filter(year=2026).exists()


def test_scenes_of_a_police_area_that_is_gone_are_listed_with_its_successors_first_and_filled_in(dates, as_persona):
    answer = as_persona("coordinator").post(NEW, dates)
    mapping = answer.context["mapping"]
    gone = Survey.objects.filter(survey_round__year=2024, police_area__name="Norrmalm")
    wanted = gone.filter(Q(status="open") | Q(scene__is_followed_up=True))
    assert {row.last.pk for row, _ in mapping.groups} == set(wanted.values_list("pk", flat=True))
    row, (field,) = mapping.groups[0]
    assert [str(name) for _, name in field.field.choices[1][1]] == ["Lidingö-Kungsholmen", "Norra innerstaden"]
    suggested = PoliceArea.objects.get(pk=field.value())
    district = row.last.city_district.name
    assert suggested.name == {"Norra innerstaden": "Norra innerstaden", "Kungsholmen": "Lidingö-Kungsholmen"}[district]


def test_nothing_is_made_before_the_summary_has_been_seen(dates, as_persona):
    answer = as_persona("coordinator").post(NEW, dates)
    open_scenes = Survey.objects.filter(survey_round__year=2024, status="open").count()
    assert answer.context["plan"].open_scenes == open_scenes
    assert f"{open_scenes} öppna platser" in answer.content.decode()
    assert not SurveyRound.objects.filter(year=2026).exists()


def test_an_unmapped_scene_blocks_opening_and_is_named(dates, as_persona):
    client = as_persona("coordinator")
    chosen = chosen_areas(client.post(NEW, dates))
    unmapped = next(iter(chosen))
    answer = client.post(NEW, dates | chosen | {unmapped: "", "act": "open"})
    assert answer.status_code == 422
    name = Scene.objects.get(public_id=unmapped.removeprefix("lpo-")).name
    assert f"Välj nytt lokalpolisområde för {name}" in answer.content.decode()
    assert not SurveyRound.objects.filter(year=2026).exists()


def test_opening_makes_a_survey_to_do_for_each_open_scene_in_areas_that_exist(dates, as_persona):
    client = as_persona("coordinator")
    chosen = chosen_areas(client.post(NEW, dates))
    answer = client.post(NEW, dates | chosen | {"act": "open"})
    assert answer["Location"] == "/personal/omgangar/2026/"
    opened = SurveyRound.objects.get(year=2026)
    surveys = opened.surveys.all()
    assert (opened.state, opened.registration_number) == (RoundState.OPEN, "SSR 2026/14")
    assert {survey.state for survey in surveys} == {SurveyState.NOT_STARTED}
    assert not surveys.filter(police_area__name="Norrmalm").exists()
    assert opened.questionnaire.frozen_at is not None
    assert AuditEntry.objects.filter(action="open-round", actor="Coordinator").exists()


def test_a_closed_scene_that_is_followed_up_gets_a_survey_too(dates, as_persona):
    Scene.objects.update(is_followed_up=False)
    closed = Survey.objects.filter(survey_round__year=2024, status="closed").exclude(police_area__name="Norrmalm")[0]
    Scene.objects.filter(pk=closed.scene_id).update(is_followed_up=True)
    client = as_persona("coordinator")
    step_two = client.post(NEW, dates)
    assert "1 upphörda som följs upp" in step_two.content.decode()
    client.post(NEW, dates | chosen_areas(step_two) | {"act": "open"})
    assert Survey.objects.filter(survey_round__year=2026, scene=closed.scene_id).exists()


def test_one_can_go_back_to_the_dates_with_all_of_them_kept(dates, as_persona):
    answer = as_persona("coordinator").post(NEW, dates | {"act": "back"})
    assert answer.status_code == 200
    assert answer.context["plan"] is None
    assert "SSR 2026/14" in answer.content.decode()


def test_a_year_that_has_a_round_is_refused(dates, as_persona):
    client = as_persona("coordinator")
    early = {"judged_from": "2023-01-01", "judged_to": "2023-12-31", "reference_date": "2024-01-01"}
    early |= {"first_day": "2024-02-01", "last_day": "2024-02-28", "year": "2024"}
    answer = client.post(NEW, dates | early | {"act": "open"})
    assert answer.status_code == 422
    assert "redan en omgång 2024" in answer.content.decode()


def test_while_a_round_is_open_no_other_can_be(round_2026, as_persona):
    client = as_persona("coordinator")
    assert "avsluta den först" in client.get(NEW).content.decode()
    client.post(NEW, {"year": "2027", "act": "open"})
    assert not SurveyRound.objects.filter(year=2027).exists()


@pytest.mark.parametrize("name", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_only_the_coordinator_opens_a_round(dates, as_persona, name):
    client = as_persona(name)
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, dates | {"act": "open"}).status_code == 403


@pytest.mark.parametrize("path", ["/personal/omgangar/", "/personal/omgangar/2024/"])
def test_the_administrator_sees_no_round(demonstration, as_persona, path):
    assert as_persona("administrator").get(path).status_code == 403
