"""The register of measures: the list, one with its history, adding, changing, ending, making public, taking out."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.choices import Visibility
from kartlaggning.errors import Refused
from kartlaggning.permissions import Actor, Permission, can, is_within
from kartlaggning.selectors.follow_up import measures
from kartlaggning.selectors.follow_up.measures import MeasureRow
from kartlaggning.services.follow_up import measures as changing
from kartlaggning.staff.access import require, signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.measures import (
    ChooseForm,
    EndMeasureForm,
    FilterForm,
    MeasureForm,
    WithdrawForm,
    initial_of,
)


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def measure_list(request: HttpRequest) -> HttpResponse:
    """Show the measures that the person may read, by the filters."""
    actor = signed_in(request)
    found = measures.measure_rows(actor, localdate())
    form = FilterForm(request.GET, found=found)
    rows = measures.narrowed(found, form.asked)
    own = [row for row in rows if is_within(actor, row.at.place)]
    context = {
        "form": form,
        "rows": rows,
        "own": own,
        "others": [row for row in rows if row not in own],
        "all": len(found),
        "may_add": can(actor, Permission.EDIT_FOLLOW_UP),
        "may_run": can(actor, Permission.RUN_FOLLOW_UP),
    }
    return render(request, "staff/measures/list.html", context)


@staff_page(Permission.EDIT_FOLLOW_UP)
def add(request: HttpRequest) -> HttpResponse:
    """Add a measure: first where and of which kind, then the rest."""
    actor = signed_in(request)
    offered = measures.scenes_in_sight(actor, made_up_only=settings.DEMONSTRATION)
    is_asked = {"plats", "slag"} <= set(request.GET)
    choose = ChooseForm(
        request.GET if is_asked else None,
        initial=request.GET.dict(),
        scenes=offered,
        kinds=changing.kinds_for(actor),
    )
    if not choose.is_valid():
        return render(request, "staff/measures/choose.html", {"form": choose}, status=422 if choose.errors else 200)
    scene, kind = choose.chosen
    preset = Visibility.POLICE_ONLY if kind.is_guarded else Visibility.SHARED
    form = MeasureForm(
        request.POST or None, by=actor, kinds=[kind], initial={"kind": kind.key, "visibility": preset.value}
    )
    made = attempt(form, lambda: changing.add_measure(scene, form.data_of, by=actor))
    if made:
        messages.success(request, f"Insatsen är tillagd och har nummer {made.public_id}.")
        return redirect("staff:measure", made.public_id)
    context = {"form": form, "scene": scene, "kind": kind}
    return render(request, "staff/measures/add.html", context, status=422 if form.errors else 200)


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """Show one measure with what has been done to it."""
    return _page(request, _found(request, measure))


@staff_page(Permission.EDIT_FOLLOW_UP)
def change(request: HttpRequest, measure: str) -> HttpResponse:
    """Change a measure; what somebody else has changed meanwhile is shown beside what was typed."""
    actor, row = _to_edit(request, measure)
    kinds = changing.kinds_for(actor)
    if row.measure.kind not in kinds:
        kinds = [row.measure.kind, *kinds]
    initial = initial_of(row.measure, actor)
    form = MeasureForm(request.POST or None, by=actor, kinds=kinds, measure=row.measure, initial=initial)
    done = attempt(
        form,
        lambda: changing.change_measure(row.measure, form.data_of, version=form.cleaned_data["version"] or 0, by=actor),
    )
    if done:
        messages.success(request, "Insatsen är ändrad.")
        return redirect("staff:measure", measure)
    context = {"form": form, "row": row, "is_stale": form.data.get("version", "") not in ("", str(row.measure.version))}
    return render(request, "staff/measures/change.html", context, status=422 if form.errors else 200)


@staff_page(Permission.EDIT_FOLLOW_UP)
def end(request: HttpRequest, measure: str) -> HttpResponse:
    """Say when a measure ended."""
    actor, row = _to_edit(request, measure)
    form = EndMeasureForm(request.POST or None)
    version = form.data.get("version", "")
    done = attempt(
        form,
        lambda: changing.end_measure(row.measure, *form.ends, version=form.cleaned_data["version"], by=actor),
    )
    if done:
        messages.success(request, "Insatsen är avslutad.")
        return redirect("staff:measure", measure)
    context = {"form": form, "row": row, "is_stale": version not in ("", str(row.measure.version))}
    return render(request, "staff/measures/end.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(Permission.RUN_FOLLOW_UP)
def set_public(request: HttpRequest, measure: str) -> HttpResponse:
    """Make a measure public from the next edition on, or take that back; a refusal is shown on its page."""
    actor, row = _to_edit(request, measure)
    is_public, version = request.POST.get("public") == "1", request.POST.get("version", "")
    try:
        changing.set_public(row.measure, is_public, version=int(version) if version.isdecimal() else 0, by=actor)
    except Refused as refusal:
        return _page(request, _found(request, measure), refusal=str(refusal))
    messages.success(request, "Insatsen blir offentlig med nästa utgåva." if is_public else "Insatsen är delad igen.")
    return redirect("staff:measure", measure)


@staff_page(Permission.EDIT_FOLLOW_UP)
def withdraw(request: HttpRequest, measure: str) -> HttpResponse:
    """Take a measure out of the register, with the reason."""
    actor, row = _to_edit(request, measure)
    form = WithdrawForm(request.POST or None)
    done = attempt(
        form,
        lambda: changing.withdraw_measure(
            row.measure, form.cleaned_data["reason"], version=form.cleaned_data["version"], by=actor
        ),
        at="reason",
    )
    if done:
        messages.success(request, "Insatsen är borttagen ur registret.")
        return redirect("staff:measures")
    context = {"form": form, "row": row}
    return render(request, "staff/measures/withdraw.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, number: str) -> MeasureRow:
    return measures.find_measure(signed_in(request), number, localdate())


def _to_edit(request: HttpRequest, number: str) -> tuple[Actor, MeasureRow]:
    """Return the measure for who may change measures there; the service holds the rest."""
    row = _found(request, number)
    return require(request, Permission.EDIT_FOLLOW_UP, row.at.place), row


def _page(request: HttpRequest, row: MeasureRow, refusal: str = "") -> HttpResponse:
    actor = signed_in(request)
    context = {
        "row": row,
        "readers": measures.readers_of(row.measure.visibility),
        "events": measures.events_of(row.measure),
        "may_edit": changing.may_edit(row.measure, actor),
        "may_close": changing.may_close(row.measure, actor),
        "may_run": can(actor, Permission.RUN_FOLLOW_UP),
        "may_publish": changing.may_publish(row.measure, actor),
        "refusal": refusal,
    }
    return render(request, "staff/measures/measure.html", context, status=422 if refusal else 200)
