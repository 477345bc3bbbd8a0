"""The register of cooperation: the list, one of it, adding, changing, ending and taking out."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from kartlaggning.choices import Visibility
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.follow_up import cooperation
from kartlaggning.selectors.follow_up.cooperation import AgreementRow
from kartlaggning.selectors.follow_up.measures import scenes_in_sight
from kartlaggning.services.follow_up import agreements
from kartlaggning.staff.access import require, signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.agreements import AgreementForm, EndAgreementForm, initial_of
from kartlaggning.staff.forms.registers import TakeOutForm, is_stale


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Show the cooperation that the person may read, what is to be looked over first."""
    actor = signed_in(request)
    context = {
        "rows": cooperation.agreement_rows(actor, localdate()),
        "may_add": can(actor, Permission.EDIT_FOLLOW_UP),
    }
    return render(request, "staff/agreements/list.html", context)


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def agreement(request: HttpRequest, agreement: str) -> HttpResponse:
    """Show one form of cooperation."""
    actor = signed_in(request)
    row = cooperation.find_agreement(actor, agreement, localdate())
    context = {"row": row, "may_change": agreements.may_change(row.agreement, actor)}
    return render(request, "staff/agreements/agreement.html", context)


@staff_page(Permission.EDIT_FOLLOW_UP)
def add(request: HttpRequest) -> HttpResponse:
    """Add a form of cooperation."""
    actor = signed_in(request)
    offered = scenes_in_sight(actor, made_up_only=settings.DEMONSTRATION)
    initial = {"visibility": Visibility.SHARED.value, "scene": request.GET.get("plats", "")}
    form = AgreementForm(request.POST or None, by=actor, scenes=offered, initial=initial)
    made = attempt(form, lambda: agreements.add_agreement(form.data_of, by=actor))
    if made:
        messages.success(request, f"Samverkan är tillagd och har nummer {made.public_id}.")
        return redirect("staff:agreement", made.public_id)
    return render(request, "staff/agreements/form.html", {"form": form}, status=422 if form.errors else 200)


@staff_page(Permission.EDIT_FOLLOW_UP)
def change(request: HttpRequest, agreement: str) -> HttpResponse:
    """Change a form of cooperation; what somebody else has changed meanwhile is shown beside what was typed."""
    actor, row = _to_edit(request, agreement)
    form = AgreementForm(
        request.POST or None,
        by=actor,
        scenes=scenes_in_sight(actor, made_up_only=settings.DEMONSTRATION),
        agreement=row.agreement,
        initial=initial_of(row),
    )
    if attempt(form, lambda: agreements.change_agreement(row.agreement, form.seen, form.data_of, by=actor)):
        messages.success(request, "Samverkan är ändrad.")
        return redirect("staff:agreement", agreement)
    context = {"form": form, "row": row, "is_stale": is_stale(form, row.agreement)}
    return render(request, "staff/agreements/form.html", context, status=422 if form.errors else 200)


@staff_page(Permission.EDIT_FOLLOW_UP)
def end(request: HttpRequest, agreement: str) -> HttpResponse:
    """Say when a form of cooperation ended."""
    actor, row = _to_edit(request, agreement)
    form = EndAgreementForm(request.POST or None)
    if attempt(form, lambda: agreements.end_agreement(row.agreement, form.seen, *form.ends, by=actor)):
        messages.success(request, "Samverkan är avslutad.")
        return redirect("staff:agreement", agreement)
    context = {"form": form, "row": row, "is_stale": is_stale(form, row.agreement)}
    return render(request, "staff/agreements/end.html", context, status=422 if form.errors else 200)


@staff_page(Permission.EDIT_FOLLOW_UP)
def withdraw(request: HttpRequest, agreement: str) -> HttpResponse:
    """Take a form of cooperation out of the register, with why."""
    actor, row = _to_edit(request, agreement)
    form = TakeOutForm(request.POST or None)
    if attempt(form, lambda: agreements.withdraw_agreement(row.agreement, form.seen, form.why, by=actor)):
        messages.success(request, "Samverkan är borttagen ur registret.")
        return redirect("staff:agreements")
    context = {"form": form, "row": row, "is_stale": is_stale(form, row.agreement)}
    return render(request, "staff/agreements/withdraw.html", context, status=422 if form.errors else 200)


def _to_edit(request: HttpRequest, number: str) -> tuple[Actor, AgreementRow]:
    """Return the row for who may change cooperation there; the service holds the rest."""
    row = cooperation.find_agreement(signed_in(request), number, localdate())
    return require(request, Permission.EDIT_FOLLOW_UP, row.place), row
