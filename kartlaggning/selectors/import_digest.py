"""What ties a report that somebody has read to the import that follows: one sum over all that would be done."""

import hashlib
import json
from typing import Any

from kartlaggning.content import outline_value
from kartlaggning.models import Survey
from kartlaggning.selectors.import_findings import FoundFinding
from kartlaggning.selectors.survey_import import ImportPlan, PlannedRow


def digest_of(plan: ImportPlan) -> str:
    """Return the SHA-256 of a plan: the file, the round, each line and what stands where it would write."""
    stated = [
        plan.table.sha256,
        plan.survey_round.pk,
        plan.survey_round.state,
        [_line(row) for row in plan.rows],
    ]
    return hashlib.sha256(json.dumps(stated, sort_keys=True, default=str).encode()).hexdigest()


def _line(row: PlannedRow) -> list[Any]:
    placing = row.placing
    return [
        *(row.line, row.name, row.outcome, row.notes, row.scene.pk if row.scene else None),
        [(problem.column, problem.message) for problem in row.problems],
        [(change.label, change.before, change.after) for change in row.differences],
        [placing.municipality.pk, placing.police_area.pk, placing.city_district and placing.city_district.pk]
        if placing
        else None,
        row.changes,
        _finding(row.finding) if row.finding else None,
        _standing(row.survey, row.changes) if row.survey else None,
    ]


def _finding(finding: FoundFinding) -> list[Any]:
    return [
        *(finding.status, finding.provenance, finding.jointly, finding.note, finding.sources),
        outline_value(finding.outline),
    ]


def _standing(survey: Survey, changes: dict[str, Any]) -> list[Any]:
    """Return what would be written over; a version is counted for drafts, a finding is told by itself."""
    return [
        *(survey.pk, survey.version, survey.state, survey.status, survey.provenance, survey.note, survey.sources),
        survey.outline.hex.decode() if survey.outline is not None else None,
        {key: survey.content.get(key) for key in changes},
    ]
