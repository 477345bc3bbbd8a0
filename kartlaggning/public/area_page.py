"""What the page of a municipality, city district or police area shows, gathered from the atlas."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from kartlaggning.choices import AreaKind, Status
from kartlaggning.exports import edition_words
from kartlaggning.public import words
from kartlaggning.public.forms import AREA_PARAMETERS
from kartlaggning.selectors.editions import Area, Atlas, Edition, Figure, SceneRow
from kartlaggning.selectors.editions.filters import SceneFilter, select
from kartlaggning.selectors.editions.statistics import AreaRound, area_series, is_complete


@dataclass(frozen=True, slots=True)
class EarlierScene:
    """A scene that was open here in earlier rounds and neither is nor closed in the newest; `row` is its newest one."""

    row: SceneRow
    open_rows: tuple[SceneRow, ...]

    @property
    def open_years(self) -> tuple[int, ...]:
        """Return the years of the rounds in which it was open here."""
        return tuple(row.year for row in self.open_rows)

    @property
    def has_example_year(self) -> bool:
        """Tell whether a real place was open here only by what is made up, in any of the rounds."""
        return not self.row.is_example and any(row.is_example for row in self.open_rows)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """The area's numbers in one round, whether it existed then, and whether they are complete or partly made up."""

    counted: AreaRound
    existed: bool
    is_complete: bool
    is_example: bool


@dataclass(frozen=True, slots=True)
class AreaPage:
    """One area's page. `edition` is the newest round; `had_result` tells whether the area was part of it."""

    area: Area
    edition: Edition
    is_former: bool
    had_result: bool
    replaced_by: tuple[Area, ...]
    formed_from: tuple[Area, ...]
    related: tuple[Area, ...]
    open_rows: tuple[SceneRow, ...]
    closed_rows: tuple[SceneRow, ...]
    earlier: tuple[EarlierScene, ...]
    rounds: tuple[RoundLine, ...]
    published: tuple[Figure, ...]
    sentence: str
    missing: str

    @property
    def related_by_kind(self) -> tuple[tuple[str, tuple[Area, ...]], ...]:
        """Return the related areas by the name of their kind; kinds without any are left out."""
        groups = ((kind, tuple(area for area in self.related if area.ref.kind is kind)) for kind in AreaKind)
        return tuple((words.kind_label(kind, len(areas)), areas) for kind, areas in groups if areas)

    @property
    def query_string(self) -> str:
        """Return the query that shows the area's open scenes on the map and in the list."""
        parameter = next(name for name, kind in AREA_PARAMETERS.items() if kind is self.area.ref.kind)
        return "?" + urlencode({parameter: self.area.ref.slug})

    @property
    def api_query_string(self) -> str:
        """Return the query of the same rows in the API."""
        return "?" + urlencode(
            {"year": self.edition.year, self.area.ref.kind.value.replace("_", "-"): self.area.ref.slug}
        )


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area in the index of its kind. `open_count` is None where the area was not part of the newest round."""

    area: Area
    open_count: int | None


def area_page(atlas: Atlas, area: Area, today: date) -> AreaPage:
    """Return everything that the area's page shows; raises NotFoundInEdition before the first publication."""
    edition = atlas.newest
    open_rows = rows_in(edition, area, Status.OPEN)
    closed_rows = rows_in(edition, area, Status.CLOSED)
    had_result = area.applies_on(edition.reference_date)
    return AreaPage(
        area=area,
        edition=edition,
        is_former=is_former(area, today),
        had_result=had_result,
        replaced_by=successors(atlas, area),
        formed_from=predecessors(atlas, area),
        related=related_areas(atlas, area),
        open_rows=open_rows,
        closed_rows=closed_rows,
        earlier=_earlier(atlas, area, listed=(*open_rows, *closed_rows)),
        rounds=_rounds(atlas, area),
        published=_published(atlas, area),
        sentence=words.area_sentence(atlas, area, open_rows, had_result=had_result),
        missing=edition_words.missing_sentence(atlas, edition) if had_result else "",
    )


def area_lines(atlas: Atlas, kind: AreaKind, today: date) -> tuple[AreaLine, ...]:
    """Return the areas of one kind that exist today, with the newest round's number of open scenes."""
    edition = atlas.newest
    return tuple(
        AreaLine(area, len(rows_in(edition, area)) if area.applies_on(edition.reference_date) else None)
        for area in atlas.areas_of(kind)
        if not is_former(area, today)
    )


