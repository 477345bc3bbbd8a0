"""Times known to the year, the month or the day: read as people write them, put into words, and how far they are."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kartlaggning import swedish
from kartlaggning.choices import Precision
from kartlaggning.exports.words.writing import MONTHS_IN_ENGLISH, long_date
from kartlaggning.followup.values import Spell

HOW_TO_WRITE = "Skriv året, månaden eller dagen, till exempel 2016, 2016-05 eller 2016-05-12."
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


class DayUnreadable(ValueError):
    """What was written is no day; the message, in Swedish, says how to write one."""


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day and how exactly it is known; of a year or a month it is the first."""

    day: date
    precision: Precision

    @property
    def last_day(self) -> date:
        """Return the last day that it may be: 31 December of a year that is known and no more."""
        if self.precision is Precision.DAY:
            return self.day
        months = 12 if self.precision is Precision.YEAR else 1
        year, month = divmod(self.day.month - 1 + months, 12)
        return date(self.day.year + year, month + 1, 1) - timedelta(days=1)

    @property
    def written(self) -> str:
        """Return it as `read_day` reads it."""
        return self.day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[self.precision]]


def read_day(text: str) -> KnownDay:
    """Return what a person has written of a day; raises DayUnreadable."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise DayUnreadable(HOW_TO_WRITE)
    try:
        day = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError as error:
        raise DayUnreadable(f"Det datumet finns inte. {HOW_TO_WRITE}") from error
    precision = Precision.DAY if found[3] else Precision.MONTH if found[2] else Precision.YEAR
    return KnownDay(day, precision)


def spell_of(starts: KnownDay, ends: KnownDay | None = None) -> Spell:
    """Return the time from one to the other; raises DayUnreadable where the end comes before the beginning."""
    if ends is None:
        return Spell(starts.day, starts.precision)
    if ends.last_day < starts.day:
        raise DayUnreadable("Slutet är före början. Ändra någon av dagarna.")
    return Spell(starts.day, starts.precision, max(ends.day, starts.day), ends.precision)


def has_ended(spell: Spell, today: date) -> bool:
    """Tell whether the time is over: for a year that is known and no more, once the year has passed."""
    if spell.ends_on is None or spell.ends_precision is None:
        return False
    return KnownDay(spell.ends_on, spell.ends_precision).last_day < today


class Stage(Enum):
    """How far a spell has come on a day."""

    PLANNED = "planned"
    GOING_ON = "going_on"
    ENDED = "ended"


def stage(spell: Spell, day: date) -> Stage:
    """Return how far a spell has come; one that ends in a month goes on until the month is over."""
    if spell.starts_on > day:
        return Stage.PLANNED
    return Stage.ENDED if has_ended(spell, day) else Stage.GOING_ON


def spell_words(spell: Spell) -> str:
    """Write a spell: `sedan 2019`, `juni 2022 – mars 2023`, or `2023` where it begins and ends in the same."""
    starts = day_words(spell.starts_on, spell.starts_precision)
    if spell.ends_on is None:
        return _("sedan %(day)s") % {"day": starts}
    ends = day_words(spell.ends_on, spell.ends_precision or Precision.DAY)
    return starts if starts == ends else f"{starts} \N{EN DASH} {ends}"


def day_words(day: date, precision: Precision) -> str:
    """Write a day as exactly as it is known: `2019`, `juni 2022`, `3 juni 2022`."""
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.MONTH:
        months = MONTHS_IN_ENGLISH if (get_language() or "").startswith("en") else swedish.MONTHS
        return f"{months[day.month - 1]} {day.year}"
    return long_date(day)
