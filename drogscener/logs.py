"""Log lines as JSON, built so that nothing personal can be in them."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType

# The message of any other exception may quote what a visitor typed: "invalid literal for int(): 'Anna'",
# "Key (email)=(…) already exists". Class and place are logged always, the message only of these.
CLASSES_WITH_HARMLESS_MESSAGE = (
    "django.core.exceptions.ImproperlyConfigured",
    "django.db.utils.OperationalError",
    "builtins.ModuleNotFoundError",
    "builtins.ImportError",
    "builtins.AttributeError",
    "builtins.NameError",
)
QUERY_STRING = re.compile(r"\?[^\s'\"<>]+")
# What follows in these paths opens an account or an edition before its time: invitation, new password, confirmation of
# an address, preview.
KEY_IN_PATH = re.compile(r"(/personal/konto/(?:inbjudan|losenord/nytt|e-post/bekrafta)/|/forhandsvisning/)[^\s'\"<>]+")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC, RFC 3339), level, logger, message; method, path, status, ms of a request.

    Left out on purpose: address and browser of the visitor, query strings, form content, values of local variables.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": KEY_IN_PATH.sub(r"\1…", QUERY_STRING.sub("?…", record.getMessage())),
        }
        line |= _request_fields(record)
        if record.exc_info and record.exc_info[1]:
            line["exception"] = _exception_lines(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _request_fields(record: logging.LogRecord) -> dict[str, object]:
    """Return method, path of the record's request (no query string, no key), and the answer's status and duration."""
    request = getattr(record, "request", None)
    path = getattr(request, "path", None)
    fields = {
        "method": getattr(request, "method", None),
        "path": KEY_IN_PATH.sub(r"\1…", path) if path else None,
        "status": getattr(record, "status_code", None),
        "ms": getattr(record, "ms", None),
    }
    return {key: value for key, value in fields.items() if value is not None}


def _exception_lines(error: BaseException) -> list[str]:
    """Return the chain of exceptions, oldest first: for each its frames, then its class."""
    lines: list[str] = []
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        lines += _exception_lines(earlier)
    return [*lines, *_frames(error.__traceback__), _describe(error)]


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _describe(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name}: {error}" if name in CLASSES_WITH_HARMLESS_MESSAGE else name
