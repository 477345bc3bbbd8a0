"""Crimes of a category over the county's scenes, this year against last: on the same scenes, with what that takes."""

from collections.abc import Iterable, Sequence
from math import isclose
from typing import TypeVar

from kartlaggning.choices import CrimeGroup
from kartlaggning.followup.indicators import CrimePair, CrimeSum, Indicator, IndicatorKind, Reading, Verdict, Why
from kartlaggning.followup.values import CrimeFigure, Limits

Number = TypeVar("Number", int, float)
Series = dict[tuple[str, int], CrimeFigure]  # by scene and year


def crime_indicators(figures: Sequence[CrimeFigure], group: CrimeGroup, limits: Limits) -> tuple[Indicator, ...]:
    """Return an indicator for each category of the group, documented figures apart from made-up ones.

    Categories are never added up: shootings are also counted among violent crimes.
    """
    return tuple(_indicator(series, group, limits) for series in _series(figures, group))


def _series(figures: Sequence[CrimeFigure], group: CrimeGroup) -> Iterable[Series]:
    """Yield each category's figures, documented first. Where two imports have the same, the newer counts."""
    found: dict[tuple[bool, str], Series] = {}
    for figure in sorted((figure for figure in figures if figure.group is group), key=lambda each: each.source.number):
        series = found.setdefault((figure.source.is_example, figure.category), {})
        series[figure.public_id, figure.year] = figure
    return (series for _key, series in sorted(found.items(), key=lambda item: item[0]))


def _indicator(series: Series, group: CrimeGroup, limits: Limits) -> Indicator:
    years = sorted({year for _scene, year in series}, reverse=True)
    pairs = _pairs(series, years)
    shown = [pair for pair in pairs if all(figure.count is not None for figure in pair)]
    by_year = [list(figures) for figures in zip(*shown, strict=True)]
    sums = [_sum(figures) for figures in by_year]
    before = sums[1] if len(sums) > 1 else None
    hidden = len(pairs) - len(shown)
    verdict = Verdict.UNKNOWN
    why: Why | None = Why.OTHER_SCENES if len(years) > 1 else Why.ONE_YEAR
    if hidden:
        why = Why.HIDDEN
    elif before is not None:
        verdict, why = _compared(sums[0], before, limits, fewer_is_met=group is not CrimeGroup.DETECTION)
    sample = pairs[0][0]
    return Indicator(
        IndicatorKind.CRIMES,
        verdict,
        why,
        _reading(by_year[0]) if shown else None,
        _reading(by_year[1]) if before else None,
        is_example=sample.source.is_example,
        name=sample.category_name,
        crimes=CrimePair(group, sums[0] if shown else None, before, len(pairs), hidden),
    )


def _pairs(series: Series, years: Sequence[int]) -> list[tuple[CrimeFigure, ...]]:
    """Return each scene's figures of the newest year and of the one before; the newest's alone where none has both."""
    newest = [figure for (_scene, year), figure in sorted(series.items()) if year == years[0]]
    earlier = [(figure, series.get((figure.public_id, years[1]))) for figure in newest] if len(years) > 1 else []
    both = [(now, before) for now, before in earlier if before is not None]
    return [*both] if both else [(figure,) for figure in newest]


def _sum(figures: Sequence[CrimeFigure]) -> CrimeSum:
    return CrimeSum(
        figures[0].year,
        sum(figure.count or 0 for figure in figures),
        _together([figure.outline_m2 for figure in figures]),
        _together([figure.constant_count for figure in figures]),
        _together([figure.constant_m2 for figure in figures]),
    )


def _together(parts: Sequence[Number | None]) -> Number | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _reading(figures: Sequence[CrimeFigure]) -> Reading:
    sources = {figure.source.number: figure.source.source for figure in figures}
    count = sum(figure.count or 0 for figure in figures)
    return Reading(figures[0].year, count, ", ".join(sources), "; ".join(dict.fromkeys(sources.values())))


def _compared(now: CrimeSum, before: CrimeSum, limits: Limits, *, fewer_is_met: bool) -> tuple[Verdict, Why | None]:
    """Return the verdict on outlines that are the same in both years, else on ones that are nearly so."""
    if now.year - before.year != 1:
        return Verdict.UNKNOWN, Why.GAP
    counts: tuple[int, int]
    if now.constant_count is not None and before.constant_count is not None and _is_same_ground(now, before):
        counts = now.constant_count, before.constant_count
    elif not now.outline_m2 or not before.outline_m2:
        return Verdict.UNKNOWN, Why.NO_OUTLINE
    elif abs(now.outline_m2 / before.outline_m2 - 1) * 100 > limits.outline_percent:
        return Verdict.UNKNOWN, Why.OUTLINE_CHANGED
    else:
        counts = now.count, before.count
    is_met = counts[0] < counts[1] if fewer_is_met else counts[0] > counts[1]
    return (Verdict.MET if is_met else Verdict.NOT_MET), None


def _is_same_ground(now: CrimeSum, before: CrimeSum) -> bool:
    return (
        now.constant_m2 is not None and before.constant_m2 is not None and isclose(now.constant_m2, before.constant_m2)
    )
