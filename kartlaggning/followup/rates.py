"""Crimes per hectare, on the outline of the year and on a constant one, and in words why the two may part."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kartlaggning.exports.words.writing import hectares, number, percent
from kartlaggning.followup.values import CrimeFigure, Limits

M2_PER_HECTARE = 10_000


@dataclass(frozen=True, slots=True)
class CrimeRate:
    """A count with what may be reckoned from it.

    `per_ha` is on the outline of the year, `constant_per_ha` on the constant outline; None where count or area is not
    known or not shown. `outline_changed_percent` is how much the outline grew (or shrank, below 0) since the nearest
    earlier year of the same scene and category that has one. `note` is what must stand beside the figure, or empty.
    """

    figure: CrimeFigure
    per_ha: float | None
    constant_per_ha: float | None
    outline_changed_percent: float | None
    note: str


def per_hectare(count: int | None, area_m2: float | None) -> float | None:
    """Return how many for each hectare of an area in m²; None where either is not known, or there is no area."""
    return None if count is None or not area_m2 else count * M2_PER_HECTARE / area_m2


def rates(figures: Sequence[CrimeFigure], limits: Limits) -> tuple[CrimeRate, ...]:
    """Return the figures, in their order, with rates and notes in the language that is in force."""
    return tuple(_rate(figure, _earlier(figure, figures), limits) for figure in figures)


def _rate(figure: CrimeFigure, earlier: CrimeFigure | None, limits: Limits) -> CrimeRate:
    changed = None
    if earlier is not None and earlier.outline_m2 and figure.outline_m2:
        changed = (figure.outline_m2 / earlier.outline_m2 - 1) * 100
    return CrimeRate(
        figure,
        per_hectare(figure.count, figure.outline_m2),
        per_hectare(figure.constant_count, figure.constant_m2),
        changed,
        _note(figure, earlier, changed, limits),
    )


def _earlier(figure: CrimeFigure, figures: Sequence[CrimeFigure]) -> CrimeFigure | None:
    """Return the nearest earlier year's figure with an outline; one of the same import where there are several."""
    earlier = [
        other
        for other in figures
        if (other.public_id, other.category) == (figure.public_id, figure.category)
        and other.year < figure.year
        and other.outline_m2
    ]
    return max(earlier, key=lambda other: (other.year, other.source == figure.source), default=None)


def _note(figure: CrimeFigure, earlier: CrimeFigure | None, changed: float | None, limits: Limits) -> str:
    if figure.outline_year is None:
        return _(
            "Ingen kartläggning med känd bedömningsperiod täcker %(year)s, så antal per hektar kan inte räknas."
        ) % {"year": figure.year}
    if earlier is None or changed is None or abs(changed) <= limits.outline_percent:
        return ""
    return " ".join((_outline_changed(figure, earlier, changed), _what_follows(figure, earlier)))


def _outline_changed(figure: CrimeFigure, earlier: CrimeFigure, changed: float) -> str:
    values = {
        "percent": percent(abs(changed)),
        "before": hectares(earlier.outline_m2 or 0),
        "now": hectares(figure.outline_m2 or 0),
        "year": earlier.year,
    }
    if changed < 0:
        return _("Gränsen är %(percent)s mindre än för %(year)s: %(now)s mot %(before)s då.") % values
    return _("Gränsen är %(percent)s större än för %(year)s: %(now)s mot %(before)s då.") % values


def _what_follows(figure: CrimeFigure, earlier: CrimeFigure) -> str:
    before = per_hectare(earlier.count, earlier.outline_m2)
    now = per_hectare(figure.count, figure.outline_m2)
    if before is None or now is None or earlier.count is None or figure.count is None:
        return _("Antalet per hektar går därför inte att jämföra rakt av.")
    values = {
        "count_before": number(earlier.count),
        "count_now": number(figure.count),
        "before": number(before, 1),
        "now": number(now, 1),
    }
    if now > before and figure.count <= earlier.count:
        reason = _(
            "Antalet brott gick från %(count_before)s till %(count_now)s, men antalet per hektar steg från %(before)s "
            "till %(now)s. Det beror på att gränsen har krympt, inte på fler brott."
        )
    elif now < before and figure.count >= earlier.count:
        reason = _(
            "Antalet brott gick från %(count_before)s till %(count_now)s, men antalet per hektar sjönk från %(before)s "
            "till %(now)s. Det beror på att gränsen har vuxit, inte på färre brott."
        )
    else:
        reason = _(
            "Antalet brott gick från %(count_before)s till %(count_now)s och antalet per hektar från %(before)s till "
            "%(now)s. Den ändrade gränsen påverkar antalet per hektar."
        )
    return f"{reason % values} {_on_constant(figure, earlier)}".rstrip()


def _on_constant(figure: CrimeFigure, earlier: CrimeFigure) -> str:
    """Return the same two years on the constant outline, where both have been counted on the same one."""
    before = per_hectare(earlier.constant_count, earlier.constant_m2)
    now = per_hectare(figure.constant_count, figure.constant_m2)
    if before is None or now is None or earlier.constant_m2 != figure.constant_m2:
        return ""
    return _("På en och samma gräns (%(area)s) gick antalet per hektar från %(before)s till %(now)s.") % {
        "area": hectares(figure.constant_m2 or 0),
        "before": number(before, 1),
        "now": number(now, 1),
    }
