"""Reading the audit log: the whole of it by person, act, subject and days, and what was written of one survey."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from kartlaggning.audit_words import action_words
from kartlaggning.choices import Role
from kartlaggning.field_words import label_of
from kartlaggning.models import AuditEntry, Question, Survey
from kartlaggning.questionnaire import Questionnaire
from kartlaggning.selectors.questionnaires import question_value
from kartlaggning.swedish import sort_key

ROWS_ON_A_PAGE = 50
# Of an entry's details only these are told as they stand: none of them is anybody's answer.
TOLD = {
    "file": "fil",
    "sha256": "SHA-256",
    "survey_round": "omgång",
    "rows": "rader",
    "counts": "antal",
    "rounds": "omgångar",
    "area": "område",
    "level": "nivå",
    "format": "format",
    "purpose": "används till",
    "why": "varför",
}


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What is asked for; empty and None stand for everything. The days are both included, in Swedish time."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry as an administrator sees it: the fields by name and never what stands in them."""

    created_at: datetime
    actor: str
    role: str
    address: str
    action: str
    action_key: str
    subject: str
    fields: tuple[str, ...]
    told: tuple[str, ...]


def subject_of(survey: Survey) -> str:
    """Return what the log calls a survey: `S-0001 2026`."""
    return f"{survey.scene.public_id} {survey.survey_round.year}"


def entries(asked: LogFilter) -> QuerySet[AuditEntry]:
    """Return the entries that are asked for, the newest first."""
    found = AuditEntry.objects.order_by("-pk")
    if asked.actor:
        found = found.filter(actor=asked.actor)
    if asked.action:
        found = found.filter(action=asked.action)
    if asked.subject:
        found = found.filter(subject__icontains=asked.subject)
    if asked.first:
        found = found.filter(created_at__gte=_midnight(asked.first))
    if asked.last:
        found = found.filter(created_at__lt=_midnight(asked.last + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def log_page(asked: LogFilter, number: str | int) -> Page[AuditEntry]:
    """Return one page of the log; a number that is none gives the first page, one too high the last."""
    return Paginator(entries(asked), ROWS_ON_A_PAGE).get_page(number)


def log_rows(found: QuerySet[AuditEntry] | Page[AuditEntry]) -> Iterator[LogRow]:
    """Yield entries as an administrator sees them, reading a long answer piece by piece."""
    questions = _every_question()
    rows = found.iterator(chunk_size=2000) if isinstance(found, QuerySet) else iter(found)
    for entry in rows:
        yield _row(entry, questions)


def actors() -> list[str]:
    """Return everybody who stands in the log, in Swedish order."""
    return sorted(AuditEntry.objects.order_by().values_list("actor", flat=True).distinct(), key=sort_key)


def actions() -> list[tuple[str, str]]:
    """Return the acts that stand in the log, each with its words, in the words' order."""
    found = AuditEntry.objects.order_by().values_list("action", flat=True).distinct()
    return sorted(((action, action_words(action)) for action in found), key=lambda pair: sort_key(pair[1]))


def survey_entries(survey: Survey) -> QuerySet[AuditEntry]:
    """Return what was written of a survey, the oldest first."""
    return AuditEntry.objects.filter(subject=subject_of(survey)).order_by("pk")


def has_noted(action: str, subject: str, user_id: int, since: datetime) -> bool:
    """Tell whether the log says that the person has done this reading of the subject since then."""
    found = AuditEntry.objects.filter(subject=subject, action=action, created_at__gte=since)
    return found.filter(details__user=user_id).exists()


def field_names(details: dict[str, object]) -> tuple[str, ...]:
    """Return the keys of the fields that an entry speaks of."""
    names = details.get("fields")
    changes = details.get("changes")
    listed = [str(name) for name in names] if isinstance(names, list) else []
    question = [details["key"]] if isinstance(details.get("key"), str) else []
    return tuple(dict.fromkeys([*map(str, question), *listed, *(changes if isinstance(changes, dict) else ())]))


def role_words(details: dict[str, object]) -> str:
    """Return the role in which an act was done; empty for commands and the public."""
    role = details.get("role")
    return Role(role).label if role in Role.values else ""


def _row(entry: AuditEntry, questions: Questionnaire) -> LogRow:
    told = (f"{words}: {_plain(entry.details[key])}" for key, words in TOLD.items() if key in entry.details)
    return LogRow(
        created_at=entry.created_at,
        actor=entry.actor,
        role=role_words(entry.details),
        address=entry.address or "",
        action=action_words(entry.action),
        action_key=entry.action,
        subject=entry.subject,
        fields=tuple(label_of(key, questions) for key in field_names(entry.details)),
        told=tuple(told),
    )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {number}" for key, number in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _every_question() -> Questionnaire:
    """Return the questions of every version as one, each in its latest wording."""
    latest = {row.key: row for row in Question.objects.order_by("questionnaire__created_at", "questionnaire_id")}
    return Questionnaire("", tuple(question_value(row) for row in latest.values()))
