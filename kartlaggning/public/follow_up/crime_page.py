"""The page of reported crimes as values: scene by scene and category by category, never in order of size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kartlaggning.choices import CrimeGroup
from kartlaggning.exports.drawings.charts import Value
from kartlaggning.exports.drawings.small_charts import SmallChart, small_chart
from kartlaggning.exports.words.writing import number
from kartlaggning.followup.rates import CrimeRate, rates
from kartlaggning.followup.values import CrimeFigure, FollowUp, ImportRef, Limits
from kartlaggning.public.follow_up.place_filter import PlaceFilter
from kartlaggning.selectors.editions import SceneRow

SHOWN_AT_ONCE = 3  # scenes: more become a list of links, for one page of them all would be endless
GROUPS = (CrimeGroup.VIOLENCE, CrimeGroup.OTHER, CrimeGroup.DETECTION)  # in this order on each scene


@dataclass(frozen=True)
class CategoryPart:
    """One category on one scene, year by year. The charts of the two rates have the same scale."""

    key: str
    name: str
    group: CrimeGroup
    rates: tuple[CrimeRate, ...]

    @property
    def is_detection(self) -> bool:
        """Tell whether these are crimes that are found by looking for them."""
        return self.group is CrimeGroup.DETECTION

    @property
    def is_example(self) -> bool:
        """Tell whether any of the figures is made up."""
        return any(rate.figure.source.is_example for rate in self.rates)

    @property
    def notes(self) -> tuple[CrimeRate, ...]:
        """Return the years that something must be said of."""
        return tuple(rate for rate in self.rates if rate.note)

    @property
    def has_charts(self) -> bool:
        """Tell whether there is anything to draw: a row of zeros needs no chart."""
        return any(rate.figure.count or rate.figure.constant_count for rate in self.rates)

    @property
    def has_hidden(self) -> bool:
        """Tell whether any count is not shown."""
        return any(rate.figure.is_hidden or rate.figure.is_constant_hidden for rate in self.rates)

    @property
    def constant_years(self) -> tuple[int, ...]:
        """Return the survey rounds whose outlines together make the constant outline."""
        counted = (rate.figure for rate in self.rates if rate.figure.constant_m2 is not None)
        return tuple(sorted({year for figure in counted for year in figure.constant_years}))

    @property
    def imports(self) -> tuple[ImportRef, ...]:
        """Return the imports that the figures come from, each once."""
        return tuple(dict.fromkeys(rate.figure.source for rate in self.rates))

    @property
    def _years(self) -> tuple[int, ...]:
        return tuple(sorted({rate.figure.year for rate in self.rates}))

    @cached_property
    def count_chart(self) -> SmallChart | None:
        """Return the counts over the years."""
        counts = [(rate.figure.year, rate.figure.count) for rate in self.rates]
        values = [Value(year, count, number(count)) for year, count in counts if count is not None]
        return small_chart(values, self._years, max((value.value for value in values), default=0))

    @cached_property
    def rate_chart(self) -> SmallChart | None:
        """Return the counts per hectare of each year's own outline."""
        return small_chart(self._yearly, self._years, self._highest_rate)

    @cached_property
    def constant_chart(self) -> SmallChart | None:
        """Return the counts per hectare of the constant outline."""
        return small_chart(self._constant, self._years, self._highest_rate)

    @property
    def _yearly(self) -> list[Value]:
        found = [(rate.figure.year, rate.per_ha) for rate in self.rates]
        return [Value(year, per_ha, number(per_ha, 1)) for year, per_ha in found if per_ha is not None]

    @property
    def _constant(self) -> list[Value]:
        found = [(rate.figure.year, rate.constant_per_ha) for rate in self.rates]
        return [Value(year, per_ha, number(per_ha, 1)) for year, per_ha in found if per_ha is not None]

    @property
    def _highest_rate(self) -> float:
        return max((value.value for value in (*self._yearly, *self._constant)), default=0)


@dataclass(frozen=True, slots=True)
class ScenePart:
    """One scene with its categories: violence first, detection crime last and apart."""

    row: SceneRow
    categories: tuple[CategoryPart, ...]
    detection: tuple[CategoryPart, ...]


@dataclass(frozen=True, slots=True)
class ListedScene:
    """A scene with figures, in the list: for which years, and of what."""

    row: SceneRow
    years: tuple[int, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What must be said before any figure: a count from 1 to `highest_hidden` is not shown."""

    highest_hidden: int
    outline_percent: int


@dataclass(frozen=True, slots=True)
class CrimePage:
    """What the page shows: the figures of a few scenes, or a list of many."""

    query: PlaceFilter
    reading: Reading
    scenes: tuple[ScenePart, ...]
    listed: tuple[ListedScene, ...]
    has_any: bool
    has_examples: bool


@dataclass(frozen=True, slots=True)
class SceneCrimes:
    """What one scene's page of crimes shows; `scene` is None where nothing is released."""

    row: SceneRow
    reading: Reading
    scene: ScenePart | None


def crime_page(follow_up: FollowUp, query: PlaceFilter) -> CrimePage:
    """Return the page's values for the scenes that the query asks for."""
    by_scene: dict[str, list[CrimeFigure]] = {}
    for figure in follow_up.crimes:
        by_scene.setdefault(figure.public_id, []).append(figure)
    rows = query.rows()
    is_list = len(rows) > SHOWN_AT_ONCE
    return CrimePage(
        query=query,
        reading=_reading(follow_up.limits),
        scenes=() if is_list else tuple(_scene(row, by_scene[row.public_id], follow_up.limits) for row in rows),
        listed=tuple(_listed(row, by_scene[row.public_id]) for row in rows) if is_list else (),
        has_any=bool(query.all_rows),
        has_examples=any(figure.source.is_example for figure in follow_up.crimes),
    )


def scene_crimes(follow_up: FollowUp, row: SceneRow) -> SceneCrimes:
    """Return the values of one scene's page."""
    figures = follow_up.of_scene(row.public_id).crimes
    scene = _scene(row, figures, follow_up.limits) if figures else None
    return SceneCrimes(row, _reading(follow_up.limits), scene)


def crime_scenes(figures: Iterable[CrimeFigure]) -> frozenset[str]:
    """Return the permanent ids of the scenes that there are figures for."""
    return frozenset(figure.public_id for figure in figures)


def _reading(limits: Limits) -> Reading:
    return Reading(limits.small_number - 1, limits.outline_percent)


def _listed(row: SceneRow, figures: Sequence[CrimeFigure]) -> ListedScene:
    kinds = {(GROUPS.index(figure.group), figure.category_name) for figure in figures}
    years = tuple(sorted({figure.year for figure in figures}))
    return ListedScene(row, years, tuple(name for _group, name in sorted(kinds)))


def _scene(row: SceneRow, figures: Sequence[CrimeFigure], limits: Limits) -> ScenePart:
    by_category: dict[str, list[CrimeFigure]] = {}
    for figure in figures:
        by_category.setdefault(figure.category, []).append(figure)
    parts = sorted((_category(found, limits) for found in by_category.values()), key=_place)
    return ScenePart(
        row=row,
        categories=tuple(part for part in parts if not part.is_detection),
        detection=tuple(part for part in parts if part.is_detection),
    )


def _category(figures: Sequence[CrimeFigure], limits: Limits) -> CategoryPart:
    ordered = sorted(figures, key=lambda figure: (figure.year, figure.source.number))
    last = ordered[-1]
    return CategoryPart(last.category, last.category_name, last.group, rates(ordered, limits))


def _place(part: CategoryPart) -> tuple[int, str]:
    return GROUPS.index(part.group), part.name
