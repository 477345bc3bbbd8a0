"""Two processes take a step with one survey at the same moment: one gets through, the other is told."""

import json

import pytest

from tests.at_once import at_once
from tests.databases import database_of_its_own
from tests.installation import Installation

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
import django
django.setup()
from kartlaggning.errors import KartlaggningError
from kartlaggning.models import Survey, User
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.services.review import approve
from kartlaggning.services.signing import send_to_municipality
from kartlaggning.services.surveys import save_content
act, name, pk = sys.argv[1:]
survey, by = Survey.objects.get(pk=pk), actor_for(User.objects.get(email=f"{name}@example.org"))
ACTS = {
    "approve": lambda: approve(survey, version=3, by=by),
    "send": lambda: send_to_municipality(survey, version=3, by=by),
    "save": lambda: save_content(survey, {"grounds": "Under tiden."}, base_version=3, by=by),
}
wait_for_the_others()
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


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A demonstration on a database of its own, on the same kind of server as the other tests."""
    with database_of_its_own("steps_at_once") as url:
        made = Installation(tmp_path_factory.mktemp("at-once"), url)
        made.must("migrate", "-v0")
        made.must("first_start")
        yield made


@pytest.fixture(scope="module")
def surveys(installation):
    return json.loads(installation.must("shell", "-v0", "-c", FILL))


def stored(installation):
    return json.loads(installation.must("shell", "-v0", "-c", READ))


def test_of_two_reviewers_who_approve_at_once_one_is_told_that_it_is_done(installation, surveys):
    pk = surveys["reviewed"]
    before = stored(installation)["approvals"]
    done, refused = at_once(installation, WORK, ("approve", "coordinator", pk), ("approve", "second_coordinator", pk))
    assert done == "done"
    assert refused.startswith("refused: Kartläggningen är godkänd")
    after = stored(installation)
    assert after["rows"][str(pk)][0] == "approved"
    assert after["approvals"] == before + 1


def test_nobody_signs_what_is_changed_in_the_same_moment(installation, surveys):
    """Whichever comes first: a signature stands for the version it was given for, and for no other."""
    pk = surveys["draft"]
    done, refused = at_once(installation, WORK, ("send", "officer", pk), ("save", "colleague", pk))
    assert done == "done"
    state, version, signatures = stored(installation)["rows"][str(pk)]
    if "hos kommunen" in refused:
        assert (state, version, signatures) == ("with_municipality", 3, 1)
    else:
        assert "ändrats sedan du öppnade sidan" in refused
        assert (state, version, signatures) == ("draft", 4, 0)
