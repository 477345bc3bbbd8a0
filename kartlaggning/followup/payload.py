"""Values of follow-up as JSON and back: what an edition's row holds."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kartlaggning.choices import FollowUpKind
from kartlaggning.followup.values import (
    AgreementNote,
    AttitudeFigure,
    CheckNote,
    ContactNote,
    CrimeFigure,
    FollowUp,
    Limits,
    MeasureNote,
    SafetyFigure,
    StudyNote,
)

# Which value a kind of row holds, and in which part of FollowUp it stands.
KINDS: Mapping[FollowUpKind, tuple[type[Any], str]] = {
    FollowUpKind.CRIME: (CrimeFigure, "crimes"),
    FollowUpKind.SAFETY: (SafetyFigure, "safety"),
    FollowUpKind.ATTITUDE: (AttitudeFigure, "attitudes"),
    FollowUpKind.MEASURE: (MeasureNote, "measures"),
    FollowUpKind.AGREEMENT: (AgreementNote, "agreements"),
    FollowUpKind.CHECK: (CheckNote, "checks"),
    FollowUpKind.STUDY: (StudyNote, "studies"),
    FollowUpKind.CONTACT: (ContactNote, "contacts"),
    FollowUpKind.LIMITS: (Limits, "limits"),
}


def to_json(value: Any) -> Any:
    """Return a value as what JSON knows: days as ISO dates, choices as their codes, tuples as lists."""
    if is_dataclass(value):
        return {item.name: to_json(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [to_json(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def from_json(kind: type[Any], content: Any) -> Any:
    """Return the value of type `kind` that `to_json` made `content` of; raises KeyError or ValueError for another."""
    if content is None:
        return None
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{item.name: from_json(hints[item.name], content[item.name]) for item in fields(kind)})
    if get_origin(kind) in (Union, UnionType):
        return from_json(next(part for part in get_args(kind) if part is not type(None)), content)
    if get_origin(kind) is tuple:
        return tuple(from_json(get_args(kind)[0], part) for part in content)
    if issubclass(kind, date):
        return date.fromisoformat(content)
    return kind(content)


def follow_up(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> FollowUp:
    """Return what the rows hold, given by kind and content, in their order."""
    parts: dict[str, Any] = {}
    for kind, content in rows:
        value_type, part = KINDS[FollowUpKind(kind)]
        value = from_json(value_type, content)
        parts[part] = value if kind == FollowUpKind.LIMITS else (*parts.get(part, ()), value)
    return FollowUp(**parts)
