"""A running site with its kept answers: what is hidden or published is seen within a second or two."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest

from tests.browser.conftest import served
from tests.installation import Installation

MOST_SECONDS = 3  # between what happens in the database and what the site answers
ACT = """
import django
django.setup()
from datetime import date
from kartlaggning.choices import Role
from kartlaggning.models import Edition, Removal, SurveyRound, User
from kartlaggning.permissions import Actor
from kartlaggning.services.editions import publication
from kartlaggning.services.removals import decisions as removals
user = User.objects.filter(role=Role.COORDINATOR).first()
by = Actor(user_id=user.pk, name=str(user), role=Role.COORDINATOR)
another = Actor(user_id=user.pk + 1_000_000, name="en annan", role=Role.COORDINATOR)
"""
HIDE = ACT + 'removals.hide_scene("%s", reasons=removals.Reasons("Fel plats.", "Uppgiften prövas."), by=by)'
SHOW = ACT + "removals.undo(Removal.objects.get(undone_at=None), by=another)"
PUBLISH = ACT + "publication.publish_round(SurveyRound.objects.get(year=2024), demonstration=True, by=by)"


@dataclass
class Answer:
    """What the site answered."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    own = Installation(tmp_path_factory.mktemp("finished"))
    own.must("migrate", "-v0")
    own.must("first_start")
    return own


@pytest.fixture(scope="module")
def get(installation: Installation) -> Iterator[Callable[..., Answer]]:
    """Ask the running site."""
    with served(installation) as site:

        def ask(path: str, **headers: str) -> Answer:
            connection = HTTPConnection(site.removeprefix("http://"))
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            return Answer(answer.status, dict(answer.getheaders()), body)

        yield ask


def wait_until(holds: Callable[[], bool]) -> None:
    """Return once something holds; the site looks once a second, so it may take that long."""
    deadline = time.monotonic() + MOST_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "the site still gives the kept answer"


def test_a_page_asked_for_again_is_the_same_to_the_byte_with_every_header_of_the_first(get):
    first, second = get("/", accept_encoding="br"), get("/", accept_encoding="br")
    assert second.body == first.body
    without_date = [{n: v for n, v in a.headers.items() if n not in ("date", "x-noise")} for a in (first, second)]
    assert without_date[0] == without_date[1]
    assert "content-security-policy" in second.headers
    assert second.headers["cache-control"] == "public, max-age=60"


def test_a_reader_who_has_the_page_is_answered_in_a_few_bytes(get):
    etag = get("/statistik/").headers["etag"]
    again = get("/statistik/", if_none_match=etag)
    assert (again.status, again.body) == (304, b"")


def test_the_staff_side_is_asked_each_time_and_may_not_be_kept(get):
    for _ in range(2):
        answer = get("/personal/konto/logga-in/")
        assert answer.status == 200
        assert "public" not in answer.headers.get("cache-control", "")
        assert "csrftoken" in answer.headers["set-cookie"]


def test_a_hidden_scene_is_gone_from_pages_and_data_at_once_and_comes_back(get, installation):
    rows = "/api/v1/scenes?year=2024&f=json"
    public_id = json.loads(get(rows).body)["scenes"][0]["id"]
    scene, number, listed = f"/api/v1/scenes/{public_id}", public_id.encode(), get("/drogscener/").body
    assert get(scene).status == 200
    done = installation.run("-c", HIDE % public_id)
    assert done.returncode == 0, done.stderr
    wait_until(lambda: number not in get(rows).body)
    assert get(scene).status in (404, 410)
    assert get("/drogscener/").body != listed
    done = installation.run("-c", SHOW)
    assert done.returncode == 0, done.stderr
    wait_until(lambda: number in get(rows).body)
    assert get(scene).status == 200


def test_a_new_edition_is_seen_without_a_restart(get, installation):
    before = get("/api/v1/scenes?year=2024").headers["etag"]
    done = installation.run("-c", PUBLISH)
    assert done.returncode == 0, done.stderr
    wait_until(lambda: get("/api/v1/scenes?year=2024").headers["etag"] != before)
