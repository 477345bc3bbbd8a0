"""Counts over published rows: per round, per area, against the round before, and the reconciliation of it all.

Every total says what it counts. Areas are in m² of surveyed and digitised outlines; schematic ones have none.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, Change, LineageKind, Status
from kartlaggning.followup import goal
from kartlaggning.selectors.editions.atlas import AreaRef, Atlas, Edition, SceneRow

GOAL_LAST_YEAR = goal.GOAL_LAST_YEAR


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How a round's opening number becomes its closing number; `balances` tells whether the rows add up."""

    opening: int
    new: int
    reopened: int
    from_splits: int
    closed: int
    lost_by_merges: int
    closing: int

    @property
    def balances(self) -> bool:
        """Tell whether opening + new + reopened + from splits − closed − lost by merges = closing."""
        gained = self.new + self.reopened + self.from_splits
        return self.opening + gained - self.closed - self.lost_by_merges == self.closing


@dataclass(frozen=True, slots=True)
class Totals:
    """Key figures of a set of rows: numbers of scenes by status, and how the open ones stand against last round."""

    open_count: int
    closed_count: int
    by_change: dict[Change, int]
    area_m2: float
    measured_count: int  # open scenes whose area is known; the area total is theirs alone
    municipality_count: int
    city_district_count: int
    police_area_count: int
    example_count: int


@dataclass(frozen=True, slots=True)
class AreaRound:
    """An area's numbers in one round."""

    year: int
    open_count: int
    closed_count: int
    area_m2: float
    measured_count: int


@dataclass(frozen=True, slots=True)
class AreaSeries:
    """An area's numbers over the rounds, oldest first."""

    area: AreaRef
    rounds: tuple[AreaRound, ...]


@dataclass(frozen=True, slots=True)
class CountyYear:
    """The county in one year: the published total with source, and what the rows of the edition count, apart."""

    year: int
    published: int | None
    source: str
    counted: int | None
    area_m2: float | None
    difference: int | None  # of the published totals, to the year before with a result
    years_between: int | None


def totals(rows: Iterable[SceneRow]) -> Totals:
    """Return the key figures of the rows."""
    rows = tuple(rows)
    open_rows = tuple(row for row in rows if row.status is Status.OPEN)
    measured = [row.area_m2 for row in open_rows if row.area_m2 is not None]
    return Totals(
        open_count=len(open_rows),
        closed_count=sum(row.change is Change.CLOSED for row in rows),
        by_change=dict(Counter(row.change for row in rows)),
        area_m2=sum(measured),
        measured_count=len(measured),
        municipality_count=len({row.municipality.slug for row in open_rows}),
        city_district_count=len({row.city_district.slug for row in open_rows if row.city_district}),
        police_area_count=len({row.police_area.slug for row in open_rows}),
        example_count=sum(row.is_example for row in rows),
    )


def reconcile(atlas: Atlas, edition: Edition) -> Reconciliation | None:
    """Return the round's reconciliation against the edition before.

    None for the first round, and where the rows are not complete, as in the documented record, or do not add up.
    """
    before = atlas.edition_before(edition)
    if before is None or not (is_complete(atlas, before) and is_complete(atlas, edition)):
        return None
    counts = Counter(row.change for row in edition.scenes)
    events = {
        (note.kind, note.happened_on, note.from_scenes, note.to_scenes)
        for row in edition.scenes
        for note in row.lineage
        if edition_covers(before, edition, note.happened_on.year)
    }
    result = Reconciliation(
        opening=len(before.open_scenes),
        new=counts[Change.NEW],
        reopened=counts[Change.REOPENED],
        from_splits=sum(len(to) - 1 for kind, _day, _from, to in events if kind is LineageKind.SPLIT),
        closed=counts[Change.CLOSED],
        lost_by_merges=sum(len(from_) - 1 for kind, _day, from_, _to in events if kind is LineageKind.MERGED),
        closing=len(edition.open_scenes),
    )
    return result if result.balances else None


def is_complete(atlas: Atlas, edition: Edition) -> bool:
    """Tell whether the edition's rows are all of the round's open scenes, as far as the published total can tell."""
    published = atlas.figure(edition.year, "scenes")
    return published is None or published.value == len(edition.open_scenes)


def edition_covers(before: Edition, edition: Edition, year: int) -> bool:
    """Tell whether something dated in `year` belongs to `edition` rather than to the one before it."""
    return before.year < year <= edition.year


def primary_area(kind: AreaKind, row: SceneRow) -> AreaRef | None:
    """Return the one area of a kind that a row is counted in."""
    return _primary(kind)(row)


def _primary(kind: AreaKind) -> Callable[[SceneRow], AreaRef | None]:
    getters: dict[AreaKind, Callable[[SceneRow], AreaRef | None]] = {
        AreaKind.MUNICIPALITY: lambda row: row.municipality,
        AreaKind.CITY_DISTRICT: lambda row: row.city_district,
        AreaKind.POLICE_AREA: lambda row: row.police_area,
    }
    return getters[kind]


def per_area(atlas: Atlas, kind: AreaKind) -> tuple[AreaSeries, ...]:
    """Return every area of one kind that has or had a scene, in Swedish order, with its numbers per round.

    A scene counts in its primary area as it was in that round, so the areas' numbers add up to the county's.
    """
    primary = _primary(kind)
    present = {area for edition in atlas.editions for row in edition.scenes if (area := primary(row)) is not None}
    return tuple(area_series(atlas, area) for area in sorted(present, key=lambda area: swedish.sort_key(area.name)))


def area_series(atlas: Atlas, area: AreaRef) -> AreaSeries:
    """Return one area's numbers over the rounds; rows that have it as their primary area count."""
    primary = _primary(area.kind)
    rounds = []
    for edition in atlas.editions:
        counted = totals(row for row in edition.scenes if primary(row) == area)
        rounds.append(
            AreaRound(edition.year, counted.open_count, counted.closed_count, counted.area_m2, counted.measured_count)
        )
    return AreaSeries(area, tuple(rounds))


def county_years(atlas: Atlas) -> tuple[CountyYear, ...]:
    """Return the county's totals for each year with a published figure or an edition, oldest first."""
    published = {figure.year: figure for figure in atlas.figures_of("scenes")}
    editions = {edition.year: edition for edition in atlas.editions}
    years: list[CountyYear] = []
    for year in sorted({*published, *editions}):
        figure = published.get(year)
        edition = editions.get(year)
        counted = totals(edition.scenes) if edition else None
        last = next((known for known in reversed(years) if known.published is not None), None)
        number = int(figure.value) if figure else None
        difference = number - last.published if number is not None and last and last.published is not None else None
        years.append(
            CountyYear(
                year=year,
                published=number,
                source=figure.source if figure else "",
                counted=counted.open_count if counted else None,
                area_m2=counted.area_m2 if counted and counted.measured_count else None,
                difference=difference,
                years_between=year - last.year if last else None,
            )
        )
    return tuple(years)
