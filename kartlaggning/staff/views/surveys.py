"""The survey of one scene: read, filled in, saved as a whole or as it is typed."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, Permission
from kartlaggning.questionnaire import Unusable
from kartlaggning.selectors import surveys
from kartlaggning.staff.access import require, signed_in, staff_page
from kartlaggning.staff.forms.survey import read_posted, read_script
from kartlaggning.staff.reading import survey_opened
from kartlaggning.staff.steps import steps_for
from kartlaggning.staff.survey_page import Attempt
from kartlaggning.staff.survey_saving import asked_of, next_anchor, page_of, script_answer, try_to_save


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.READ_SURVEY)
def survey(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Show the survey, as a form to those whose turn it is; save the whole form."""
    found = surveys.find(signed_in(request), year, public_id)
    if request.method == "POST":
        return _save(request, found, require(request, Permission.EDIT_SURVEY, found))
    return _shown(request, found, signed_in(request))


@require_POST
@staff_page(Permission.EDIT_SURVEY)
def autosave(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Save what has been typed since the last time, and answer what the page is to show."""
    found = surveys.find(signed_in(request), year, public_id)
    actor = require(request, Permission.EDIT_SURVEY, found)
    try:
        body = json.loads(request.POST.get("edit", ""))
        sent = read_script(body, asked_of(found, actor))
        int(body["version"])
    except (Unusable, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return JsonResponse({"message": "Sidan skickade något som inte kunde läsas. Läs in den på nytt."}, status=400)
    found, attempt = try_to_save(found, sent, actor)
    if attempt.message:
        return JsonResponse({"message": attempt.message}, status=409)
    return JsonResponse(script_answer(request, page_of(found, actor, attempt, is_live=True), attempt, body))


def _save(request: HttpRequest, found: Survey, actor: Actor) -> HttpResponse:
    sent = read_posted(request.POST, request.FILES, asked_of(found, actor))
    found, attempt = try_to_save(found, sent, actor)
    if not attempt.is_whole:
        return _shown(request, found, actor, attempt)
    page = page_of(found, actor)
    messages.success(request, f"{page.saved}.")
    going_on = request.POST.get("go_on", "")
    anchor = next_anchor(page, going_on) if going_on else request.POST.get("return_to", "").removeprefix("#")
    return HttpResponseRedirect(f"{request.path}#{anchor}" if anchor else request.path, status=303)


def _shown(request: HttpRequest, found: Survey, actor: Actor, attempt: Attempt | None = None) -> HttpResponse:
    survey_opened(request, found)
    status = 200 if attempt is None else 422 if not (attempt.conflicts or attempt.message) else 409
    context = {"page": page_of(found, actor, attempt), "survey": found, "steps": steps_for(actor, found)}
    return render(request, "staff/survey/page.html", context, status=status)
