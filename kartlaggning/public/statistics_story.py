"""The statistics page as values: published totals apart from what is counted in the rows, and what neither can say."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kartlaggning.choices import AreaKind
from kartlaggning.exports.drawings.charts import Chart, Value, yearly_chart
from kartlaggning.exports.words import edition_words
from kartlaggning.exports.words.writing import hectares, number
from kartlaggning.followup.breaks import SeriesBreak, breaks_after
from kartlaggning.followup.goal import GOAL_LAST_YEAR, GoalYear, goal_years
from kartlaggning.selectors.editions import Area, Atlas, Edition, Figure
from kartlaggning.selectors.editions.aims import numbers_by_year
from kartlaggning.selectors.editions.statistics import (
    AreaRound,
    AreaSeries,
    CountyYear,
    Reconciliation,
    Totals,
    county_years,
    is_complete,
    per_area,
    reconcile,
    totals,
)

SAFETY_KEYS = ("unsafe_within_500_m", "unsafe_county", "narcotics_seized")


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """What is published of the county in one survey year; None where no source says."""

    year: int
    scenes: int
    difference: int | None
    compared_year: int | None
    municipalities: Figure | None
    city_districts: Figure | None
    police_areas: Figure | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountedYear:
    """What the rows of one edition give; `missing` says in words that they are not all there are."""

    edition: Edition
    totals: Totals
    missing: str


@dataclass(frozen=True, slots=True)
class Balance:
    """A round against the one before: by the published figures, and by the rows where they are complete.

    `published` and `counted` are the sums as a line of words; empty where the parts are not known.
    """

    before: int
    year: int
    published: str
    source: str
    counted: str
    rows: Reconciliation | None


@dataclass(frozen=True, slots=True)
class AreaCell:
    """An area's numbers in one round; `existed` is false where the area itself did not exist then.

    `is_complete` is false where the round's rows are not all there are: then no row does not mean no scene.
    """

    round: AreaRound
    existed: bool
    is_complete: bool


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area's line in a table with a column for each round."""

    series: AreaSeries
    cells: tuple[AreaCell, ...]


@dataclass(frozen=True, slots=True)
class AreaTable:
    """The areas of one kind in Swedish order: not a ranking."""

    kind: AreaKind
    route: str
    lines: tuple[AreaLine, ...]
    totals: tuple[AreaRound, ...]
    breaks: tuple[SeriesBreak, ...]

    @property
    def own_breaks(self) -> tuple[SeriesBreak, ...]:
        """Return the breaks of this division alone: what else breaks the series is told further up."""
        return tuple(one for one in self.breaks if one.kind is not None)


@dataclass(frozen=True)
class StatisticsStory:
    """What the page shows; every table oldest round first."""

    headline: edition_words.Headline
    published: tuple[PublishedYear, ...]
    counted: tuple[CountedYear, ...]
    number_chart: Chart | None
    area_chart: Chart | None
    goal_last_year: int
    goal: tuple[GoalYear, ...]
    balances: tuple[Balance, ...]
    area_tables: tuple[AreaTable, ...]
    safety: dict[str, Figure]
    safety_sources: tuple[str, ...]
    breaks: tuple[SeriesBreak, ...]
    counted_breaks: tuple[SeriesBreak, ...]

    @property
    def has_examples(self) -> bool:
        """Tell whether any counted row is made up."""
        return any(counted.totals.example_count for counted in self.counted)


def statistics_story(atlas: Atlas) -> StatisticsStory:
    """Return the page's values."""
    counted = tuple(
        CountedYear(edition, totals(edition.scenes), edition_words.missing_sentence(atlas, edition))
        for edition in atlas.editions
    )
    county = tuple(year for year in county_years(atlas) if year.published is not None)
    breaks = breaks_after(county[0].year) if county else ()
    safety = {figure.key: figure for figure in atlas.figures if figure.key in SAFETY_KEYS}
    return StatisticsStory(
        headline=edition_words.headline(atlas, atlas.newest),
        published=tuple(_published_years(atlas, county)),
        counted=counted,
        number_chart=yearly_chart([_number_value(year) for year in county], goal_year=GOAL_LAST_YEAR, breaks=breaks),
        area_chart=_area_chart(counted),
        goal_last_year=GOAL_LAST_YEAR,
        goal=goal_years(numbers_by_year(atlas)),
        balances=_balances(atlas),
        area_tables=(
            _area_table(atlas, AreaKind.MUNICIPALITY, "public:municipality"),
            _area_table(atlas, AreaKind.CITY_DISTRICT, "public:city_district"),
            _area_table(atlas, AreaKind.POLICE_AREA, "public:police_area"),
        ),
        safety=safety,
        safety_sources=tuple(dict.fromkeys(figure.source for figure in safety.values())),
        breaks=breaks,
        counted_breaks=breaks_after(atlas.years[0]),
    )


