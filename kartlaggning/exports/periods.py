"""The period that a round judged, as values: what pages and files put in words each in their own way."""

from dataclasses import dataclass
from datetime import date

from kartlaggning.selectors.editions.atlas import Edition
from kartlaggning.selectors.editions.register import Registered


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def whole_year(self) -> int | None:
        """Return the year where the period is just one calendar year, else None."""
        year = self.first.year
        return year if (self.first, self.last) == (date(year, 1, 1), date(year, 12, 31)) else None


def judged_days(edition: Edition | Registered) -> Period | None:
    """Return the period that the round judged, or None where no source states it."""
    if edition.judged_from is None or edition.judged_to is None:
        return None
    return Period(edition.judged_from, edition.judged_to)
