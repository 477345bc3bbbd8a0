"""Publishing at a set time: planning it, calling it off, and what the timer does when the time has come."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kartlaggning.choices import EditionState
from kartlaggning.errors import Refused
from kartlaggning.models import AuditEntry, Edition, PlannedPublication
from kartlaggning.services import audit
from kartlaggning.services.account_mail import send_when_safe
from kartlaggning.services.audit import By
from kartlaggning.services.editions.publication import publish_edition

log = logging.getLogger(__name__)

FAILED = "fail-planned-publication"
# A moment's trouble: the plan stays, and the next minute tries again.
PASSING = (DatabaseError, OSError)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the plans that were due: references published, and what failed with why."""

    published: tuple[str, ...]
    failed: tuple[str, ...]


@transaction.atomic
def plan_publication(edition: Edition, *, publish_at: datetime, by: By) -> PlannedPublication:
    """Let a built edition become current by itself; an earlier plan for it is replaced.

    Raises Refused for an edition that does not wait to be published and for a time that has passed.
    """
    waiting = Edition.objects.select_for_update().filter(pk=edition.pk, state=EditionState.READY)
    if not waiting.exists():
        raise Refused(f"Utgåvan {edition.ref} väntar inte på att publiceras. Se efter i listan.")
    if publish_at <= timezone.now():
        raise Refused("Tiden har redan passerat. Välj en senare, eller publicera nu.")
    plan, _made = PlannedPublication.objects.update_or_create(
        edition=edition, defaults={"publish_at": publish_at, "planned_by": str(by), "planned_at": timezone.now()}
    )
    details = {"publish_at": publish_at.isoformat()}
    audit.record(by=by, action="plan-publication", subject=edition.ref, details=details)
    return plan


@transaction.atomic
def cancel_plan(edition: Edition, *, by: By) -> None:
    """Call a planned publication off; raises Refused where there is none any more."""
    deleted, _each = PlannedPublication.objects.filter(edition=edition).delete()
    if not deleted:
        raise Refused("Ingen publicering är planerad. Utgåvan kan ha hunnit bli publicerad: se efter i listan.")
    audit.record(by=by, action="cancel-plan", subject=edition.ref)


def publish_due(*, by: By) -> Outcome:
    """Publish what is planned and due, each in a transaction of its own.

    What is refused is taken off the plan; what fails for the moment stays and is tried again. Either is logged and
    mailed to the coordinators once.
    """
    published, failed = [], []
    for plan in PlannedPublication.objects.filter(publish_at__lte=timezone.now()).order_by("publish_at", "pk"):
        ref = plan.edition.ref
        try:
            if not _publish_if_still_due(plan, by=by):
                continue
        except Refused as refusal:
            _give_up(plan, str(refusal), by=by)
            failed.append(f"{ref}: {refusal}")
        except PASSING as error:
            log.exception("a planned publication failed")
            _tell_once(plan, f"{type(error).__name__}. Nytt försök görs varje minut.", by=by)
            failed.append(f"{ref}: {type(error).__name__}")
        else:
            published.append(ref)
    return Outcome(tuple(published), tuple(failed))


@transaction.atomic
def _publish_if_still_due(plan: PlannedPublication, *, by: By) -> bool:
    """Publish unless the plan was called off or moved since it was read; tell whether it was published."""
    due = PlannedPublication.objects.select_for_update().filter(pk=plan.pk, publish_at__lte=timezone.now())
    if not due.exists():
        return False
    publish_edition(plan.edition, by=by)
    return True


@transaction.atomic
def _give_up(plan: PlannedPublication, why: str, *, by: By) -> None:
    _tell_once(plan, f"{why} Planen är borttagen: publicera för hand eller planera om.", by=by)
    PlannedPublication.objects.filter(pk=plan.pk).delete()


@transaction.atomic
def _tell_once(plan: PlannedPublication, why: str, *, by: By) -> None:
    ref = plan.edition.ref
    if AuditEntry.objects.filter(action=FAILED, subject=ref, created_at__gte=plan.planned_at).exists():
        return
    audit.record(by=by, action=FAILED, subject=ref, details={"why": why})
    if settings.COORDINATOR_EMAIL:
        address = settings.SITE_URL + reverse("staff:edition", args=[ref])
        send_when_safe(
            settings.COORDINATOR_EMAIL,
            f"Utgåvan {ref} publicerades inte",
            "publication_failed",
            ref=ref,
            why=why,
            publish_at=plan.publish_at,
            address=address,
        )
