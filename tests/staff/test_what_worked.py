"""The search for what has been done on places: who finds what, what is said of it, and the file of it."""

import csv
import io
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kartlaggning import guards
from kartlaggning.choices import Visibility
from kartlaggning.models import AuditEntry, Question, Study, Survey
from kartlaggning.services.surveys import save_content
from tests.staff.follow_up_rows import MADE, measure, scenes_of

PAGE, FILE = "/personal/uppfoljning/har-fungerat/", "/personal/uppfoljning/har-fungerat/fil/"
GUARDED, SHARED, FINDABLE, PUBLIC = "MARK-POLICE-insats", "MARK-SHARED-insats", "FINDABLE-insats", "PUBLIC-insats"
pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture
def done():
    """Four measures on four example places of Järva, one of each level and one that may be found."""
    one, two, three, four = scenes_of("Järva")[:4]
    measure(one, GUARDED, Visibility.POLICE_ONLY, kind="kameror")
    measure(two, SHARED)
    measure(three, FINDABLE, is_findable=True, kind="platsaktivering")
    measure(four, PUBLIC, Visibility.PUBLIC)
    return one, two, three, four


def text(answer):
    return " ".join(answer.content.decode().split())


def pages(client, **asked):
    """Return the text of every page of what is found."""
    found, number = "", 1
    while True:
        answer = client.get(PAGE, {**asked, "sida": number})
        assert answer.status_code == 200
        found += text(answer)
        if 'rel="next"' not in found.rpartition('class="worked-pages"')[2]:
            return found
        number += 1


def taken(client, purpose="Underlag till planen.", **asked):
    """Take out what is found; return the answer."""
    return client.post(f"{FILE}?{urlencode(asked)}", {"purpose": purpose})


def heads(page):
    return page.count('class="worked__name"')


@pytest.mark.parametrize(
    ("persona", "finds"),
    [
        ("officer", {GUARDED, SHARED, FINDABLE, PUBLIC}),
        ("police_coordinator", {GUARDED, SHARED, FINDABLE, PUBLIC}),
        ("municipal", {SHARED, FINDABLE, PUBLIC}),
        ("coordinator", {SHARED, FINDABLE, PUBLIC}),
        ("reader", {SHARED, FINDABLE, PUBLIC}),
        ("other_municipal", {FINDABLE, PUBLIC}),
        ("other_officer", {FINDABLE, PUBLIC}),
    ],
)
def test_each_finds_what_they_may_read_and_nothing_else(done, as_persona, persona, finds):
    client = as_persona(persona)
    page, file = pages(client, ord="insats"), taken(client, ord="insats").content.decode("utf-8-sig")
    everything = {GUARDED, SHARED, FINDABLE, PUBLIC}
    assert {words for words in everything if words in page} == finds
    # A file is passed on: what is the police's alone stays on the page.
    assert {words for words in everything if words in file} == finds - {GUARDED}


def test_the_administrator_and_who_is_not_signed_in_are_refused(as_persona, client):
    assert as_persona("administrator").get(PAGE).status_code == 403
    assert taken(as_persona("administrator")).status_code == 403
    assert client.get(PAGE).status_code == 302


def test_another_municipality_finds_who_has_done_it_with_name_municipality_and_outcome(done, as_persona):
    page = text(as_persona("other_municipal").get(PAGE, {"ord": FINDABLE}))
    assert heads(page) == 1
    assert done[2].name in page
    assert "Stockholm, Järva" in page
    assert "Sidan säger inte att det ena beror på det andra" in page


def answered(scene, personas, kinds):
    survey = Survey.objects.select_related("scene", "survey_round__questionnaire").get(
        scene=scene, survey_round__year=2026
    )
    save_content(survey, {"location_type": kinds}, base_version=0, confirmed=(), by=personas.actor("officer"))


def test_the_kind_of_place_is_shown_and_searched_only_where_the_survey_may_be_read(
    done, round_2026, personas, as_persona
):
    answered(done[2], personas, ["square", "metro"])
    for persona in ("municipal", "coordinator", "officer"):
        page = pages(as_persona(persona), plats="square", ord=FINDABLE)
        assert heads(page) == 1
        assert "torg, tunnelbana" in page
    other = as_persona("other_municipal")
    assert "torg, tunnelbana" not in text(other.get(PAGE, {"ord": FINDABLE}))
    assert heads(text(other.get(PAGE, {"plats": "square"}))) == 0
    assert heads(text(other.get(PAGE, {"ord": "torg " + FINDABLE}))) == 0
    # A reader is shown what has been decided, and this is a draft.
    assert heads(text(as_persona("reader").get(PAGE, {"plats": "square", "ord": FINDABLE}))) == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"insats": "platsaktivering", "ord": "FINDABLE"}, 1),
        ({"insats": "belysning", "ord": "FINDABLE"}, 0),
        ({"kommun": "stockholm", "ord": "findable INSATS"}, 1),
        ({"kommun": "huddinge", "ord": "FINDABLE"}, 0),
    ],
)
def test_the_search_narrows_by_kind_municipality_and_words(done, as_persona, asked, found):
    assert heads(text(as_persona("coordinator").get(PAGE, asked))) == found


