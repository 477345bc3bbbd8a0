"""The whole public site as another edition has it: a superseded one below its address, a built one below a link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kartlaggning.errors import Refused
from kartlaggning.models import AuditEntry, Edition, PreviewVisit, SurveyRound
from kartlaggning.services.editions.preview_links import make_link, revoke_link
from kartlaggning.services.editions.publication import build_edition, publish_edition, publish_round, withdraw_edition


@pytest.fixture
def superseded(record):
    """2024-r1 with the first note, replaced by 2024-r2 with another."""
    survey_round = SurveyRound.objects.get(year=2024)
    surveys = survey_round.surveys.filter(scene__name="Sergels torg/Klara")
    surveys.update(note="Rättad anmärkning")
    publish_round(survey_round, demonstration=False, by="test")
    return Edition.objects.get(ref="2024-r1")


@pytest.fixture
def built(record):
    survey_round = SurveyRound.objects.get(year=2024)
    survey_round.surveys.filter(scene__name="Sergels torg/Klara").update(note="Ännu hemlig anmärkning")
    return build_edition(survey_round, demonstration=False, by="test")


def link_to(built, **changes):
    lasting = {"expires_at": timezone.now() + timedelta(hours=1)} | changes
    return make_link(built, given_to="Pressen", by="test", **lasting)


def test_every_page_of_a_superseded_edition_still_answers_as_it_was(superseded, client):
    now = client.get("/drogscener/sergels-torg-klara/").content.decode()
    then = client.get("/utgavor/2024-r1/las/drogscener/sergels-torg-klara/")
    assert "Rättad anmärkning" in now
    assert "Rättad anmärkning" not in then.content.decode()
    assert "Du läser Kartläggning 2024, revision 1" in then.content.decode()
    assert then.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", ["", "drogscener/", "upphorda/", "statistik/", "kommuner/stockholm/", "en/", "om/"])
def test_links_of_an_older_edition_stay_within_it(superseded, client, path):
    page = client.get(f"/utgavor/2024-r1/las/{path}")
    assert page.status_code == 200
    assert 'href="/utgavor/2024-r1/las/statistik/"' in page.content.decode().replace("/en/", "/")
    assert 'href="/statistik/"' not in page.content.decode()


def test_the_api_reads_through_the_edition_too(superseded, client):
    answer = client.get("/utgavor/2024-r1/las/api/v1/scenes?year=2024").json()
    assert answer["edition"]["ref"] == "2024-r1"


def test_an_edition_that_does_not_exist_is_404_and_a_withdrawn_one_410_with_the_reason(superseded, client):
    assert client.get("/utgavor/1999-r1/las/").status_code == 404
    withdraw_edition(superseded, reason="Fel underlag.", by="test")
    page = client.get("/utgavor/2024-r1/las/drogscener/")
    assert page.status_code == 410
    assert "Fel underlag." in page.content.decode()


def test_a_withdrawn_round_is_not_read_by_way_of_a_later_edition_either(record, client):
    assert client.get("/utgavor/2024-r1/las/drogscener/?ar=2023").status_code == 200
    withdraw_edition(Edition.objects.get(ref="2023-r1"), reason="Fel underlag.", by="test")
    assert client.get("/utgavor/2024-r1/las/drogscener/?ar=2023").status_code == 404
    assert client.get("/utgavor/2024-r1/las/drogscener/").status_code == 200


@pytest.mark.parametrize("path", ["personal/", "halsa/live", "utgavor/2024-r1/las/"])
def test_nothing_but_the_public_pages_stands_below_an_edition(superseded, client, path):
    assert client.get(f"/utgavor/2024-r1/las/{path}").status_code == 404


def test_a_preview_link_shows_the_whole_site_with_the_built_edition_and_logs_each_page(built, client):
    link, token = link_to(built)
    page = client.get(f"/forhandsvisning/{token}/drogscener/sergels-torg-klara/")
    assert "Ännu hemlig anmärkning" in page.content.decode()
    assert "Förhandsvisning, inte publicerad." in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    visit = PreviewVisit.objects.get(link=link)
    assert visit.path == "/drogscener/sergels-torg-klara/"
    assert AuditEntry.objects.filter(action="make-preview-link", subject="2024-r2").exists()


def test_a_preview_shows_the_other_years_as_they_are_now(built, client):
    _link, token = link_to(built)
    editions = client.get(f"/forhandsvisning/{token}/api/v1/editions").json()["editions"]
    assert [edition["ref"] for edition in editions] == ["2023-r1", "2024-r2"]


def test_nothing_of_it_is_seen_without_the_link(built, client):
    assert "Ännu hemlig anmärkning" not in client.get("/drogscener/sergels-torg-klara/").content.decode()
    assert client.get("/utgavor/2024-r2/las/").status_code == 404
    assert client.get("/forhandsvisning/gissning/").status_code == 404


def test_a_visit_is_logged_with_the_readers_address_behind_a_proxy(built, client, settings):
    settings.TRUSTED_PROXIES = 1
    link, token = link_to(built)
    client.get(f"/forhandsvisning/{token}/", headers={"x-forwarded-for": "203.0.113.9"})
    assert PreviewVisit.objects.get(link=link).address == "203.0.113.9"


def test_a_link_ends_when_its_edition_is_published(built, client):
    _link, token = link_to(built)
    publish_edition(built, by="test")
    assert client.get(f"/forhandsvisning/{token}/").status_code == 404


def test_a_link_holds_for_two_months_at_most(built):
    with pytest.raises(Refused, match="högst 60 dagar"):
        link_to(built, expires_at=timezone.now() + timedelta(days=61))


def test_an_english_address_of_a_document_leads_to_the_one_there_is_within_the_edition(superseded, client):
    answer = client.get("/utgavor/2024-r1/las/en/kommuner/solna/rapport.pdf")
    assert answer["Location"] == "/utgavor/2024-r1/las/kommuner/solna/rapport.pdf"


def test_a_link_ends_when_it_expires_or_is_revoked(built, client):
    link, token = link_to(built)
    revoke_link(link, by="test")
    assert client.get(f"/forhandsvisning/{token}/").status_code == 404
    assert not PreviewVisit.objects.exists()
