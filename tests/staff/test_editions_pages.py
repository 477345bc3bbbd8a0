"""The coordinators' pages of editions: the list, building, the page of one with checks, differences and links."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kartlaggning.choices import RoundState
from kartlaggning.models import AuditEntry, Edition, PreviewLink, PreviewVisit, SurveyRound
from kartlaggning.services.editions.publication import build_edition
from tests.staff.edition_rows import preview_link

INDEX = "/personal/utgavor/"
READY = "2024-exempel-r2"


@pytest.fixture
def coordinator(demonstration, settings, as_persona):
    settings.DEMONSTRATION = True
    return as_persona("coordinator")


@pytest.fixture
def built(coordinator):
    """The next revision of 2024, with another note for one scene, built and not published."""
    survey_round = SurveyRound.objects.get(year=2024)
    survey_round.surveys.filter(scene__name="Sergels torg/Klara").update(note="En ny anmärkning.")
    return build_edition(survey_round, demonstration=True, by="test")


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_list_says_what_is_current_and_what_hinders_an_open_round(coordinator, round_2026):
    page = text(coordinator.get(INDEX))
    assert "Omgången 2026 pågår. Avsluta den först." in page
    assert 'href="/personal/omgangar/2026/"' in page
    assert f'href="{INDEX}2024-exempel-r1/"' in page
    assert f'href="{INDEX}ratta/2024/"' in page


def test_a_round_with_unfinished_work_and_no_reason_for_it_cannot_be_built(coordinator, round_2026):
    SurveyRound.objects.filter(year=2026).update(state=RoundState.CLOSED)
    assert "är godkänd" in text(coordinator.get(f"{INDEX}bygg/2026/"))
    answer = coordinator.post(f"{INDEX}bygg/2026/")
    assert answer.status_code == 422
    assert "Ingen kartläggning i omgången 2026 är godkänd." in text(answer)
    assert not Edition.objects.filter(year=2026).exists()


def test_the_record_s_first_edition_is_built_by_a_button_and_is_not_published(record, settings, as_persona):
    settings.DEMONSTRATION = True
    coordinator = as_persona("coordinator")
    answer = coordinator.post(f"{INDEX}bygg/2024/", follow=True)
    assert answer.redirect_chain == [(f"{INDEX}2024-exempel-r1/", 302)]
    assert "Den är inte publicerad än." in text(answer)
    assert Edition.objects.get(ref="2024-exempel-r1").state == "ready"
    assert Edition.objects.get(ref="2024-r1").state == "current"


def test_a_published_round_is_not_built_anew_without_an_erratum(coordinator):
    assert "skriv rättelsen" in text(coordinator.get(f"{INDEX}bygg/2024/"))
    answer = coordinator.post(f"{INDEX}bygg/2024/")
    assert answer.status_code == 422
    assert "En ny revision måste ha en rättelse" in text(answer)


def test_the_page_shows_facts_checks_and_what_differs_field_by_field(coordinator, built):
    page = text(coordinator.get(f"{INDEX}{READY}/"))
    assert "Exempelutgåva 2 av kartläggning 2024" in page
    assert built.checksum in page
    assert "Filerna är hela och som de byggdes." in page
    assert "Antalen går ihop: 63 öppna 2023 \N{MINUS SIGN} 10 upphörda = 53." in page
    assert "Den ersätter 2024-exempel-r1, som gäller nu." in page
    assert "Sergels torg/Klara" in page
    assert "<strong>En ny anmärkning.</strong>" in page
    assert "Fel</span>" not in page


def test_a_live_record_that_has_changed_since_is_told(coordinator, built):
    survey_round = SurveyRound.objects.get(year=2024)
    survey_round.surveys.filter(scene__name="Dalen").update(note="Senare ändring.")
    assert "Underlaget har ändrats sedan utgåvan byggdes: Dalen." in text(coordinator.get(f"{INDEX}{READY}/"))


def test_later_rounds_that_rest_on_another_edition_are_told(coordinator):
    survey_round = SurveyRound.objects.get(year=2023)
    build_edition(survey_round, demonstration=True, by="test")
    page = text(coordinator.get(f"{INDEX}2023-exempel-r2/"))
    assert "2024-exempel-r1 bygger på en annan utgåva av 2023." in page


def test_a_damaged_file_is_a_failed_check_and_nothing_can_be_published(coordinator, built, settings):
    path = next(settings.EDITIONS_DIR.glob(f"{built.pk}-{READY}/0/*.csv"))
    path.write_bytes(b"annat")
    page = text(coordinator.get(f"{INDEX}{READY}/publicera/"))
    assert f"Filen {path.name} är ändrad." in page
    assert "Utgåvan kan inte publiceras." in page
    answer = coordinator.post(f"{INDEX}{READY}/publicera/", {"when": "nu"})
    assert answer.status_code == 422
    assert Edition.objects.get(ref=READY).state == "ready"


def test_a_built_edition_can_be_thrown_away_and_a_published_one_cannot(coordinator, built):
    assert coordinator.post(f"{INDEX}{READY}/kasta/")["Location"] == INDEX
    assert not Edition.objects.filter(ref=READY).exists()
    answer = coordinator.post(f"{INDEX}2024-exempel-r1/kasta/", follow=True)
    assert "har varit publicerad och kan inte kastas" in text(answer)
    assert Edition.objects.filter(ref="2024-exempel-r1").exists()


def link_form(**changes):
    day = (timezone.localdate() + timedelta(days=2)).isoformat()
    return {"given_to": "En redaktion", "day": day, "time": "09:00"} | changes


def test_a_preview_link_is_shown_once_and_opens_the_whole_site(coordinator, built, client):
    page = text(coordinator.post(f"{INDEX}{READY}/lankar/ny/", link_form(), follow=True))
    address = page.split('class="secret">')[1].split("<")[0]
    assert "/forhandsvisning/" in address
    assert "Exempelutgåva 2" in text(client.get(address.removeprefix("http://testserver")))
    again = text(coordinator.get(f"{INDEX}{READY}/"))
    assert address not in again
    assert "En redaktion" in again
    assert "1 lästa sidor" in again
    assert PreviewVisit.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"given_to": ""}, "Skriv till vem länken ska."),
        ({"day": ""}, "Välj vilken dag länken går ut."),
        ({"time": "kvart över"}, "Skriv klockslaget som timmar och minuter, till exempel 09:00."),
        ({"day": date(2020, 1, 1).isoformat()}, "Tiden har redan gått ut. Välj en senare."),
    ],
)
def test_a_link_form_with_an_error_says_what_to_do_and_keeps_what_was_typed(coordinator, built, changes, message):
    answer = coordinator.post(f"{INDEX}{READY}/lankar/ny/", link_form(**changes))
    assert answer.status_code == 422
    assert message in text(answer)
    kept = {key: value for key, value in link_form(**changes).items() if value}
    for value in kept.values():
        assert f'value="{value}"' in text(answer)
    assert not PreviewLink.objects.exists()


def test_a_link_can_be_ended_and_no_link_is_made_for_a_published_edition(coordinator, built):
    link = preview_link(READY)
    answer = coordinator.post(f"{INDEX}{READY}/lankar/{link.pk}/avsluta/", follow=True)
    assert "Återkallad" in text(answer)
    assert PreviewLink.objects.get(pk=link.pk).revoked_at is not None
    answer = coordinator.post(f"{INDEX}2024-exempel-r1/lankar/ny/", link_form())
    assert answer.status_code == 422
    assert "Länken behövs inte." in text(answer)


def test_every_act_is_in_the_log(coordinator, built):
    coordinator.post(f"{INDEX}{READY}/lankar/ny/", link_form())
    coordinator.post(f"{INDEX}{READY}/kasta/")
    actions = list(AuditEntry.objects.filter(subject=READY).order_by("pk").values_list("action", "actor"))
    assert actions[-2:] == [("make-preview-link", "Coordinator"), ("discard-edition", "Coordinator")]


@pytest.mark.parametrize(
    "path", ["", "1999-r1/", "bygg/2024/", "ratta/2024/", "mottagare/", "2024-exempel-r1/publicera/"]
)
@pytest.mark.parametrize("persona", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_nobody_but_a_coordinator_gets_in(demonstration, as_persona, persona, path):
    assert as_persona(persona).get(f"{INDEX}{path}").status_code == 403


def test_an_edition_that_does_not_exist_is_404(coordinator):
    assert coordinator.get(f"{INDEX}1999-r1/").status_code == 404
    assert coordinator.get(f"{INDEX}bygg/1999/").status_code == 404