def test_the_outcomes_share_out_all_that_is_found(done, as_persona):
    client = as_persona("coordinator")
    outcomes = ("kvar-upphord", "upphord", "mindre", "oforandrad", "storre", "oppen-igen", "ersatt", "okant")
    counted = [heads(pages(client, utfall=outcome)) for outcome in outcomes]
    assert sum(counted) == heads(pages(client)) > 3


def test_a_choice_that_is_not_in_the_list_is_said_and_the_rest_is_kept(done, as_persona):
    answer = as_persona("coordinator").get(PAGE, {"insats": "finns-inte", "ord": "torget"})
    assert answer.status_code == 422
    assert "Välj i listan." in text(answer)
    assert 'value="torget"' in text(answer)
    assert taken(as_persona("coordinator"), insats="finns-inte").status_code == 422


def test_a_study_of_the_same_kind_of_measure_stands_beside_it(done, as_persona):
    Study.objects.create(
        public_id="T-7000",
        title="En studie av belysning",
        organisation="Ett lärosäte",
        year=2020,
        findings="Fynd.",
        measure_kinds=["belysning"],
        place_kinds=["park"],
        visibility=Visibility.PUBLIC,
        **MADE,
    )
    page = text(as_persona("other_municipal").get(PAGE, {"ord": PUBLIC}))
    assert page.count("En studie av belysning") == 2  # beside the place, and among all studies
    fits = text(as_persona("other_municipal").get(PAGE, {"insats": "platsaktivering", "ord": "FINDABLE"}))
    assert "En studie av belysning" not in fits


def test_the_file_has_a_row_for_each_measure_and_says_what_it_is(done, as_persona):
    measure(done[2], "ANNAN-insats", is_findable=True, starts_on=date(2024, 1, 1))
    answer = taken(as_persona("other_municipal"), ord="FINDABLE")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="internt-vad-har-fungerat-' in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0].startswith("Internt arbetsmaterial")
    heading = next(number for number, row in enumerate(rows) if row[:1] == ["Plats"])
    lines = [dict(zip(rows[heading], row, strict=True)) for row in rows[heading + 1 :]]
    assert [(line["Rubrik"], line["Från"], line["Uppgift"]) for line in lines] == [
        ("FINDABLE-insats", "1 maj 2023", "exempel"),
        ("ANNAN-insats", "1 januari 2024", "exempel"),
    ]
    assert {line["Räknat från"] for line in lines} == {"2021"}  # the last round before 1 May 2023


def test_the_file_is_for_something_and_who_took_it_for_what_stands_in_it_and_in_the_log(done, as_persona):
    client = as_persona("municipal")
    assert client.get(FILE).status_code == 405
    refused = taken(client, purpose=" ", ord="FINDABLE")
    assert refused.status_code == 422
    assert "Skriv vad tabellen ska användas till." in text(refused)
    assert 'value="FINDABLE"' in text(refused)
    assert not AuditEntry.objects.filter(action="export-what-worked").exists()
    file = taken(client, ord="FINDABLE").content.decode("utf-8-sig")
    assert "Används till;Underlag till planen." in file
    assert "Uttaget av;Municipal" in file
    entry = AuditEntry.objects.get(action="export-what-worked")
    assert (entry.actor, entry.details["purpose"], entry.details["rows"]) == ("Municipal", "Underlag till planen.", 1)
    assert "FINDABLE" not in str(entry.details)


def test_a_kind_of_place_that_is_the_polices_alone_is_on_its_page_and_not_in_its_file(
    done, round_2026, personas, as_persona
):
    answered(done[2], personas, ["square"])
    client = as_persona("officer")
    assert "torg" in taken(client, ord=FINDABLE).content.decode("utf-8-sig")
    asked = Question.objects.get(key="location_type", questionnaire=round_2026.questionnaire)
    assert asked.visibility == Visibility.SHARED
    guards.uninstall(connection)  # a form that is in use is frozen, and no later version may be made in a test's round
    Question.objects.filter(pk=asked.pk).update(visibility=Visibility.POLICE_ONLY)
    assert heads(text(client.get(PAGE, {"plats": "square", "ord": FINDABLE}))) == 1
    assert "torg" not in taken(client, ord=FINDABLE).content.decode("utf-8-sig")
    assert FINDABLE not in taken(client, ord=FINDABLE, plats="square").content.decode("utf-8-sig")


def test_the_page_costs_as_many_queries_however_much_there_is(done, round_2026, personas, as_persona):
    client = as_persona("coordinator")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number, scene in enumerate(scenes_of("Järva")):
        measure(scene, f"insats {number}")
        if number > 2:
            continue
        answered(scene, personas, ["park"])
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)
