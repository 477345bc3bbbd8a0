"""The audit log for the administrator: who, when, what and which fields; never what stands in them."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.exports.formats.spreadsheet import csv_lines
from kartlaggning.permissions import Permission
from kartlaggning.selectors import audit
from kartlaggning.selectors.audit import LogRow
from kartlaggning.services.log import export_log
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.forms.log import LogForm

HEADER = ("Tid", "Vem", "Roll", "Adress", "Vad", "Nyckel", "På vad", "Fält", "Mer")


@require_GET
@staff_page(Permission.READ_LOG)
def log(request: HttpRequest) -> HttpResponse:
    """Show a page of the log."""
    form = _form(request.GET)
    page = audit.log_page(form.asked(), request.GET.get("sida", "1"))
    others = request.GET.copy()
    others.pop("sida", None)
    context = {"form": form, "page": page, "rows": list(audit.log_rows(page)), "others": others.urlencode()}
    return render(request, "staff/log/log.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(Permission.READ_LOG)
def export(request: HttpRequest) -> HttpResponseBase:
    """Answer with the log as CSV, and write in it that it was taken."""
    rows = export_log(_form(request.POST).asked(), by=signed_in(request))
    response = StreamingHttpResponse(csv_lines(HEADER, _cells(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="logg-{timezone.localdate().isoformat()}.csv"'
    return response


def _form(sent: QueryDict) -> LogForm:
    return LogForm(sent, actors=audit.actors(), actions=audit.actions())


def _cells(rows: Iterator[LogRow]) -> Iterator[list[str]]:
    for row in rows:
        at = timezone.localtime(row.created_at).isoformat(sep=" ", timespec="seconds")
        who = [at, row.actor, row.role, row.address]
        yield [*who, row.action, row.action_key, row.subject, ", ".join(row.fields), "; ".join(row.told)]
