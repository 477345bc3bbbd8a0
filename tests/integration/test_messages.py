"""Messages from the public: kept with a receipt, announced without content, refused in words with nothing lost."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from kartlaggning.choices import MessageKind
from kartlaggning.errors import Refused
from kartlaggning.models import AuditEntry, PublicMessage
from kartlaggning.services.messages import HIGHEST_PER_HOUR, Message, TooManyMessages, receive_message

ABOUT_DALEN = "/drogscener/dalen/meddelande/"
ABOUT_ACCESS = "/tillganglighet/meddelande/"
BODY = "Platsen ligger inte i Farsta."


def message(**changes):
    values = {"kind": MessageKind.ACCESSIBILITY, "body": BODY, "language": "sv"} | changes
    return Message(**values)


def receive_many(number):
    for _ in range(number):
        receive_message(message(), by="test")


def text_of(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_a_message_about_a_scene_is_stored_with_a_receipt(client, record):
    response = client.post(ABOUT_DALEN, {"meddelande": BODY, "e_post": "anna@example.org"})
    stored = PublicMessage.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/meddelanden/{stored.receipt}/")
    assert (stored.kind, stored.body, stored.reply_to) == (MessageKind.CORRECTION, BODY, "anna@example.org")
    assert (stored.scene_public_id, stored.scene_name) == (record.scene_history("dalen")[0].public_id, "Dalen")
    assert stored.language == "sv"


def test_the_receipt_page_shows_the_number_and_what_happens_next(client, record):
    response = client.post(ABOUT_DALEN, {"meddelande": BODY}, follow=True)
    text = text_of(response)
    assert PublicMessage.objects.get().receipt in text
    assert "Vad händer nu?" in text
    assert BODY not in text
    assert "no-store" in response["Cache-Control"]


def test_an_unknown_receipt_is_a_404(client, record):
    assert client.get("/meddelanden/2222-3333-4444/").status_code == 404


def test_the_accessibility_form_is_anonymous_and_about_no_scene(client, record):
    response = client.post(f"/en{ABOUT_ACCESS}", {"meddelande": "I could not read the map."})
    stored = PublicMessage.objects.get()
    assert response["Location"] == f"/en/meddelanden/{stored.receipt}/"
    assert (stored.kind, stored.language) == (MessageKind.ACCESSIBILITY, "en")
    assert (stored.scene_public_id, stored.scene_name, stored.reply_to) == ("", "", "")


@pytest.mark.parametrize(("page", "form"), [("/drogscener/dalen/", ABOUT_DALEN), ("/tillganglighet/", ABOUT_ACCESS)])
def test_what_is_read_leads_to_the_form_that_stands_on_a_page_of_its_own(client, record, page, form):
    content = client.get(page).content.decode()
    assert f'<a class="button" href="{form}">' in content
    assert "<form" not in content
    response = client.get(form)
    assert f'action="{form}"' in response.content.decode()
    assert "csrfmiddlewaretoken" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_without_its_protection_the_form_is_refused(record):
    response = Client(enforce_csrf_checks=True).post(ABOUT_DALEN, {"meddelande": BODY})
    assert response.status_code == 403
    assert not PublicMessage.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"meddelande": ""}, "meddelande", "Skriv vad som inte stämmer."),
        ({"meddelande": "  fel  "}, "meddelande", "minst 10 tecken"),
        ({"meddelande": "å" * 4001}, "meddelande", "högst 4000 tecken"),
        ({"meddelande": BODY, "e_post": "anna"}, "e_post", "namn@exempel.se"),
        ({"meddelande": "Fråga 900101-2385 som bor där."}, "meddelande", "personnummer"),
        ({"meddelande": BODY, "webbplats": "http://example.org"}, "webbplats", "Töm fältet"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_in_the_summary(client, record, sent, field, words):
    response = client.post(ABOUT_DALEN, sent)
    assert response.status_code == 422
    assert not PublicMessage.objects.exists()
    content = response.content.decode()
    assert content.count(words) == 2
    assert f'<a href="#id_{field}">' in content
    assert f'id="id_{field}"' in content
    assert re.search(r"<title>\s*Fel:", content)


def test_what_was_typed_is_kept_when_something_is_wrong(client, record):
    content = client.post(ABOUT_DALEN, {"meddelande": BODY, "e_post": "anna"}).content.decode()
    assert BODY in content
    assert 'value="anna"' in content


def test_a_line_break_counts_as_one_character(client, record):
    body = "\r\n".join(["rad"] * 1000)  # 3,999 characters as the sender counts
    assert client.post(ABOUT_DALEN, {"meddelande": body}).status_code == 302
    assert PublicMessage.objects.get().body == "\n".join(["rad"] * 1000)


def test_too_many_in_an_hour_is_refused_in_words_and_keeps_what_was_typed(client, record):
    receive_many(HIGHEST_PER_HOUR)
    response = client.post(ABOUT_DALEN, {"meddelande": BODY})
    assert response.status_code == 429
    assert "Vänta en timme" in text_of(response)
    assert BODY in response.content.decode()
    assert PublicMessage.objects.count() == HIGHEST_PER_HOUR


def test_messages_older_than_an_hour_do_not_count(db):
    receive_many(HIGHEST_PER_HOUR)
    with pytest.raises(TooManyMessages):
        receive_many(1)
    PublicMessage.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    receive_many(1)


def test_the_service_itself_refuses_identity_numbers(db):
    with pytest.raises(Refused, match="personnummer"):
        receive_message(message(body="900101-2385 bor här"), by="test")
    assert not PublicMessage.objects.exists()


def test_the_log_names_the_receipt_and_holds_no_content(db):
    stored = receive_message(message(reply_to="anna@example.org"), by="allmänheten")
    entry = AuditEntry.objects.get(action="receive-message")
    assert (entry.actor, entry.subject) == ("allmänheten", stored.receipt)
    assert entry.details == {"kind": "accessibility", "scene": ""}


def test_the_coordinator_is_told_the_number_and_kind_alone(db, settings, django_capture_on_commit_callbacks):
    settings.COORDINATOR_EMAIL = "samordnare@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        stored = receive_message(message(reply_to="anna@example.org"), by="test")
        assert not mail.outbox
    (sent,) = mail.outbox
    assert sent.to == ["samordnare@example.org"]
    assert stored.receipt in sent.subject
    assert stored.receipt in sent.body
    assert "tillgänglighet" in sent.body
    assert BODY not in sent.body
    assert "anna" not in sent.body


def test_without_a_coordinator_nothing_is_mailed_and_the_message_is_kept(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        receive_message(message(), by="test")
    assert not mail.outbox
    assert PublicMessage.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "greeting"}, {"receipt": "kort"}, {"body": ""}, {"language": "no"}, {"scene_public_id": "S-0001"}],
)
def test_the_database_refuses_what_cannot_be(db, wrong):
    right = {"receipt": "2222-3333-4444", "kind": "correction", "body": BODY, "language": "sv"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicMessage.objects.create(**right | wrong)
    PublicMessage.objects.create(**right)


def test_the_command_lists_the_newest_first_for_the_coordinator(db):
    receive_message(message(body="Den första hindrade mig."), by="test")
    receive_message(
        message(kind=MessageKind.CORRECTION, body="Den andra\x1b[2J", scene_public_id="S-0001", scene_name="Klara"),
        by="test",
    )
    printed = StringIO()
    call_command("messages", stdout=printed)
    text = printed.getvalue()
    assert text.index("Den andra") < text.index("Den första")
    assert "Klara (S-0001)" in text
    assert "\x1b" not in text
    assert "Antal meddelanden: 2" in text


def test_the_command_can_list_one_kind(db):
    receive_message(message(), by="test")
    printed = StringIO()
    call_command("messages", kind="correction", stdout=printed)
    assert BODY not in printed.getvalue()
    assert "Antal meddelanden: 0" in printed.getvalue()
