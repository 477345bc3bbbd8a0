"""What the verbs of cooperation, studies and contacts share: levels, versions, texts, and taking out with a reason."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from kartlaggning.choices import Origin, Visibility
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Scene
from kartlaggning.models.measures import Registered
from kartlaggning.permissions import Actor, Permission, can, reads_police_only
from kartlaggning.selectors.follow_up.rows import is_kept
from kartlaggning.services import audit
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.audit import By
from kartlaggning.services.follow_up.texts import checked_explanation
from kartlaggning.services.words import free_text

LONGEST_NOTE, LONGEST_REASON, LONGEST_SOURCE = 2000, 400, 300
MADE_UP_ON_REAL = (
    "I demonstrationen får det som är påhittat bara stå på exempelplatser. Välj en plats som heter Exempelplats."
)
DOCUMENTED_STAYS = "I demonstrationen ändras inte det som har en källa. Lägg till en egen rad och pröva på den."

Row = TypeVar("Row", bound=Registered)


def origin_of_new() -> Origin:
    """Return the origin of what is written now: in a demonstration everything is made up."""
    return Origin.EXAMPLE if settings.DEMONSTRATION else Origin.DOCUMENTED


def check_scenes(origin: str, scenes: Iterable[Scene], *, field: str) -> None:
    """Refuse what is made up about a real place; the refusal names the form's field."""
    if origin == Origin.EXAMPLE and any(not scene.is_example for scene in scenes):
        raise FieldRefused(MADE_UP_ON_REAL, field)


def allow(by: By, permission: Permission) -> None:
    """Raise Forbidden for a person whose role lacks the permission."""
    if isinstance(by, Actor) and not can(by, permission):
        raise Forbidden("Du får inte ändra i registret.")


def locked(row: Row, version: int, *, by: By) -> Row:
    """Return the row, locked for this transaction, if it still is as it was seen; else say who changed it.

    Raises Refused also where it has been taken out, and in a demonstration where a source stands behind it.
    """
    found = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if found.withdrawn_at is not None:
        raise Refused("Raden är borttagen ur registret och kan inte ändras.")
    if found.version != version:
        raise Refused(
            f"{found.changed_by} har ändrat raden sedan du öppnade den. Inget av ditt är sparat."
            " Jämför med hur den ser ut nu, och spara igen om ditt ska gälla."
        )
    if isinstance(by, Actor) and is_kept(found):
        raise Refused(DOCUMENTED_STAYS)
    return found


def check_level(visibility: str, *, by: By, before: str | None = None) -> None:
    """Refuse a level that is not the person's to give: public is the coordinators', police-only the police's.

    `before` is the level of a row that is changed: what is public is changed by the coordinators alone.
    """
    if visibility not in Visibility.values:
        raise FieldRefused("Välj vem som får läsa.", "visibility")
    if not isinstance(by, Actor):
        return
    if Visibility.PUBLIC in (visibility, before) and not can(by, Permission.RUN_FOLLOW_UP):
        words = "Bara en samordnare gör något offentligt, eller ändrar det som är det. Be samordnaren om det."
        raise FieldRefused(words, "visibility")
    if Visibility.POLICE_ONLY in (visibility, before) and not reads_police_only(by):
        raise FieldRefused("Bara den som läser Polisens uppgifter väljer ”endast Polisen”.", "visibility")


def checked_texts(texts: Mapping[str, str], longest: Mapping[str, int], required: Mapping[str, str]) -> dict[str, str]:
    """Return texts by field as they may be kept; raises FieldRefused for one that is missing or too long."""
    return {name: _text(name, written, longest[name], required.get(name, "")) for name, written in texts.items()}


def _text(name: str, written: str, longest: int, required: str) -> str:
    try:
        return free_text(written, required=required, longest=longest)
    except Refused as refusal:
        raise FieldRefused(str(refusal), name) from refusal


def checked_lines(name: str, lines: Iterable[str], longest: int) -> list[str]:
    """Return the lines in which something is written; raises FieldRefused for one that is too long."""
    return [line for line in (_text(name, line, longest, "") for line in lines) if line]


def check_sources(visibility: str, sources: Iterable[str]) -> None:
    """Refuse what is public and has no source."""
    if visibility == Visibility.PUBLIC and not list(sources):
        raise FieldRefused("Skriv en källa. Det som är offentligt ska gå att kontrollera.", "sources")


def stamp(row: Registered, *, by: By) -> None:
    """Count the version up, of a row that is in the register, and keep who wrote; the caller saves."""
    row.version = row.version + 1 if row.pk else 1
    row.changed_by = str(by)[:120]


def take_out(row: Row, version: int, reason: str, *, action: str, by: By) -> Row:
    """Take a row out of its register, with why; it stays in the database. Raises Refused as `locked`."""
    words = _text("reason", reason, LONGEST_REASON, "Skriv varför raden tas bort ur registret.")
    checked_explanation({"reason": words}, "")
    found = locked(row, version, by=by)
    check_level(found.visibility, by=by)
    found.withdrawn_at, found.withdrawn_reason = timezone.now(), words
    stamp(found, by=by)
    found.save()
    audit.record(by=by, action=action, subject=found.public_id)
    return found