def former_areas(atlas: Atlas, kind: AreaKind, today: date) -> tuple[Area, ...]:
    """Return the areas of one kind that no longer exist."""
    return tuple(area for area in atlas.areas_of(kind) if is_former(area, today))


def rows_in(edition: Edition, area: Area, status: Status = Status.OPEN) -> tuple[SceneRow, ...]:
    """Return the edition's rows counted in or touching the area."""
    slug = area.ref.slug
    wanted = {
        AreaKind.MUNICIPALITY: SceneFilter(municipality=slug, status=status.value),
        AreaKind.CITY_DISTRICT: SceneFilter(city_district=slug, status=status.value),
        AreaKind.POLICE_AREA: SceneFilter(police_area=slug, status=status.value),
    }
    return select(edition, wanted[area.ref.kind])


def is_former(area: Area, today: date) -> bool:
    """Tell whether the area has ceased to exist."""
    return area.valid_to is not None and area.valid_to < today


def successors(atlas: Atlas, area: Area) -> tuple[Area, ...]:
    """Return the areas that took over from one that no longer exists."""
    if area.valid_to is None:
        return ()
    started = area.valid_to + timedelta(days=1)
    return tuple(other for other in _same_kind(atlas, area) if other.valid_from == started and _follows(other, area))


def predecessors(atlas: Atlas, area: Area) -> tuple[Area, ...]:
    """Return the areas that this one was formed from."""
    if area.valid_from is None:
        return ()
    ended = area.valid_from - timedelta(days=1)
    return tuple(other for other in _same_kind(atlas, area) if other.valid_to == ended and _follows(area, other))


def _same_kind(atlas: Atlas, area: Area) -> Iterable[Area]:
    return atlas.areas_of(area.ref.kind)


def _follows(later: Area, earlier: Area) -> bool:
    """Judge by the note where it names what the area was formed from, else by the dates alone."""
    return mentions(later.note, earlier.ref.name) if later.note else True


def related_areas(atlas: Atlas, area: Area) -> tuple[Area, ...]:
    """Return the areas of the other kinds that the area lies in or spans."""
    is_city = area.ref.code == edition_words.CITY_WITH_DISTRICTS
    municipalities, districts, police = (atlas.areas_of(kind) for kind in AreaKind)
    if area.ref.kind is AreaKind.POLICE_AREA:
        return tuple(other for other in (*municipalities, *districts) if mentions(area.covers, other.ref.name))
    spanning = tuple(other for other in police if mentions(other.covers, area.ref.name))
    if area.ref.kind is AreaKind.MUNICIPALITY:
        return (*districts, *spanning) if is_city else spanning
    return (*(other for other in municipalities if other.ref.code == edition_words.CITY_WITH_DISTRICTS), *spanning)


def mentions(text: str, name: str) -> bool:
    """Tell whether a whole name stands in a text: Farsta in `Farsta och Vantör`, but not Årsta in `Enskede-Årsta`."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _earlier(atlas: Atlas, area: Area, listed: tuple[SceneRow, ...]) -> tuple[EarlierScene, ...]:
    now = {row.public_id for row in listed}
    found: dict[str, list[SceneRow]] = {}
    for edition in atlas.editions:
        for row in rows_in(edition, area):
            if row.public_id not in now:
                found.setdefault(row.public_id, []).append(row)
    return tuple(EarlierScene(atlas.history[key][-1], tuple(open_rows)) for key, open_rows in found.items())


def _rounds(atlas: Atlas, area: Area) -> tuple[RoundLine, ...]:
    return tuple(
        RoundLine(
            counted=counted,
            existed=area.applies_on(edition.reference_date),
            is_complete=is_complete(atlas, edition),
            is_example=edition.is_demonstration,
        )
        for edition, counted in zip(atlas.editions, area_series(atlas, area.ref).rounds, strict=True)
    )


def _published(atlas: Atlas, area: Area) -> tuple[Figure, ...]:
    """Return the totals that somebody has published for a municipality, oldest first."""
    if area.ref.kind is not AreaKind.MUNICIPALITY:
        return ()
    return atlas.figures_of(f"scenes_{area.ref.slug.replace('-', '_')}")
