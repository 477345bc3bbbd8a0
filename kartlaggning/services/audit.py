"""The one way into the audit log: called inside the transaction of the act it records."""

from typing import Any

from kartlaggning.models import AuditEntry, Survey
from kartlaggning.permissions import Actor
from kartlaggning.selectors.audit import subject_of

By = Actor | str  # a person, or what a command or the public is called


def record(*, by: By, action: str, subject: str, details: dict[str, Any] | None = None) -> AuditEntry:
    """Write one entry. `by` is kept in words; `details` must not hold what the text check stops."""
    role = {"role": by.role.value} if isinstance(by, Actor) else {}
    return AuditEntry.objects.create(
        actor=str(by)[:120],
        address=by.address if isinstance(by, Actor) else None,
        action=action,
        subject=subject,
        details={**(details or {}), **role},
    )


def survey_subject(survey: Survey) -> str:
    """Return what the log calls a survey: `S-0001 2026`."""
    return subject_of(survey)
