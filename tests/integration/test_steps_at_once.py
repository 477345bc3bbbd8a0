"""Two processes take a step with one survey at the same moment: one gets through, the other is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from tests.installation import PROJECT, Installation

DATABASE = "steps_at_once"
FILL = """
import json
from kartlaggning.choices import SurveyState
from kartlaggning.models import Survey
from tests.personas import make_personas
from tests.surveys_at import open_all_ways, police_have_reviewed, put_in
personas = make_personas()
to_do = [row for row in Survey.objects.filter(survey_round__year=2026, state="not_started") if "outline" in row.content]
reviewed, draft = to_do[:2]
for survey in (reviewed, draft):
    personas.officer.police_areas.add(survey.police_area)
    personas.colleague.police_areas.add(survey.police_area)
put_in(draft, SurveyState.DRAFT, personas)
police_have_reviewed(open_all_ways(put_in(reviewed, SurveyState.SUBMITTED, personas), personas), personas)
print(json.dumps({"reviewed": reviewed.pk, "draft": draft.pk}))
"""
WORK = """
import sys, time
from pathlib import Path
import django
django.setup()
from kartlaggning.errors import KartlaggningError
from kartlaggning.models import Survey, User
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.services.review import approve
from kartlaggning.services.signing import send_to_municipality
from kartlaggning.services.surveys import save_content
act, name, pk, start = sys.argv[1:]
survey, by = Survey.objects.get(pk=pk), actor_for(User.objects.get(email=f"{name}@example.org"))
ACTS = {
    "approve": lambda: approve(survey, version=3, by=by),
    "send": lambda: send_to_municipality(survey, version=3, by=by),
    "save": lambda: save_content(survey, {"grounds": "Under tiden."}, base_version=3, by=by),
}
print("ready", flush=True)
while not Path(start).exists():
    time.sleep(0.002)
try:
    ACTS[act]()
    print("done")
except KartlaggningError as error:
    print(f"refused: {error}")
"""
READ = """
import json, sys
from kartlaggning.models import AuditEntry, Survey
rows = {row.pk: [row.state, row.version, row.signatures.filter(lapsed_at=None).count()] for row in Survey.objects.all()}
print(json.dumps({"rows": rows, "approvals": AuditEntry.objects.filter(action="approve").count()}))
"""


def on_server(statement):
    connection = psycopg2.connect(os.environ["TEST_DATABASE_URL"].replace("postgis://", "postgresql://"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A demonstration on a database of its own, on the same kind of server as the other tests."""
    folder, server = tmp_path_factory.mktemp("at-once"), os.environ.get("TEST_DATABASE_URL")
    if server:
        on_server(f"DROP DATABASE IF EXISTS {DATABASE}")
        on_server(f"CREATE DATABASE {DATABASE}")
    made = Installation(folder, f"{server.rsplit('/', 1)[0]}/{DATABASE}" if server else "")
    made.must("migrate", "-v0")
    made.must("first_start")
    yield made
    if server:
        on_server(f"DROP DATABASE {DATABASE}")


@pytest.fixture(scope="module")
def surveys(installation):
    return json.loads(installation.must("shell", "-v0", "-c", FILL))


def at_once(installation, tmp_path, *works):
    """Let the works, each (act, persona, survey), begin at the same moment in processes of their own."""
    start: Path = tmp_path / "start"
    processes = [_begun(installation, *map(str, work), str(start)) for work in works]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    start.touch()
    return sorted(process.communicate(timeout=60)[0].strip() for process in processes)


def _begun(installation, *arguments):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "drogscener.settings",
        "DATA_DIR": str(installation.data_dir),
        "DATABASE_URL": installation.database_url or f"sqlite:///{installation.data_dir}/portal.sqlite3",
        "DEMONSTRATION": "1",
    }
    command = [sys.executable, "-c", WORK, *arguments]
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)


def stored(installation):
    return json.loads(installation.must("shell", "-v0", "-c", READ))


def test_of_two_reviewers_who_approve_at_once_one_is_told_that_it_is_done(installation, surveys, tmp_path):
    pk = surveys["reviewed"]
    before = stored(installation)["approvals"]
    done, refused = at_once(
        installation, tmp_path, ("approve", "coordinator", pk), ("approve", "second_coordinator", pk)
    )
    assert done == "done"
    assert refused.startswith("refused: Kartläggningen är godkänd")
    after = stored(installation)
    assert after["rows"][str(pk)][0] == "approved"
    assert after["approvals"] == before + 1


def test_nobody_signs_what_is_changed_in_the_same_moment(installation, surveys, tmp_path):
    """Whichever comes first: a signature stands for the version it was given for, and for no other."""
    pk = surveys["draft"]
    done, refused = at_once(installation, tmp_path, ("send", "officer", pk), ("save", "colleague", pk))
    assert done == "done"
    state, version, signatures = stored(installation)["rows"][str(pk)]
    if "hos kommunen" in refused:
        assert (state, version, signatures) == ("with_municipality", 3, 1)
    else:
        assert "ändrats sedan du öppnade sidan" in refused
        assert (state, version, signatures) == ("draft", 4, 0)
