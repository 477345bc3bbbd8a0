"""Taking answers out of the house: who took what, when and why stands in the file and in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kartlaggning.audit_words import EXPORT_TABLES
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.answers import Answers, answers
from kartlaggning.selectors.editions.atlas import AreaRef
from kartlaggning.services import audit
from kartlaggning.services.reading import note_reading
from kartlaggning.services.words import free_text

LONGEST_PURPOSE, LONGEST_REASON = 120, 1000  # characters


@dataclass(frozen=True)
class InternalExport:
    """Answers that have been taken out, with what the file must say of it, as label and value."""

    answers: Answers
    facts: tuple[tuple[str, str], ...]
    taken_at: datetime


@transaction.atomic
def export_answers(
    *, years: Sequence[int], area: AreaRef | None, file_format: str, purpose: str, reason: str, by: Actor
) -> InternalExport:
    """Return the answers that the person may read, and write who took them and why, never what stands in them.

    Raises Forbidden for who may take nothing out, Refused without a reason or purpose or where nothing is found.
    """
    if not can(by, Permission.EXPORT_TABLES):
        raise Forbidden("Du får inte ta ut tabeller.")
    purpose = free_text(purpose, required="Skriv vad uppgifterna ska användas till.", longest=LONGEST_PURPOSE)
    reason = free_text(reason, required="Skriv varför du behöver ta ut uppgifterna.", longest=LONGEST_REASON)
    found = answers(by, years, area)
    if not found.table.rows:
        raise Refused("Det finns inga kartläggningar i urvalet som du får läsa. Välj fler omgångar eller hela länet.")
    taken_at = timezone.now()
    details = {
        "purpose": purpose,
        "why": reason,
        "rounds": sorted(years),
        "area": _area_words(area),
        "format": file_format,
        "rows": len(found.table.rows),
        "police_only": bool(found.guarded),
    }
    for survey in found.guarded:
        note_reading(survey, by=by)
    audit.record(by=by, action=EXPORT_TABLES, subject="svar ur kartläggningar", details=details)
    return InternalExport(found, _facts(found, years, area, purpose, reason, by, taken_at), taken_at)


def _facts(
    found: Answers,
    years: Sequence[int],
    area: AreaRef | None,
    purpose: str,
    reason: str,
    by: Actor,
    taken_at: datetime,
) -> tuple[tuple[str, str], ...]:
    local = timezone.localtime(taken_at)
    who = ", ".join(part for part in (by.name, str(by.role.label), by.organisation) if part)
    levels = "Innehåller uppgifter som bara Polisen får läsa." if found.guarded else ""
    return (
        ("Internt utdrag", f"Kan omfattas av sekretess. Lämna inte vidare utan prövning. {levels}".strip()),
        ("Uttaget av", who),
        ("När", local.strftime("%Y-%m-%d %H:%M")),
        ("Används till", purpose),
        ("Varför", reason),
        ("Omgångar", ", ".join(str(year) for year in sorted(years))),
        ("Område", _area_words(area)),
        ("Rader", str(len(found.table.rows))),
    )


def _area_words(area: AreaRef | None) -> str:
    return f"{area.kind.label} {area.name}" if area else "allt som får läsas"
