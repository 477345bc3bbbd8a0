"""JSON as this project writes it: UTF-8, no spaces, never NaN, dates and times by RFC 3339."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.utils.functional import Promise


def json_bytes(content: Mapping[str, Any]) -> bytes:
    """Return the content as JSON in UTF-8; raises ValueError for a number that is not finite."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)
    return text.encode()


def utc_time(moment: datetime) -> str:
    """Return a moment as RFC 3339 time in UTC, whole seconds: `2024-02-20T09:00:00Z`."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return utc_time(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON")
