"""Taking out what a search for what has worked finds: who, when and for what stands in it and in the log."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kartlaggning.audit_words import EXPORT_WHAT_WORKED
from kartlaggning.choices import Visibility
from kartlaggning.errors import Forbidden
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.editions import Atlas
from kartlaggning.selectors.follow_up.what_worked import Search, WorkedScene, what_worked
from kartlaggning.services import audit
from kartlaggning.services.exports import LONGEST_PURPOSE
from kartlaggning.services.words import free_text

# What may stand in a file, which is passed on; what is for the police alone is read on the page.
IN_FILES = (Visibility.PUBLIC, Visibility.SHARED)


@dataclass(frozen=True)
class TakenWhatWorked:
    """What was found and taken out, with what the file must say of it, as label and value."""

    found: tuple[WorkedScene, ...]
    facts: tuple[tuple[str, str], ...]
    taken_at: datetime


@transaction.atomic
def take_out_what_worked(atlas: Atlas, search: Search, *, purpose: str, by: Actor) -> TakenWhatWorked:
    """Return what the search finds of the levels that may leave, and write who took it and for what, not what stands
    in it nor the words that were searched for.

    Raises Forbidden for who may take nothing out, Refused without a purpose.
    """
    if not can(by, Permission.EXPORT_TABLES):
        raise Forbidden("Du får inte ta ut tabeller.")
    purpose = free_text(purpose, required="Skriv vad tabellen ska användas till.", longest=LONGEST_PURPOSE)
    found = what_worked(by, atlas, levels=IN_FILES).found(search)
    rows, taken_at = sum(len(scene.measures) for scene in found), timezone.now()
    audit.record(
        by=by,
        action=EXPORT_WHAT_WORKED,
        subject="vad har fungerat",
        details={"purpose": purpose, "all": search.is_empty, "format": "csv", "rows": rows},
    )
    facts = (
        ("Uttaget av", ", ".join(part for part in (by.name, str(by.role.label), by.organisation) if part)),
        ("När", timezone.localtime(taken_at).strftime("%Y-%m-%d %H:%M")),
        ("Används till", purpose),
        ("Rader", str(rows)),
    )
    return TakenWhatWorked(found, facts, taken_at)
