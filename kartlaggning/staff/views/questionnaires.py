"""Versions of the questionnaire: the list, a new one, one with its questions, preview and comparison."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from kartlaggning import questionnaire as pure
from kartlaggning.errors import Refused
from kartlaggning.permissions import Permission
from kartlaggning.selectors import questionnaires as selector
from kartlaggning.services import questionnaires as service
from kartlaggning.services.question_rules import QuestionRefused
from kartlaggning.staff import questionnaire_page as page
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.forms.questionnaires import VersionForm


@require_GET
@staff_page(Permission.EDIT_QUESTIONNAIRE)
def version_list(request: HttpRequest) -> HttpResponse:
    """Show every version: whether it can be changed, and which rounds use it."""
    return render(request, "staff/questionnaires/list.html", {"versions": selector.versions()})


@staff_page(Permission.EDIT_QUESTIONNAIRE)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new version as a copy of one."""
    source, form = selector.find_version(pk), VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = service.copy_version(source, **form.cleaned_data, by=signed_in(request))
        except QuestionRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{made.name} är en kopia av {source.name}. Ändra frågorna här.")
            return redirect("staff:questionnaire", made.pk)
    context = {"form": form, "source": source}
    return render(request, "staff/questionnaires/copy.html", context, status=422 if form.errors else 200)


@require_GET
@staff_page(Permission.EDIT_QUESTIONNAIRE)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version's questions by section, to change or, where it is frozen, to read."""
    found = selector.find_version(pk)
    sections = page.sections_of(selector.value_of(found), selector.keys_elsewhere(found))
    return render(request, "staff/questionnaires/version.html", {"version": found, "sections": sections})


@staff_page(Permission.EDIT_QUESTIONNAIRE)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a version's name and note."""
    found = selector.find_version(pk)
    form = VersionForm(request.POST or None, initial={"name": found.name, "note": found.note})
    if request.method == "POST" and form.is_valid():
        try:
            service.rename_version(found, **form.cleaned_data, by=signed_in(request))
        except QuestionRefused as refusal:
            form.refuse(refusal)
        except Refused as refusal:
            return refused(request, refusal, pk)
        else:
            return redirect("staff:questionnaire", pk)
    context = {"form": form, "version": found}
    return render(request, "staff/questionnaires/rename.html", context, status=422 if form.errors else 200)


@staff_page(Permission.EDIT_QUESTIONNAIRE)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a version is to be taken away, and do it."""
    found = selector.find_version(pk)
    if request.method != "POST":
        return render(request, "staff/questionnaires/delete.html", {"version": found})
    try:
        service.delete_version(found, by=signed_in(request))
    except Refused as refusal:
        return refused(request, refusal, pk)
    messages.success(request, f"{found.name} är borttaget.")
    return redirect("staff:questionnaires")


@require_GET
@staff_page(Permission.EDIT_QUESTIONNAIRE)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, empty, as the police or the municipality will see it."""
    found = selector.find_version(pk)
    reader = request.GET.get("som", "")
    reader = reader if reader in page.READERS else "polis"
    name, levels = page.READERS[reader]
    sections = page.preview_of(selector.value_of(found), levels)
    context = {"version": found, "sections": sections, "reader": reader, "name": name, "readers": page.READERS}
    return render(request, "staff/questionnaires/preview.html", context)


@require_GET
@staff_page(Permission.EDIT_QUESTIONNAIRE)
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what differs between a version and another, by default the one made before it."""
    found, other = selector.find_version(pk), request.GET.get("med", "")
    is_named = other.isascii() and other.isdecimal() and len(other) < 10
    before = selector.find_version(int(other)) if is_named else selector.compared_with(found)
    changes = pure.compare(selector.value_of(before), selector.value_of(found)) if before else ()
    context = {
        "version": found,
        "before": before,
        "others": [row for row in selector.versions() if row.pk != pk],
        "changes": page.changes_in_words(changes),
    }
    return render(request, "staff/questionnaires/compare.html", context)


def refused(request: HttpRequest, refusal: Refused, pk: int) -> HttpResponse:
    """Show a version with what was refused above it."""
    messages.error(request, str(refusal))
    return redirect("staff:questionnaire", pk)
