"""The first page after signing in: what there is to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kartlaggning.permissions import Permission, can
from kartlaggning.selectors import removals, worklist
from kartlaggning.selectors.follow_up.cooperation import due_for
from kartlaggning.selectors.follow_up.scene_checks import signals_for
from kartlaggning.staff.access import signed_in, staff_page

COMPARING = (Permission.REVIEW_SURVEY, Permission.REVIEW_POLICE_ONLY, Permission.SIGN_FOR_MUNICIPALITY)


@staff_page(None)
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who is signed in; who is to sign or review is led to the comparison."""
    actor = signed_in(request)
    work = worklist.work_for(actor)
    reviews = any(can(actor, permission) for permission in COMPARING)
    context = {
        "work": work,
        "removals_waiting": removals.waiting_for(actor),
        "signals_waiting": signals_for(actor),
        "reviews_due": due_for(actor, timezone.localdate()),
        "is_overdue": work.is_overdue(timezone.localdate()),
        "route": "staff:review" if reviews else "staff:survey",
    }
    return render(request, "staff/home.html", context)
