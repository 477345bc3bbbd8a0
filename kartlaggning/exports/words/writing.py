"""Figures, areas, dates and lists as the language that is in force writes them."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kartlaggning import swedish

MONTHS_IN_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def number(value: float, decimals: int = 0) -> str:
    """Write a number: `1 234,5` in Swedish, `1,234.5` in English."""
    if _is_english():
        return f"{value:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")
    return swedish.number(value, decimals)


def signed(value: float, decimals: int = 0) -> str:
    """Write a change with its sign, `+3` or `−10`; no change is `0`."""
    text = number(value, decimals)
    return f"+{text}" if round(value, decimals) > 0 else text


def hectares(area_m2: float) -> str:
    """Write an area given in m² as hectares: `4,2 ha`, in English `4.2 ha`; under a tenth of a hectare two decimals."""
    area_ha = area_m2 / 10_000
    return f"{number(area_ha, 2 if 0 < area_ha < 0.1 else 1)}{swedish.NO_BREAK_SPACE}ha"


def signed_hectares(area_m2: float) -> str:
    """Write a change of area given in m² as hectares with its sign: `+0,3 ha`; what rounds to nothing is `0,0 ha`."""
    text = hectares(area_m2)
    is_nothing = not any(digit in text for digit in "123456789")
    if is_nothing:
        return text.removeprefix("\N{MINUS SIGN}")
    return f"+{text}" if area_m2 > 0 else text


def percent(value: float, decimals: int = 0) -> str:
    """Write a share given in percent: `96 %`; in English `96%`."""
    return f"{number(value, decimals)}{'' if _is_english() else swedish.NO_BREAK_SPACE}%"


def long_date(day: date) -> str:
    """Write a date: `20 februari 2024`; in English `20 February 2024`."""
    if _is_english():
        return f"{day.day} {MONTHS_IN_ENGLISH[day.month - 1]} {day.year}"
    return swedish.long_date(day)


def listed(words: Sequence[str]) -> str:
    """Write words as a list in a sentence: `a, b och c`."""
    return swedish.enumerate_words([str(word) for word in words], _("och"))
