"""Small numbers hidden before they are published, and enough beside them that no sum gives them away.

The public table of a category is scenes × years. Its margins are a scene's sum over the years, and a year's sums over
the scenes of the county and of each area. Rules that the table alone cannot show:

- A count of 0 is shown: it is about nobody, and adds nothing to a sum. So only counts above 0 are cells here, nothing
  hidden is 0, and a margin with just one cell is that cell: its sum is as small a number, to be withheld with it.
- Whoever shows a sum shows it only where none of its parts is hidden. What is hidden beside the small counts holds for
  sums that are known from elsewhere as well.
- Categories of one group may contain each other (shootings are violence too), so a count shown in one is taken as a
  bound that the reader knows for the others of that scene and year.
- Earlier editions stay readable. What they have told is not relied on to hide anything, unless nothing else is left,
  and what they hide stays hidden: a sum of theirs would tell it.
- A count on the constant outline is hidden with the count. Beside a count that is shown it is hidden where the
  difference, the crimes on the strip between the two outlines, is itself a small number. They too are summed only
  where all of them are shown.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kartlaggning.followup.values import CrimeFigure, SafetyFigure

Cell = tuple[str, int]  # a scene's permanent id, a year
Areas = Mapping[str, Collection[str]]  # the areas that a scene counts in, by its permanent id
Counted = tuple[str, str, int, int]  # a category, a scene's permanent id, a year, the count
COUNTY = "county"
SURE, NO_STRENGTH = 1 - 1e-7, 1e-9  # rounding aside: a leverage of 1, an eigenvalue of 0


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier editions tell and what they hide; it concerns the counts that are still the same."""

    told: frozenset[Counted] = frozenset()
    hidden: frozenset[Counted] = frozenset()


NOTHING_BEFORE = Before()


def suppress(
    figures: Sequence[CrimeFigure],
    small_number: int,
    *,
    areas: Areas | None = None,
    before: Before = NOTHING_BEFORE,
) -> list[CrimeFigure]:
    """Return the figures, in their order, with counts from 1 up to below `small_number` hidden (None), and others
    beside them, the smallest that do and none that could be shown again, until no sum gives a hidden one away.

    Figures must be those that are published together. What is hidden already stays so: doing it twice changes nothing.
    """
    hidden = {
        (category, cell)
        for category in sorted({figure.category for figure in figures})
        for cell in _hidden(_table(figures, category, areas or {}, before), small_number)
    }
    return [
        _constant_hidden(figure, small_number)
        if (figure.category, (figure.public_id, figure.year)) not in hidden
        else replace(figure, count=None, constant_count=None)
        for figure in figures
    ]


def large_enough(bands: Sequence[SafetyFigure], smallest_group: int) -> list[SafetyFigure]:
    """Return the bands, in their order, with at least so many respondents.

    The whole county, here or wherever it is told, less the bands that are shown is those left out together. So while
    these are too few respondents the next smallest band goes too.
    """
    left_out = {band.key for band in bands if band.respondents is not None and band.respondents < smallest_group}
    series: defaultdict[tuple[str, int], list[SafetyFigure]] = defaultdict(list)
    for band in bands:
        if band.from_m is not None and band.respondents is not None:
            series[band.source.number, band.year].append(band)
    for of_year in series.values():
        together = sum(band.respondents or 0 for band in of_year if band.key in left_out)
        shown = [band for band in of_year if band.key not in left_out]
        for band in sorted(shown, key=lambda band: (band.respondents or 0, band.key)):
            if not 0 < together < smallest_group:
                break
            left_out.add(band.key)
            together += band.respondents or 0
    return [band for band in bands if band.key not in left_out]


@dataclass(frozen=True, slots=True)
class _Table:
    """One category: its cells with counts above 0 (None hidden already), what the reader knows of each at least, the
    margins with two cells or more, and the cells that earlier editions tell and hide."""

    counts: Mapping[Cell, int | None]
    known: Mapping[Cell, int]
    margins: tuple[frozenset[Cell], ...]
    told: frozenset[Cell]
    hidden: frozenset[Cell]


