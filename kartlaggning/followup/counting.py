"""Points counted in outlines: how many crimes of each category lie on each scene in each year. EPSG:3006."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

Metres = NDArray[np.float64]  # rows of east, north


@dataclass(frozen=True, slots=True)
class RoundOutlines:
    """A survey round's open scenes by permanent id, with what it judged: None where the round does not say."""

    year: int
    judged: tuple[date, date] | None
    outlines: Mapping[str, MultiPolygon]

    def covers(self, year: int) -> bool:
        """Tell whether the round judged the whole of a calendar year."""
        return self.judged is not None and self.judged[0] <= date(year, 1, 1) and self.judged[1] >= date(year, 12, 31)


@dataclass(frozen=True, slots=True)
class Crimes:
    """Crimes as points, each with its year and the categories that it counts in."""

    places: Metres
    years: Sequence[int]
    categories: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class CrimeTally:
    """Crimes of one category on one scene in one year.

    On the outline of the round that judged the year. Where none did, or it did not find the scene open, `outline_year`
    is None and both counts are the one on the constant outline.
    """

    public_id: str
    year: int
    category: str
    count: int
    outline_year: int | None
    constant_count: int


@dataclass(frozen=True, slots=True)
class CrimeTallies:
    """What counting comes to: a row for every scene, year and category, zeros too, in that order.

    `constant_years` are the rounds that the constant outline is the union of. `on_several` points lie on more than one
    scene and are counted on each; `outside` lie on none.
    """

    rows: tuple[CrimeTally, ...]
    constant_years: tuple[int, ...]
    on_several: int
    outside: int


def points_within(places: Metres, outlines: Sequence[MultiPolygon]) -> list[NDArray[np.intp]]:
    """Return for each outline which points, by index, lie in it. One on its border lies in it.

    A border is drawn along a street or a façade where crimes are placed, so leaving them out would lose real ones.
    """
    tree = shapely.STRtree(outlines)
    found: tuple[NDArray[Any], NDArray[Any]] = tuple(tree.query(shapely.points(places), predicate="intersects"))
    points, shapes = found
    return [np.sort(points[shapes == number]) for number in range(len(outlines))]


def count_crimes(crimes: Crimes, rounds: Sequence[RoundOutlines], categories: Sequence[str]) -> CrimeTallies:
    """Return the crimes of these categories on each scene of any of the rounds, for each year that has any crime.

    The constant outline of a scene is the union of all its outlines: what lies in any of them lies in it, so no count
    is larger than the constant one. Where several rounds judged a year the latest counts.
    """
    rounds = sorted(rounds, key=lambda each: each.year)
    on_round = {each.year: _on_scenes(crimes.places, each.outlines) for each in rounds}
    scenes = sorted({public_id for each in rounds for public_id in each.outlines})
    union = {scene: frozenset().union(*(found.get(scene, ()) for found in on_round.values())) for scene in scenes}
    covering = {
        year: max((each.year for each in rounds if each.covers(year)), default=None) for year in set(crimes.years)
    }
    rows = []
    for scene in scenes:
        for year in sorted(covering):
            outline_year = covering[year]
            if outline_year is None or scene not in on_round[outline_year]:
                outline_year, within = None, union[scene]
            else:
                within = on_round[outline_year][scene]
            here, ever = _of_year(crimes, within, year), _of_year(crimes, union[scene], year)
            rows += [
                CrimeTally(scene, year, category, here.count(category), outline_year, ever.count(category))
                for category in categories
            ]
    on = np.zeros(len(crimes.places), dtype=int)
    for points in union.values():
        on[list(points)] += 1
    years = tuple(each.year for each in rounds)
    return CrimeTallies(tuple(rows), years, int(np.sum(on > 1)), int(np.sum(on == 0)))


def _on_scenes(places: Metres, outlines: Mapping[str, MultiPolygon]) -> dict[str, frozenset[int]]:
    within = points_within(places, list(outlines.values()))
    return {scene: frozenset(points.tolist()) for scene, points in zip(outlines, within, strict=True)}


def _of_year(crimes: Crimes, points: Iterable[int], year: int) -> list[str]:
    """Return the categories of the crimes of a year among these, once for each crime in it."""
    return [category for point in points if crimes.years[point] == year for category in crimes.categories[point]]
