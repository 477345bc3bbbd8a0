"""The demonstration's people, and the commands that make accounts on a server."""

import stat

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from kartlaggning.choices import Role
from kartlaggning.errors import Refused
from kartlaggning.models import User
from kartlaggning.services import accounts, backup
from kartlaggning.services.demonstration import personas
from tests.installation import PRODUCTION, Installation
from tests.staff.accounts import is_signed_in, link_in_mail


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_there_is_one_for_every_role_and_each_can_sign_in(db, folder):
    logins = personas.ensure_personas(by="test")
    assert {login.persona.role for login in logins} == set(Role)
    assert len({login.password for login in logins}) == len(logins)
    for login in logins:
        client = Client()
        client.post("/personal/konto/logga-in/", {"login": login.persona.email, "password": login.password})
        assert is_signed_in(client), login.persona.email


def test_each_has_the_areas_of_its_name(db, folder):
    personas.ensure_personas(by="test")
    assert User.objects.get(email="polis.jarva@example.org").police_areas.get().name == "Järva"
    assert User.objects.get(email="stadsdel.jarva@example.org").city_districts.get().name == "Järva"
    assert User.objects.get(email="kommun.huddinge@example.org").municipalities.get().name == "Huddinge"


def test_a_second_start_changes_nothing(db, folder):
    first = personas.ensure_personas(by="test")
    written = (folder / personas.FILE).stat().st_mtime_ns
    before = list(User.objects.order_by("pk").values())
    assert personas.ensure_personas(by="test") == first
    assert list(User.objects.order_by("pk").values()) == before
    assert (folder / personas.FILE).stat().st_mtime_ns == written


def test_the_passwords_are_readable_by_the_owner_alone_and_in_no_backup(db, folder):
    personas.ensure_personas(by="test")
    assert stat.S_IMODE((folder / personas.FILE).stat().st_mode) == 0o600
    assert personas.FILE in backup.NOT_KEPT


def test_where_the_file_is_gone_all_get_new_passwords(db, folder):
    first = personas.ensure_personas(by="test")
    (folder / personas.FILE).unlink()
    second = personas.ensure_personas(by="test")
    assert not {login.password for login in first} & {login.password for login in second}
    assert all(User.objects.get(email=each.persona.email).check_password(each.password) for each in second)


def test_they_are_refused_outside_a_demonstration(db, folder, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(Refused):
        personas.ensure_personas(by="test")
    with pytest.raises(CommandError):
        call_command("personas")
    assert not (folder / personas.FILE).exists()


def test_the_command_shows_how_to_sign_in(db, folder, capsys):
    call_command("personas")
    printed = capsys.readouterr().out
    assert "polis.jarva@example.org" in printed
    assert (folder / personas.FILE).read_text().split()[-1] in printed


def test_the_first_administrator_comes_by_command(db, capsys, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("invite_administrator", "anna@example.org", name="Anna Berg")
    printed = capsys.readouterr().out.split()[-1]
    assert printed.startswith(f"{settings.SITE_URL}/personal/konto/inbjudan/")
    assert mail.outbox[0].to == ["anna@example.org"]
    assert Client().get(link_in_mail()).status_code == 200
    assert User.objects.get(email="anna@example.org").role == Role.ADMINISTRATOR


def test_once_more_gives_a_new_link(db, capsys):
    for _ in range(2):
        call_command("invite_administrator", "anna@example.org", name="Anna Berg", site="https://x.example.org/")
    first, second = (line for line in capsys.readouterr().out.split() if line.startswith("https://x.example.org/p"))
    token = [link.rstrip("/").rpartition("/")[2] for link in (first, second)]
    assert accounts.invited_by_token(token[1]).name == "Anna Berg"
    assert Client().get(f"/personal/konto/inbjudan/{token[0]}/").status_code == 410


def test_the_command_refuses_who_has_answered(personas):
    with pytest.raises(CommandError):
        call_command("invite_administrator", personas.administrator.email, name="A")


def test_migrating_makes_the_table_that_counts_attempts(tmp_path):
    own = Installation(tmp_path, environment=PRODUCTION)
    own.must("migrate", "-v0")
    code = (
        "import django; django.setup(); from django.core.cache import cache; cache.set('a', 1); print(cache.get('a'))"
    )
    assert own.run("-c", code).stdout.strip() == "1"