def _number_value(year: CountyYear) -> Value:
    count = year.published or 0
    return Value(year.year, count, number(count))


def _area_chart(counted: Iterable[CountedYear]) -> Chart | None:
    known = [(year.edition.year, year.totals.area_m2) for year in counted if year.totals.measured_count]
    breaks = breaks_after(known[0][0]) if known else ()
    return yearly_chart([Value(year, area_m2, hectares(area_m2)) for year, area_m2 in known], breaks=breaks)


def _published_years(atlas: Atlas, county: Iterable[CountyYear]) -> Iterable[PublishedYear]:
    for year in county:
        areas = [atlas.figure(year.year, key) for key in ("municipalities", "city_districts", "police_areas")]
        sources = [year.source, *(figure.source for figure in areas if figure)]
        yield PublishedYear(
            year=year.year,
            scenes=year.published or 0,
            difference=year.difference,
            compared_year=year.year - year.years_between if year.years_between else None,
            municipalities=areas[0],
            city_districts=areas[1],
            police_areas=areas[2],
            sources=tuple(dict.fromkeys("; ".join(sources).split("; "))),
        )


def _balances(atlas: Atlas) -> tuple[Balance, ...]:
    results = atlas.figures_of("scenes")
    balances = []
    for before, after in itertools.pairwise(results):
        edition = next((known for known in atlas.editions if known.year == after.year), None)
        earlier = atlas.edition_before(edition) if edition else None
        rows = reconcile(atlas, edition) if edition and earlier and earlier.year == before.year else None
        published, source = published_balance(atlas, before, after)
        if published or rows:
            balances.append(
                Balance(before.year, after.year, published, source, _sum_in_words(rows) if rows else "", rows)
            )
    return tuple(balances)


def published_balance(atlas: Atlas, before: Figure, after: Figure) -> tuple[str, str]:
    """Return `64 − 12 upphörda + 11 nya = 63` with its source; empty where closed or new is not published."""
    closed, new = (atlas.figure(after.year, f"{word}_since_previous") for word in ("closed", "new"))
    if closed is None or new is None:
        return "", ""
    sum_of_parts = before.value - closed.value + new.value
    values = {
        "before": number(before.value),
        "closed": number(closed.value),
        "new": number(new.value),
        "sum": number(sum_of_parts),
        "after": number(after.value),
    }
    if sum_of_parts != after.value:
        text = _("%(before)s − %(closed)s upphörda + %(new)s nya = %(sum)s, men resultatet är %(after)s.") % values
    else:
        text = _("%(before)s − %(closed)s upphörda + %(new)s nya = %(after)s") % values
    return text, closed.source


def _sum_in_words(rows: Reconciliation) -> str:
    """Return `64 − 12 upphörda + 11 nya = 63`; what is zero is left out."""
    parts = (
        (rows.closed, _("− %(count)s upphörda")),
        (rows.new, _("+ %(count)s nya")),
        (rows.reopened, _("+ %(count)s åter öppna")),
        (rows.from_splits, _("+ %(count)s genom delning")),
        (rows.lost_by_merges, _("− %(count)s genom sammanslagning")),
    )
    changes = [text % {"count": number(count)} for count, text in parts if count]
    return " ".join([number(rows.opening), *changes, "=", number(rows.closing)])


def _area_table(atlas: Atlas, kind: AreaKind, route: str) -> AreaTable:
    areas = {area.ref.slug: area for area in atlas.areas_of(kind)}
    all_series = per_area(atlas, kind)
    lines = tuple(AreaLine(series, _cells(atlas, series, areas.get(series.area.slug))) for series in all_series)
    rounds = zip(*(series.rounds for series in all_series), strict=True)
    return AreaTable(
        kind, route, lines, tuple(_together(of_year) for of_year in rounds), breaks_after(atlas.years[0], kind)
    )


def _together(rounds: tuple[AreaRound, ...]) -> AreaRound:
    """Return the sum of one round's numbers over all areas of a kind."""
    return AreaRound(
        year=rounds[0].year,
        open_count=sum(round_.open_count for round_ in rounds),
        closed_count=sum(round_.closed_count for round_ in rounds),
        area_m2=sum(round_.area_m2 for round_ in rounds),
        measured_count=sum(round_.measured_count for round_ in rounds),
    )


def _cells(atlas: Atlas, series: AreaSeries, area: Area | None) -> tuple[AreaCell, ...]:
    return tuple(
        AreaCell(
            round=round_,
            existed=area is None or area.applies_on(edition.reference_date),
            is_complete=is_complete(atlas, edition),
        )
        for edition, round_ in zip(atlas.editions, series.rounds, strict=True)
    )
