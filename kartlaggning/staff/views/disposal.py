"""Keeping and disposing: the table of what is kept, decisions, their protocols, and masked copies of surveys."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kartlaggning.exports.formats.spreadsheet import csv_lines
from kartlaggning.models import DisposalDecision
from kartlaggning.permissions import Permission
from kartlaggning.retention import KINDS
from kartlaggning.selectors import disposal, masked_copy, surveys
from kartlaggning.services import disposal as disposing
from kartlaggning.services.masked_copy import make_masked_copy
from kartlaggning.staff.access import require, signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.disposal import DecisionForm, MaskedCopyForm
from kartlaggning.staff.reading import survey_opened


@require_GET
@staff_page(Permission.DISPOSE)
def overview(request: HttpRequest) -> HttpResponse:
    """Show every kind of data with what is older than its time, and the decisions."""
    rows = disposal.kind_rows(lambda key, day: disposing.found_before(key, day).count)
    context = {"rows": rows, "decisions": disposal.decisions(signed_in(request))}
    return render(request, "staff/disposal/overview.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(Permission.DISPOSE)
def decide(request: HttpRequest) -> HttpResponse:
    """Record a decision: first everything is filled in, then it is shown with what it covers, and confirmed."""
    actor, form = signed_in(request), DecisionForm(request.POST or None, initial={"kind": request.GET.get("slag", "")})
    found = attempt(form, lambda: disposing.check_decision(form.decision))
    if found is not None and "confirmed" in request.POST:
        recorded = attempt(form, lambda: disposing.record_decision(form.decision, by=actor))
        if recorded:
            messages.success(request, "Beslutet är registrerat. Inget är gallrat än.")
            return redirect("staff:disposal")
    context = {"form": form, "found": found, "kind": KINDS.get(form.data.get("kind", ""))}
    return render(request, "staff/disposal/decide.html", context, status=422 if form.errors else 200)


@require_GET
@staff_page(Permission.DISPOSE)
def protocol(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer the protocol of a decision that has been carried out, as CSV."""
    decision = disposal.decision(signed_in(request), pk)
    response = StreamingHttpResponse(csv_lines(("Uppgift", "Värde"), _lines(decision)), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="gallringsprotokoll-{decision.pk}.csv"'
    return response


@require_http_methods(["GET", "POST"])
@staff_page(Permission.DISPOSE)
def copy(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Make a masked copy of a survey: choose what is shown of what is guarded, and get the file."""
    actor = signed_in(request)
    survey = surveys.find(actor, year, public_id)
    require(request, Permission.READ_SURVEY, survey)
    survey_opened(request, survey)
    form = MaskedCopyForm(request.POST or None, maskable=masked_copy.maskable(survey, actor))
    if form.is_valid():
        data = form.cleaned_data
        number, recipient = data["registration_number"], data["recipient"]
        content = make_masked_copy(
            survey, choices=form.choices, registration_number=number, recipient=recipient, by=actor
        )
        name = f'attachment; filename="maskad-kopia-{public_id}-{year}.pdf"'
        return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})
    context = {"form": form, "survey": survey}
    return render(request, "staff/disposal/masked_copy.html", context, status=422 if form.errors else 200)


def _lines(decision: DisposalDecision) -> Iterator[tuple[str, str]]:
    written = decision.protocol
    yield "Slag av uppgifter", KINDS[decision.kind].title
    yield "Från före", decision.before.isoformat()
    yield "Diarienummer", decision.registration_number
    yield "Beslutat", f"{decision.decided_on.isoformat()} av {decision.decided_by}"
    yield "Skäl", decision.note
    yield "Gallrat", f"{decision.done_at:%Y-%m-%d %H:%M} UTC av {decision.done_by}"
    yield "Antal", str(written["count"])
    yield "Äldsta", written["first"]
    yield "Yngsta", written["last"]
    for identifier in written["identifiers"]:
        yield "Gallrad uppgift", identifier
