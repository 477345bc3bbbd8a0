"""Reading surveys from a file into a round: all of the lines or none, and the same file again changes nothing."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from kartlaggning.audit_words import IMPORT_FINDING, IMPORT_SURVEYS
from kartlaggning.choices import Origin, Provenance, SurveyState
from kartlaggning.errors import Refused
from kartlaggning.geometry.stored import to_stored
from kartlaggning.imports.survey_file import SurveyTable
from kartlaggning.imports.survey_mapping import SurveyMapping
from kartlaggning.models import Scene, Survey, SurveyRound
from kartlaggning.selectors.import_digest import digest_of
from kartlaggning.selectors.import_findings import FoundFinding
from kartlaggning.selectors.survey_import import ImportPlan, Placing, PlannedRow, plan_import
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.record import Assessment, add_scene, record_survey
from kartlaggning.services.surveys import locked, store_imported


@transaction.atomic
def import_surveys(
    table: SurveyTable,
    mapping: SurveyMapping,
    survey_round: SurveyRound,
    *,
    new_scenes: bool,
    by: By,
    digest: str | None = None,
) -> ImportPlan:
    """Write every line of a file into a round, or nothing; returns what was done.

    In a round under way lines become drafts, which still have to be gone through, signed and reviewed. In a finished
    one they become findings. What has been published is not touched: an edition is made by publishing. `digest` is
    that of the plan that was read and agreed to (see digest_of). Raises Refused where it is another by now or a line
    can't be used, Forbidden where the person may not import these fields, ImportProblem where the
    mapping does not fit the file.
    """
    # So that what is planned is what is written: one import at a time, and nobody else changes the round's surveys.
    survey_round = SurveyRound.objects.select_for_update().get(pk=survey_round.pk)
    list(Survey.objects.select_for_update().filter(survey_round=survey_round).order_by("pk").values_list("pk"))
    made = plan_import(table, mapping, survey_round, new_scenes=new_scenes, by=by)
    if made.problem_rows:
        lines = ", ".join(str(row.line) for row in made.problem_rows[:10])
        raise Refused(f"Inget har lästs in: rätta {table.unit} {lines}{' …' if len(made.problem_rows) > 10 else ''}.")
    if digest is not None and digest != digest_of(made):
        raise Refused("Något har ändrats sedan rapporten gjordes. Läs rapporten igen.")
    source = {"file": table.file}
    for row in made.written_rows:
        _write(row, survey_round, source, by)
    if made.written_rows:
        details = {**source, "sha256": table.sha256, "survey_round": survey_round.year, "counts": made.counts}
        audit.record(by=by, action=IMPORT_SURVEYS, subject=str(survey_round), details=details)
    return made


def _write(row: PlannedRow, survey_round: SurveyRound, source: Mapping[str, str], by: By) -> None:
    if row.placing is None:
        raise Refused(f"{row.name}: området saknas.")
    scene = row.scene or add_scene(row.name, by=by, is_example=settings.DEMONSTRATION)
    if row.finding is None:
        survey = row.survey or _survey_to_do(scene, survey_round, row.placing)
        store_imported(locked(survey), row.changes, source=source, by=by)
    elif row.survey is None:
        survey = record_survey(scene, survey_round, _assessment(row.finding, row.placing, _origin(scene)), by=by)
        survey.content = dict(row.changes)
        survey.save(update_fields=["content"])
        _note(survey, source, by)
    else:
        survey = _changed(locked(row.survey), row.finding, row.placing)
        survey.content = survey.content | row.changes
        survey.version += 1
        survey.save()
        _note(survey, source, by, fields=sorted(row.changes), changed=[change.label for change in row.differences])


def _origin(scene: Scene) -> Origin:
    # In a demonstration all that is read in is made up, also where the place is a real one.
    return Origin.EXAMPLE if settings.DEMONSTRATION or scene.is_example else Origin.DOCUMENTED


def _survey_to_do(scene: Scene, survey_round: SurveyRound, placing: Placing) -> Survey:
    return Survey.objects.create(
        scene=scene,
        survey_round=survey_round,
        state=SurveyState.NOT_STARTED,
        origin=_origin(scene),
        municipality=placing.municipality,
        city_district=placing.city_district,
        police_area=placing.police_area,
    )


def _assessment(finding: FoundFinding, placing: Placing, origin: Origin) -> Assessment:
    return Assessment(
        status=finding.status,
        origin=origin,
        municipality=placing.municipality,
        police_area=placing.police_area,
        city_district=placing.city_district,
        outline=finding.outline,
        provenance=finding.provenance,
        surveyed_jointly=finding.jointly,
        sources=finding.sources,
        note=finding.note,
    )


def _changed(survey: Survey, finding: FoundFinding, placing: Placing) -> Survey:
    """Return a survey with another finding, not saved yet."""
    outline = finding.outline
    survey.status = finding.status
    survey.outline = None if outline is None else to_stored(outline)
    is_measured = outline is not None and finding.provenance is not Provenance.SCHEMATIC
    survey.area_m2 = outline.area if outline is not None and is_measured else None
    survey.provenance = finding.provenance or ""
    survey.surveyed_jointly = finding.jointly
    survey.note, survey.sources = finding.note, list(finding.sources)
    survey.municipality, survey.police_area = placing.municipality, placing.police_area
    survey.city_district = placing.city_district
    return survey


def _note(survey: Survey, source: Mapping[str, str], by: By, **more: list[str]) -> None:
    details = {**source, **more}
    audit.record(by=by, action=IMPORT_FINDING, subject=audit.survey_subject(survey), details=details)