def _table(figures: Sequence[CrimeFigure], category: str, areas: Areas, before: Before) -> _Table:
    counts: dict[Cell, int | None] = {}
    siblings: defaultdict[Cell, list[int]] = defaultdict(list)
    group = next(figure.group for figure in figures if figure.category == category)
    for figure in figures:
        cell = (figure.public_id, figure.year)
        if figure.category != category and figure.group == group:
            siblings[cell].append(figure.count or 0)
        elif figure.category == category and figure.count != 0:
            earlier = counts.get(cell, figure.count)  # another import's: the smaller one decides
            counts[cell] = None if earlier is None or figure.count is None else min(earlier, figure.count)
    known = {cell: _at_least(count, siblings[cell]) for cell, count in counts.items()}
    margins: defaultdict[tuple[str, str, int], set[Cell]] = defaultdict(set)
    for public_id, year in counts:
        margins["scene", public_id, 0].add((public_id, year))
        for area in {COUNTY, *areas.get(public_id, ())}:
            margins["area", area, year].add((public_id, year))
    several = {frozenset(cells) for _name, cells in sorted(margins.items()) if len(cells) > 1}
    told, hidden = (
        frozenset(cell for cell, count in counts.items() if (category, *cell, count) in known_before)
        for known_before in (before.told, before.hidden)
    )
    return _Table(counts, known, tuple(sorted(several, key=sorted)), told, hidden)


def _at_least(count: int | None, siblings: Iterable[int]) -> int:
    """Return the largest count that may be a part of this one; 1 where none is, since a 0 is never hidden."""
    return max([1, *(part for part in siblings if part <= (count or 0))])


def _hidden(table: _Table, small_number: int) -> set[Cell]:
    """Return the cells to hide: the small ones, and those without which one of them could be reckoned."""
    small = {cell for cell, count in table.counts.items() if count is None or count < small_number}
    hidden = small | table.hidden
    # What the areas' sums alone tell, as the only scene outside all areas with several: no hiding of cells helps.
    helpless = _given_away(table, set(table.counts))
    beside: list[Cell] = []
    while (cell := _next(table, hidden, helpless)) is not None:
        hidden.add(cell)
        beside.append(cell)
    for cell in sorted(beside, key=lambda cell: (-(table.counts[cell] or 0), cell)):
        without = hidden - {cell}
        if not any(_weak(table, without)) and _given_away(table, without) <= helpless:
            hidden = without
    return hidden


def _next(table: _Table, hidden: set[Cell], helpless: set[Cell]) -> Cell | None:
    """Return the cell that helps most and harms least, of those the smallest; None where nothing is given away.

    It harms a margin of which nothing is hidden yet: there it will need another beside it.
    """
    wanting = list(_weak(table, hidden))
    if not wanting:
        told = _given_away(table, hidden) - helpless
        wanting = [margin for margin in table.margins if margin & told]
        if told and not any(margin - hidden for margin in wanting):
            wanting = list(table.margins)
    helps = Counter(cell for margin in wanting for cell in margin - hidden)
    harms = Counter(cell for margin in table.margins if helps and not margin & hidden for cell in margin)
    return min(
        helps,
        key=lambda cell: (cell in table.told, harms[cell] - helps[cell], table.counts[cell] or 0, cell),
        default=None,
    )


def _weak(table: _Table, hidden: set[Cell]) -> Iterator[frozenset[Cell]]:
    """Yield the margins that give a hidden cell away by themselves and could hide another."""
    for margin in table.margins:
        within = margin & hidden
        if within and within != margin and (len(within) == 1 or not _slack(table, within)):
            yield margin


def _slack(table: _Table, cells: Iterable[Cell]) -> bool:
    """Tell whether the cells' sum leaves open what each is, given what the reader knows that each is at least."""
    return any(table.counts[cell] is None or (table.counts[cell] or 0) > table.known[cell] for cell in cells)


def _given_away(table: _Table, hidden: set[Cell]) -> set[Cell]:
    """Return the hidden cells that follow from the margins together, as the solution of linear equations.

    A cell follows where its unit vector lies in the row space of the equations: its leverage is 1.
    """
    cells = sorted(hidden)
    rows = {row for margin in table.margins if any(row := tuple(cell in margin for cell in cells))}
    if not rows:
        return set()
    equations = np.array(sorted(rows), dtype=float)
    strength, directions = np.linalg.eigh(equations.T @ equations)
    leverage = np.sum(directions[:, strength > NO_STRENGTH] ** 2, axis=1)
    return {cell for cell, share in zip(cells, leverage, strict=True) if share > SURE}


def _constant_hidden(figure: CrimeFigure, small_number: int) -> CrimeFigure:
    """Hide the count on the constant outline where less the count, which is shown, it is a small number."""
    if figure.count is None or figure.constant_count is None:
        return figure
    return replace(figure, constant_count=None) if 0 < figure.constant_count - figure.count < small_number else figure
