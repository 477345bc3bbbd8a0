"""The overview of follow-up: the county against each aim by what the person may read, and what waits for them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kartlaggning.choices import Visibility
from kartlaggning.models import Contact, FigureRelease, SurveyRound
from kartlaggning.services.editions.publication import publish_round
from tests.staff.follow_up_rows import MADE, agreement, crimes, scenes_of, signal

PAGE, PUBLIC_PAGE = "/personal/uppfoljning/", "/uppfoljning/"
COUNT = "7\N{NO-BREAK SPACE}777"
TITLES = (
    *("Färre platser", "Mindre yta", "Mindre våld", "Fler upptäckta brott"),
    *("Tryggare", "Unga upptäcks tidigt", "Samverkan som håller"),
)
READERS = ("officer", "other_officer", "police_coordinator", "municipal", "other_municipal", "coordinator", "reader")
pytestmark = pytest.mark.usefixtures("demonstration")


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def counted():
    return crimes(scenes_of("Järva")[0], {2023: 8888, 2024: 7777})


@pytest.mark.parametrize("persona", READERS)
def test_every_aim_stands_there_for_every_reader_with_the_young_ones_said_to_have_no_indicator(as_persona, persona):
    page = text(as_persona(persona).get(PAGE))
    assert [title for title in TITLES if title in page] == list(TITLES)
    assert "Ingen indikator." in page
    assert "Länsstyrelsen Stockholm 2024-02-20" in page
    assert "Exempelutgåva 1 av kartläggning 2024" in page


def test_the_administrator_and_who_is_not_signed_in_are_refused(as_persona, client):
    assert as_persona("administrator").get(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("persona", "reads"),
    [
        ("officer", True),
        ("police_coordinator", True),
        ("other_officer", False),
        ("municipal", False),
        ("other_municipal", False),
        ("coordinator", False),
        ("reader", False),
    ],
)
def test_a_count_that_is_not_released_is_the_polices_of_the_area_alone(counted, as_persona, persona, reads):
    page = as_persona(persona).get(PAGE).content.decode()
    assert (COUNT in page) is reads
    assert ("Markbrott på 1 plats" in page) is reads
    assert ("Målet är uppnått 2024 på de här platserna." in page) is reads


def test_a_count_that_is_not_released_reaches_no_public_page_and_one_that_is_names_its_import(counted, client):
    assert "Markbrott" not in client.get(PUBLIC_PAGE).content.decode()
    survey_round = SurveyRound.objects.get(year=2024)
    FigureRelease.objects.create(figure_import=counted, survey_round=survey_round, released_by="test")
    publish_round(survey_round, demonstration=True, by="test")
    page = client.get(PUBLIC_PAGE).content.decode()
    assert "Markbrott på 1 plats" in page
    assert COUNT in page
    assert "T-0001" in page


def test_who_may_read_no_counts_sees_the_published_ones_and_is_told_so(counted, as_persona):
    survey_round = SurveyRound.objects.get(year=2024)
    FigureRelease.objects.create(figure_import=counted, survey_round=survey_round, released_by="test")
    publish_round(survey_round, demonstration=True, by="test")
    page = as_persona("other_municipal").get(PAGE).content.decode()
    assert COUNT in page
    assert "Brotten är de som är publicerade i Exempelutgåva 2 av kartläggning 2024." in page


@pytest.fixture
def waits(counted):
    """One thing of each kind that waits in Järva, and what is not yet due."""
    today = timezone.localdate()
    signal(scenes_of("Järva")[0], "SIGNAL-vakten")
    agreement("GENOMGÅNG-nära", "Järva", today + timedelta(days=7))
    agreement("GENOMGÅNG-sen", "Järva", today + timedelta(days=200))
    for number, checked_on in (("T-8001", date(2020, 1, 1)), ("T-8002", today)):
        Contact.objects.create(
            public_id=number,
            function=f"KONTAKT-{number}",
            organisation="Kommunen",
            phone="08-123",
            checked_on=checked_on,
            visibility=Visibility.PUBLIC,
            **MADE,
        )


@pytest.mark.parametrize(
    ("persona", "seen"),
    [
        ("coordinator", {"SIGNAL-vakten", "GENOMGÅNG-nära", "T-0001", "KONTAKT-T-8001"}),
        ("municipal", {"GENOMGÅNG-nära"}),
        ("officer", set()),  # it is the district's, which the police area is not
        ("other_municipal", set()),
        ("police_coordinator", set()),
        ("reader", set()),
    ],
)
def test_what_waits_is_shown_to_those_who_may_act_on_it(waits, as_persona, persona, seen):
    page = as_persona(persona).get(PAGE).content.decode().partition('id="waiting"')[2]
    everything = {"SIGNAL-vakten", "GENOMGÅNG-nära", "GENOMGÅNG-sen", "T-0001", "KONTAKT-T-8001", "KONTAKT-T-8002"}
    assert {word for word in everything if word in page} == seen


def test_an_import_that_is_released_no_longer_waits(waits, counted, as_persona):
    survey_round = SurveyRound.objects.get(year=2024)
    release = FigureRelease.objects.create(figure_import=counted, survey_round=survey_round, released_by="test")
    client = as_persona("coordinator")
    assert ">T-0001</a>" not in client.get(PAGE).content.decode()
    FigureRelease.objects.filter(pk=release.pk).update(revoked_at=timezone.now(), revoked_by="test")
    assert ">T-0001</a>" in client.get(PAGE).content.decode()


def test_every_tile_leads_to_a_page_that_the_person_may_open(as_persona):
    client = as_persona("reader")
    page = client.get(PAGE).content.decode()
    links = [part.partition('href="')[2].partition('"')[0] for part in page.split('class="aim__link"')[1:]]
    assert len(links) == len(TITLES)
    assert {client.get(link).status_code for link in links} == {200}


def test_the_overview_costs_as_many_queries_however_much_there_is(waits, as_persona):
    client = as_persona("coordinator")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number, scene in enumerate(scenes_of("Järva")[1:4]):
        crimes(scene, {2023: 50, 2024: 40}, number=f"T-1{number}", name=f"Annat {number}")
        signal(scene, "En till")
        agreement(f"En till {number}", "Järva", timezone.localdate())
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)
