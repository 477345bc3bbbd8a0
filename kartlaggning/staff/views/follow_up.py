"""The county against its aims, and what has been done on places and what became of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.permissions import Permission
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.aims_page import aims_page
from kartlaggning.staff.views.tables import download
from kartlaggning.staff.what_worked_page import WhatWorkedPage


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def overview(request: HttpRequest) -> HttpResponse:
    """Show the county against each aim, and under it what waits."""
    page = aims_page(signed_in(request), timezone.localdate())
    return render(request, "staff/follow_up/overview.html", {"page": page})


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def what_worked(request: HttpRequest) -> HttpResponse:
    """Show the search for what has been done on places of a kind, and what it finds."""
    page = WhatWorkedPage(signed_in(request), request.GET)
    return render(request, "staff/follow_up/what_worked.html", {"page": page}, status=page.status)


@require_POST
@staff_page(Permission.EXPORT_TABLES)
def what_worked_file(request: HttpRequest) -> HttpResponse:
    """Answer with what the search finds as CSV when it is said for what, else with the page that says what is wrong."""
    page = WhatWorkedPage(signed_in(request), request.GET, request.POST)
    taken = page.take()
    if taken is not None:
        return download(taken)
    return render(request, "staff/follow_up/what_worked.html", {"page": page}, status=page.status)
