"""Hiding and redacting what is published: what waits, asking, deciding as the second person, and what to purge."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.errors import Refused
from kartlaggning.models import Removal
from kartlaggning.permissions import Actor, Permission
from kartlaggning.selectors import removals
from kartlaggning.services.removals import decisions as deciding
from kartlaggning.services.removals import work as removal_work
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.removals import AskForm, HideForm
from kartlaggning.staff.removal_addresses import addresses_to_purge
from kartlaggning.staff.removal_asking import ask_for

ACTS: Mapping[str, tuple[Callable[[Removal, Actor], Removal], str]] = {
    "bekrafta": (lambda removal, actor: deciding.confirm(removal, by=actor), "Borttagningen är bekräftad och utförd."),
    "upphav": (lambda removal, actor: deciding.undo(removal, by=actor), "Borttagningen är upphävd."),
    "slutfor": (lambda removal, actor: removal_work.finish(removal, by=actor), "Borttagningen är utförd."),
}


@require_GET
@staff_page(Permission.REMOVE_PUBLISHED)
def removal_list(request: HttpRequest) -> HttpResponse:
    """Show every removal, on top those that wait for a second person."""
    rows = removals.removal_rows(signed_in(request))
    context = {
        "waiting": [row for row in rows if row.is_waiting or row.is_unfinished],
        "decided": [row for row in rows if not (row.is_waiting or row.is_unfinished)],
    }
    return render(request, "staff/removals/list.html", context)


@staff_page(Permission.REMOVE_PUBLISHED)
def hide(request: HttpRequest) -> HttpResponse:
    """Hide a scene at once."""
    actor, form = signed_in(request), HideForm(request.POST or None, initial={"scene": request.GET.get("plats", "")})
    done = attempt(
        form, lambda: deciding.hide_scene(form.cleaned_data["scene"], reasons=form.reasons, by=actor), at="scene"
    )
    if done:
        messages.success(request, "Platsen är dold. En annan samordnare har fått ett meddelande.")
        return redirect("staff:removal", done.pk)
    context = {"form": form, "scenes": removals.published_scenes()}
    return render(request, "staff/removals/hide.html", context, status=422 if form.errors else 200)


@staff_page(Permission.REMOVE_PUBLISHED)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for something to be taken away for good."""
    actor, form = signed_in(request), AskForm(request.POST or None, initial={"scene": request.GET.get("plats", "")})
    done = attempt(form, lambda: ask_for(form, by=actor))
    if done:
        messages.success(request, "Borttagningen är begärd. En annan samordnare har fått ett meddelande.")
        return redirect("staff:removal", done.pk)
    context = {"form": form, "scenes": removals.published_scenes()}
    return render(request, "staff/removals/ask.html", context, status=422 if form.errors else 200)


@require_GET
@staff_page(Permission.REMOVE_PUBLISHED)
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one removal with its trace, and what the person can do with it."""
    return render(request, "staff/removals/removal.html", {"row": removals.removal_row(signed_in(request), pk)})


@require_POST
@staff_page(Permission.REMOVE_PUBLISHED)
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Confirm, undo or carry out a removal; a refusal is shown on its page."""
    actor = signed_in(request)
    row = removals.removal_row(actor, pk)
    carry_out, done = ACTS[act]
    try:
        carry_out(row.removal, actor)
    except Refused as refusal:
        shown = {"row": removals.removal_row(actor, pk), "refusal": str(refusal)}
        return render(request, "staff/removals/removal.html", shown, status=422)
    messages.success(request, done)
    if act == "upphav":
        for ref in deciding.lacking(row.removal):
            messages.warning(request, f"Utgåvan {ref} byggdes medan platsen var dold och saknar den. Rätta utgåvan.")
    return redirect("staff:removal", pk)


@require_GET
@staff_page(Permission.REMOVE_PUBLISHED)
def addresses(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the public addresses whose kept copies must be thrown away."""
    row = removals.removal_row(signed_in(request), pk)
    listed = addresses_to_purge(row)
    return render(request, "staff/removals/addresses.html", {"row": row, "listed": listed, "lines": len(listed)})
