"""Finding Swedish personal identity and coordination numbers in free text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.se import personnummer

# Year with two or four digits, month, day, then four digits; people write a hyphen, a plus, a space or nothing between.
_CANDIDATE = re.compile(
    r"(?<!\d)(?P<century>18|19|20)?(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"[ \t]?[-+\N{EN DASH}\N{MINUS SIGN}]?[ \t]?(?P<serial>\d{4})(?!\d)",
    re.ASCII,
)
_COORDINATION_DAY = 60  # a coordination number adds this to the day


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a text something stands: from `start` up to and not with `end`, in characters."""

    start: int
    end: int


def has_identity_number(text: str) -> bool:
    """Tell whether `text` holds a number whose date exists and whose check digit is right."""
    return any(True for _ in identity_numbers(text))


def identity_numbers(text: str) -> Iterator[Span]:
    """Return where in the text numbers stand whose date exists and whose check digit is right."""
    for match in _CANDIDATE.finditer(text):
        if _is_identity_number(match):
            yield Span(match.start(), match.end())


def luhn_holds(digits: str) -> bool:
    """Tell whether the last of the digits is the Luhn check digit (ISO/IEC 7812-1, annex B) of the others."""
    return luhn.is_valid(digits)


def _is_identity_number(match: re.Match[str]) -> bool:
    year, month, day, serial = match["year"], match["month"], match["day"], match["serial"]
    return luhn_holds(f"{year}{month}{day}{serial}") and _date_exists(match["century"] or "", year, month, day, serial)


def _date_exists(century: str, year: str, month: str, day: str, serial: str) -> bool:
    day_of_month = f"{int(day) % _COORDINATION_DAY:02}"
    try:
        personnummer.get_birth_date(f"{century}{year}{month}{day_of_month}-{serial}")
    except ValidationError:
        return False
    return True
