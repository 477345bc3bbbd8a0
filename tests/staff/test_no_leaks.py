"""Markers stand in every field that is not public; whoever may not read them never finds one, on any page or file."""

from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from kartlaggning.models import AuditEntry, FigureImport, User
from kartlaggning.services.editions.publication import publish_round
from tests.integration.test_query_counts import PAGES
from tests.staff.marked import ANY, POLICE, REQUEST, SHARED, plant
from tests.staff.planted_figures import holds_count
from tests.staff.routes import addresses

# Who may never see what is the police's alone, and who may see nothing of these surveys at all.
WITHOUT_POLICE_ONLY = ("municipal", "coordinator", "second_coordinator", "reader")
WITHOUT_ANYTHING = ("other_officer", "other_municipal", "administrator")
API = (
    *(
        "",
        "scenes",
        "scenes?year=2026",
        "scenes?year=2026&status=all",
        "scenes?year=2026&crs=EPSG:3006",
        "closed-scenes",
    ),
    *("municipalities", "city-districts", "police-areas", "editions", "statistics", "published-figures"),
    *("measures", "crimes", "safety", "crimes?f=csv", "measures?f=csv"),
    *("api-info", "openapi.json", "docs"),
)


@pytest.fixture
def marked(demonstration, round_2026, personas):
    return plant(round_2026, personas)


def body(answer):
    """Return the text of an answer, of a stream too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", errors="replace")


def every_address(marked, personas):
    values = {
        "year": [2026],
        "public_id": marked.public_ids,
        "pk": [personas.officer.pk, marked.survey_round.questionnaire_id],
        "key": ["sellers"],
        "token": [uuid4()],
        "step": ["send-to-municipality"],
        "name": ["reset_second_factor"],
        "ref": ["2024-exempel-r1"],
        "measure": [measure.public_id for measure in marked.measures],
        "measure_kind": ["kameror"],
        "agreement": [row.public_id for row in marked.agreements],
        "check": [marked.check.pk],
        "study": ["STX-0001"],
        "contact": ["KX-0001"],
        "number": [row.number for row in FigureImport.objects.all()],
        "category": ["vald"],
        "figure_template.kind": ["crime"],
        **{f"{name}.kind": ["city_district"] for name in ("area_answer", "area_answer_file")},
        "slug": ["jarva", "farsta"],
    }
    return sorted(set(addresses(values)))


@pytest.mark.parametrize("persona", WITHOUT_POLICE_ONLY)
def test_what_is_the_polices_alone_is_on_no_page_of_who_may_not_read_it(marked, personas, as_persona, persona):
    client = as_persona(persona)
    for name, address in every_address(marked, personas):
        text = body(client.get(address))
        assert POLICE not in text, (name, address)
        # Who decides on a release is shown what the public would get of it.
        assert not holds_count(text) or (name == "release_figures" and "coordinator" in persona), (name, address)


@pytest.mark.parametrize("persona", ["municipal", "reader"])
def test_what_is_between_the_police_and_the_reviewers_is_on_no_page_of_others(marked, personas, as_persona, persona):
    client = as_persona(persona)
    for name, address in every_address(marked, personas):
        assert REQUEST not in body(client.get(address)), (name, address)


@pytest.mark.parametrize("persona", WITHOUT_ANYTHING)
def test_nothing_of_a_survey_is_on_any_page_of_who_may_not_read_it(marked, personas, as_persona, persona):
    client = as_persona(persona)
    for name, address in every_address(marked, personas):
        text = body(client.get(address))
        assert ANY not in text, (name, address)
        assert not holds_count(text), (name, address)


def test_nothing_is_on_any_page_of_who_is_not_signed_in(marked, personas):
    for name, address in every_address(marked, personas):
        answer = Client().get(address)
        assert answer.status_code in (302, 404, 405), (name, address)
        assert ANY not in body(answer), (name, address)


def test_a_reader_sees_what_is_decided_and_no_work(marked, as_persona):
    client = as_persona("reader")
    found = {
        survey: client.get(f"/personal/kartlaggning/2026/{survey.scene.public_id}/")
        for survey in (marked.draft, marked.submitted, marked.approved)
    }
    assert [answer.status_code for answer in found.values()] == [404, 404, 200]
    assert SHARED in body(found[marked.approved])


@pytest.mark.parametrize(
    ("persona", "marker"), [("officer", POLICE), ("police_coordinator", POLICE), ("municipal", SHARED)]
)
def test_who_may_read_them_finds_the_markers_so_that_the_search_means_something(marked, as_persona, persona, marker):
    assert marker in body(as_persona(persona).get(f"/personal/kartlaggning/2026/{marked.submitted.scene.public_id}/"))


def test_a_coordinator_for_whom_it_is_set_reads_the_polices_part_and_that_is_logged(marked, personas, as_persona):
    User.objects.filter(pk=personas.coordinator.pk).update(may_read_police_only=True)
    page = f"/personal/kartlaggning/2026/{marked.submitted.scene.public_id}/"
    assert POLICE in body(as_persona("coordinator").get(page))
    subject = f"{marked.submitted.scene.public_id} 2026"
    assert AuditEntry.objects.filter(action="read-police-only", actor="Coordinator", subject=subject).exists()


def test_no_public_page_or_file_holds_a_marker_even_when_the_round_is_published(marked, client):
    publish_round(marked.survey_round, demonstration=True, by="test")
    slug = marked.approved.scene.slug
    paths = [*PAGES, *(f"/en{path}" for path in PAGES), f"/drogscener/{slug}/", f"/en/drogscener/{slug}/"]
    paths += [f"/api/v1/{path}" for path in (*API, f"scenes/{slug}", f"scenes/{marked.approved.scene.public_id}")]
    answers = {path: client.get(path) for path in paths}
    assert f"{slug}" in body(answers["/api/v1/scenes?year=2026"])
    for path, answer in answers.items():
        assert answer.status_code == 200, path
        assert ANY not in body(answer), path
        assert not holds_count(body(answer)), path


def test_no_mail_holds_a_marker_or_the_name_of_a_place(marked, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_digests", "--commit")
    assert mail.outbox
    for message in mail.outbox:
        text = f"{message.subject} {message.body}"
        assert ANY not in text
        assert "Exempelplats" not in text


def test_the_log_of_a_draft_holds_no_marker(marked):
    entries = AuditEntry.objects.filter(action="save-draft")
    assert entries.exists()
    assert not [entry for entry in entries if ANY in str(entry.details)]
