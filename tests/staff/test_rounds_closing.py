"""A round is closed when all is done and the counts add up, or with each explained by itself."""

import pytest
from django.utils import timezone

from kartlaggning.choices import RoundState, Status, SurveyState
from kartlaggning.geometry.stored import to_stored
from kartlaggning.models import AuditEntry, Municipality, NilReturn, PoliceArea, Survey
from tests.builders import square

CLOSE = "/personal/omgangar/2026/avsluta/"


@pytest.fixture
def finished(round_2026, personas):
    """The round with every survey approved as open and every area without scenes having said so."""
    outline = square()
    round_2026.surveys.update(
        state=SurveyState.APPROVED,
        status=Status.OPEN,
        provenance="surveyed",
        outline=to_stored(outline),
        area_m2=outline.area,
        approved_by=personas.coordinator,
        approved_at=timezone.now(),
    )
    with_scene = set(round_2026.surveys.values_list("police_area_id", flat=True))
    for area in PoliceArea.objects.exclude(pk__in=with_scene).exclude(name="Norrmalm"):
        NilReturn.objects.create(survey_round=round_2026, police_area=area, reported_by="V")
    municipalities = set(round_2026.surveys.values_list("municipality_id", flat=True))
    for municipality in Municipality.objects.exclude(pk__in=municipalities):
        NilReturn.objects.create(survey_round=round_2026, municipality=municipality, reported_by="V")
    return round_2026


def state_of(survey_round):
    survey_round.refresh_from_db()
    return survey_round.state


def test_a_finished_round_that_adds_up_is_closed_without_explanation(finished, as_persona):
    client = as_persona("coordinator")
    assert "Allt är klart och antalen går ihop." in client.get(CLOSE).content.decode()
    client.post(CLOSE)
    assert state_of(finished) == RoundState.CLOSED
    assert (finished.closing_reason, finished.closed_at.date()) == ("", timezone.now().date())
    assert AuditEntry.objects.get(action="close-round").details["open"] == []


@pytest.mark.parametrize("state", [SurveyState.DRAFT, SurveyState.WITH_MUNICIPALITY, SurveyState.SUBMITTED])
def test_open_work_stops_the_closing_until_both_are_explained(finished, as_persona, state):
    survey = finished.surveys.first()
    Survey.objects.filter(pk=survey.pk).update(
        state=state, status="", outline=None, area_m2=None, provenance="", approved_by=None, approved_at=None
    )
    client = as_persona("coordinator")
    assert client.post(CLOSE, {"reason": "", "explanation": "Den är inte bedömd."}).status_code == 422
    answer = client.post(CLOSE, {"reason": "Polisen hann inte.", "explanation": ""})
    assert answer.status_code == 422
    assert "Antalen går inte ihop" in answer.content.decode()
    assert "Polisen hann inte." in answer.content.decode()
    assert state_of(finished) == RoundState.OPEN
    client.post(CLOSE, {"reason": "Polisen hann inte.", "explanation": "Den är inte bedömd."})
    assert state_of(finished) == RoundState.CLOSED
    assert finished.closing_reason == "Polisen hann inte. Antalen: Den är inte bedömd."
    details = AuditEntry.objects.get(action="close-round").details
    assert details["open"] == [survey.scene.public_id]
    assert details["difference"] == -1
    assert details["problems"]


def test_an_area_that_has_not_answered_stops_it_too(finished, as_persona):
    NilReturn.objects.filter(municipality__name="Vaxholm").delete()
    client = as_persona("coordinator")
    text = client.get(CLOSE).content.decode()
    assert "Kommun Vaxholm" in text
    assert "Varför går antalen inte ihop?" not in text
    assert client.post(CLOSE, {"reason": ""}).status_code == 422
    client.post(CLOSE, {"reason": "Vaxholm svarade per telefon."})
    assert state_of(finished) == RoundState.CLOSED


def test_counts_that_do_not_add_up_must_be_explained_though_all_work_is_done(finished, as_persona):
    survey = finished.surveys.first()
    Survey.objects.filter(pk=survey.pk).update(status=Status.REPLACED, outline=None, area_m2=None, provenance="")
    client = as_persona("coordinator")
    answer = client.post(CLOSE, {"reason": "Vi vill bli klara."})
    assert answer.status_code == 422
    assert state_of(finished) == RoundState.OPEN
    client.post(CLOSE, {"explanation": "Sambandet införs i efterhand."})
    assert state_of(finished) == RoundState.CLOSED
    assert AuditEntry.objects.get(action="close-round").details["explanation"] == "Sambandet införs i efterhand."


def test_an_explanation_without_an_identity_number_and_not_too_long(finished, as_persona):
    NilReturn.objects.filter(municipality__name="Vaxholm").delete()
    client = as_persona("coordinator")
    assert "personnummer" in client.post(CLOSE, {"reason": "Väntar på 811218-9876."}).content.decode()
    assert "Korta texten" in client.post(CLOSE, {"reason": "x" * 200}).content.decode()
    assert state_of(finished) == RoundState.OPEN


def test_a_closed_round_is_not_closed_again_and_takes_no_nil_returns(finished, as_persona):
    client = as_persona("coordinator")
    client.post(CLOSE)
    assert "redan avslutad" in client.get(CLOSE).content.decode()
    assert client.post(CLOSE).status_code == 422
    sent = {"kind": "municipality", "slug": "vaxholm"}
    client.post("/personal/omgangar/2026/nollrapport/ta-tillbaka/", sent)
    assert NilReturn.objects.filter(municipality__name="Vaxholm").exists()


@pytest.mark.parametrize("name", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_only_the_coordinator_closes_a_round(finished, as_persona, name):
    assert as_persona(name).get(CLOSE).status_code == 403
    assert as_persona(name).post(CLOSE).status_code == 403
    assert state_of(finished) == RoundState.OPEN
