"""Writing the questions of a version that is not frozen: add, change, move, remove."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Max

from kartlaggning.choices import Visibility
from kartlaggning.errors import NotFound, Refused
from kartlaggning.models import Question, Questionnaire
from kartlaggning.questionnaire import Question as Asked
from kartlaggning.selectors import questionnaires
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.question_rules import check_opening, checked, opening
from kartlaggning.services.questionnaires import locked_for_edit

STEP = 10  # between the orders of two questions


@transaction.atomic
def add_question(version: Questionnaire, question: Asked, *, reason: str = "", by: By) -> Question:
    """Put a question last in its section; without a key it gets one. `reason`: why more people may read its answers.

    Raises QuestionRefused, which names the field.
    """
    version = locked_for_edit(version, by=by)
    asked = checked(question, version, None)
    before = opening(asked, version, None)
    check_opening(asked, before, reason)
    last = version.questions.aggregate(last=Max("order"))["last"] or 0
    row = Question.objects.create(questionnaire=version, order=last + STEP, **_columns(asked))
    details = {"key": row.key, "question": _columns(asked)}
    audit.record(by=by, action="add-question", subject=version.name, details=details)
    _record_opening(row, before, reason, by=by)
    return row


@transaction.atomic
def change_question(row: Question, question: Asked, *, reason: str = "", by: By) -> Question:
    """Write a question anew; moved to another section it stands last there. Raises QuestionRefused."""
    version, row = _locked(row, by=by)
    asked = checked(question, version, row)
    before = opening(asked, version, row)
    check_opening(asked, before, reason)
    old, new = _columns(questionnaires.question_value(row)), _columns(asked)
    changes = {name: [old[name], value] for name, value in new.items() if old[name] != value}
    if not changes:
        return row
    if "section" in changes:
        row.order = (version.questions.aggregate(last=Max("order"))["last"] or 0) + STEP
    for name, value in new.items():
        setattr(row, name, value)
    row.save()
    details = {"key": old["key"], "changes": changes}
    audit.record(by=by, action="change-question", subject=version.name, details=details)
    _record_opening(row, before, reason, by=by)
    return row


@transaction.atomic
def move_question(row: Question, *, up: bool, by: By) -> None:
    """Let a question change places with its neighbour in the section; at the section's end it stays."""
    version, row = _locked(row, by=by)
    rows = list(version.questions.filter(section=row.section).order_by("order", "key"))
    place = next(number for number, other in enumerate(rows) if other.pk == row.pk)
    neighbour = place - 1 if up else place + 1
    if not 0 <= neighbour < len(rows):
        return
    orders = sorted(other.order for other in rows)
    rows[place], rows[neighbour] = rows[neighbour], rows[place]
    for order, other in zip(_apart(orders), rows, strict=True):
        other.order = order
    Question.objects.bulk_update(rows, ["order"])
    details = {"key": row.key, "direction": "up" if up else "down"}
    audit.record(by=by, action="move-question", subject=version.name, details=details)


@transaction.atomic
def remove_question(row: Question, *, by: By) -> None:
    """Ask a question no more. Answers to it in earlier rounds stay."""
    version, row = _locked(row, by=by)
    if row.is_locked:
        raise Refused("Systemet läser svaret på den här frågan. Den kan inte tas bort.")
    details = {"key": row.key, "question": _columns(questionnaires.question_value(row))}
    row.delete()
    audit.record(by=by, action="remove-question", subject=version.name, details=details)


def _locked(row: Question, *, by: By) -> tuple[Questionnaire, Question]:
    """Return the version, locked, and the question as it now stands; raises NotFound where it has been removed."""
    version = locked_for_edit(row.questionnaire, by=by)
    now = version.questions.filter(pk=row.pk).first()
    if now is None:
        raise NotFound("Frågan finns inte längre.")
    return version, now


def _apart(orders: list[int]) -> list[int]:
    """Return the same orders, ascending, no two alike."""
    made: list[int] = []
    for order in orders:
        made.append(max(order, made[-1] + 1) if made else order)
    return made


def _columns(asked: Asked) -> dict[str, Any]:
    columns = asdict(asked)
    columns["options"] = list(columns["options"])
    return {name: value.value if hasattr(value, "value") else value for name, value in columns.items()}


def _record_opening(row: Question, before: Visibility | None, reason: str, *, by: By) -> None:
    """An entry of its own: that more people may read the answers is a decision somebody may ask about."""
    if before is None:
        return
    details = {"key": row.key, "from": before.value, "to": str(row.visibility), "reason": reason.strip()}
    audit.record(by=by, action="open-question", subject=row.questionnaire.name, details=details)
