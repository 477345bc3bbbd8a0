"""The parameter datetime: an instant, an interval or a half-open interval, as days."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rest_framework.exceptions import ValidationError

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOMENT = re.compile(rf"{DAY}(T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]{{1,6}})?(Z|[+-][0-9]{{2}}:[0-9]{{2}}))?", re.I)
OPEN = ("", "..")
HINT = (
    "Skriv en dag (2024-06-01), en tidpunkt (2024-06-01T12:00:00Z) eller ett intervall (2023-01-01/.., med .. öppet)."
)


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both inclusive; None is open."""

    first: date | None
    last: date | None

    def meets(self, other: "Days") -> bool:
        """Tell whether the spans have a day in common."""
        starts = self.first is None or other.last is None or self.first <= other.last
        return starts and (self.last is None or other.first is None or other.first <= self.last)


def calendar_year(year: int) -> Days:
    """Return the days of a year: what a round's features are said to hold for."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def read_datetime(text: str) -> Days:
    """Return the days asked for, a moment as its day in UTC; raises ValidationError."""
    parts = text.split("/")
    if len(parts) == 1:
        day = _day(parts[0])
        return Days(day, day)
    if len(parts) != 2 or all(part in OPEN for part in parts):
        raise ValidationError({"datetime": [HINT]})
    first, last = (None if part in OPEN else _day(part) for part in parts)
    if first is not None and last is not None and first > last:
        raise ValidationError({"datetime": ["Intervallets början ska stå före dess slut."]})
    return Days(first, last)


def _day(text: str) -> date:
    if not MOMENT.fullmatch(text):
        raise ValidationError({"datetime": [HINT]})
    try:
        if len(text) == len("2024-06-01"):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text.upper()).astimezone(UTC).date()
    except (ValueError, OverflowError) as error:
        raise ValidationError({"datetime": [HINT]}) from error
