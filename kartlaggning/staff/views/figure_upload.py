"""Reading figures from a file: the file and where it comes from, a report of what it would do, and doing it."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.choices import ImportKind
from kartlaggning.errors import NotFound, Refused
from kartlaggning.exports.formats.spreadsheet import csv_lines
from kartlaggning.imports.figure_files import COLUMNS, read_figure_file
from kartlaggning.permissions import Permission
from kartlaggning.selectors.follow_up.figure_pages import shown_of_plan
from kartlaggning.selectors.follow_up.figure_plan import plan_figures
from kartlaggning.services import import_files
from kartlaggning.services.follow_up.figure_imports import About, import_figures
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.figure_upload_page import kept_before, report_of
from kartlaggning.staff.forms.figures import FigureUploadForm

PURPOSE = "figures"


@staff_page(Permission.IMPORT_FIGURES)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file with what is said of it, and keep both for the report; `?fran=` is a file that this one corrects."""
    actor = signed_in(request)
    before = kept_before(request.GET.get("fran", ""), purpose=PURPOSE, by=actor)
    form = FigureUploadForm(request.POST or None, request.FILES or None, initial=before.chosen if before else None)
    if request.method == "POST" and form.is_valid():
        chosen = {"kind": form.cleaned_data["kind"], **asdict(form.about)}
        name = form.cleaned_data["file"].name
        token = import_files.keep(name, form.content, purpose=PURPOSE, chosen=chosen, by=actor)
        if before is not None:
            import_files.discard(before.token, by=actor)
        return redirect("staff:figure_report", token)
    context = {"form": form, "kinds": list(ImportKind), "before": before}
    return render(request, "staff/figures/upload.html", context, status=422 if form.errors else 200)


@staff_page(Permission.IMPORT_FIGURES)
def report(request: HttpRequest, token: UUID) -> HttpResponse:
    """Show what the file would do, and do it."""
    actor, problem = signed_in(request), ""
    kept = import_files.fetch(token, purpose=PURPOSE, by=actor)
    chosen = dict(kept.chosen)
    file = read_figure_file(ImportKind(chosen.pop("kind")), kept.name, kept.content)
    about, replaces = About(**chosen), "replaces" in request.POST
    if request.method == "POST":
        try:
            made = import_figures(file, about, by=actor, replaces=replaces, digest=request.POST.get("digest", ""))
            import_files.discard(token, by=actor)
            messages.success(request, f"{file.file} är inläst som {made.number}.")
            return redirect("staff:figure_import", made.number)
        except Refused as refusal:
            problem = str(refusal)
    plan = plan_figures(file)
    context = {"token": token, "about": about, "report": report_of(plan), "shown": shown_of_plan(plan, actor)}
    context |= {"problem": problem, "replaces": replaces}
    return render(request, "staff/figures/report.html", context, status=422 if problem else 200)


@require_POST
@staff_page(Permission.IMPORT_FIGURES)
def discard(request: HttpRequest, token: UUID) -> HttpResponse:
    """Throw the file away."""
    import_files.discard(token, by=signed_in(request))
    messages.success(request, "Filen är borttagen. Inget har lästs in.")
    return redirect("staff:figures")


@require_GET
@staff_page(Permission.IMPORT_FIGURES)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer an empty file with the columns of a kind."""
    if kind not in ImportKind.values:
        raise NotFound(f"Det finns ingen mall för {kind}.")
    needed, optional = COLUMNS[ImportKind(kind)]
    content = "".join(csv_lines((*needed, *optional), ()))
    headers = {"Content-Disposition": f'attachment; filename="mall-{kind}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
