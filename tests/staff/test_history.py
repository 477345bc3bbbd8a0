"""The history of a survey: all of it for those who may read all, and no trace of a field for those who may not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kartlaggning.models import AuditEntry, Survey
from kartlaggning.selectors.history import history_of
from kartlaggning.services import audit
from kartlaggning.services.reading import note_reading
from kartlaggning.services.surveys import save_content

pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture
def survey(round_2026):
    found = Survey.objects.filter(survey_round=round_2026, city_district__name="Järva").order_by("pk").first()
    found.content = {"grounds": "a"}
    found.save()
    return found


@pytest.fixture
def address(survey):
    return f"/personal/kartlaggning/2026/{survey.scene.public_id}/historik/"


def submitted(survey, personas):
    changes = {
        "grounds": ["Gamla grunder", "Nya grunder"],
        "sellers": [["residents"], ["nearby", "criminal_network"]],
        "sellers.comment": [None, "Polisens kommentar"],
        "reason.overlap": [None, "Det är samma torg"],
        "outline": [None, {"type": "MultiPolygon", "coordinates": [[[[0, 0], [100, 0], [100, 100], [0, 0]]]]}],
    }
    subject = audit.survey_subject(survey)
    audit.record(by=personas.actor("officer"), action="submit-alone", subject=subject, details={"changes": changes})


def text_for(as_persona, persona, address):
    answer = as_persona(persona).get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_from_submission_on_the_values_stand_before_and_after_in_words(survey, personas, as_persona, address):
    submitted(survey, personas)
    text = text_for(as_persona, "officer", address)
    for words in ("Inlämnad utan kommunen", "Gamla grunder", "Nya grunder", "Polisens kommentar", "Det är samma torg"):
        assert words in text
    assert "ingen gräns" in text
    assert "0,50 ha" in text
    assert "Skäl till att gränsen går in över en annan plats" in text
    assert "nearby" not in text


def test_the_municipality_learns_nothing_of_a_field_for_the_police_alone(survey, personas, as_persona, address):
    by = personas.actor("officer")
    first = save_content(survey, {"sellers": ["nearby"]}, base_version=0, by=by).survey
    save_content(first, {"buyers": ["nearby"], "partners_comment": "x"}, base_version=first.version, by=by)
    submitted(survey, personas)
    note_reading(Survey.objects.get(pk=survey.pk), by=by)
    text = text_for(as_persona, "municipal", address)
    assert "Nya grunder" in text
    assert "Vilken samverkan finns redan?" in text
    for secret in ("säljer", "köper", "Polisens kommentar", "bara Polisen får se", "kriminella", "gånger", "sellers"):
        assert secret not in text
    actions = [event.action for event in history_of(survey, personas.actor("municipal")).events]
    assert actions == ["submit-alone", "save-draft"]


def test_the_coordinator_sees_no_police_only_field_unless_it_is_granted(survey, personas, as_persona, address):
    submitted(survey, personas)
    assert "Polisens kommentar" not in text_for(as_persona, "coordinator", address)
    personas.coordinator.may_read_police_only = True
    personas.coordinator.save()
    assert "Polisens kommentar" in text_for(as_persona, "coordinator", address)


def test_a_draft_tells_the_fields_and_never_what_stands_in_them(survey, personas, as_persona, address):
    save_content(survey, {"grounds": "Hemligt"}, base_version=0, by=personas.actor("officer"))
    text = text_for(as_persona, "officer", address)
    assert "På vilka grunder?" in text
    assert "Hemligt" not in text


def test_the_saves_of_one_sitting_are_told_as_one(survey, personas):
    by = personas.actor("officer")
    for number in range(3):
        survey = save_content(survey, {"grounds": str(number)}, base_version=number, by=by).survey
    save_content(survey, {"joint_comment": "x"}, base_version=3, by=personas.actor("municipal"))
    newest, older = history_of(survey, by).events
    assert (newest.actor, newest.times) == ("Municipal", 1)
    assert (older.actor, older.times) == ("Officer", 3)
    assert [difference.label for difference in older.sections[0].differences] == ["På vilka grunder?"]


@pytest.mark.parametrize("persona", ["other_officer", "other_municipal", "reader"])
def test_who_may_not_read_the_survey_is_told_that_it_is_not_there(as_persona, address, persona):
    assert as_persona(persona).get(address).status_code == 404


def test_the_administrator_reads_no_survey(as_persona, address):
    assert as_persona("administrator").get(address).status_code == 403


def test_a_reader_is_shown_what_was_decided_and_not_how_it_was_worked_out(survey, personas):
    submitted(survey, personas)
    details = {"changes": {"grounds": ["Gamla grunder", "Nya grunder"]}}
    subject = audit.survey_subject(survey)
    audit.record(by=personas.actor("coordinator"), action="approve", subject=subject, details=details)
    survey.state = "approved"  # as the reader would find it
    [event] = history_of(survey, personas.actor("reader")).events
    assert (event.action, event.sections) == ("approve", ())


def test_reading_what_is_for_the_police_alone_is_noted_once_an_hour(survey, personas, as_persona, address):
    readings = AuditEntry.objects.filter(action="read-police-only")
    Survey.objects.filter(pk=survey.pk).update(content={"sellers": ["nearby"]})
    client = as_persona("officer")
    client.get(address)
    client.get(address)
    entry = readings.get()
    assert (entry.actor, entry.subject) == ("Officer", audit.survey_subject(survey))
    assert "nearby" not in str(entry.details)
    as_persona("colleague").get(address)
    assert readings.count() == 2


def test_after_an_hour_it_is_a_new_reading(survey, personas, monkeypatch):
    survey.content = {"sellers": ["nearby"]}
    by = personas.actor("officer")
    assert note_reading(survey, by=by)
    assert not note_reading(survey, by=by)
    later = timezone.now() + timedelta(hours=1, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert note_reading(survey, by=by)


def test_reading_without_police_only_answers_or_without_the_right_to_them_is_not_noted(survey, personas):
    assert not note_reading(survey, by=personas.actor("officer"))
    survey.content = {"sellers": ["nearby"]}
    for persona in ("municipal", "coordinator", "other_officer", "administrator"):
        assert not note_reading(survey, by=personas.actor(persona))
    assert note_reading(survey, by=personas.actor("police_coordinator"))


def test_each_step_tells_what_changed_since_the_step_before(survey, personas):
    """The log holds every step's differences from last round."""
    by, subject = personas.actor("officer"), audit.survey_subject(survey)
    for action, changes in (
        ("send-to-municipality", {"grounds": ["förra", "första"], "partners_comment": [None, "ny"]}),
        ("sign-for-municipality", {"grounds": ["förra", "första"], "partners_comment": [None, "ny"]}),
        ("approve", {"grounds": ["förra", "andra"]}),
    ):
        audit.record(by=by, action=action, subject=subject, details={"changes": changes})
    approved, signed, sent = history_of(survey, by).events

    def pairs(event):
        return [(d.before, d.after) for section in event.sections for d in section.differences]

    assert pairs(sent) == [("inget svar", "ny"), ("förra", "första")]
    assert pairs(signed) == []
    assert pairs(approved) == [("ny", "inget svar"), ("första", "andra")]


