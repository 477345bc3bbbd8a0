"""What the page of a municipality, city district or police area shows, gathered from the atlas."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from kartlaggning.choices import AreaKind, Status
from kartlaggning.exports.tables.area_kin import is_former, predecessors, related_areas, rows_in, successors
from kartlaggning.exports.words import edition_words
from kartlaggning.exports.words.area_words import area_sentence
from kartlaggning.followup.breaks import SeriesBreak, breaks_after
from kartlaggning.public import words
from kartlaggning.public.follow_up.change_form import area_value
from kartlaggning.public.forms import AREA_PARAMETERS
from kartlaggning.selectors.editions import Area, Atlas, Edition, Figure, SceneRow
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
    breaks: tuple[SeriesBreak, ...]

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
    def change_query_string(self) -> str:
        """Return the query that shows what has changed in the area."""
        return "?" + urlencode({"omrade": area_value(self.area)})

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
        sentence=area_sentence(atlas, area, open_rows, had_result=had_result),
        missing=edition_words.missing_sentence(atlas, edition) if had_result else "",
        breaks=breaks_after(atlas.years[0], area.ref.kind if area.valid_from or area.valid_to else None),
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
