"""Reminding of forms of cooperation that are to be looked over: once for each review, by a line in the daily mail."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kartlaggning.choices import Role
from kartlaggning.models import Agreement, User
from kartlaggning.permissions import reads
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.selectors.follow_up.cooperation import due_for_review
from kartlaggning.selectors.scenes import place_of
from kartlaggning.services import audit, notices
from kartlaggning.services.audit import By

# Those whose work it is; readers and the police region's coordinator are not reminded.
_ROLES = (Role.COORDINATOR, Role.POLICE_OFFICER, Role.MUNICIPAL_OFFICER)


@transaction.atomic
def remind_of_reviews(*, by: By, today: date | None = None) -> int:
    """Write a line in the daily mail of those concerned for each review that is near or past, and return how many.

    Coordinators are told of all that they may read, the police and the municipalities of what lies in their areas. A
    review is reminded of once; one that is moved to another day is another review.
    """
    today = today or timezone.localdate()
    due = list(due_for_review(today).filter(reminded_on=None).select_related("scene"))
    people = list(_people()) if due else []
    for agreement in due:
        notices.tell(_concerned(agreement, people), notices.TO_LOOK_OVER)
        agreement.reminded_on = today
        agreement.save(update_fields=["reminded_on"])
    if due:
        audit.record(by=by, action="remind-of-reviews", subject="samverkan", details={"reviews": len(due)})
    return len(due)


def _people() -> Iterable[User]:
    rows = User.objects.filter(Q(role__in=_ROLES), is_active=True).order_by("pk")
    return rows.prefetch_related("police_areas", "municipalities", "city_districts")


def _concerned(agreement: Agreement, people: Iterable[User]) -> list[User]:
    """Return those whose areas it lies in; a public one is everybody's to read, but not everybody's work."""
    place = place_of(agreement.scene) if agreement.scene else agreement
    level = "shared" if agreement.visibility == "public" else agreement.visibility
    return [user for user in people if reads(actor_for(user), level, place)]
