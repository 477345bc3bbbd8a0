"""Positions as people write them: WGS 84 in degrees or SWEREF 99 TM in metres, north first."""

import re

from shapely.geometry import Point

from kartlaggning.geometry.projection import to_sweref
from kartlaggning.swedish import number

# The county with some sea, in EPSG:3006: what lies outside was written wrongly.
_EASTS, _NORTHS = (621_000, 776_000), (6_503_000, 6_695_000)
_LATITUDES = (-90.0, 90.0)
EXAMPLES = "59.3325, 18.0640 eller 6581086, 674266"
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


class PositionUnreadable(ValueError):
    """What was written is no position in the county; the message says in Swedish what to do."""


def parse_position(text: str) -> Point:
    """Return a written position as a point in EPSG:3006 (E, N). Raises PositionUnreadable.

    North stands first, as on maps: latitude and longitude, or N and E in SWEREF 99 TM. Decimal comma and point are
    both taken; where commas are decimal signs, a space or a semicolon parts the two.
    """
    first, second = _two_numbers(text)
    is_degrees = _LATITUDES[0] <= first <= _LATITUDES[1]
    point = to_sweref(Point(second, first)) if is_degrees else Point(second, first)
    if not (_EASTS[0] <= point.x <= _EASTS[1] and _NORTHS[0] <= point.y <= _NORTHS[1]):
        raise PositionUnreadable(f"Läget ligger utanför Stockholms län. Skriv norr först, till exempel {EXAMPLES}.")
    return point


def parse_line(text: str) -> list[Point]:
    """Return the positions written one a line, in EPSG:3006 (E, N); empty lines are left out."""
    return [parse_position(line) for line in text.splitlines() if line.strip()]


def in_words(point: Point) -> str:
    """Return a point (EPSG:3006) as it is read: `N 6 581 086, E 674 266`."""
    return f"N {number(point.y)}, E {number(point.x)}"


def _two_numbers(text: str) -> tuple[float, float]:
    plain = text.replace("\N{NO-BREAK SPACE}", " ").strip()
    decimal_commas = re.fullmatch(r"\D*\d+,\d+[\s;,]+\D*\d+,\d+\D*", plain)
    parts = _NUMBER.findall(plain if decimal_commas else plain.replace(",", " "))
    if len(parts) != 2:
        raise PositionUnreadable(f"Skriv läget som två tal, norr först, till exempel {EXAMPLES}.")
    first, second = (float(part.replace(",", ".")) for part in parts)
    return first, second
