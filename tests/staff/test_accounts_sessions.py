"""Sessions: they end when nobody is there, what was being written is not lost, and the public side sees no cookie."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from kartlaggning.models import AuditEntry, PoliceArea
from kartlaggning.staff import held_forms
from kartlaggning.staff.middleware import SEEN
from tests.installation import PRODUCTION, Installation
from tests.staff.accounts import CODE, LOGIN, give_app, is_signed_in, sign_in, time_code

FORM = "/personal/konton/bjud-in/"  # any form of the staff side
RESUME = "/personal/konto/fortsatt/"
TYPED = {"email": "a@example.org", "name": "Åsa & <b>", "role": "reader"}


def leave_idle(client, minutes=31):
    session = client.session
    session[SEEN] = session.get(SEEN, 0) and session[SEEN] - minutes * 60
    session.save()


@pytest.fixture
def client(personas):
    """The coordinator, signed in as people sign in, with a check against forgery."""
    client = Client(enforce_csrf_checks=True)
    client.get(LOGIN)
    sign_in(client, personas.coordinator, csrfmiddlewaretoken=token(client))
    assert is_signed_in(client)
    return client


def token(client):
    return client.cookies["csrftoken"].value


def post(client, path=FORM, typed=TYPED, **more):
    return client.post(path, {**typed, "csrfmiddlewaretoken": token(client), **more})


def sign_in_again(client, user, **more):
    return sign_in(client, user, csrfmiddlewaretoken=token(client), next=RESUME, **more)


def test_an_idle_session_ends(client):
    leave_idle(client)
    assert client.get("/personal/")["Location"] == f"{LOGIN}?next=/personal/"
    assert not is_signed_in(client)
    assert "Du har loggats ut" in client.get(LOGIN).content.decode()


def test_a_session_in_use_goes_on(client):
    for _ in range(4):
        leave_idle(client, minutes=20)
        assert client.get("/personal/").status_code == 200


def test_asking_whether_one_is_signed_in_keeps_no_session_alive(client):
    leave_idle(client, minutes=20)
    assert is_signed_in(client)
    leave_idle(client, minutes=20)
    assert not is_signed_in(client)


def test_the_idle_time_is_a_setting(client, settings):
    settings.SESSION_IDLE_MINUTES = 60
    leave_idle(client)
    assert is_signed_in(client)


def test_a_form_sent_too_late_is_held_and_sent_again_by_the_same_person(client, personas):
    areas = [str(pk) for pk in PoliceArea.objects.filter(valid_to=None).values_list("pk", flat=True)[:2]]
    leave_idle(client)
    assert post(client, return_to="id_name", police_area_ids=areas)["Location"] == f"{LOGIN}?next={RESUME}"
    assert "Det du skickade finns kvar" in client.get(LOGIN).content.decode()
    assert sign_in_again(client, personas.coordinator)["Location"] == RESUME
    page = client.get(RESUME).content.decode()
    assert "Dina uppgifter finns kvar" in page
    assert f'action="{FORM}#id_name"' in page
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    assert ("name", "Åsa &amp; &lt;b&gt;") in hidden
    assert [value for name, value in hidden if name == "police_area_ids"] == areas
    assert len([name for name, _value in hidden if name == "csrfmiddlewaretoken"]) >= 1
    assert post(client)["Location"] == "/personal/konton/"
    assert client.get(RESUME)["Location"] == "/personal/"  # held no longer


def test_it_survives_the_second_factor_too(client, personas, settings):
    settings.DEMONSTRATION = False
    secret = give_app(personas.coordinator)
    settings.DEMONSTRATION = True
    leave_idle(client)
    post(client)
    settings.DEMONSTRATION = False
    assert sign_in_again(client, personas.coordinator)["Location"] == CODE
    code = {"code": time_code(secret), "csrfmiddlewaretoken": token(client)}
    assert client.post(CODE, code)["Location"] == RESUME
    assert "Dina uppgifter finns kvar" in client.get(RESUME).content.decode()


def test_nobody_else_gets_it(client, personas):
    leave_idle(client)
    post(client)
    sign_in_again(client, personas.officer)
    assert client.get(RESUME)["Location"] == "/personal/"
    assert held_forms.KEY not in client.session


def test_it_can_be_thrown_away(client, personas):
    leave_idle(client)
    post(client)
    sign_in_again(client, personas.coordinator)
    client.post(RESUME, {"csrfmiddlewaretoken": token(client)})
    assert held_forms.KEY not in client.session


def test_it_is_kept_for_a_working_day_and_no_longer(client, personas):
    leave_idle(client)
    post(client)
    session = client.session
    session[held_forms.KEY]["at"] -= held_forms.SECONDS_KEPT + 1
    session.save()
    sign_in_again(client, personas.coordinator)
    assert client.get(RESUME)["Location"] == "/personal/"


def test_one_that_nobody_came_back_for_goes_with_the_next_request(client):
    leave_idle(client)
    post(client)
    session = client.session
    session[held_forms.KEY]["at"] -= held_forms.SECONDS_KEPT + 1
    session.save()
    client.get(LOGIN)
    assert held_forms.KEY not in client.session


def test_a_forged_form_is_not_held(client):
    leave_idle(client)
    assert client.post(FORM, TYPED).status_code == 403
    assert held_forms.KEY not in client.session


def test_a_form_from_somebody_who_was_never_signed_in_is_not_held(db):
    anybody = Client(enforce_csrf_checks=True)
    anybody.get(LOGIN)
    post(anybody)
    assert held_forms.KEY not in anybody.session


def test_a_password_is_never_held(client):
    leave_idle(client)
    post(client, "/personal/konto/losenord/", {"oldpassword": "hemligt"})
    assert held_forms.KEY not in client.session


def test_what_is_too_large_is_not_held_and_this_is_said(client):
    leave_idle(client)
    post(client, typed={"text": "x" * (held_forms.MOST_BYTES + 1)})
    assert held_forms.KEY not in client.session
    assert "för stort" in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("anchor", ['"><script>', "a b", "x" * 200, ""])
def test_only_an_id_comes_back_as_a_fragment(client, personas, anchor):
    leave_idle(client)
    post(client, return_to=anchor)
    sign_in_again(client, personas.coordinator)
    assert f'action="{FORM}"' in client.get(RESUME).content.decode()


def test_a_form_is_held_also_when_the_password_was_changed_elsewhere(client, personas):
    personas.coordinator.set_password("en annan lång ramsa")
    personas.coordinator.save()
    assert post(client)["Location"] == f"{LOGIN}?next={RESUME}"


@pytest.mark.parametrize("headers", [{"X-Requested-With": "fetch"}, {"Accept": "application/json"}])
def test_a_script_is_answered_in_json_and_its_page_keeps_what_was_typed(client, headers):
    leave_idle(client)
    answer = client.post(FORM, {**TYPED, "csrfmiddlewaretoken": token(client)}, headers=headers)
    assert (answer.status_code, answer.json()) == (401, {"login": LOGIN})
    assert held_forms.KEY not in client.session


def test_an_open_page_gets_a_fresh_token_after_signing_in_in_another_tab(client, personas):
    leave_idle(client)
    assert client.get("/personal/konto/session/").json() == {"signed_in": False, "csrf": "", "name": ""}
    sign_in_again(client, personas.coordinator)
    answer = client.get("/personal/konto/session/")
    assert (answer.json()["signed_in"], answer.json()["name"]) == (True, "Coordinator")
    assert "no-store" in answer["Cache-Control"]
    sent = client.post(FORM, TYPED, headers={"X-CSRFToken": answer.json()["csrf"]})
    assert sent.status_code == 302


def test_signing_out_ends_the_session_and_is_logged(client):
    client.post("/personal/konto/logga-ut/", {"csrfmiddlewaretoken": token(client)})
    assert not is_signed_in(client)
    assert list(AuditEntry.objects.filter(actor="Coordinator").values_list("action", flat=True)) == [
        "sign-in",
        "sign-out",
    ]


def test_sessions_are_listed_and_one_is_ended(client, personas):
    other = Client(headers={"User-Agent": "Surfplatta"})
    sign_in(other, personas.coordinator)
    page = client.get("/personal/konto/sessioner/").content.decode()
    assert "Surfplatta" in page
    (address,) = re.findall(r'action="(/personal/konto/sessioner/\d+/avsluta/)"', page)
    client.post(address, {"csrfmiddlewaretoken": token(client)})
    assert not is_signed_in(other)
    assert is_signed_in(client)


def test_nobody_ends_anothers_session(client, personas):
    other = Client()
    sign_in(other, personas.officer)
    for number in range(200):
        answer = client.post(f"/personal/konto/sessioner/{number}/avsluta/", {"csrfmiddlewaretoken": token(client)})
        assert answer.status_code == 302 or not is_signed_in(client)
    assert is_signed_in(other)


def test_all_others_are_ended_at_once(client, personas):
    other = Client()
    sign_in(other, personas.coordinator)
    client.post("/personal/konto/sessioner/", {"csrfmiddlewaretoken": token(client)})
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)


def test_ended_sessions_are_cleared_away_when_somebody_signs_in(personas):
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    sign_in(Client(), personas.officer)
    assert not Session.objects.filter(session_key="old").exists()


def test_the_session_cookie_stays_on_the_staff_side(client):
    cookie = client.cookies["sessionid"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/personal/", True, "Lax")
    assert client.get("/personal/konto/", follow=True).status_code == 200
    public = client.get("/drogscener/")
    assert "sessionid" not in public.cookies
    assert "Cookie" not in public.get("Vary", "")


def test_in_production_cookies_travel_over_tls_alone(tmp_path):
    production = Installation(tmp_path, environment=PRODUCTION)
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY"):
        assert production.setting(name) is True


@pytest.mark.parametrize("path", ["/personal/", LOGIN, "/personal/finns-inte/", "/personal/konto/session/"])
def test_no_staff_page_is_kept_or_found_by_search_engines(client, path):
    answer = client.get(path)
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_the_log_knows_the_address_that_the_trusted_proxy_tells(personas, settings):
    settings.TRUSTED_PROXIES = 1
    sign_in(Client(headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}), personas.officer)
    assert AuditEntry.objects.get(action="sign-in").address == "198.51.100.7"


def test_without_a_trusted_proxy_a_told_address_is_not_believed(personas):
    sign_in(Client(headers={"X-Forwarded-For": "198.51.100.7"}), personas.officer)
    assert AuditEntry.objects.get(action="sign-in").address == "127.0.0.1"


def test_the_session_is_anonymous_once_it_has_ended(client):
    leave_idle(client)
    post(client)
    assert SESSION_KEY not in client.session


OURS = {"Origin": "http://testserver"}


def stale(client, path=FORM, **more):
    return client.post(path, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, **more)


def test_a_form_from_before_signing_in_again_in_another_tab_is_held(client):
    assert stale(client, headers=OURS)["Location"] == RESUME
    page = client.get(RESUME).content.decode()
    assert "Åsa &amp; &lt;b&gt;" in page
    assert "x" * 64 not in page
    assert post(client)["Location"] == "/personal/konton/"


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://example.com"}, {"Origin": "null"}])
def test_a_form_with_a_wrong_token_from_anywhere_else_is_refused(client, headers):
    assert stale(client, headers=headers).status_code == 403
    assert held_forms.KEY not in client.session


def test_a_form_with_a_wrong_token_from_nobody_is_refused(db):
    anybody = Client(enforce_csrf_checks=True)
    assert stale(anybody, headers=OURS).status_code == 403
    assert held_forms.KEY not in anybody.session


def test_a_script_with_a_wrong_token_is_told_where_to_get_a_fresh_one(client):
    answer = stale(client, headers=OURS | {"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.json()) == (403, {"session": "/personal/konto/session/"})


def test_a_sign_in_page_that_lay_open_is_shown_again(db):
    anybody = Client(enforce_csrf_checks=True)
    answer = stale(anybody, LOGIN, headers=OURS, follow=True)
    assert "Försök igen" in answer.content.decode()