def test_reasons_and_commented_sections_are_told_to_those_who_may_know_of_them(survey, personas):
    subject = audit.survey_subject(survey)
    details = {"reason": "Kommunen hade inte tid", "sections": ["symptoms", "people"], "with_reservation": True}
    audit.record(by="test", action="return", subject=subject, details=details)
    [event] = history_of(survey, personas.actor("municipal")).events
    assert event.remarks == ("Skäl: Kommunen hade inte tid", "Med reservation.", "Kommentar till: Symtom")
    [event] = history_of(survey, personas.actor("officer")).events
    assert event.remarks[-1] == "Kommentar till: Symtom, Personer på platsen"


def test_an_outline_that_is_as_large_as_before_is_told_to_be_another(survey, personas):
    pair = [{"area_m2": 32000, "sha256": "a"}, {"area_m2": 32000, "sha256": "b"}]
    details = {"changes": {"outline": pair}}
    audit.record(by="test", action="approve", subject=audit.survey_subject(survey), details=details)
    [event] = history_of(survey, personas.actor("officer")).events
    [difference] = event.sections[0].differences
    assert difference.after == f"{difference.before}, annan linje"


@pytest.mark.parametrize(
    ("proxies", "headers", "logged"),
    [
        (0, {"REMOTE_ADDR": "198.51.100.7"}, "198.51.100.7"),
        (0, {"REMOTE_ADDR": "198.51.100.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "198.51.100.7"),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7"}, "198.51.100.7"),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "2001:db8::1"}, "2001:db8::1"),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "'; drop table"}, None),
        (0, {"REMOTE_ADDR": ""}, None),
    ],
)
def test_the_address_in_the_log_is_told_by_those_who_are_trusted_alone(
    survey, as_persona, address, settings, proxies, headers, logged
):
    settings.TRUSTED_PROXIES = proxies
    Survey.objects.filter(pk=survey.pk).update(content={"sellers": ["nearby"]})
    as_persona("officer").get(address, **headers)
    assert AuditEntry.objects.get(action="read-police-only").address == logged
