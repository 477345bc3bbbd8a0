"""Two processes publish, or remove, at the same moment: one gets through, the other is told, and nothing is lost."""

import json

import pytest

from tests.at_once import at_once
from tests.databases import database_of_its_own
from tests.installation import Installation

PEOPLE = "from tests.personas import make_personas; make_personas()"
READY = """
from kartlaggning.models import SurveyRound
from kartlaggning.services.editions.publication import build_edition
from tests.killed_acts import ask_for_removal
ask_for_removal()
build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
"""
WORK = """
import django
django.setup()
from kartlaggning.errors import KartlaggningError
from kartlaggning.models import Edition, Removal, SurveyRound, User
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.services.editions import publication
from kartlaggning.services.removals import decisions as removals
from tests import killed_acts
act, name = sys.argv[1:]
by = actor_for(User.objects.get(email=f"{name}@example.org"))
ready = Edition.objects.filter(year=2024).order_by("-revision").first()
def publish(): publication.publish_edition(ready, by=by)
def build(): publication.build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by=by)
def confirm(): removals.confirm(Removal.objects.filter(done_at=None).latest("pk"), by=by)
def hide():
    shown = Edition.objects.get(year=2024, state="current").scenes.order_by("public_id").last()
    removals.hide_scene(shown.public_id, reasons=removals.Reasons("Skäl.", "Skäl."), by=by)
wait_for_the_others()
try:
    {"publish": publish, "build": build, "confirm": confirm, "hide": hide}[act]()
    print("done")
except KartlaggningError as error:
    print(f"refused: {error}")
"""
READ = """
import json
from kartlaggning.models import Edition, Removal
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.seal import verify_edition
hidden = Removal.objects.filter(is_urgent=True).last()
print(json.dumps({
    "states": [row.state for row in Edition.objects.filter(year=2024).order_by("revision")],
    "problems": [line for row in Edition.objects.exclude(state="building") for line in verify_edition(row)],
    "shown": [row.public_id for row in current_atlas().newest.scenes],
    "hidden": hidden.public_id if hidden else "",
    "done": Removal.objects.filter(done_at__isnull=False).count(),
}))
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """The documented record on a database of its own."""
    with database_of_its_own("published_at_once") as url:
        made = Installation(tmp_path_factory.mktemp("at-once"), url)
        made.must("migrate", "-v0")
        made.must("load_record", "--commit")
        made.must("shell", "-v0", "-c", PEOPLE)
        yield made


@pytest.fixture
def portal(installation):
    """The same, with a revision that is built and a removal that waits for a second person."""
    installation.must("shell", "-v0", "-c", READY)
    return installation


def state_of(portal):
    return json.loads(portal.must("shell", "-v0", "-c", READ))


def states(portal):
    return state_of(portal)["states"]


def test_of_two_who_publish_the_same_edition_one_is_told_that_somebody_was_first(portal):
    assert states(portal)[-2:] == ["current", "ready"]
    done, refused = at_once(portal, WORK, ("publish", "coordinator"), ("publish", "second_coordinator"))
    assert done == "done"
    assert "Någon annan kan ha hunnit före" in refused
    assert states(portal)[-2:] == ["superseded", "current"]


def test_of_two_who_build_the_same_edition_one_is_kept_whole(portal):
    answers = at_once(portal, WORK, ("build", "coordinator"), ("build", "second_coordinator"))
    assert "done" in answers
    assert all(answer == "done" or "Någon annan" in answer for answer in answers)
    found = state_of(portal)
    assert found["states"][-2:] == ["current", "ready"]
    assert found["problems"] == []


def test_of_two_who_confirm_the_same_removal_one_is_told_that_it_is_decided(portal):
    before = state_of(portal)["done"]
    done, refused = at_once(portal, WORK, ("confirm", "second_coordinator"), ("confirm", "second_coordinator"))
    assert done == "done"
    assert "redan avgjord" in refused
    found = state_of(portal)
    assert (found["done"], found["problems"]) == (before + 1, [])


def test_a_scene_that_is_hidden_while_somebody_publishes_is_hidden_in_what_is_published(portal):
    """Whichever comes first: an edition that was built before the scene was hidden is not published as it is."""
    answers = at_once(portal, WORK, ("hide", "coordinator"), ("publish", "second_coordinator"))
    assert "done" in answers
    found = state_of(portal)
    assert found["hidden"], answers
    assert found["hidden"] not in found["shown"]
