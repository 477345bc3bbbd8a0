"""What a survey's content comes to: its finding, how it differs from last round's, what the log keeps of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry import MultiPolygon

from kartlaggning import text_check
from kartlaggning.choices import Provenance, Section, Status, Visibility
from kartlaggning.content import (
    EXPLAINED,
    OUTLINE,
    REASON,
    Content,
    is_open,
    outline_of,
    readable,
    section_of,
)
from kartlaggning.errors import Refused
from kartlaggning.questionnaire import STATUS, STATUS_CLOSED, STATUS_OPEN, Questionnaire, changed_keys

TAKEN_OUT = "[borttaget]"  # stands in the log instead of a text that looks like an identity number


@dataclass(frozen=True, slots=True)
class Finding:
    """What approval makes of the content; outline in EPSG:3006 and area in m² only where the scene is open."""

    status: Status
    outline: MultiPolygon | None = None
    area_m2: float | None = None
    provenance: Provenance | None = None


def finding_of(content: Content) -> Finding:
    """Return the finding, or raise Refused where the content does not come to one."""
    if content.get(STATUS) == STATUS_CLOSED:
        return Finding(Status.CLOSED)
    if content.get(STATUS) != STATUS_OPEN:
        raise Refused("Det framgår inte om platsen är en öppen drogscen.")
    outline = outline_of(content)
    if outline is None or outline.is_empty or not outline.is_valid:
        raise Refused("Platsen är öppen men har ingen gräns som går att använda.")
    return Finding(Status.OPEN, outline, outline.area, Provenance.SURVEYED)


def is_unchanged(before: Content, after: Content, questionnaire: Questionnaire, levels: frozenset[Visibility]) -> bool:
    """Tell whether nothing that may be read at these levels differs from last round's content.

    How the survey was made (the section on joint work) differs every year and does not count. A reason or an
    explanation is something new to read, so that whatever has one is changed.
    """
    old, new = readable(before, questionnaire, levels), readable(after, questionnaire, levels)
    old = {key: value for key, value in old.items() if not key.startswith((REASON, EXPLAINED))}
    if not is_open(after) and not is_open(before):
        old.pop(OUTLINE, None)
        new.pop(OUTLINE, None)
    return all(section_of(key, questionnaire) is Section.JOINT for key in changed_keys(old, new))


def changes_for_log(before: Content, after: Content) -> dict[str, list[Any]]:
    """Return what differs, by field key, as [before, after]; an outline by its area and checksum, not its place."""
    return {
        key: [_kept(key, before.get(key)), _kept(key, after.get(key))] for key in sorted(changed_keys(before, after))
    }


def _kept(key: str, value: Any) -> Any:
    if key == OUTLINE:
        return _outline_in_short(value)
    return TAKEN_OUT if any(has_identity_number(text) for text in _texts(value)) else value


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for pair in value.items() for part in pair for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def has_identity_number(text: str) -> bool:
    """Tell whether a text holds what may never be kept."""
    return any(finding.stops for finding in text_check.find(text))


def _outline_in_short(value: Any) -> dict[str, Any] | None:
    outline = outline_of({OUTLINE: value})
    if outline is None:
        return None
    digest = hashlib.sha256(json.dumps(value["coordinates"]).encode()).hexdigest()
    return {"area_m2": round(outline.area), "sha256": digest}


def comment_visibility(
    section: Section, questionnaire: Questionnaire, levels: frozenset[Visibility]
) -> Visibility | None:
    """Return who may read a comment on a section by somebody who reads these levels; None: it is not theirs to write.

    Who reads what the police alone may read could quote it: what they write where such questions stand is guarded.
    """
    asked = {question.visibility for question in questionnaire.of(section)}
    if not (asked & levels or section is Section.PLACE):
        return None
    is_guarded = Visibility.POLICE_ONLY in asked and Visibility.POLICE_ONLY in levels
    return Visibility.POLICE_ONLY if is_guarded else Visibility.SHARED


def asks_police_only(questionnaire: Questionnaire) -> bool:
    """Tell whether any question is for the police alone."""
    return any(question.visibility is Visibility.POLICE_ONLY for question in questionnaire.questions)


def holds_police_only(section: Section, questionnaire: Questionnaire) -> bool:
    """Tell whether a question of the section is for the police alone."""
    return any(question.visibility is Visibility.POLICE_ONLY for question in questionnaire.of(section))
