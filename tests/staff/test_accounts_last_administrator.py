"""Two processes at once: the last administrator stays, on either database."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.installation import PRODUCTION
from tests.integration.test_backup import Installations

TWO = """
import django; django.setup()
from django.contrib.auth.hashers import make_password
from kartlaggning.models import User
for name in ("a", "b"):
    user = User.objects.create_user(f"{name}@example.org", name, "administrator")
    User.objects.filter(pk=user.pk).update(password=make_password("x", hasher="pbkdf2_sha256"))
"""
AWAY = """
import sys, django; django.setup()
from kartlaggning.errors import Refused
from kartlaggning.models import User
from kartlaggning.services.accounts import deactivate
try:
    deactivate(User.objects.get(email=sys.argv[1] + "@example.org").pk, by="test")
except Refused:
    print("refused")
"""
ACTIVE = """
import json, django; django.setup()
from kartlaggning.models import User
print(json.dumps(list(User.objects.filter(is_active=True).values_list("email", flat=True))))
"""


@pytest.fixture
def own(tmp_path):
    """A database of its own, on the kind of database that the suite runs on."""
    made = Installations(tmp_path)
    installation = made.new("administrators")
    installation.environment = PRODUCTION
    installation.must("migrate", "-v0")
    yield installation
    made.remove()


def test_two_administrators_who_take_away_each_other_at_once_leave_one(own):
    assert own.run("-c", TWO).returncode == 0
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda name: own.run("-c", AWAY, name), ("a", "b")))
    assert [run.returncode for run in done] == [0, 0]
    assert sorted(run.stdout.strip() for run in done) == ["", "refused"]
    assert len(json.loads(own.run("-c", ACTIVE).stdout)) == 1
