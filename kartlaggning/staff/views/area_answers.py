"""Answers about an area at the levels that each person may read: which areas there are, the page, and the PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.choices import AreaKind
from kartlaggning.permissions import Permission
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.answer_page import AnswerPage
from kartlaggning.staff.views.tables import download


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def area_list(request: HttpRequest) -> HttpResponse:
    """Show the areas that there is an answer about."""
    atlas = current_atlas()
    kinds = [(kind, atlas.areas_of(kind)) for kind in AreaKind]
    return render(request, "staff/follow_up/answers.html", {"kinds": kinds})


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def area_answer(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Show the answer about an area at the level that is asked for."""
    page = AnswerPage(signed_in(request), kind, slug, request.GET.get("niva", ""))
    return render(request, "staff/follow_up/answer.html", {"page": page, "answer": page.answer()})


@require_POST
@staff_page(Permission.EXPORT_TABLES)
def area_answer_file(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Answer with the PDF when the form says for what it is to be used."""
    page = AnswerPage(signed_in(request), kind, slug, request.POST.get("niva", ""), request.POST)
    taken = page.take()
    if taken is not None:
        return download(taken)
    return render(request, "staff/follow_up/answer.html", {"page": page, "answer": page.answer()}, status=page.status)
