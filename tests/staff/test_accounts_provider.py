"""Single sign-on: a way in to an account that exists, never a way to get one, and never past the second factor."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from kartlaggning.choices import Role
from kartlaggning.models import User
from kartlaggning.services import accounts
from kartlaggning.services.account_rules import AccountData
from tests.installation import PRODUCTION, Installation
from tests.staff.accounts import CODE, LOGIN, SET_UP, give_app, is_signed_in, sign_in, time_code
from tests.staff.provider import CLIENT, SECRET, running_provider

START, ANSWER = "/personal/konto/sso/oidc/", "/personal/konto/sso/oidc/svar/"


@pytest.fixture
def provider(settings):
    with running_provider() as provider:
        app = {
            "provider_id": "oidc",
            "name": "Polisens inloggning",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": provider.address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield provider


def sign_in_by(provider, client, email, verified=True, **more):
    """Go to the provider and come back from it; return the last answer."""
    provider.person = {"sub": f"id of {email}", "email": email, "email_verified": verified}
    there = client.get(START, more)
    assert there["Location"].startswith(f"{provider.address}/authorize?")
    state = parse_qs(urlsplit(there["Location"]).query)["state"][0]
    return client.get(ANSWER, {"code": "x", "state": state})


def test_an_existing_account_is_found_by_the_verified_address(provider, personas):
    client = Client()
    answer = sign_in_by(provider, client, personas.officer.email, next="/personal/?sida=2")
    assert answer["Location"] == "/personal/?sida=2"
    assert is_signed_in(client)
    assert "/token" in provider.seen


def test_an_address_that_the_provider_has_not_verified_opens_nothing(provider, personas):
    client = Client()
    sign_in_by(provider, client, personas.officer.email, verified=False)
    assert not is_signed_in(client)


def test_nobody_gets_an_account_by_signing_in(provider, personas):
    client, before = Client(), User.objects.count()
    answer = sign_in_by(provider, client, "okand@example.org")
    assert "Du behöver en inbjudan" in answer.content.decode()
    assert not is_signed_in(client)
    assert User.objects.count() == before


def test_an_account_that_is_off_stays_closed(provider, personas):
    accounts.deactivate(personas.officer.pk, by="test")
    client = Client()
    sign_in_by(provider, client, personas.officer.email)
    assert not is_signed_in(client)


def test_whoever_is_invited_may_answer_by_the_provider_alone(provider, personas):
    user = accounts.invite(email="ny@example.org", data=AccountData("Ny", Role.READER), by="test", link=str)
    client = Client()
    sign_in_by(provider, client, "ny@example.org")
    assert is_signed_in(client)
    assert EmailAddress.objects.get(user=user).verified
    token = accounts.invitation_token(user)
    assert Client().get(f"/personal/konto/inbjudan/{token}/").status_code == 410


def test_it_does_not_take_away_the_password(provider, personas):
    sign_in_by(provider, Client(), personas.officer.email)
    client = Client()
    sign_in(client, personas.officer)
    assert is_signed_in(client)


def test_whoever_has_no_second_factor_is_led_to_set_one_up(provider, personas, settings):
    settings.DEMONSTRATION = False
    client = Client()
    sign_in_by(provider, client, personas.officer.email)
    assert client.get("/personal/")["Location"] == SET_UP
    assert not is_signed_in(client)


def test_whoever_has_one_is_asked_for_it(provider, personas, settings):
    settings.DEMONSTRATION = False
    secret = give_app(personas.officer)
    client = Client()
    assert sign_in_by(provider, client, personas.officer.email, next="/personal/?a=1")["Location"] == CODE
    assert not is_signed_in(client)
    assert client.post(CODE, {"code": time_code(secret)})["Location"] == "/personal/?a=1"
    assert is_signed_in(client)


def test_a_providers_account_is_not_tied_to_whoever_is_signed_in(provider, personas):
    client = Client()
    sign_in(client, personas.officer)
    sign_in_by(provider, client, personas.coordinator.email, process="connect")
    assert not personas.officer.socialaccount_set.exists()


def test_an_answer_that_was_not_asked_for_is_refused(provider, personas):
    provider.person = {"sub": "x", "email": personas.officer.email, "email_verified": True}
    client = Client()
    client.get(ANSWER, {"code": "x", "state": "forged"})
    assert not is_signed_in(client)


def test_a_provider_that_is_down_is_said_in_words(personas, provider, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = Client().get(START)
    assert answer.status_code == 503
    assert "svarade inte som den ska" in answer.content.decode()


def test_the_sign_in_page_offers_it(provider, db):
    page = Client().get(LOGIN).content.decode()
    assert "Logga in med Polisens inloggning" in page
    assert START in page


def test_without_settings_it_does_not_exist(db):
    assert "sso" not in Client().get(LOGIN).content.decode()
    assert Client().get(START).status_code == 404


def test_half_the_settings_stop_the_start(tmp_path):
    environment = PRODUCTION | {"OIDC_SERVER_URL": "https://id.example.org"}
    refused = Installation(tmp_path, environment=environment).manage("check")
    assert "OIDC_CLIENT_ID" in refused.stderr


def test_the_settings_come_from_the_environment(tmp_path):
    more = {"OIDC_SERVER_URL": "https://id.example.org", "OIDC_CLIENT_ID": "k", "OIDC_CLIENT_SECRET": "h"}
    (app,) = Installation(tmp_path, environment=PRODUCTION | more).setting("SOCIALACCOUNT_PROVIDERS")["openid_connect"][
        "APPS"
    ]
    assert (app["client_id"], app["secret"], app["settings"]) == ("k", "h", {"server_url": "https://id.example.org"})
