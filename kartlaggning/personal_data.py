"""Finding what must not stand in free text: Swedish personal identity and coordination numbers."""

import re
from datetime import date

# Year with two or four digits, month, day, then four digits; people write a hyphen, a plus, a space or nothing between.
_CANDIDATE = re.compile(r"(?<!\d)(\d{2})?(\d{2})(\d{2})(\d{2})[ \t]?[-+\N{EN DASH}\N{MINUS SIGN}]?[ \t]?(\d{4})(?!\d)")
_COORDINATION_DAY = 60  # a coordination number adds this to the day


def has_identity_number(text: str) -> bool:
    """Tell whether `text` holds a number whose date exists and whose check digit is right."""
    return any(_is_identity_number(*match.groups(default="")) for match in _CANDIDATE.finditer(text))


def _is_identity_number(century: str, year: str, month: str, day: str, serial: str) -> bool:
    day_of_month = int(day) % _COORDINATION_DAY
    return _date_exists(century, year, month, day_of_month) and luhn_holds(f"{year}{month}{day}{serial}")


def _date_exists(century: str, year: str, month: str, day: int) -> bool:
    if century and not 18 <= int(century) <= 20:
        return False
    try:
        date(int((century or "20") + year), int(month), day)
    except ValueError:
        return False
    return True


def luhn_holds(digits: str) -> bool:
    """Tell whether the last of the digits is the Luhn check digit (ISO/IEC 7812-1, annex B) of the others."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0
