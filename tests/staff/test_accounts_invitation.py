"""An account begins with an invitation: mailed, answered once within a week, and nothing else makes one."""

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from drogscener.logs import JsonFormatter
from kartlaggning.choices import Role
from kartlaggning.errors import Forbidden, NotFound, Refused
from kartlaggning.models import AuditEntry, PoliceArea, User
from kartlaggning.services import accounts
from kartlaggning.services.account_rules import AccountData, FieldRefused
from tests.staff.accounts import is_signed_in, link_in_mail, sign_in

NEW = "ny.polis@example.org"
STRONG = "fem gröna cyklar i regn"
FORM = "/personal/konton/bjud-in/"


def jarva():
    return PoliceArea.objects.get(name="Järva").pk


def filled(**more):
    return {"email": NEW, "name": "Ny Polis", "role": "police_officer", "police_area_ids": [jarva()], **more}


@pytest.fixture
def invite(as_persona, django_capture_on_commit_callbacks):
    """Send the form as a persona; return the answer."""

    def send(who="administrator", **more):
        with django_capture_on_commit_callbacks(execute=True):
            return as_persona(who).post(FORM, filled(**more))

    return send


def test_who_is_invited_chooses_a_password_and_signs_in_with_it(invite):
    assert invite().status_code == 302
    assert mail.outbox[0].to == [NEW]
    client, link = Client(), link_in_mail()
    assert "Välkommen, Ny Polis" in client.get(link).content.decode()
    assert client.post(link, {"password": STRONG, "again": STRONG}).status_code == 302
    user = User.objects.get(email=NEW)
    sign_in(client, user, STRONG)
    assert is_signed_in(client)
    assert list(user.police_areas.values_list("name", flat=True)) == ["Järva"]


def test_answering_verifies_the_address(invite):
    invite()
    Client().post(link_in_mail(), {"password": STRONG, "again": STRONG})
    address = EmailAddress.objects.get(email=NEW)
    assert (address.verified, address.primary) == (True, True)


def test_nobody_can_sign_in_before_answering(invite):
    invite()
    client = Client()
    sign_in(client, User.objects.get(email=NEW), "")
    assert not is_signed_in(client)


def test_the_link_works_once(invite):
    invite()
    link = link_in_mail()
    Client().post(link, {"password": STRONG, "again": STRONG})
    assert Client().get(link).status_code == 410
    assert Client().post(link, {"password": "en helt annan ramsa", "again": "en helt annan ramsa"}).status_code == 410
    assert User.objects.get(email=NEW).check_password(STRONG)


def test_a_new_invitation_replaces_the_former(invite, as_persona, django_capture_on_commit_callbacks):
    invite()
    former = link_in_mail()
    user = User.objects.get(email=NEW)
    with django_capture_on_commit_callbacks(execute=True):
        as_persona("coordinator").post(f"/personal/konton/{user.pk}/bjud-in-igen/")
    assert Client().get(former).status_code == 410
    assert Client().get(link_in_mail()).status_code == 200


def test_an_invitation_is_over_after_a_week(invite, monkeypatch):
    invite()
    token = link_in_mail().rstrip("/").rpartition("/")[2]
    assert accounts.invited_by_token(token).email == NEW
    monkeypatch.setattr(accounts, "INVITATION_DAYS", -1)
    with pytest.raises(NotFound):
        accounts.invited_by_token(token)


@pytest.mark.parametrize("token", ["x", "WzEsIiJd:1abc:forged", "%C3%A5"])
def test_a_forged_link_is_refused(db, token):
    assert Client().get(f"/personal/konto/inbjudan/{token}/").status_code == 410


def test_the_link_of_an_account_that_is_switched_off_is_refused(invite, personas):
    invite()
    accounts.deactivate(User.objects.get(email=NEW).pk, by=personas.actor("administrator"))
    assert Client().get(link_in_mail()).status_code == 410


@pytest.mark.parametrize("password", ["kort", "password1234", "ny.polis@example.org", "123456789012345"])
def test_a_weak_password_is_refused_in_words(invite, password):
    invite()
    answer = Client().post(link_in_mail(), {"password": password, "again": password})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not User.objects.get(email=NEW).has_usable_password()


def test_two_passwords_that_differ_are_refused(invite):
    invite()
    answer = Client().post(link_in_mail(), {"password": STRONG, "again": STRONG + "!"})
    assert answer.status_code == 422
    assert "olika" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "word"),
    [("police_officer", "minst ett lokalpolisområde"), ("municipal_officer", "minst en kommun")],
)
def test_a_role_with_bounds_needs_its_areas(as_persona, role, word):
    answer = as_persona("coordinator").post(FORM, {"email": NEW, "name": "Ny", "role": role})
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert 'value="Ny"' in answer.content.decode()  # nothing typed is lost
    assert not User.objects.filter(email=NEW).exists()


