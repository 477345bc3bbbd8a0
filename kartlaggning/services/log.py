"""Taking the log out of the house: who took which part of it is itself in the log."""

from collections.abc import Iterator

from django.db import transaction

from kartlaggning.audit_words import EXPORT_LOG
from kartlaggning.errors import Forbidden
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors import audit as log
from kartlaggning.selectors.audit import LogFilter, LogRow
from kartlaggning.services import audit


@transaction.atomic
def export_log(asked: LogFilter, *, by: Actor) -> Iterator[LogRow]:
    """Return the rows that are asked for, and write who took them; the row that says so comes with them."""
    if not can(by, Permission.READ_LOG):
        raise Forbidden("Du får inte läsa loggen.")
    found = log.entries(asked)
    details = {"rows": found.count(), "filter": sorted(_used(asked))}
    audit.record(by=by, action=EXPORT_LOG, subject="loggen", details=details)
    return log.log_rows(found)


def _used(asked: LogFilter) -> list[str]:
    return [name for name in LogFilter.__slots__ if getattr(asked, name)]
