"""Publishing from the page: now, at a set time, corrected with an erratum, and withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kartlaggning.errors import Refused
from kartlaggning.models import AuditEntry, Edition, Erratum, PlannedPublication, SurveyRound
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import build_edition, publish_edition

INDEX = "/personal/utgavor/"
READY = "2024-exempel-r2"


@pytest.fixture
def coordinator(demonstration, settings, as_persona):
    settings.DEMONSTRATION = True
    return as_persona("coordinator")


@pytest.fixture
def built(coordinator):
    return build_edition(SurveyRound.objects.get(year=2024), demonstration=True, by="test")


def text(answer):
    return " ".join(answer.content.decode().split())


def tomorrow():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def state(ref):
    return Edition.objects.get(ref=ref).state


def test_the_page_says_what_will_happen_before_anything_does(coordinator, built):
    page = text(coordinator.get(f"{INDEX}{READY}/publicera/"))
    assert "2024-exempel-r1 slutar gälla." in page
    assert "får ett brev" in page
    assert state(READY) == "ready"


def test_publishing_now_makes_the_edition_current(coordinator, built):
    answer = coordinator.post(f"{INDEX}{READY}/publicera/", {"when": "nu"}, follow=True)
    assert "är publicerad och gäller nu" in text(answer)
    assert (state(READY), state("2024-exempel-r1")) == ("current", "superseded")
    assert AuditEntry.objects.filter(action="publish-edition", subject=READY, actor="Coordinator").exists()


def test_somebody_who_was_first_is_told_and_nothing_is_undone(coordinator, built):
    coordinator.post(f"{INDEX}{READY}/publicera/", {"when": "nu"})
    answer = coordinator.post(f"{INDEX}{READY}/publicera/", {"when": "nu"})
    assert answer.status_code == 422
    assert "Någon annan kan ha hunnit före" in text(answer)
    assert state(READY) == "current"


def test_a_set_time_is_planned_shown_and_can_be_called_off(coordinator, built):
    coordinator.post(f"{INDEX}{READY}/publicera/", {"when": "senare", "day": tomorrow(), "time": "06.30"})
    plan = PlannedPublication.objects.get(edition=built)
    assert timezone.localtime(plan.publish_at).strftime("%H:%M") == "06:30"
    assert f"Publiceras av sig själv <strong>{tomorrow()} 06:30</strong>" in text(coordinator.get(f"{INDEX}{READY}/"))
    assert f"<strong>{tomorrow()} 06:30</strong>" in text(coordinator.get(INDEX))
    assert state(READY) == "ready"
    answer = coordinator.post(f"{INDEX}{READY}/avboka/", follow=True)
    assert "Publiceringen är avbokad." in text(answer)
    assert not PlannedPublication.objects.exists()
    assert "Ingen publicering är planerad." in text(coordinator.post(f"{INDEX}{READY}/avboka/", follow=True))


def test_publishing_by_hand_takes_the_plan_away(coordinator, built):
    coordinator.post(f"{INDEX}{READY}/publicera/", {"when": "senare", "day": tomorrow(), "time": "06:30"})
    coordinator.post(f"{INDEX}{READY}/publicera/", {"when": "nu"})
    assert not PlannedPublication.objects.exists()


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Välj när utgåvan ska publiceras."),
        ({"when": "senare", "time": "06:30"}, "Välj en dag."),
        ({"when": "senare", "day": "2026-12-01"}, "Skriv ett klockslag."),
        ({"when": "senare", "day": "2020-01-01", "time": "06:30"}, "Tiden har redan passerat."),
    ],
)
def test_a_publishing_form_with_an_error_keeps_what_was_typed(coordinator, built, sent, message):
    answer = coordinator.post(f"{INDEX}{READY}/publicera/", {"csrf": "x", **sent})
    assert answer.status_code == 422
    assert message in text(answer)
    for name in ("day", "time"):
        if name in sent:
            assert f'value="{sent[name]}"' in text(answer)
    assert state(READY) == "ready"
    assert not PlannedPublication.objects.exists()


def erratum(**changes):
    values = {
        "what": "Anmärkningen för Dalen var fel.",
        "why": "Fel underlag användes.",
        "decided_by": "Samordningskansliet",
        "decided_on": "2026-03-02",
        "concerns": "vissa",
        "scenes": [next(row.public_id for row in current_atlas().newest.scenes if row.name == "Dalen")],
    }
    return values | changes


def test_a_correction_builds_the_next_revision_with_its_erratum(coordinator):
    SurveyRound.objects.get(year=2024).surveys.filter(scene__name="Dalen").update(note="Rättad.")
    answer = coordinator.post(f"{INDEX}ratta/2024/", erratum(), follow=True)
    assert answer.redirect_chain == [(f"{INDEX}{READY}/", 302)]
    assert "Anmärkningen för Dalen var fel." in text(answer)
    assert "Dalen (" in text(answer)
    assert state(READY) == "ready"
    found = Erratum.objects.get(edition__ref=READY)
    assert (found.why, found.scenes) == ("Fel underlag användes.", erratum()["scenes"])


def test_an_erratum_of_the_whole_edition_names_no_scene(coordinator):
    coordinator.post(f"{INDEX}ratta/2024/", erratum(concerns="hela"))
    assert Erratum.objects.get(edition__ref=READY).scenes == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"what": ""}, "Skriv vad som rättas."),
        ({"why": " "}, "Skriv varför."),
        ({"decided_by": ""}, "Skriv vem som beslutade."),
        ({"decided_on": "2199-01-01"}, "Dagen har inte varit än."),
        ({"decided_on": "i går"}, "Skriv datumet som år-månad-dag"),
        ({"concerns": ""}, "Välj vad rättelsen gäller."),
        ({"scenes": []}, "Välj minst en plats."),
        ({"scenes": ["S-9999"]}, "Välj platser i listan."),
        ({"why": "Personen 19900101-0017 hörde av sig."}, "personnummer"),
    ],
)
def test_a_correction_with_an_error_builds_nothing_and_keeps_what_was_typed(coordinator, changes, message):
    answer = coordinator.post(f"{INDEX}ratta/2024/", erratum(**changes))
    assert answer.status_code == 422
    assert message in text(answer)
    sent = erratum(**changes)
    for value in (sent["what"], sent["decided_by"]):
        assert value in text(answer)
    assert not Edition.objects.filter(ref=READY).exists()


def test_a_round_that_is_not_published_has_nothing_to_correct(coordinator, round_2026):
    SurveyRound.objects.filter(year=2026).update(state="closed")
    answer = coordinator.post(f"{INDEX}ratta/2026/", erratum(concerns="hela", scenes=[]))
    assert answer.status_code == 422


def withdraw(coordinator, ref, **sent):
    return coordinator.post(f"{INDEX}{ref}/aterkalla/", {"csrf": "x", **sent})


def test_a_withdrawn_edition_answers_with_its_reason_and_the_chosen_one_counts_again(coordinator, built, client):
    coordinator.post(f"{INDEX}{READY}/publicera/", {"when": "nu"})
    page = text(coordinator.get(f"{INDEX}{READY}/aterkalla/"))
    assert "svarar att den är återkallad" in page
    assert "(2024-exempel-r1) blir gällande igen" in page
    answer = withdraw(coordinator, READY, reason="Fel underlag.", instead="2024-exempel-r1")
    assert answer.status_code == 302
    assert (state(READY), state("2024-exempel-r1")) == ("withdrawn", "current")
    gone = client.get(f"/utgavor/{READY}/")
    assert gone.status_code == 410
    assert "Fel underlag." in text(gone)


def test_nothing_need_count_in_its_place(coordinator):
    withdraw(coordinator, "2024-exempel-r1", reason="Fel underlag.", instead="ingen")
    assert state("2024-exempel-r1") == "withdrawn"
    assert [edition.year for edition in current_atlas().editions] == [2021, 2023]


def test_a_superseded_edition_is_withdrawn_without_a_choice(coordinator, built):
    coordinator.post(f"{INDEX}{READY}/publicera/", {"when": "nu"})
    assert withdraw(coordinator, "2024-exempel-r1", reason="Fel underlag.").status_code == 302
    assert (state("2024-exempel-r1"), state(READY)) == ("withdrawn", "current")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"reason": "", "instead": "ingen"}, "Skriv varför utgåvan återkallas."),
        ({"reason": "Fel underlag."}, "Välj vad som ska gälla i stället."),
        ({"reason": "Fel underlag.", "instead": "2023-exempel-r1"}, "Välj i listan."),
    ],
)
def test_a_withdrawal_with_an_error_changes_nothing_and_keeps_what_was_typed(coordinator, sent, message):
    answer = withdraw(coordinator, "2024-exempel-r1", **sent)
    assert answer.status_code == 422
    assert message in text(answer)
    assert sent["reason"] in text(answer)
    assert state("2024-exempel-r1") == "current"


def test_a_built_edition_cannot_be_withdrawn(coordinator, built):
    answer = withdraw(coordinator, READY, reason="Fel underlag.")
    assert answer.status_code == 422
    assert "är inte publicerad och kan inte återkallas" in text(answer)


@pytest.mark.parametrize("act", ["publicera", "aterkalla", "avboka", "kasta", "brev", "lankar/ny"])
@pytest.mark.parametrize("persona", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_nobody_but_a_coordinator_may_do_any_of_it(demonstration, as_persona, persona, act):
    answer = as_persona(persona).post(f"{INDEX}2024-exempel-r1/{act}/", {"when": "nu", "reason": "x"})
    assert answer.status_code == 403
    assert state("2024-exempel-r1") == "current"


def test_what_the_checks_call_wrong_can_not_be_published_by_any_road(demonstration, as_persona):
    survey_round = SurveyRound.objects.get(year=2024)
    survey_round.surveys.filter(scene__name="Dalen").update(note="Personen 19900101-0017 hörde av sig.")
    built = build_edition(survey_round, demonstration=True, by="test")
    answer = as_persona("coordinator").post(f"/personal/utgavor/{built.ref}/publicera/", {"when": "nu"})
    assert answer.status_code == 422
    assert "personnummer" in answer.content.decode()
    with pytest.raises(Refused, match="personnummer"):
        publish_edition(built, by="test")
