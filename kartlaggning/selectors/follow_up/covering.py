"""Which survey round's outline a year's figures are held against: the round whose judged period covers the year."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from kartlaggning.demonstration.covering import ASSUMED_YEARS
from kartlaggning.models import SurveyRound


def covering_rounds() -> Mapping[int, int]:
    """Return the round that judges the whole of each calendar year, by that year; a year that none judges is not there.

    In a demonstration the rounds without a known period are taken to judge what the example assumes. Where two rounds
    judge the same year the later one counts.
    """
    found: dict[int, int] = {}
    assumed = ASSUMED_YEARS if settings.DEMONSTRATION else {}
    for row in SurveyRound.objects.order_by("year"):
        if row.judged_from is not None and row.judged_to is not None:
            years = range(row.judged_from.year, row.judged_to.year + 1)
            found |= {year: row.year for year in years if _covers(row.judged_from, row.judged_to, year)}
        elif row.year in assumed:
            found[assumed[row.year]] = row.year
    return found


def _covers(first: date, last: date, year: int) -> bool:
    return first <= date(year, 1, 1) and last >= date(year, 12, 31)
