"""The list of kinds of measures: adding, changing, ordering, and no longer using."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.errors import Refused
from kartlaggning.permissions import Permission
from kartlaggning.selectors.follow_up.measures import find_kind, kind_rows
from kartlaggning.services.follow_up import measure_kinds as changing
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.measures import KindForm


@require_GET
@staff_page(Permission.RUN_FOLLOW_UP)
def kinds(request: HttpRequest) -> HttpResponse:
    """Show the list."""
    rows = kind_rows(signed_in(request), localdate())
    return render(request, "staff/measures/kinds.html", {"rows": rows})


@staff_page(Permission.RUN_FOLLOW_UP)
def add(request: HttpRequest) -> HttpResponse:
    """Add a kind."""
    actor, form = signed_in(request), KindForm(request.POST or None)
    if attempt(form, lambda: changing.add_kind(form.data_of, by=actor), at="name"):
        messages.success(request, "Slaget är tillagt, sist i listan.")
        return redirect("staff:measure_kinds")
    return render(request, "staff/measures/kind.html", {"form": form}, status=422 if form.errors else 200)


@staff_page(Permission.RUN_FOLLOW_UP)
def change(request: HttpRequest, measure_kind: str) -> HttpResponse:
    """Rename, describe or guard a kind."""
    actor, kind = signed_in(request), find_kind(measure_kind)
    initial = {"name": kind.name, "description": kind.description, "is_guarded": kind.is_guarded}
    form = KindForm(request.POST or None, initial=initial)
    seen = request.POST.get("seen", "")
    if attempt(form, lambda: changing.change_kind(kind, form.data_of, seen=seen, by=actor)):
        messages.success(request, "Slaget är ändrat.")
        return redirect("staff:measure_kinds")
    now = changing.seen_of(kind)
    context = {"form": form, "kind": kind, "seen": now, "is_stale": form.is_bound and seen != now}
    return render(request, "staff/measures/kind.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(Permission.RUN_FOLLOW_UP)
def move(request: HttpRequest, measure_kind: str) -> HttpResponse:
    """Put a kind one step up or down."""
    changing.move_kind(find_kind(measure_kind), up=request.POST.get("way") == "up", by=signed_in(request))
    return redirect("staff:measure_kinds")


@require_POST
@staff_page(Permission.RUN_FOLLOW_UP)
def set_active(request: HttpRequest, measure_kind: str) -> HttpResponse:
    """Let a kind be chosen no more, or again."""
    actor, is_active = signed_in(request), request.POST.get("is_active") == "1"
    try:
        changing.set_kind_active(find_kind(measure_kind), is_active, by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Slaget kan väljas igen." if is_active else "Slaget kan inte väljas längre.")
    return redirect("staff:measure_kinds")
