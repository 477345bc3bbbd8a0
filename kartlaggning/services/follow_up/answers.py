"""Taking an internal answer about an area out of the house: who, when and for what stands on it and in the log."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kartlaggning.audit_words import EXPORT_ANSWER
from kartlaggning.choices import Visibility
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.exports.answer.area import area_answer
from kartlaggning.exports.answer.document import Answer
from kartlaggning.exports.answer.printed import Taken, answer_pdf
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.editions import Area, Atlas
from kartlaggning.selectors.follow_up.answer import follow_up_at, levels_in
from kartlaggning.services import audit
from kartlaggning.services.exports import LONGEST_PURPOSE
from kartlaggning.services.reading import note_once_an_hour
from kartlaggning.services.words import free_text

CAREFUL = "Kan omfattas av sekretess. Lämna inte vidare utan prövning."


@dataclass(frozen=True)
class TakenAnswer:
    """An answer that has been taken out as PDF."""

    content: bytes
    taken_at: datetime


@transaction.atomic
def read_answer(atlas: Atlas, area: Area, level: Visibility, *, by: Actor) -> Answer:
    """Return the answer at a level; that somebody reads what is the police's alone is noted, once an hour.

    Raises Forbidden for a level that the person may not read of the area.
    """
    if level not in levels_in(by, area.ref):
        raise Forbidden("Du får inte läsa den versionen av svaret.")
    answer = area_answer(atlas, area, follow_up_at(by, level, atlas.follow_up), level)
    if level is Visibility.POLICE_ONLY:
        note_once_an_hour(subject_of(area), by=by)
    return answer


@transaction.atomic
def take_out_answer(atlas: Atlas, area: Area, level: Visibility, *, purpose: str, by: Actor) -> TakenAnswer:
    """Return the answer at a level as PDF, and write who took it and for what, never what stands in it.

    Raises Forbidden for who may take nothing out or may not read the level, Refused without a purpose, and for the
    public version, which everybody may have without saying for what.
    """
    if level is Visibility.PUBLIC:
        raise Refused("Hämta den offentliga versionen som den är, utan att skriva något.")
    if not can(by, Permission.EXPORT_TABLES):
        raise Forbidden("Du får inte ta ut svar.")
    purpose = free_text(purpose, required="Skriv vad svaret ska användas till.", longest=LONGEST_PURPOSE)
    answer = read_answer(atlas, area, level, by=by)
    taken_at = timezone.now()
    details = {"purpose": purpose, "level": str(level.label), "area": _words(area), "format": "pdf"}
    audit.record(by=by, action=EXPORT_ANSWER, subject=subject_of(area), details=details)
    taken = _taken(level, purpose, by, taken_at)
    content = answer_pdf(answer, atlas.newest, publisher=settings.PUBLISHER_NAME, taken=taken)
    return TakenAnswer(content, taken_at)


def subject_of(area: Area) -> str:
    """Return what the log calls an answer."""
    return f"svar om {_words(area)}"


def _words(area: Area) -> str:
    return f"{area.ref.kind.label} {area.ref.name}"


def mark_of(level: Visibility, by: Actor, at: datetime, purpose: str = "") -> str:
    """Return what stands on every page of an internal answer."""
    when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    used_for = f" Används till: {purpose.rstrip('.')}." if purpose else ""
    return f"INTERNT, nivå: {level.label}. Uttaget av {_who(by)} {when}.{used_for} {CAREFUL}"


def _who(by: Actor) -> str:
    return ", ".join(part for part in (by.name, str(by.role.label), by.organisation) if part)


def _taken(level: Visibility, purpose: str, by: Actor, at: datetime) -> Taken:
    facts = (
        ("Nivå", str(level.label)),
        ("Uttaget av", _who(by)),
        ("När", timezone.localtime(at).strftime("%Y-%m-%d %H:%M")),
        ("Används till", purpose),
        ("Urval", "Det som den som tog ut svaret får läsa på den nivån"),
        ("Att tänka på", CAREFUL),
    )
    return Taken(mark_of(level, by, at, purpose), facts)
