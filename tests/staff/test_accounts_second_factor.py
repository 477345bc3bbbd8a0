"""Outside a demonstration nobody gets past the second factor, along no path."""

import re
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from kartlaggning.models import AuditEntry
from tests.personas import PASSWORD
from tests.staff.accounts import CODE, SET_UP, give_app, has_app, is_signed_in, link_in_mail, sign_in, time_code

ARGUMENTS = {IntConverter: "1", StringConverter: "x", SlugConverter: "x", UUIDConverter: UUID(int=1)}
SET_UP_PAGES = {
    "/personal/konto/tvasteg/",
    "/personal/konto/tvasteg/app/",
    "/personal/konto/tvasteg/nycklar/ny/",
    "/personal/konto/bekrafta-igen/",
    "/personal/konto/logga-ut/",
    "/personal/konto/session/",
}


@pytest.fixture(autouse=True)
def production(settings):
    settings.DEMONSTRATION = False


def staff_addresses():
    """Return an address for every route below /personal/, whatever stands for its arguments."""

    def walk(patterns, before):
        for entry in patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, before + str(entry.pattern))
            elif isinstance(entry, URLPattern):
                yield before + str(entry.pattern), entry.pattern.converters

    for route, converters in walk(get_resolver().url_patterns, "/"):
        if route.startswith("/personal/") and "(?P" not in route:
            values = {name: ARGUMENTS[type(converter)] for name, converter in converters.items()}
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route).format(**values)


def test_the_sweep_finds_the_routes():
    assert {"/personal/", "/personal/konton/", "/personal/konto/sessioner/", *SET_UP_PAGES} <= set(staff_addresses())


@pytest.fixture
def commits_at_once(monkeypatch):
    """What waits for the commit happens inside the request, as it does where no test's transaction is around it."""
    monkeypatch.setattr(transaction, "on_commit", lambda func, **_: func())


def set_up_app(client) -> str:
    secret = client.get(SET_UP + "app/").context["form"].secret
    assert client.post(SET_UP + "app/", {"code": time_code(secret)}).status_code == 302
    return secret


def test_whoever_has_none_is_led_to_set_one_up_from_every_page(personas):
    client = Client()
    sign_in(client, personas.administrator)
    for address in staff_addresses():
        answer = client.get(address)
        if address in SET_UP_PAGES:
            assert answer.status_code == 200, address
        else:
            assert (answer.status_code, answer.get("Location")) == (302, SET_UP), address
        posted = client.post(address) if address not in SET_UP_PAGES else None
        assert posted is None or posted.get("Location") == SET_UP, address


def test_an_address_that_does_not_exist_gives_nothing_away(as_persona):
    assert as_persona("administrator").get("/personal/finns-inte/").status_code == 404


def test_a_script_is_told_in_json(as_persona):
    answer = as_persona("officer").get("/personal/", headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.json()) == (401, {"login": SET_UP})


def test_the_session_page_says_not_yet_signed_in(as_persona):
    assert as_persona("officer").get("/personal/konto/session/").json()["signed_in"] is False


def test_in_a_demonstration_it_may_wait(as_persona, settings):
    settings.DEMONSTRATION = True
    assert as_persona("officer").get("/personal/").status_code == 200


def test_setting_up_an_app_opens_the_pages_and_leads_to_where_one_was_going(personas, commits_at_once):
    client = Client()
    assert sign_in(client, personas.administrator, next="/personal/konton/?a=1").status_code == 302
    client.get("/personal/konton/?a=1")
    set_up_app(client)
    assert has_app(personas.administrator)
    assert 'href="/personal/konton/?a=1"' in client.get(SET_UP).content.decode()
    assert client.get("/personal/konton/?a=1").status_code == 200
    assert AuditEntry.objects.filter(action="add-authenticator", actor="Administrator").exists()
    assert mail.outbox[-1].to == [personas.administrator.email]


def test_a_password_alone_does_not_sign_in_whoever_has_one(personas):
    give_app(personas.officer)
    client = Client()
    answer = sign_in(client, personas.officer)
    assert answer["Location"] == CODE
    assert client.get("/personal/").status_code == 302
    assert not is_signed_in(client)


def test_the_right_code_signs_in_and_leads_on(personas):
    secret = give_app(personas.officer)
    client = Client()
    sign_in(client, personas.officer, next="/personal/?sida=2")
    assert client.post(CODE, {"code": time_code(secret)})["Location"] == "/personal/?sida=2"
    assert is_signed_in(client)


@pytest.mark.parametrize("code", ["000000", "", "abc"])
def test_a_wrong_code_does_not(personas, code):
    give_app(personas.officer)
    client = Client()
    sign_in(client, personas.officer)
    client.post(CODE, {"code": code})
    assert not is_signed_in(client)


def test_a_code_works_once(personas):
    secret = give_app(personas.officer)
    code = time_code(secret)
    for expected in (True, False):
        client = Client()
        sign_in(client, personas.officer)
        client.post(CODE, {"code": code})
        assert is_signed_in(client) is expected


def test_a_session_begun_with_the_password_alone_ends_when_the_factor_is_set_up_elsewhere(personas, commits_at_once):
    thief, owner = Client(), Client()
    sign_in(thief, personas.officer)
    sign_in(owner, personas.officer)
    set_up_app(owner)
    assert is_signed_in(owner)
    assert not is_signed_in(thief)
    assert thief.get("/personal/").status_code == 302


def test_a_session_that_never_showed_the_factor_has_to_sign_in_again(personas, as_persona):
    client = as_persona("officer")  # as if by a way in that allauth does not know
    give_app(personas.officer)
    assert client.get("/personal/")["Location"].startswith("/personal/konto/logga-in/")
    assert not is_signed_in(client)


def test_a_new_password_by_mail_does_not_sign_in(personas):
    give_app(personas.officer)
    client = Client()
    client.post("/personal/konto/losenord/glomt/", {"email": personas.officer.email})
    form = client.get(link_in_mail(), follow=True)
    new = "helt ny lång ramsa"
    client.post(form.context["action_url"], {"password1": new, "password2": new})
    assert not is_signed_in(client)
    assert sign_in(client, personas.officer, new)["Location"] == CODE


def test_recovery_codes_alone_are_no_second_factor(personas, as_persona):
    Authenticator.objects.create(
        user=personas.officer, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0}
    )
    assert as_persona("officer").get("/personal/")["Location"] == SET_UP


def test_the_only_app_cannot_be_taken_away(personas):
    secret = give_app(personas.officer)
    client = Client()
    sign_in(client, personas.officer)
    client.post(CODE, {"code": time_code(secret)})
    client.post(SET_UP + "app/ta-bort/")
    assert has_app(personas.officer)


def test_what_was_just_shown_need_not_be_shown_again(personas):
    client = Client()
    sign_in(client, personas.officer)
    assert client.get(SET_UP + "app/").status_code == 200


def test_what_was_shown_long_ago_must_be_shown_again(personas, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    client = Client()
    sign_in(client, personas.officer)
    answer = client.get(SET_UP + "app/")
    assert answer["Location"].startswith("/personal/konto/bekrafta-igen/")
    assert client.post(answer["Location"], {"password": "fel"}).status_code == 200
    assert PASSWORD not in answer.content.decode()
