"""The coordinators' list of kinds of measures: adding, changing, ordering and no longer using."""

import hashlib
from dataclasses import dataclass

from django.db import transaction

from kartlaggning import swedish
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import MeasureKind
from kartlaggning.permissions import Actor, Permission, can, reads_police_only
from kartlaggning.services import audit
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.words import free_text

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_KEY = 80, 300, 40
CHANGED_SINCE = (
    "Någon har ändrat slaget sedan du öppnade det. Inget av ditt är sparat. Jämför med hur det ser ut nu, och spara "
    "igen om ditt ska gälla."
)


@dataclass(frozen=True, slots=True)
class KindData:
    """What is decided about a kind. `is_guarded` presets its measures to the police alone."""

    name: str
    description: str = ""
    is_guarded: bool = False


@transaction.atomic
def add_kind(data: KindData, *, by: Actor) -> MeasureKind:
    """Add a kind, last in the list; raises FieldRefused for a name that is taken."""
    _allow(by)
    kind = MeasureKind(position=MeasureKind.objects.count())
    _write(kind, data, by=by)
    kind.key = _free_key(kind.name)
    kind.save()
    audit.record(by=by, action="add-measure-kind", subject=kind.name, details={"guarded": kind.is_guarded})
    return kind


def seen_of(kind: MeasureKind) -> str:
    """Return what tells a kind as it stands from one that somebody has changed since, for the form to send back."""
    stands = (kind.name, kind.description, kind.is_guarded)
    return hashlib.sha256(repr(stands).encode()).hexdigest()[:16]


@transaction.atomic
def change_kind(kind: MeasureKind, data: KindData, *, seen: str, by: Actor) -> MeasureKind:
    """Rename, describe and guard a kind. Measures that are in the register keep who may read them.

    `seen` is what `seen_of` said of the kind that the person saw; raises Refused where it has been changed since.
    """
    _allow(by)
    row = MeasureKind.objects.select_for_update().get(pk=kind.pk)
    if seen != seen_of(row):
        raise Refused(CHANGED_SINCE)
    before = row.name
    _write(row, data, by=by)
    row.save()
    details = {"from": before, "to": row.name, "guarded": row.is_guarded}
    audit.record(by=by, action="change-measure-kind", subject=row.name, details=details)
    return row


@transaction.atomic
def move_kind(kind: MeasureKind, *, up: bool, by: Actor) -> None:
    """Put a kind one step further up or down; at the end of the list nothing happens."""
    _allow(by)
    rows = list(MeasureKind.objects.order_by("position", "pk"))
    here = next(index for index, row in enumerate(rows) if row.pk == kind.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows):
        row.position = position
    MeasureKind.objects.bulk_update(rows, ["position"])
    audit.record(by=by, action="move-measure-kind", subject=kind.name)


@transaction.atomic
def set_kind_active(kind: MeasureKind, is_active: bool, *, by: Actor) -> None:
    """Let a kind be chosen, or no more. Measures that have it keep it."""
    _allow(by)
    if kind.is_active == is_active:
        raise Refused("Det är redan gjort. Läs in sidan igen.")
    kind.is_active = is_active
    kind.save(update_fields=["is_active"])
    action = "reactivate-measure-kind" if is_active else "deactivate-measure-kind"
    audit.record(by=by, action=action, subject=kind.name)


def _write(kind: MeasureKind, data: KindData, *, by: Actor) -> None:
    if kind.is_guarded and not data.is_guarded and not reads_police_only(by):
        raise FieldRefused("Bara den som läser Polisens uppgifter kan öppna ett slag för fler.", "is_guarded")
    try:
        name = free_text(data.name, required="Skriv slagets namn.", longest=LONGEST_NAME)
        kind.description = free_text(data.description, longest=LONGEST_DESCRIPTION)
    except Refused as refusal:
        raise FieldRefused(str(refusal), "name") from refusal
    taken = (row.name for row in MeasureKind.objects.exclude(pk=kind.pk))
    if swedish.search_key(name) in map(swedish.search_key, taken):
        raise FieldRefused(f"Det finns redan ett slag som heter {name}.", "name")
    kind.name, kind.is_guarded = name, data.is_guarded


def _free_key(name: str) -> str:
    """Return an address part made of the name; it stays when the kind is renamed."""
    base = swedish.slugify(name)[: LONGEST_KEY - 4] or "slag"
    key, number = base, 1
    while key in RESERVED or MeasureKind.objects.filter(key=key).exists():
        number += 1
        key = f"{base}-{number}"
    return key


RESERVED = ("ny",)  # an address of its own below the list's


def _allow(by: Actor) -> None:
    if not can(by, Permission.RUN_FOLLOW_UP):
        raise Forbidden("Bara en samordnare ändrar listan.")
