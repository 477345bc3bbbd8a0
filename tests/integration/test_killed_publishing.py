"""Killed at any step, publishing leaves the old edition or the new one, whole; a removal holds or does not.

What is done, and how the portal must be afterwards, is in tests/killed_acts.py; tests/killing.py does the killing.
"""

import json

import pytest

from tests.databases import database_of_its_own
from tests.installation import Installation

FILL = """
from tests.personas import make_personas
from tests.killed_acts import ask_for_removal
make_personas()
ask_for_removal()
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """The documented record on a database of its own, with a removal that waits for a second person."""
    folder = tmp_path_factory.mktemp("killed") / "portal"
    folder.mkdir()
    with database_of_its_own("killed_publishing") as url:
        made = Installation(folder, url)
        made.must("migrate", "-v0")
        made.must("load_record", "--commit")
        made.must("shell", "-v0", "-c", FILL)
        yield made


@pytest.mark.parametrize("act", ["publish", "remove"])
def test_whatever_step_it_is_killed_at_the_public_sees_a_whole_and_it_can_be_done_again(portal, act):
    done = portal.run("-m", "tests.killing", act, portal.data_dir)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["problems"] == [], done.stderr
    assert seen["kills"] >= 20
