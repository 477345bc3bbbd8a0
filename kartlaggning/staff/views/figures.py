"""Imports of figures: the list, one of them, withdrawing it, and deciding whether the public gets it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.errors import Refused
from kartlaggning.permissions import Permission, can
from kartlaggning.selectors.follow_up import figure_pages
from kartlaggning.selectors.surveys import round_of
from kartlaggning.services.follow_up import releases
from kartlaggning.services.follow_up.figure_imports import withdraw_figures
from kartlaggning.services.reading import note_counts
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.figures import WithdrawForm
from kartlaggning.staff.release_page import release_page


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def import_list(request: HttpRequest) -> HttpResponse:
    """Show the imports that the person may know of."""
    actor = signed_in(request)
    context = {
        "rows": figure_pages.import_rows(actor),
        "may_import": can(actor, Permission.IMPORT_FIGURES),
        "may_run": can(actor, Permission.RUN_FOLLOW_UP),
    }
    return render(request, "staff/figures/list.html", context)


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def figure_import(request: HttpRequest, number: str) -> HttpResponse:
    """Show one import: where it comes from, its figures as the person may see them, and what is decided of it."""
    actor = signed_in(request)
    found = figure_pages.find_import(actor, number)
    shown = figure_pages.shown_of_import(found, actor)
    note_counts(found.number, shown.counts, by=actor)
    context = {
        "row": found,
        "shown": shown,
        "rounds": figure_pages.round_choices(found),
        "decisions": figure_pages.decisions_of(found),
        "may_import": can(actor, Permission.IMPORT_FIGURES),
        "may_release": can(actor, Permission.RELEASE_FIGURES),
    }
    return render(request, "staff/figures/import.html", context)


@staff_page(Permission.IMPORT_FIGURES)
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Withdraw an import."""
    actor, form = signed_in(request), WithdrawForm(request.POST or None)
    found = figure_pages.find_import(actor, number)
    if form.is_valid():
        attempt(form, lambda: withdraw_figures(found, reason=form.cleaned_data["reason"], by=actor), at="reason")
        if not form.errors:
            messages.success(request, f"{number} är återkallat och visas inte längre.")
            return redirect("staff:figure_import", number)
    context = {"row": found, "form": form, "rounds": figure_pages.round_choices(found)}
    return render(request, "staff/figures/withdraw.html", context, status=422 if form.errors else 200)


@staff_page(Permission.RELEASE_FIGURES)
def release(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """Show exactly what the public would get of an import, and decide that it gets it."""
    actor, refusal = signed_in(request), ""
    found, survey_round = figure_pages.find_import(actor, number), round_of(year)
    if request.method == "POST":
        try:
            releases.release_figures(found, survey_round, by=actor)
            messages.success(request, f"{number} är med nästa gång en utgåva av kartläggning {year} byggs.")
            return redirect("staff:figure_import", number)
        except Refused as error:
            refusal = str(error)
    context = {"page": release_page(found, survey_round, actor), "refusal": refusal}
    return render(request, "staff/figures/release.html", context, status=422 if refusal else 200)


@require_POST
@staff_page(Permission.RELEASE_FIGURES)
def revoke(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """Keep an import out of the round's next edition."""
    actor = signed_in(request)
    found, survey_round = figure_pages.find_import(actor, number), round_of(year)
    try:
        releases.revoke_release(found, survey_round, by=actor)
        messages.success(request, f"{number} är inte med nästa gång en utgåva av kartläggning {year} byggs.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("staff:figure_import", number)
