"""Administration of accounts: who may change whose, and the last administrator, who stays."""

import pytest
from django.core import mail
from django.test import Client

from kartlaggning.choices import Role
from kartlaggning.errors import Forbidden, NotFound, Refused
from kartlaggning.models import AuditEntry, CityDistrict, PoliceArea, User
from kartlaggning.services import accounts
from kartlaggning.services.account_rules import AccountData
from tests.staff.accounts import give_app, has_app, is_signed_in, sign_in

LIST = "/personal/konton/"
MANAGERS = ("administrator", "coordinator")
OTHERS = ("officer", "police_coordinator", "municipal", "reader")


def address(user, act=""):
    return f"{LIST}{user.pk}/{act}"


def form(**more):
    return {"name": "Officer", "role": "reader", **more}


@pytest.mark.parametrize("who", MANAGERS)
def test_those_who_manage_accounts_see_who_has_one(as_persona, personas, who):
    give_app(personas.officer)
    page = as_persona(who).get(LIST).content.decode()
    for text in ("Officer", "polis i lokalpolisområde", "Järva", "Huddinge", "aktivt"):
        assert text in page
    assert page.count(">ja<") == 1


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("act", ["", "bjud-in-igen/", "stang-av/", "aktivera/", "aterstall/"])
def test_other_roles_may_not(as_persona, personas, who, act):
    client = as_persona(who)
    assert client.get(LIST).status_code == 403
    assert client.post(address(personas.other_officer, act), form()).status_code == 403
    personas.other_officer.refresh_from_db()
    assert (personas.other_officer.role, personas.other_officer.is_active) == (Role.POLICE_OFFICER, True)


def test_role_and_areas_are_changed(as_persona, personas):
    jarva = CityDistrict.objects.get(name="Järva").pk
    sent = form(role="municipal_officer", city_district_ids=[jarva], organisation="Järva", is_deputy="on")
    assert as_persona("coordinator").post(address(personas.officer), sent).status_code == 302
    personas.officer.refresh_from_db()
    assert (personas.officer.role, personas.officer.is_deputy) == (Role.MUNICIPAL_OFFICER, True)
    assert not personas.officer.police_areas.exists()
    assert personas.officer.city_districts.get().name == "Järva"
    changed = AuditEntry.objects.get(action="change-account").details["account"]
    assert changed["account_role"] == ["police_officer", "municipal_officer"]
    assert changed["police_areas"] == [["Järva"], []]


def test_what_is_unchanged_leaves_no_trace(personas):
    jarva = PoliceArea.objects.get(name="Järva").pk
    same = AccountData("Officer", Role.POLICE_OFFICER, personas.officer.organisation, police_area_ids=(jarva,))
    accounts.change_account(personas.officer.pk, data=same, by=personas.actor("coordinator"))
    assert not AuditEntry.objects.filter(action="change-account").exists()


