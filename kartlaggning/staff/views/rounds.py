"""Rounds: the list, opening one, how far it has come, nil returns, reminders, and closing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.choices import AreaKind
from kartlaggning.errors import NotFound, Refused
from kartlaggning.permissions import Permission, can
from kartlaggning.selectors import board, surveys
from kartlaggning.selectors.reconciliation import counts_of
from kartlaggning.selectors.rounds import rounds as all_rounds
from kartlaggning.services import reminders, rounds
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.rounds import ClosingForm, NilForm
from kartlaggning.staff.round_opening import RoundOpening


@require_GET
@staff_page(Permission.READ_BOARD)
def round_list(request: HttpRequest) -> HttpResponse:
    """Show every round."""
    may_run = can(signed_in(request), Permission.RUN_ROUNDS)
    return render(request, "staff/rounds/list.html", {"rounds": all_rounds(), "may_run": may_run})


@staff_page(Permission.RUN_ROUNDS)
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round: the dates first, then the new areas and what will be made."""
    under_way = surveys.open_round()
    sent = request.POST if request.method == "POST" else None
    opening = RoundOpening(signed_in(request), sent, timezone.localdate())
    made = opening.open() if under_way is None else None
    if made:
        messages.success(request, f"Omgången {made.year} är öppen.")
        return redirect("staff:round", made.year)
    return render(request, "staff/rounds/open.html", {**opening.context, "under_way": under_way}, status=opening.status)


@require_GET
@staff_page(Permission.READ_BOARD)
def round_board(request: HttpRequest, year: int) -> HttpResponse:
    """Show how far a round has come."""
    actor, survey_round = signed_in(request), surveys.round_of(year)
    shown = board.board(actor, survey_round, timezone.localdate())
    context = {
        "board": shown,
        "round": survey_round,
        "is_open": board.is_open(survey_round),
        "may_run": can(actor, Permission.RUN_ROUNDS),
        "counts": counts_of(survey_round) if shown.shows_counts else None,
    }
    return render(request, "staff/rounds/board.html", context)


@require_GET
@staff_page(Permission.READ_BOARD)
def round_surveys(request: HttpRequest, year: int) -> HttpResponse:
    """Show the surveys of one cell of the board, or all of the round's, that the person may read."""
    survey_round = surveys.round_of(year)
    kind = next((kind for kind, name in board.PARAMETERS.items() if request.GET.get(name)), None)
    slug = request.GET[board.PARAMETERS[kind]] if kind else ""
    area = board.find_area(survey_round, kind, slug) if kind else None
    column = request.GET.get("lage", "")
    label = dict(board.COLUMNS).get(column, "")
    found = board.surveys_in(signed_in(request), survey_round, column=column if label else "", kind=kind, slug=slug)
    context = {"round": survey_round, "surveys": found, "area": area, "label": label}
    return render(request, "staff/rounds/surveys.html", context)


@require_POST
@staff_page(Permission.REPORT_NIL)
def report_nil(request: HttpRequest, year: int) -> HttpResponse:
    """Take the word of an area that it has no scene."""
    return _nil(request, year, take_back=False)


@require_POST
@staff_page(Permission.REPORT_NIL)
def take_back_nil(request: HttpRequest, year: int) -> HttpResponse:
    """Take such a word back."""
    return _nil(request, year, take_back=True)


def _nil(request: HttpRequest, year: int, *, take_back: bool) -> HttpResponse:
    actor, survey_round, form = signed_in(request), surveys.round_of(year), NilForm(request.POST)
    if not form.is_valid():
        raise NotFound("Området finns inte.")
    verb = rounds.take_back_nil if take_back else rounds.report_nil
    try:
        verb(survey_round, AreaKind(form.cleaned_data["kind"]), form.cleaned_data["slug"], by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Svaret är borttaget." if take_back else "Tack. Området är antecknat utan plats.")
    return redirect("staff:round", year)


@require_POST
@staff_page(Permission.RUN_ROUNDS)
def remind(request: HttpRequest, year: int) -> HttpResponse:
    """Mail those who have work left."""
    surveys.round_of(year)
    site = request.build_absolute_uri(reverse("staff:home"))
    try:
        done = reminders.send_reminders(site=site, by=signed_in(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        already = f" {done.already} hade redan påmints i dag." if done.already else ""
        messages.success(request, f"Antal påminnelser: {done.sent}.{already}")
    return redirect("staff:round", year)


@staff_page(Permission.RUN_ROUNDS)
def close_round(request: HttpRequest, year: int) -> HttpResponse:
    """Show what is left, and close the round."""
    survey_round = surveys.round_of(year)
    left, counts = board.leftovers(survey_round), counts_of(survey_round)
    asks = {"asks_reason": bool(left), "asks_explanation": not counts.found.holds}
    form = ClosingForm(request.POST if request.method == "POST" else None, **asks)
    if attempt(form, lambda: rounds.close_round(survey_round, form.closing, by=signed_in(request))):
        messages.success(request, f"Omgången {year} är avslutad.")
        return redirect("staff:round", year)
    context = {
        "round": survey_round,
        "form": form,
        "left": left,
        "counts": counts,
        "is_open": board.is_open(survey_round),
    }
    return render(request, "staff/rounds/close.html", context, status=422 if form.errors else 200)
