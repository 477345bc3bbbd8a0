"""The register of studies: the list, adding, changing and taking out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from kartlaggning.choices import Visibility
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.follow_up import studies
from kartlaggning.selectors.follow_up.measures import scenes_in_sight
from kartlaggning.selectors.follow_up.values import measure_kind_names
from kartlaggning.services.follow_up import studies as changing
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.registers import TakeOutForm, is_stale
from kartlaggning.staff.forms.studies import StudyForm, initial_of


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def study_list(request: HttpRequest) -> HttpResponse:
    """Show the studies that the person may read."""
    actor = signed_in(request)
    context = {"rows": studies.study_rows(actor), "may_run": can(actor, Permission.RUN_FOLLOW_UP)}
    return render(request, "staff/studies/list.html", context)


@staff_page(Permission.RUN_FOLLOW_UP)
def add(request: HttpRequest) -> HttpResponse:
    """Add a study."""
    actor = signed_in(request)
    initial = {"visibility": Visibility.SHARED.value}
    form = StudyForm(request.POST or None, by=actor, initial=initial, **_offered(actor))
    made = attempt(form, lambda: changing.add_study(form.data_of, by=actor))
    if made:
        messages.success(request, f"Studien är tillagd och har nummer {made.public_id}.")
        return redirect("staff:studies")
    return render(request, "staff/studies/form.html", {"form": form}, status=422 if form.errors else 200)


@staff_page(Permission.RUN_FOLLOW_UP)
def change(request: HttpRequest, study: str) -> HttpResponse:
    """Change a study; what somebody else has changed meanwhile is shown beside what was typed."""
    actor = signed_in(request)
    row = studies.find_study(actor, study)
    form = StudyForm(request.POST or None, by=actor, initial=initial_of(row.study, row.scenes), **_offered(actor))
    if attempt(form, lambda: changing.change_study(row.study, form.seen, form.data_of, by=actor)):
        messages.success(request, "Studien är ändrad.")
        return redirect("staff:studies")
    context = {"form": form, "row": row, "is_stale": is_stale(form, row.study)}
    return render(request, "staff/studies/form.html", context, status=422 if form.errors else 200)


@staff_page(Permission.RUN_FOLLOW_UP)
def withdraw(request: HttpRequest, study: str) -> HttpResponse:
    """Take a study out of the register, with why."""
    actor = signed_in(request)
    row = studies.find_study(actor, study)
    form = TakeOutForm(request.POST or None)
    if attempt(form, lambda: changing.withdraw_study(row.study, form.seen, form.why, by=actor)):
        messages.success(request, "Studien är borttagen ur registret.")
        return redirect("staff:studies")
    context = {"form": form, "row": row, "is_stale": is_stale(form, row.study)}
    return render(request, "staff/studies/withdraw.html", context, status=422 if form.errors else 200)


def _offered(actor: Actor) -> dict[str, Any]:
    """Return what can be chosen in the form: scenes, in a demonstration made-up ones alone, and kinds of measures."""
    return {
        "scenes": scenes_in_sight(actor, made_up_only=settings.DEMONSTRATION),
        "kinds": list(measure_kind_names().items()),
    }
