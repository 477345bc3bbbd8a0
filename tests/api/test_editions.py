"""Editions by reference: superseded ones as they were, withdrawn ones gone with the reason, errata and files listed."""

from datetime import date

import pytest

from kartlaggning.models import Edition, SurveyRound
from kartlaggning.services.editions.publication import Correcting, build_edition, publish_edition, withdraw_edition

ERRATUM = Correcting("Anmärkningen om Klara.", "Den var skriven om en annan plats.", "SSR", date(2026, 11, 25))


@pytest.fixture
def corrected(record):
    """2024-r2 is current with another note and an erratum; 2024-r1 is superseded."""
    survey_round = SurveyRound.objects.get(year=2024)
    survey_round.surveys.filter(scene__name="Sergels torg/Klara").update(note="Rättad anmärkning")
    built = build_edition(survey_round, demonstration=False, by="test", erratum=ERRATUM)
    return publish_edition(built, by="test")


def note_of(client, address):
    scene = client.get(f"/api/v1/{address}").json()
    return scene["scene"]["note"], scene["edition"]["ref"]


def test_a_superseded_edition_answers_as_it_was(corrected, client):
    assert note_of(client, "scenes/sergels-torg-klara?f=json") == ("Rättad anmärkning", "2024-r2")
    before = note_of(client, "scenes/sergels-torg-klara?f=json&edition=2024-r1")
    assert before[0] != "Rättad anmärkning"
    assert before[1] == "2024-r1"


@pytest.mark.parametrize("resource", ["scenes", "closed-scenes", "municipalities", "city-districts", "police-areas"])
def test_every_resource_of_a_round_takes_the_edition(corrected, client, resource):
    answer = client.get(f"/api/v1/{resource}?edition=2024-r1&f=json").json()
    assert answer["edition"]["ref"] == "2024-r1"
    assert client.get(f"/api/v1/{resource}?edition=2023-r1&f=json").json()["edition"]["year"] == 2023


def test_year_and_edition_must_agree(corrected, client):
    assert client.get("/api/v1/scenes?edition=2024-r1&year=2024").status_code == 200
    refused = client.get("/api/v1/scenes?edition=2024-r1&year=2023")
    assert refused.status_code == 400
    assert "Utgåvan 2024-r1 är av 2024" in refused.json()["detail"]


def test_an_edition_that_does_not_exist_or_is_not_published_is_404(corrected, client):
    build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
    for ref in ("2024-r9", "2024-r3"):
        assert client.get(f"/api/v1/scenes?edition={ref}").status_code == 404
    assert client.get("/api/v1/scenes?edition=r1-2024").status_code == 400


def test_a_withdrawn_edition_is_410_with_the_reason(corrected, client):
    withdraw_edition(Edition.objects.get(ref="2024-r1"), reason="Fel underlag.", by="test")
    answer = client.get("/api/v1/scenes?edition=2024-r1")
    assert answer.status_code == 410
    assert answer.json()["type"] == "urn:drogscener:problem:removed"
    assert "Fel underlag." in answer.json()["detail"]


def test_errata_say_what_and_why_and_where(corrected, client):
    [erratum] = client.get("/api/v1/errata").json()["errata"]
    assert erratum["edition"] == "2024-r2"
    assert erratum["replaces"] == "2024-r1"
    assert erratum["what"] == "Anmärkningen om Klara."
    assert erratum["decided_on"] == "2026-11-25"
    assert client.get(erratum["url"].removeprefix("http://testserver")).status_code == 200


def test_editions_list_files_that_can_be_fetched_and_all_revisions(corrected, client):
    answer = client.get("/api/v1/editions").json()
    newest = answer["editions"][-1]
    assert newest["ref"] == "2024-r2"
    assert [e["what"] for e in newest["errata"]] == ["Anmärkningen om Klara."]
    for file in newest["files"]:
        assert client.get(file["url"].removeprefix("http://testserver")).status_code == 200
    states = {revision["ref"]: revision["state"] for revision in answer["revisions"]}
    assert states == {"2024-r2": "current", "2024-r1": "superseded", "2023-r1": "current"}
