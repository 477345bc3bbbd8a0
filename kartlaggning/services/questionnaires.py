"""Writing questionnaires: the first version from its file, copies, names, and the freezing of what has been asked."""

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Question, Questionnaire
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.question_rules import QuestionRefused

FIRST_VERSION = "questionnaire_2026.json"
FROZEN = "Formuläret är fryst, eftersom det har använts. Gör en ny version av det och ändra i den."
LONGEST_NAME, LONGEST_NOTE = 80, 400  # characters, as the columns hold


@transaction.atomic
def load_first_version(folder: Path, *, by: By) -> Questionnaire:
    """Write the questions that stand in `folder`'s file, or refuse where that version exists already."""
    content = json.loads((folder / FIRST_VERSION).read_text(encoding="utf-8"))
    if Questionnaire.objects.filter(name=content["name"]).exists():
        raise Refused(f"Formuläret {content['name']} finns redan.")
    version = Questionnaire.objects.create(name=content["name"], note=content["note"])
    Question.objects.bulk_create(
        Question(questionnaire=version, order=10 * place, **question)
        for place, question in enumerate(content["questions"], start=1)
    )
    audit.record(by=by, action="add-questionnaire", subject=version.name)
    return version


@transaction.atomic
def copy_version(source: Questionnaire, *, name: str, note: str = "", by: By) -> Questionnaire:
    """Make a new version that asks the same questions under another name; the source may be frozen."""
    _check_editor(by)
    version = Questionnaire.objects.create(name=_free_name(name), note=_checked_note(note))
    rows = list(source.questions.all())
    for row in rows:
        row.pk, row.questionnaire = None, version
        row._state.adding = True
    Question.objects.bulk_create(rows)
    audit.record(by=by, action="copy-questionnaire", subject=version.name, details={"source": source.name})
    return version


@transaction.atomic
def rename_version(version: Questionnaire, *, name: str, note: str, by: By) -> Questionnaire:
    """Give an unfrozen version another name or note."""
    version = locked_for_edit(version, by=by)
    before = {"name": version.name, "note": version.note}
    version.name = version.name if name.strip() == version.name else _free_name(name)
    version.note = _checked_note(note)
    version.save(update_fields=["name", "note"])
    after = {"name": version.name, "note": version.note}
    changes = {key: [value, after[key]] for key, value in before.items() if value != after[key]}
    if changes:
        audit.record(by=by, action="rename-questionnaire", subject=version.name, details={"changes": changes})
    return version


@transaction.atomic
def delete_version(version: Questionnaire, *, by: By) -> None:
    """Take away a version that is not frozen and that no round uses."""
    version = locked_for_edit(version, by=by)
    if version.rounds.exists():
        raise Refused("En omgång använder formuläret. Det kan inte tas bort.")
    keys = list(version.questions.order_by("order").values_list("key", flat=True))
    version.delete()
    audit.record(by=by, action="delete-questionnaire", subject=version.name, details={"keys": keys})


def locked_for_edit(version: Questionnaire, *, by: By) -> Questionnaire:
    """Return the version, locked until the transaction ends; refuses a frozen one and who may not edit.

    The lock makes a round that opens meanwhile, and freezes, wait.
    """
    _check_editor(by)
    version = Questionnaire.objects.select_for_update().get(pk=version.pk)
    if version.frozen_at is not None:
        raise Refused(FROZEN)
    return version


def _check_editor(by: By) -> None:
    if isinstance(by, Actor) and not can(by, Permission.EDIT_QUESTIONNAIRE):
        raise Forbidden("Du får inte ändra frågeformulär.")


def _free_name(name: str) -> str:
    name = name.strip()
    if not name:
        raise QuestionRefused("Skriv ett namn, till exempel Frågor 2027.", "name")
    if len(name) > LONGEST_NAME:
        raise QuestionRefused(f"Korta namnet till högst {LONGEST_NAME} tecken.", "name")
    if Questionnaire.objects.filter(name=name).exists():
        raise QuestionRefused(f"Det finns redan ett formulär som heter {name}. Välj ett annat namn.", "name")
    return name


def _checked_note(note: str) -> str:
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise QuestionRefused(f"Korta anmärkningen till högst {LONGEST_NOTE} tecken.", "note")
    return note


@transaction.atomic
def freeze(version: Questionnaire, *, by: By) -> None:
    """Make a version unchangeable, from the moment a round asks its questions; a frozen one is left as it is."""
    if version.frozen_at is None:
        version.frozen_at = timezone.now()
        version.save(update_fields=["frozen_at"])
        audit.record(by=by, action="freeze-questionnaire", subject=version.name)
