"""Disposing of data: a decision is recorded once, carried out once, and leaves a protocol without content."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from kartlaggning import personal_data
from kartlaggning.errors import Refused
from kartlaggning.models import DisposalDecision
from kartlaggning.retention import KINDS, Disposal, Kind
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.disposal_purgers import PURGERS, Found


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was made: what from before which day, its number in the register, by whom, when and why."""

    kind: str
    before: date
    registration_number: str
    decided_by: str
    decided_on: date
    note: str


def disposable(key: str) -> Kind:
    """Return a kind that may be disposed of by decision; raises Refused that says why another is not."""
    kind = KINDS.get(key)
    if kind is None:
        names = ", ".join(kind.key for kind in KINDS.values() if kind.is_disposable)
        raise Refused(f"Det finns inget slag av uppgifter som heter ”{key}”. Det som kan gallras är {names}.")
    if kind.disposal is Disposal.NEVER:
        raise Refused(f"{kind.title} gallras inte. {kind.reason}")
    if kind.disposal is Disposal.BY_ITSELF:
        raise Refused(f"{kind.title} gallras inte här: {kind.time_note}.")
    return kind


def check_decision(decision: Decision) -> Found:
    """Return what the decision covers today; raises Refused where it can't be recorded."""
    disposable(decision.kind)
    today = timezone.localdate()
    if decision.before > today:
        raise Refused("Dagen ligger framåt i tiden. Välj en dag som har varit.")
    if decision.decided_on > today:
        raise Refused("Beslutet är daterat framåt i tiden.")
    for text in (decision.registration_number, decision.decided_by, decision.note):
        if personal_data.has_identity_number(text):
            raise Refused("Ta bort personnumret. Beslutet kan inte ändras sedan.")
    return found_before(decision.kind, decision.before)


@transaction.atomic
def record_decision(decision: Decision, *, by: By) -> DisposalDecision:
    """Record a decision to dispose of data. It takes nothing away, and can't be changed afterwards."""
    found = check_decision(decision)
    if not decision.note.strip():
        raise Refused("Skriv skälet till beslutet.")
    recorded = DisposalDecision.objects.create(
        kind=decision.kind,
        before=decision.before,
        registration_number=decision.registration_number,
        decided_by=decision.decided_by,
        decided_on=decision.decided_on,
        note=decision.note,
    )
    details = {"before": decision.before.isoformat(), "number": decision.registration_number, "count": found.count}
    audit.record(by=by, action="record-disposal-decision", subject=decision.kind, details=details)
    return recorded


@transaction.atomic
def carry_out(key: str, *, by: By) -> DisposalDecision:
    """Carry out the oldest decision about this kind that is not carried out, and write its protocol.

    Raises Refused where the kind is kept or no decision waits.
    """
    kind = disposable(key)
    waiting = DisposalDecision.objects.select_for_update().filter(kind=key, done_at=None)
    decision = waiting.order_by("decided_on", "pk").first()
    if decision is None:
        raise Refused(f"Inget gallringsbeslut om {kind.title} väntar. Registrera det först på sidan Gallring.")
    found = found_before(key, decision.before)
    PURGERS[key].purge(day_begins(decision.before))
    decision.done_at, decision.done_by = timezone.now(), str(by)[:120]
    decision.protocol = _protocol(found)
    decision.save(update_fields=["done_at", "done_by", "protocol"])
    details = {"before": decision.before.isoformat(), "number": decision.registration_number, "count": found.count}
    audit.record(by=by, action="dispose", subject=key, details=details)
    return decision


def found_before(key: str, day: date) -> Found:
    """Return what there is of a kind from before a day."""
    return PURGERS[key].find(day_begins(day))


def day_begins(day: date) -> datetime:
    """Return the first moment of a Swedish day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _protocol(found: Found) -> dict[str, object]:
    first, last = (found.times[0], found.times[-1]) if found.times else (None, None)
    return {
        "count": found.count,
        "identifiers": list(found.identifiers),
        "first": first.isoformat() if first else "",
        "last": last.isoformat() if last else "",
    }