def test_a_role_without_bounds_gets_no_areas(invite):
    invite(role="reader")
    assert not User.objects.get(email=NEW).police_areas.exists()


@pytest.mark.parametrize("email", ["officer@example.org", "OFFICER@example.org", " officer@example.org "])
def test_an_address_that_is_taken_is_refused(invite, email):
    answer = invite(email=email)
    assert answer.status_code == 422
    assert "redan ett konto" in answer.content.decode()


@pytest.mark.parametrize("who", ["officer", "police_coordinator", "municipal", "reader"])
def test_other_roles_may_not_invite(invite, who):
    assert invite(who).status_code == 403
    assert not User.objects.filter(email=NEW).exists()


def test_who_is_not_signed_in_may_not_invite(db):
    assert Client().post(FORM, filled()).status_code == 302
    assert not User.objects.filter(email=NEW).exists()


def test_a_coordinator_may_not_invite_an_administrator(invite, personas):
    assert invite("coordinator", role="administrator").status_code == 422
    with pytest.raises(Forbidden):
        accounts.invite(
            email=NEW, data=AccountData("Ny", Role.ADMINISTRATOR), by=personas.actor("coordinator"), link=str
        )


def test_a_coordinator_may_not_open_the_police_only_fields(invite, personas):
    assert invite("coordinator", role="coordinator", may_read_police_only="on").status_code == 302
    assert not User.objects.get(email=NEW).may_read_police_only
    data = AccountData("Ny", Role.COORDINATOR, may_read_police_only=True)
    with pytest.raises(Forbidden):
        accounts.invite(email="a@example.org", data=data, by=personas.actor("coordinator"), link=str)


def test_an_administrator_may_open_the_police_only_fields_for_a_coordinator(invite):
    invite(role="coordinator", may_read_police_only="on")
    assert User.objects.get(email=NEW).may_read_police_only


def test_the_police_only_fields_open_for_no_other_role(personas):
    data = AccountData("Ny", Role.READER, may_read_police_only=True)
    with pytest.raises(FieldRefused, match="samordnare"):
        accounts.invite(email=NEW, data=data, by=personas.actor("administrator"), link=str)


def test_an_answered_invitation_is_not_sent_again(personas):
    with pytest.raises(Refused):
        accounts.invite_again(personas.officer.pk, by=personas.actor("administrator"), link=str)


def test_the_log_holds_who_was_invited_but_no_address(invite):
    invite()
    entry = AuditEntry.objects.get(action="invite-account")
    assert (entry.actor, entry.details["account_role"]) == ("Administrator", "police_officer")
    assert "@" not in f"{entry.actor}{entry.subject}{entry.details}"


def test_an_area_that_has_ended_cannot_be_given(as_persona):
    page = as_persona("coordinator").get(FORM).content.decode()
    assert "Järva" in page
    assert "Rinkeby-Kista" not in page
    gone = PoliceArea.objects.get(name="Norrmalm")
    assert gone.valid_to < timezone.now().date() + timedelta(days=1)
    assert as_persona("coordinator").post(FORM, filled(police_area_ids=[gone.pk])).status_code == 422


def test_nobody_can_make_an_account_by_themselves(db):
    page = Client().get("/personal/konto/nytt-konto/").content.decode()
    assert "Du behöver en inbjudan" in page
    form = {"email": NEW, "password1": STRONG, "password2": STRONG}
    Client().post("/personal/konto/nytt-konto/", form)
    assert not User.objects.filter(email=NEW).exists()


def told_by_mail():
    return sorted(sent.to[0] for sent in mail.outbox if "släppts in" in sent.subject)


def test_administrators_and_the_police_region_are_told_when_somebody_gets_a_police_role(invite):
    invite("coordinator")
    assert told_by_mail() == ["administrator@example.org", "police_coordinator@example.org"]
    assert "Ny Polis" in mail.outbox[1].body


def test_it_is_told_also_when_an_administrator_does_it_but_not_to_who_did_it(invite):
    invite("administrator")
    assert told_by_mail() == ["police_coordinator@example.org"]


def test_nobody_is_told_of_other_roles(invite):
    invite("coordinator", role="reader")
    assert told_by_mail() == []


@pytest.mark.parametrize("path", ["inbjudan/secret:key/", "losenord/nytt/1-secret-key/", "e-post/bekrafta/secret:key/"])
def test_no_log_line_holds_what_opens_an_account(path):
    address = f"/personal/konto/{path}"
    request = SimpleNamespace(method="GET", path=address)
    record = logging.makeLogRecord({"msg": f"Not Found: {address}", "request": request})
    line = JsonFormatter().format(record)
    assert "secret" not in line
    assert line.count(address.partition("secret")[0].removesuffix("1-") + "…") == 2
