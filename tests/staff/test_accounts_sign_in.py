"""Signing in: nothing says who has an account, guessing is braked, and what matters is mailed and logged."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from kartlaggning.choices import Role
from kartlaggning.models import AuditEntry, User
from kartlaggning.services import accounts
from kartlaggning.services.account_rules import AccountData
from tests.personas import PASSWORD
from tests.staff.accounts import LOGIN, is_signed_in, link_in_mail, sign_in

FORGOTTEN = "/personal/konto/losenord/glomt/"
UNKNOWN = "okand@example.org"
NEW = "helt ny lång ramsa"


def test_the_right_password_signs_in_and_leads_on(personas):
    client = Client()
    assert sign_in(client, personas.officer, next="/personal/?sida=2")["Location"] == "/personal/?sida=2"
    assert is_signed_in(client)
    assert AuditEntry.objects.get(action="sign-in").actor == "Officer"


def test_an_address_may_be_typed_in_any_case(personas):
    client = Client()
    client.post(LOGIN, {"login": "Officer@Example.ORG", "password": PASSWORD})
    assert is_signed_in(client)


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(personas, elsewhere):
    assert sign_in(Client(), personas.officer, next=elsewhere)["Location"] == "/personal/"


def without_what_was_typed(answer, email):
    return answer.content.decode().replace(email, "")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(personas):
    known, unknown = Client(), Client()
    answers = [
        (known.post(LOGIN, {"login": personas.officer.email, "password": "fel"}), personas.officer.email),
        (unknown.post(LOGIN, {"login": UNKNOWN, "password": "fel"}), UNKNOWN),
    ]
    texts = {without_what_was_typed(answer, email).split("csrfmiddlewaretoken")[0] for answer, email in answers}
    assert len(texts) == 1
    assert "stämmer inte" in texts.pop()
    assert {answer.status_code for answer, _email in answers} == {200}


@pytest.mark.parametrize("state", ["active", "invited", "off"])
def test_asking_for_a_new_password_tells_nothing_about_the_address(personas, state):
    email = personas.officer.email
    if state == "invited":
        email = "vantar@example.org"
        accounts.invite(email=email, data=AccountData("V", Role.READER), by="test", link=str)
    if state == "off":
        accounts.deactivate(personas.officer.pk, by="test")
    answers = [Client().post(FORGOTTEN, {"email": address}, follow=True) for address in (email, UNKNOWN)]
    assert answers[0].content == answers[1].content
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert [sent.to for sent in mail.outbox] == [[email], [UNKNOWN]]  # one mail each: not even the time tells
    assert len({sent.subject for sent in mail.outbox}) == 1


def test_the_mail_to_an_unknown_address_has_no_key(personas):
    Client().post(FORGOTTEN, {"email": UNKNOWN})
    assert "/losenord/nytt/" not in mail.outbox[0].body


def test_whoever_has_not_answered_an_invitation_gets_no_way_past_it(db):
    accounts.invite(email="vantar@example.org", data=AccountData("V", Role.READER), by="test", link=str)
    Client().post(FORGOTTEN, {"email": "vantar@example.org"})
    assert "/losenord/nytt/" not in mail.outbox[0].body
    assert "inbjudan" in mail.outbox[0].body


def test_a_new_password_ends_every_session_and_is_told_by_mail(personas):
    elsewhere, client = Client(), Client()
    sign_in(elsewhere, personas.officer)
    client.post(FORGOTTEN, {"email": personas.officer.email})
    link = link_in_mail()
    form = client.get(link, follow=True)
    client.post(form.context["action_url"], {"password1": NEW, "password2": NEW})
    assert not is_signed_in(elsewhere)
    sign_in(client, personas.officer, NEW)
    assert is_signed_in(client)
    assert mail.outbox[-1].subject == "Ditt lösenord är bytt"
    assert "gäller inte längre" in Client().get(link, follow=True).content.decode()


def test_changing_the_password_wants_the_old_one(personas):
    client = Client()
    sign_in(client, personas.officer)
    path = "/personal/konto/losenord/"
    client.post(path, {"oldpassword": "fel", "password1": NEW, "password2": NEW})
    personas.officer.refresh_from_db()
    assert personas.officer.check_password(PASSWORD)
    client.post(path, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    personas.officer.refresh_from_db()
    assert personas.officer.check_password(NEW)
    assert mail.outbox[-1].to == [personas.officer.email]
    assert AuditEntry.objects.filter(action="change-password").exists()


def test_a_new_address_counts_once_its_link_is_opened(personas):
    client = Client()
    sign_in(client, personas.officer)
    client.post("/personal/konto/e-post/", {"email": "ny@example.org", "action_add": ""})
    assert User.objects.get(pk=personas.officer.pk).email == "officer@example.org"
    link = link_in_mail()
    client.get(link)
    client.post(link)
    assert User.objects.get(pk=personas.officer.pk).email == "ny@example.org"
    assert list(EmailAddress.objects.filter(user=personas.officer).values_list("email", "verified")) == [
        ("ny@example.org", True)
    ]
    assert any(sent.to == ["officer@example.org"] and "bytt" in sent.subject for sent in mail.outbox)


def test_guessing_passwords_is_braked_for_the_account_whoever_guesses(personas):
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(LOGIN, {"login": personas.officer.email, "password": "fel"})
    client = Client(REMOTE_ADDR="192.0.2.99")
    answer = sign_in(client, personas.officer)
    assert not is_signed_in(client)
    assert "För många försök" in answer.content.decode()


def test_the_brake_is_the_same_for_an_address_without_an_account(db):
    for _ in range(5):
        Client().post(LOGIN, {"login": UNKNOWN, "password": "fel"})
    assert "För många försök" in Client().post(LOGIN, {"login": UNKNOWN, "password": "x"}).content.decode()


def test_asking_for_new_passwords_is_braked(personas):
    answers = [Client().post(FORGOTTEN, {"email": personas.officer.email}).status_code for _ in range(6)]
    assert answers[-1] == 429
    page = Client().post(FORGOTTEN, {"email": personas.officer.email})
    assert "För många försök" in page.content.decode()


def test_the_brakes_count_in_the_database_that_all_processes_share(db, settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    cache.set("a", 1)
    assert cache.get("a") == 1


def test_a_mail_server_that_is_down_changes_no_answer(personas, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert Client().post(FORGOTTEN, {"email": personas.officer.email}).status_code == 302


def test_the_login_page_says_why_an_account_that_is_off_does_not_open(personas):
    accounts.deactivate(personas.officer.pk, by="test")
    page = sign_in(Client(), personas.officer)
    assert not page.wsgi_request.user.is_authenticated


def test_every_mail_is_plain_text_in_swedish(personas):
    client = Client()
    client.post(FORGOTTEN, {"email": personas.officer.email})
    client.post(FORGOTTEN, {"email": UNKNOWN})
    for sent in mail.outbox:
        assert sent.body.startswith("Hej")
        assert getattr(sent, "alternatives", []) == []
        assert "&" not in sent.body
