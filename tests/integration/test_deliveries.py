"""What the recipients are told, when, and how it is kept: after the commit, once each, never in publishing's way."""

import re
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from kartlaggning.models import AuditEntry, Delivery, Edition, SurveyRound
from kartlaggning.services.editions.publication import build_edition, publish_edition
from tests.editions_at import corrected
from tests.staff.edition_rows import recipient

SOLNA = [{"kind": "municipality", "slug": "solna"}]
EVERYTHING = ["csv", "xlsx", "geojson", "gpkg", "pdf"]


@pytest.fixture
def built(record, settings):
    settings.SITE_URL = "https://kartan.example"
    return build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by="test")


class RefusesSome(EmailBackend):
    """A mail server that takes no letter to one mailbox."""

    def send_messages(self, messages):
        for message in messages:
            if message.to == ["full@exempelstaden.example"]:
                raise smtplib.SMTPRecipientsRefused({message.to[0]: (552, b"mailbox full")})
        return super().send_messages(messages)


def publish(edition, capture):
    with capture(execute=True):
        publish_edition(edition, by="test")


def links(message):
    return re.findall(r"https://kartan\.example(/\S*)", message.body)


def test_each_active_recipient_gets_its_own_extract_and_every_link_answers(
    built, django_capture_on_commit_callbacks, client
):
    recipient("Exempelkommunen", areas=SOLNA, formats=EVERYTHING)
    recipient("Exempelregionen", mailbox="region@example.org", formats=EVERYTHING)
    recipient("Tyst", mailbox="tyst@example.org", is_active=False)
    publish(built, django_capture_on_commit_callbacks)
    assert [message.to[0] for message in mail.outbox] == ["registrator@exempelkommunen.example", "region@example.org"]
    own, county = mail.outbox
    assert own.subject == "Publicerad: Kartläggning 2024, revision 2"
    assert "Kommun Solna, CSV:" in own.body
    assert "/api/v1/scenes?edition=2024-r2&municipality=solna&f=csv" in links(own)
    assert "/utgavor/2024-r2/las/kommuner/solna/rapport.pdf" in links(own)
    assert "/utgavor/2024-r2/rapport-2024-r2.pdf" in links(county)
    assert len(links(county)) == 6
    for path in {*links(own), *links(county)}:
        answer = client.get(path)
        assert answer.status_code == 200, path
        b"".join(answer.streaming_content if answer.streaming else [answer.content])


def test_each_kind_of_area_has_links_that_answer(built, django_capture_on_commit_callbacks):
    areas = [{"kind": "city_district", "slug": "jarva"}, {"kind": "police_area", "slug": "solna"}]
    recipient(areas=[*areas, {"kind": "municipality", "slug": "finns-inte-mer"}], formats=["geojson", "pdf"])
    publish(built, django_capture_on_commit_callbacks)
    paths = links(mail.outbox[0])
    assert len(paths) == 5
    assert [Client().get(path).status_code for path in paths] == [200] * 5


def test_what_was_sent_is_kept_for_each_revision(built, django_capture_on_commit_callbacks):
    told = recipient()
    publish(built, django_capture_on_commit_callbacks)
    kept = Delivery.objects.get()
    assert (kept.recipient, kept.edition.ref, kept.mailbox) == (told, "2024-r2", told.mailbox)
    assert (kept.error, kept.is_erratum) == ("", False)
    entry = AuditEntry.objects.get(action="tell-recipients")
    assert (entry.subject, entry.details) == ("2024-r2", {"sent": 1, "failed": 0})


def test_an_erratum_is_told_with_what_was_corrected(record, django_capture_on_commit_callbacks):
    recipient()
    with django_capture_on_commit_callbacks(execute=True):
        corrected(scenes=("Dalen",))
    message = mail.outbox[0]
    assert message.subject == "Rättelse: Kartläggning 2024, revision 2"
    assert "Rättas: Anmärkningen för Dalen var fel." in message.body
    assert re.search(r"Gäller: Dalen \(S-\d+\)", message.body)
    assert Delivery.objects.get().is_erratum


def test_no_letter_leaves_before_the_commit_and_none_where_it_is_rolled_back(built, django_capture_on_commit_callbacks):
    recipient()
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        publish_edition(built, by="test")
        assert mail.outbox == []
    assert len(waiting) == 1
    assert not Delivery.objects.exists()


def test_a_mailbox_that_takes_nothing_undoes_nothing_and_stops_no_other(
    built, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "tests.integration.test_deliveries.RefusesSome"
    recipient("A", mailbox="full@exempelstaden.example")
    recipient("B", mailbox="b@example.org")
    publish(built, django_capture_on_commit_callbacks)
    assert Edition.objects.get(ref="2024-r2").state == "current"
    assert [message.to[0] for message in mail.outbox] == ["b@example.org"]
    errors = dict(Delivery.objects.values_list("recipient__name", "error"))
    assert "mailbox full" in errors["A"]
    assert errors["B"] == ""


def test_no_letter_holds_a_secret_or_the_log_s_words(built, django_capture_on_commit_callbacks):
    recipient()
    publish(built, django_capture_on_commit_callbacks)
    assert "forhandsvisning" not in mail.outbox[0].body
    assert "/personal/" not in mail.outbox[0].body
