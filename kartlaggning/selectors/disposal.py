"""What the staff page about disposal shows: the table with what is older than its time, and the decisions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from kartlaggning.errors import NotFound
from kartlaggning.models import DisposalDecision
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.retention import KINDS, Disposal, Kind

DISPOSAL_WORDS = {
    Disposal.NEVER: "gallras inte",
    Disposal.BY_ITSELF: "försvinner av sig själv",
    Disposal.BY_DECISION: "gallras efter beslut",
}


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind, and how many of it are older than its time; None where that is not counted."""

    kind: Kind
    disposal: str
    overdue: int | None


def kind_rows(count_before: Callable[[str, date], int]) -> tuple[KindRow, ...]:
    """Return every kind; `count_before(key, day)` counts what there is of a disposable kind from before a day."""
    today = timezone.localdate()
    return tuple(_row(kind, today, count_before) for kind in KINDS.values())


def _row(kind: Kind, today: date, count_before: Callable[[str, date], int]) -> KindRow:
    overdue = None
    if kind.is_disposable and kind.keep_days is not None:
        overdue = count_before(kind.key, today - timedelta(days=kind.keep_days))
    return KindRow(kind, DISPOSAL_WORDS[kind.disposal], overdue)


def decisions(actor: Actor) -> Iterable[tuple[DisposalDecision, str]]:
    """Return the decisions with their kind's title, newest first; none for who may not dispose."""
    rows = DisposalDecision.objects.order_by("-decided_on", "-pk")
    shown = rows if can(actor, Permission.DISPOSE) else rows.none()
    return [(row, KINDS[row.kind].title) for row in shown]


def decision(actor: Actor, pk: int) -> DisposalDecision:
    """Return a decision that has been carried out, or raise NotFound."""
    found = DisposalDecision.objects.filter(pk=pk, done_at__isnull=False).first()
    if found is None or not can(actor, Permission.DISPOSE):
        raise NotFound("Det finns inget protokoll för beslutet.")
    return found
