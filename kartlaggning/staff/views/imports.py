"""Reading surveys from a file, in four steps: the file, its columns, the texts in them, and the report."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kartlaggning.choices import Visibility
from kartlaggning.errors import ImportProblem, Refused
from kartlaggning.imports.survey_file import SurveyTable, read_survey_file
from kartlaggning.imports.survey_mapping import (
    SurveyMapping,
    Target,
    check_mapping,
    suggested_columns,
    with_suggested_values,
)
from kartlaggning.models import SurveyRound
from kartlaggning.permissions import Actor, Permission
from kartlaggning.selectors.import_facts import importable_rounds, round_to_import, targets_for
from kartlaggning.selectors.survey_import import ImportPlan, plan_import
from kartlaggning.services import import_files
from kartlaggning.services.survey_import import import_surveys
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.forms.imports import UploadForm
from kartlaggning.staff.import_page import column_fields, report_of, sent_columns, sent_values, value_groups
from kartlaggning.staff.reading import survey_opened

PURPOSE = "surveys"


@dataclass(frozen=True, slots=True)
class Step:
    """Where the person stands: the file, the round that it goes into, its fields, and what is mapped so far."""

    token: UUID
    actor: Actor
    table: SurveyTable
    survey_round: SurveyRound
    known: tuple[Target, ...]
    mapping: SurveyMapping
    new_scenes: bool

    def run(self, act: Callable[..., ImportPlan], **more: str) -> ImportPlan:
        """Plan the import, or carry it out."""
        return act(self.table, self.mapping, self.survey_round, new_scenes=self.new_scenes, by=self.actor, **more)


@staff_page(Permission.IMPORT_SURVEYS)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and keep it for the steps to come."""
    form = UploadForm(request.POST or None, request.FILES or None, rounds=importable_rounds())
    if request.method == "POST" and form.is_valid():
        chosen = {"year": form.cleaned_data["year"], "new_scenes": form.cleaned_data["new_scenes"]}
        name = form.cleaned_data["file"].name
        token = import_files.keep(name, form.content, purpose=PURPOSE, chosen=chosen, by=signed_in(request))
        return redirect("staff:import_columns", token)
    return render(request, "staff/imports/upload.html", {"form": form}, status=422 if form.errors else 200)


@staff_page(Permission.IMPORT_SURVEYS)
def columns(request: HttpRequest, token: UUID) -> HttpResponse:
    """Choose which column is which field."""
    step, problem = _step(request, token), ""
    mapping = step.mapping if step.mapping.columns else SurveyMapping(suggested_columns(step.table, step.known))
    if request.method == "POST":
        mapping = SurveyMapping(sent_columns(step.table, request.POST), step.mapping.values)
        try:
            mapping = _kept(step, mapping)
            return redirect("staff:import_values" if mapping.values else "staff:import_report", token)
        except ImportProblem as error:
            problem = str(error)
    context = {"step": step, "fields": column_fields(step.table, mapping, step.known), "problem": problem}
    return render(request, "staff/imports/columns.html", context, status=422 if problem else 200)


@staff_page(Permission.IMPORT_SURVEYS)
def values(request: HttpRequest, token: UUID) -> HttpResponse:
    """Choose which text is which answer."""
    step, problem = _step(request, token), ""
    if request.method == "POST":
        sent = sent_values(step.table, step.mapping, step.known, request.POST)
        try:
            mapping = SurveyMapping(step.mapping.columns, sent)
            check_mapping(mapping, step.table, step.known)
            import_files.remember(token, {"mapping": mapping.as_json()}, by=step.actor)
            return redirect("staff:import_report", token)
        except ImportProblem as error:
            problem = str(error)
    context = {"step": step, "groups": value_groups(step.table, step.mapping, step.known), "problem": problem}
    return render(request, "staff/imports/values.html", context, status=422 if problem else 200)


@staff_page(Permission.IMPORT_SURVEYS)
def report(request: HttpRequest, token: UUID) -> HttpResponse:
    """Show what the file would do, and do it."""
    step, problem = _step(request, token), ""
    try:
        check_mapping(step.mapping, step.table, step.known)
    except ImportProblem:  # nothing is chosen yet, or the round's questions are others now
        return redirect("staff:import_columns", token)
    try:
        if request.method == "POST":
            return _done(request, step, step.run(import_surveys, digest=request.POST.get("digest", "")))
    except Refused as refusal:
        problem = str(refusal)
    plan = step.run(plan_import)
    _note_reading(request, step, plan)
    context = {"step": step, "report": report_of(plan), "problem": problem}
    return render(request, "staff/imports/report.html", context, status=422 if problem else 200)


@require_POST
@staff_page(Permission.IMPORT_SURVEYS)
def discard(request: HttpRequest, token: UUID) -> HttpResponse:
    """Throw the file away."""
    import_files.discard(token, by=signed_in(request))
    messages.success(request, "Filen är borttagen. Inget har lästs in.")
    return redirect("staff:import")


def _step(request: HttpRequest, token: UUID) -> Step:
    actor = signed_in(request)
    kept = import_files.fetch(token, purpose=PURPOSE, by=actor)
    survey_round = round_to_import(kept.chosen["year"])
    known = targets_for(survey_round, actor)
    mapped = kept.chosen.get("mapping", {})
    mapping = SurveyMapping(mapped.get("columns", {}), mapped.get("values", {}))
    table = read_survey_file(kept.name, kept.content)
    return Step(token, actor, table, survey_round, known, mapping, kept.chosen["new_scenes"])


def _kept(step: Step, mapping: SurveyMapping) -> SurveyMapping:
    """Check the columns, suggest answers for the texts in them, and keep both."""
    columns_only = SurveyMapping(mapping.columns)
    check_mapping(columns_only, step.table, step.known)
    whole = with_suggested_values(step.table, mapping, step.known)
    import_files.remember(step.token, {"mapping": whole.as_json()}, by=step.actor)
    return whole


def _done(request: HttpRequest, step: Step, done: ImportPlan) -> HttpResponse:
    import_files.discard(step.token, by=step.actor)
    counts = ", ".join(f"{words} {number}" for words, number in done.counts.items())
    messages.success(request, f"{step.table.file} är inläst i omgången {step.survey_round.year}: {counts}.")
    return redirect("staff:import")


def _note_reading(request: HttpRequest, step: Step, plan: ImportPlan) -> None:
    """The report shows what stands before a change: of police-only fields that is a reading."""
    guarded = {target.key for target in step.known if target.visibility is Visibility.POLICE_ONLY}
    for row in plan.written_rows:
        if row.survey is not None and guarded & row.changes.keys():
            survey_opened(request, row.survey)
