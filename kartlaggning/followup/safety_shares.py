"""The share that feels unsafe, this year against last, for the whole county and for each band of distance."""

from collections.abc import Iterable, Sequence

from kartlaggning.followup.indicators import Indicator, IndicatorKind, Reading, Verdict, Why, judged
from kartlaggning.followup.intervals import safety_share
from kartlaggning.followup.values import SafetyFigure

Band = tuple[int | None, int | None]


def safety_indicators(figures: Sequence[SafetyFigure]) -> tuple[Indicator, ...]:
    """Return an indicator for the whole county and one for each band, nearest first; documented ones come first."""
    return tuple(_indicator(band, series) for band, series in _series(figures))


def _series(figures: Sequence[SafetyFigure]) -> Iterable[tuple[Band, list[SafetyFigure]]]:
    """Yield each band's figures by year, the newest first. Where two imports have the same, the newer counts."""
    found: dict[tuple[bool, Band], dict[int, SafetyFigure]] = {}
    for figure in sorted(figures, key=lambda each: each.source.number):
        found.setdefault((figure.source.is_example, (figure.from_m, figure.to_m)), {})[figure.year] = figure
    for (_is_example, band), by_year in sorted(found.items(), key=lambda item: (item[0][0], _place(item[0][1]))):
        yield band, [by_year[year] for year in sorted(by_year, reverse=True)]


def _place(band: Band) -> tuple[int, float]:
    start, end = band
    return (-1 if start is None else start), (float("inf") if end is None else end)


def _indicator(band: Band, series: Sequence[SafetyFigure]) -> Indicator:
    readings = [reading for figure in series if (reading := _reading(figure)) is not None]
    now = readings[0] if readings else None
    before = readings[1] if len(readings) > 1 else None
    verdict, why = judged(now, before, fewer_is_met=True)
    if why is None and now is not None and before is not None and _overlap(now, before):
        verdict, why = Verdict.UNKNOWN, Why.WITHIN_MARGIN
    start, end = band
    return Indicator(
        IndicatorKind.UNSAFE,
        verdict,
        why,
        now,
        before,
        is_example=series[0].source.is_example,
        band=None if start is None else (start, end),
    )


def _reading(figure: SafetyFigure) -> Reading | None:
    share = safety_share(figure)
    if share.percent is None:
        return None
    source = figure.source
    return Reading(figure.year, share.percent, source.number, source.source, share.low, share.high, share.respondents)


def _overlap(one: Reading, other: Reading) -> bool:
    """Tell whether the 95 % intervals overlap: a cautious test, which calls few differences real."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low <= other.high and other.low <= one.high