def test_an_error_loses_nothing_that_was_typed(as_persona, personas):
    answer = as_persona("coordinator").post(address(personas.officer), form(name="Nytt Namn", role="police_officer"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Nytt Namn"' in page
    assert 'role="alert"' in page
    assert 'href="#id_police_area_ids"' in page
    assert 'id="id_police_area_ids"' in page


@pytest.mark.parametrize("act", ["", "stang-av/", "aterstall/"])
def test_a_coordinator_may_not_touch_an_administrator(as_persona, personas, act):
    give_app(personas.administrator)
    assert as_persona("coordinator").post(address(personas.administrator, act), form()).status_code == 403
    personas.administrator.refresh_from_db()
    assert (personas.administrator.role, personas.administrator.is_active) == (Role.ADMINISTRATOR, True)
    assert has_app(personas.administrator)


def test_a_coordinator_may_not_make_an_administrator(personas):
    data = AccountData("Officer", Role.ADMINISTRATOR)
    with pytest.raises(Forbidden):
        accounts.change_account(personas.officer.pk, data=data, by=personas.actor("coordinator"))


def test_a_coordinator_may_neither_open_nor_close_the_police_only_fields(personas, as_persona):
    data = AccountData("Second", Role.COORDINATOR, may_read_police_only=True)
    with pytest.raises(Forbidden):
        accounts.change_account(personas.second_coordinator.pk, data=data, by=personas.actor("coordinator"))
    accounts.change_account(personas.second_coordinator.pk, data=data, by=personas.actor("administrator"))
    as_persona("coordinator").post(address(personas.second_coordinator), form(role="coordinator"))
    personas.second_coordinator.refresh_from_db()
    assert personas.second_coordinator.may_read_police_only


@pytest.mark.parametrize("who", MANAGERS)
@pytest.mark.parametrize("act", ["", "stang-av/"])
def test_nobody_changes_their_own_account(as_persona, personas, who, act):
    user = getattr(personas, who)
    answer = as_persona(who).post(address(user, act), form(), follow=True)
    assert "ditt eget konto" in answer.content.decode()
    user.refresh_from_db()
    assert (str(user.role), user.is_active) == (who, True)


def test_an_account_that_is_switched_off_is_signed_out_everywhere_and_cannot_sign_in(as_persona, personas):
    client = Client()
    sign_in(client, personas.officer)
    assert is_signed_in(client)
    as_persona("coordinator").post(address(personas.officer, "stang-av/"))
    assert not is_signed_in(client)
    sign_in(client, personas.officer)
    assert not is_signed_in(client)
    assert AuditEntry.objects.get(action="deactivate-account").actor == "Coordinator"


def test_an_account_that_is_switched_on_again_has_its_areas(as_persona, personas):
    client = as_persona("coordinator")
    client.post(address(personas.officer, "stang-av/"))
    assert "avstängt" in client.get(LIST).content.decode()
    client.post(address(personas.officer, "aktivera/"))
    assert sign_in(Client(), personas.officer).status_code == 302
    assert personas.officer.police_areas.get().name == "Järva"


def test_an_administrator_resets_the_second_factor_and_the_person_is_told(
    as_persona, personas, django_capture_on_commit_callbacks
):
    give_app(personas.officer)
    with django_capture_on_commit_callbacks(execute=True):
        as_persona("administrator").post(address(personas.officer, "aterstall/"))
    assert not has_app(personas.officer)
    assert mail.outbox[-1].to == ["officer@example.org"]
    assert AuditEntry.objects.get(action="reset-second-factor").actor == "Administrator"


def test_a_coordinator_may_not_reset_a_second_factor(as_persona, personas):
    give_app(personas.officer)
    assert as_persona("coordinator").post(address(personas.officer, "aterstall/")).status_code == 403
    assert has_app(personas.officer)


def test_an_act_wants_a_post(as_persona, personas):
    assert as_persona("administrator").get(address(personas.officer, "stang-av/")).status_code == 405


def test_an_account_that_does_not_exist_is_not_found(as_persona):
    assert as_persona("administrator").get(f"{LIST}999999/").status_code == 404
    with pytest.raises(NotFound):
        accounts.deactivate(999999, by="test")


@pytest.fixture
def second(personas):
    """A second administrator."""
    user = User.objects.create_user("andra@example.org", "Andra", Role.ADMINISTRATOR, "x")
    return accounts.actor_for(user)


def test_the_last_administrator_cannot_be_switched_off_or_become_something_else(personas):
    last = personas.administrator.pk
    with pytest.raises(Refused, match="sista administratören"):
        accounts.deactivate(last, by="manage.py")
    with pytest.raises(Refused, match="sista administratören"):
        accounts.change_account(last, data=AccountData("A", Role.READER), by="manage.py")
    accounts.change_account(last, data=AccountData("Nytt namn", Role.ADMINISTRATOR), by="manage.py")


def test_with_two_administrators_one_may_go_and_not_the_other(personas, second):
    accounts.deactivate(personas.administrator.pk, by=second)
    with pytest.raises(Refused):
        accounts.deactivate(second.user_id, by="manage.py")


def test_an_administrator_who_has_not_answered_the_invitation_does_not_count(personas):
    data = AccountData("Väntar", Role.ADMINISTRATOR)
    accounts.invite(email="vantar@example.org", data=data, by=personas.actor("administrator"), link=str)
    with pytest.raises(Refused):
        accounts.deactivate(personas.administrator.pk, by="manage.py")


def test_an_invited_administrator_may_be_switched_off(personas):
    data = AccountData("Väntar", Role.ADMINISTRATOR)
    waiting = accounts.invite(email="vantar@example.org", data=data, by=personas.actor("administrator"), link=str)
    accounts.deactivate(waiting.pk, by=personas.actor("administrator"))
