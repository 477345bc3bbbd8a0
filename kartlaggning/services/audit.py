"""The one way into the audit log: called inside the transaction of the act it records."""

from typing import Any

from kartlaggning.models import AuditEntry


def record(*, by: str, action: str, subject: str, details: dict[str, Any] | None = None) -> AuditEntry:
    """Write one entry. `by` names the actor in words; `details` must not hold secret or personal content."""
    return AuditEntry.objects.create(actor=by, action=action, subject=subject, details=details or {})
