"""Checks of closed scenes: that somebody went to look, and the signal that a scene should be assessed anew."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from kartlaggning.choices import CheckFinding, Origin, Status
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Scene, SceneCheck, Survey
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors import recipients
from kartlaggning.selectors.scenes import place_of
from kartlaggning.services import audit, notices
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.audit import By
from kartlaggning.services.follow_up import registers
from kartlaggning.services.follow_up.texts import checked_explanation

LONGEST = {"organisation": 120, "note": 2000, "answer": 500}
REASSESSED, NOT_REASSESSED = "Bedöms på nytt.", "Bedöms inte på nytt."
ONLY_CLOSED = "Bara en plats som har upphört kontrolleras så här. En öppen plats kartläggs i varje omgång."


@dataclass(frozen=True, slots=True)
class CheckData:
    """What somebody found on a closed scene, and for which organisation they looked."""

    checked_on: date
    organisation: str
    finding: CheckFinding
    note: str = ""
    explanation: str = ""


@transaction.atomic
def add_check(scene: Scene, data: CheckData, *, by: By, origin: Origin | None = None) -> SceneCheck:
    """Write a check of a closed scene. One that says reassess is a signal: the coordinators are told.

    Raises Forbidden outside the person's areas, Refused where the scene is not closed, FieldRefused for what can't
    stand. A check is never changed: what was found another day is another check.
    """
    if isinstance(by, Actor) and not can(by, Permission.EDIT_FOLLOW_UP, place_of(scene)):
        raise Forbidden("Du får bara skriva om platser i dina egna områden.")
    if not is_closed(scene):
        raise Refused(ONLY_CLOSED)
    origin = origin or registers.origin_of_new()
    if origin == Origin.EXAMPLE and not scene.is_example:
        raise Refused(registers.MADE_UP_ON_REAL)
    if data.checked_on > timezone.localdate():
        raise FieldRefused("Dagen har inte varit än. Skriv dagen då någon var på platsen.", "checked_on")
    texts, explained = _checked(data)
    check = SceneCheck.objects.create(
        scene=scene,
        checked_on=data.checked_on,
        finding=data.finding,
        origin=origin,
        made_by=str(by)[:120],
        **texts,
    )
    if data.finding is CheckFinding.REOPEN:
        told = (user for user in recipients.coordinators() if not isinstance(by, Actor) or user.pk != by.user_id)
        notices.tell(told, notices.SIGNAL)
    details = {"checked_on": data.checked_on.isoformat(), "finding": data.finding.value}
    details |= {"explanation": explained} if explained else {}
    audit.record(by=by, action="add-scene-check", subject=scene.public_id, details=details)
    return check


@transaction.atomic
def answer_signal(check: SceneCheck, reassess: bool, words: str, *, by: Actor) -> SceneCheck:
    """Answer a signal, once: that the scene is assessed anew and how, or why it is not. A coordinator's act."""
    if not can(by, Permission.RUN_FOLLOW_UP, place_of(check.scene)):
        raise Forbidden("Bara en samordnare svarar på signaler.")
    row = SceneCheck.objects.select_for_update().get(pk=check.pk)
    if row.finding != CheckFinding.REOPEN:
        raise Refused("Kontrollen är ingen signal, så det finns inget att svara på.")
    if row.answered_at is not None:
        raise Refused(f"{row.answered_by} har redan svarat: {row.answer}")
    required = "Skriv hur platsen bedöms på nytt, och när." if reassess else "Skriv varför platsen inte bedöms på nytt."
    reason = registers.checked_texts({"answer": words}, LONGEST, {"answer": required})["answer"]
    checked_explanation({"answer": reason}, "")
    _answer(row, f"{REASSESSED if reassess else NOT_REASSESSED} {reason}", by=by)
    return row


@transaction.atomic
def answer_by_reopening(scene: Scene, year: int, *, by: Actor) -> None:
    """Answer the scene's open signals with that it has been opened again in the round of the year."""
    waiting = SceneCheck.objects.select_for_update().filter(scene=scene, finding=CheckFinding.REOPEN, answered_at=None)
    for row in waiting:
        _answer(row, f"{REASSESSED} Platsen är öppnad igen i omgången {year}.", by=by)


def is_closed(scene: Scene) -> bool:
    """Tell whether the last round that concluded anything about the scene found it closed."""
    last = (
        Survey.objects.filter(scene=scene, state__in=CONCLUDED).order_by("-survey_round__year").only("status").first()
    )
    return last is not None and last.status == Status.CLOSED


def _checked(data: CheckData) -> tuple[dict[str, str], str]:
    required = {"organisation": "Skriv vem som tittade: en organisation, inte en person."}
    if data.finding is not CheckFinding.CALM:
        required["note"] = "Skriv vad som tyder på det. Skriv inget om enskilda personer."
    texts = registers.checked_texts({"organisation": data.organisation, "note": data.note}, LONGEST, required)
    return texts, checked_explanation(texts, data.explanation)


def _answer(row: SceneCheck, answer: str, *, by: Actor) -> None:
    row.answer, row.answered_by, row.answered_at = answer, by.name[:120], timezone.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(by=by, action="answer-signal", subject=row.scene.public_id)
