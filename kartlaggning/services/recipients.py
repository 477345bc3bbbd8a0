"""The register of those who are told of editions: adding, changing, and ending it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from kartlaggning.choices import AreaKind
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Recipient
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.services import audit
from kartlaggning.services.words import free_text

LONGEST_NAME = 120
FORMATS: Mapping[str, str] = {
    "csv": "CSV",
    "xlsx": "Excel (XLSX)",
    "geojson": "GeoJSON",
    "gpkg": "GeoPackage",
    "pdf": "rapport (PDF)",
}


@dataclass(frozen=True, slots=True)
class Details:
    """Who a recipient is and what it gets: areas as pairs of kind and address part, none for the whole county."""

    name: str
    mailbox: str
    areas: tuple[tuple[AreaKind, str], ...]
    formats: tuple[str, ...]


@transaction.atomic
def add_recipient(details: Details, *, by: Actor) -> Recipient:
    """Add a recipient; raises Refused for a name that is taken and where no format is chosen."""
    recipient = Recipient()
    _write(recipient, details, by=by)
    audit.record(by=by, action="add-recipient", subject=recipient.name, details=_logged(details))
    return recipient


@transaction.atomic
def change_recipient(recipient: Recipient, details: Details, *, by: Actor) -> Recipient:
    """Change a recipient; raises Refused as `add_recipient`."""
    _write(recipient, details, by=by)
    audit.record(by=by, action="change-recipient", subject=recipient.name, details=_logged(details))
    return recipient


@transaction.atomic
def set_active(recipient: Recipient, *, is_active: bool, by: Actor) -> None:
    """Let a recipient be told from now on, or no more. What it has been told stays on record."""
    _allow(by)
    if recipient.is_active == is_active:
        raise Refused("Det är redan gjort. Läs in sidan igen.")
    recipient.is_active = is_active
    recipient.save(update_fields=["is_active"])
    action = "reactivate-recipient" if is_active else "deactivate-recipient"
    audit.record(by=by, action=action, subject=recipient.name)


def _write(recipient: Recipient, details: Details, *, by: Actor) -> None:
    _allow(by)
    name = free_text(details.name, required="Skriv aktörens namn.", longest=LONGEST_NAME)
    if Recipient.objects.filter(name=name).exclude(pk=recipient.pk).exists():
        raise Refused(f"Det finns redan en mottagare som heter {name}.")
    if not details.formats or any(key not in FORMATS for key in details.formats):
        raise Refused("Välj minst ett format.")
    recipient.name, recipient.mailbox = name, details.mailbox
    recipient.areas = [{"kind": kind.value, "slug": slug} for kind, slug in details.areas]
    recipient.formats = list(details.formats)
    recipient.save()


def _allow(by: Actor) -> None:
    if not can(by, Permission.PUBLISH_EDITIONS):
        raise Forbidden


def _logged(details: Details) -> dict[str, Sequence[str]]:
    areas = [f"{kind.value}:{slug}" for kind, slug in details.areas]
    return {"areas": areas, "formats": details.formats}
