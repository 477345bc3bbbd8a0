"""The goal that number and area shall fall every year, in words: met, not met, or not to be judged, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning.exports.words.writing import hectares, number


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a figure fell since the year before. `is_met` is None where that can't be told; `text` says which."""

    is_met: bool | None
    text: str


def number_verdict(year: int, numbers: Mapping[int, int]) -> Verdict:
    """Return whether the number fell from the year before; `numbers` are the known ones by year."""
    return _verdict(year, numbers, _number_against(year, numbers))


def area_verdict(year: int, areas_m2: Mapping[int, float]) -> Verdict:
    """Return whether the area fell from the year before; `areas_m2` are the known ones by year."""
    return _verdict(year, areas_m2, _area_against(year, areas_m2))


def _verdict(year: int, known: Mapping[int, float], against: str) -> Verdict:
    if year not in known:
        return Verdict(None, _("Inget resultat är känt."))
    if year - 1 not in known:
        cannot = _("Går inte att bedöma: inget resultat är känt för %(year)s.") % {"year": year - 1}
        return Verdict(None, f"{cannot} {against}".strip())
    is_met = known[year] < known[year - 1]
    return Verdict(is_met, (_("Ja.") if is_met else _("Nej.")) + f" {against}")


def _before(year: int, known: Mapping[int, float]) -> int | None:
    return max((other for other in known if other < year), default=None)


def _number_against(year: int, numbers: Mapping[int, int]) -> str:
    """Return `10 färre än 2023.` against the nearest earlier year that is known; empty where none is."""
    before = _before(year, numbers)
    if before is None or year not in numbers:
        return ""
    difference = numbers[year] - numbers[before]
    values = {"count": number(abs(difference)), "year": before}
    if difference == 0:
        return _("Lika många som %(year)s.") % values
    if difference < 0:
        return ngettext("%(count)s färre än %(year)s.", "%(count)s färre än %(year)s.", -difference) % values
    return ngettext("%(count)s fler än %(year)s.", "%(count)s fler än %(year)s.", difference) % values


def _area_against(year: int, areas_m2: Mapping[int, float]) -> str:
    """Return `8,7 ha mindre än 2023.` against the nearest earlier year that is known; empty where none is."""
    before = _before(year, areas_m2)
    if before is None or year not in areas_m2:
        return ""
    difference = areas_m2[year] - areas_m2[before]
    values = {"area": hectares(abs(difference)), "year": before}
    if abs(difference) < 1:  # less than a square metre is the arithmetic's
        return _("Lika stor som %(year)s.") % values
    return (_("%(area)s mindre än %(year)s.") if difference < 0 else _("%(area)s större än %(year)s.")) % values
