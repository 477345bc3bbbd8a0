"""The review of a survey, the steps it takes, and the reviewers' list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kartlaggning.errors import Refused
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors import surveys
from kartlaggning.selectors.review_list import waiting_for_review
from kartlaggning.services import review as reviewing
from kartlaggning.staff.access import require, signed_in, staff_page
from kartlaggning.staff.bulk import chosen_surveys, tell_outcomes
from kartlaggning.staff.reading import survey_opened
from kartlaggning.staff.review_page import review_page
from kartlaggning.staff.step_words import WORDS
from kartlaggning.staff.steps import TAKEN_HERE, refused, steps_for, take
from kartlaggning.workflow import Step


@require_GET
@staff_page(Permission.READ_SURVEY)
def review(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Show last round and this one side by side, and what the public will see."""
    actor = signed_in(request)
    survey = surveys.find(actor, year, public_id)
    survey_opened(request, survey)
    reviewing.open_review(survey, by=actor)

    def page_url(slug: str) -> str:
        return request.build_absolute_uri(reverse("public:scene", args=[slug]))

    # Who goes through the police's part has it all unfolded: a part that is as last year is to be read too.
    unfolded = can(actor, Permission.REVIEW_POLICE_ONLY) and "andrade" not in request.GET
    page = review_page(survey, actor, shows_all=unfolded or "alla" in request.GET, page_url=page_url)
    context = {"page": page, "survey": survey, "steps": steps_for(actor, survey), "is_reviewer": _reviews(actor)}
    return render(request, "staff/review/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.READ_SURVEY)
def take_step(request: HttpRequest, year: int, public_id: str, step: str) -> HttpResponse:
    """Take a step with a survey; where it is refused, show the form again as it was filled in.

    Opened as a page, as after signing in again, the address leads to the survey.
    """
    actor = signed_in(request)
    survey = surveys.find(actor, year, public_id)
    if request.method != "POST":
        return redirect("staff:survey", year, public_id)
    wanted = next((known for known in TAKEN_HERE if known.value == step), None)
    if wanted is None:
        raise Http404
    try:
        take(wanted, survey, request.POST, actor)
    except Refused as error:
        panel = refused(steps_for(actor, surveys.find(actor, year, public_id)), wanted, request.POST, error)
        context = {"survey": panel.survey, "steps": panel, "error": error, "words": WORDS[wanted]}
        return render(request, "staff/review/step.html", context, status=422)
    messages.success(request, f"{survey.scene.name}: {WORDS[wanted].done}")
    return redirect(_after(actor, wanted, survey.survey_round.year, public_id))


def _after(actor: Actor, step: Step, year: int, public_id: str) -> str:
    if _reviews(actor) and step is not Step.REFUSE_CHANGE:
        return reverse("staff:reviews")
    if step in (Step.SEND, Step.SIGN, Step.HAND_BACK, Step.SUBMIT_ALONE):
        return reverse("staff:home")
    return reverse("staff:review", args=[year, public_id])


@require_GET
@staff_page(Permission.READ_SURVEY)
def reviews(request: HttpRequest) -> HttpResponse:
    """List what waits for review."""
    actor = signed_in(request)
    if not _reviews(actor):
        raise PermissionDenied
    rows, approves = waiting_for_review(actor), can(actor, Permission.REVIEW_SURVEY)
    can_tick = any(row.may_be_approved_in_bulk for row in rows) and approves
    context = {"rows": rows, "approves": approves, "can_tick": can_tick}
    return render(request, "staff/review/list.html", context)


@require_POST
@staff_page(Permission.REVIEW_SURVEY)
def approve_many(request: HttpRequest) -> HttpResponse:
    """Approve the chosen surveys that are as last round and have been opened; tell what became of each."""
    actor = require(request, Permission.REVIEW_SURVEY)
    tell_outcomes(request, reviewing.approve_unchanged(chosen_surveys(request.POST, actor), by=actor))
    return redirect("staff:reviews")


def _reviews(actor: Actor) -> bool:
    return any(can(actor, permission) for permission in reviewing.REVIEWING)
