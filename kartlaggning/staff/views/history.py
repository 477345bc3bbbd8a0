"""The history of one survey, for whoever may read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kartlaggning.permissions import Permission
from kartlaggning.selectors import surveys
from kartlaggning.selectors.history import history_of
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.reading import survey_opened


@require_GET
@staff_page(Permission.READ_SURVEY)
def history(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Show what has been done to a survey and what that changed."""
    actor = signed_in(request)
    survey = surveys.find(actor, year, public_id)
    survey_opened(request, survey)
    return render(request, "staff/history/history.html", {"survey": survey, "history": history_of(survey, actor)})
