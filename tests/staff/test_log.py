"""The log: the administrator reads who, when and what, never what stands in the fields, and nobody else reads it."""

import ast
import csv
import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kartlaggning.audit_words import ACTIONS
from kartlaggning.models import AuditEntry, Survey
from kartlaggning.selectors import audit as log
from kartlaggning.selectors.audit import LogFilter
from kartlaggning.services import audit
from kartlaggning.services.surveys import save_content
from kartlaggning.workflow import Step

pytestmark = pytest.mark.usefixtures("demonstration")
OTHERS = ("officer", "police_coordinator", "municipal", "coordinator", "reader")


@pytest.fixture
def survey(round_2026):
    return Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").order_by("pk").first()


def written_actions():
    """Every action that a call writes as a plain word: as `action=`, or given to a function that notes acts."""
    for path in (settings.BASE_DIR / "kartlaggning").rglob("*.py"):
        calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
        for call in calls:
            given = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            words = [*given, *(call.args if name in ("note", "_noted") else ())]
            if {"services", "staff"} & set(path.parts):
                yield from ((word.value, path.name) for word in words if isinstance(word, ast.Constant))


def test_every_action_that_is_written_has_its_words():
    assert sorted({pair for pair in written_actions() if pair[0] not in ACTIONS}) == []
    assert [step for step in Step if step.value not in ACTIONS] == []


def test_the_administrator_sees_names_of_fields_and_never_values(survey, personas, as_persona):
    by = personas.actor("officer")
    save_content(survey, {"sellers": ["residents"], "grounds": "Hemligt ord"}, base_version=0, by=by)
    changes = {"grounds": ["Hemligt ord", "Annat hemligt ord"], "sellers": [["residents"], ["nearby"]]}
    details = {"changes": changes, "reason": "Hemligt skäl"}
    audit.record(by=by, action="approve", subject=audit.survey_subject(survey), details=details)
    text = as_persona("administrator").get("/personal/logg/").content.decode()
    assert "Utkast sparat" in text
    assert "Vilka säljer på platsen?" in text
    assert "192.0.2.7" in text
    for secret in ("Hemligt ord", "Annat hemligt", "Hemligt skäl", "residents", "bosatta", "nearby"):
        assert secret not in text


@pytest.mark.parametrize("persona", OTHERS)
def test_nobody_else_reads_or_takes_the_log(as_persona, persona):
    client = as_persona(persona)
    assert client.get("/personal/logg/").status_code == 403
    assert client.post("/personal/logg/fil/").status_code == 403
    assert not AuditEntry.objects.filter(action="export-log").exists()


def test_the_log_is_filtered_by_person_act_subject_and_days(survey, personas):
    save_content(survey, {"grounds": "a"}, base_version=0, by=personas.actor("officer"))
    save_content(survey, {"grounds": "b"}, base_version=1, by=personas.actor("municipal"))
    subject = audit.survey_subject(survey)
    assert {entry.actor for entry in log.entries(LogFilter(subject=subject.lower()))} == {"Officer", "Municipal"}
    assert [entry.actor for entry in log.entries(LogFilter(actor="Officer"))] == ["Officer"]
    assert {entry.action for entry in log.entries(LogFilter(action="save-draft"))} == {"save-draft"}
    today = timezone.localdate()
    assert log.entries(LogFilter(first=today, last=today)).count() == AuditEntry.objects.count()
    assert not log.entries(LogFilter(first=today + timedelta(days=1))).exists()
    assert not log.entries(LogFilter(last=today - timedelta(days=1))).exists()


def test_the_newest_stand_first_and_older_ones_on_the_next_page(as_persona):
    for number in range(60):
        audit.record(by="test", action="load-areas", subject=f"rad {number}")
    client = as_persona("administrator")
    first = client.get("/personal/logg/?actor=test&action=load-areas").content.decode()
    assert "rad 59" in first
    assert "rad 5<" not in first
    assert "actor=test&amp;action=load-areas&amp;sida=2" in first
    assert "rad 5<" in client.get("/personal/logg/?actor=test&action=load-areas&sida=2").content.decode()


@pytest.mark.parametrize("query", ["first=igår", "action=finns-inte", "sida=-1", "sida=x", "last=2026-13-01"])
def test_a_question_that_can_not_be_understood_is_answered_in_words(as_persona, query):
    answer = as_persona("administrator").get(f"/personal/logg/?{query}")
    assert answer.status_code in (200, 422)
    assert "<h1>Logg</h1>" in answer.content.decode()


def test_the_log_comes_as_a_file_that_computes_nothing_and_says_who_took_it(as_persona):
    audit.record(by="=1+1", action="load-areas", subject="@SUM(A1)")
    answer = as_persona("administrator").post("/personal/logg/fil/", {"action": "load-areas"})
    content = b"".join(answer.streaming_content).decode()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert content.startswith("\ufeffTid;Vem;Roll;")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert rows[1][1] == "'=1+1"
    assert rows[1][6] == "'@SUM(A1)"
    taken = AuditEntry.objects.get(action="export-log")
    assert (taken.actor, taken.details["filter"]) == ("Administrator", ["action"])


def test_an_act_that_fails_leaves_no_entry(survey, personas):
    before = AuditEntry.objects.count()

    @transaction.atomic
    def fails_after_saving():
        save_content(survey, {"grounds": "a"}, base_version=0, by=personas.actor("officer"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_after_saving()
    assert AuditEntry.objects.count() == before


def test_the_log_has_no_key_to_any_other_table():
    assert [field.name for field in AuditEntry._meta.get_fields() if field.is_relation] == []


def test_the_log_can_not_be_emptied_whole():
    statement = "TRUNCATE {}" if connection.vendor == "postgresql" else "DELETE FROM {}"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(AuditEntry._meta.db_table))
    assert AuditEntry.objects.exists()
