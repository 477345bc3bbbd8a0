"""Tables over the rounds: what is published, on the page and as files, and the answers to those who may read them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from kartlaggning.exports.package.chosen import FILES, csv_of
from kartlaggning.exports.source import PublishedFile
from kartlaggning.permissions import Permission
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.answers_page import AnswersPage
from kartlaggning.staff.tables_page import TablesPage


@require_GET
@staff_page(Permission.EXPORT_TABLES)
def tables(request: HttpRequest) -> HttpResponse:
    """Show one of the tables of the chosen edition, rounds and area."""
    page = TablesPage(request.GET)
    return render(request, "staff/tables/page.html", {"page": page}, status=page.status)


@require_GET
@staff_page(Permission.EXPORT_TABLES)
def file(request: HttpRequest) -> HttpResponse:
    """Answer with a file of the choice: of all tables, or one table as CSV."""
    page = TablesPage(request.GET)
    if page.choice is None or page.table is None or page.form.errors:
        return render(request, "staff/tables/page.html", {"page": page}, status=page.status)
    write = FILES.get(page.file_format)
    return download(write(page.choice) if write else csv_of(page.choice, page.table))


@require_http_methods(["GET", "POST"])
@staff_page(Permission.EXPORT_TABLES)
def answers(request: HttpRequest) -> HttpResponse:
    """Show the form for taking out answers; answer with the file when it says for what and why."""
    page = AnswersPage(signed_in(request), request.POST if request.method == "POST" else None)
    taken = page.take()
    if taken is not None:
        return download(taken)
    return render(request, "staff/tables/answers.html", {"form": page.form, "page": page}, status=page.status)


def download(made: PublishedFile) -> HttpResponse:
    """Return a file to be kept, not shown."""
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.path}"'
    return response
