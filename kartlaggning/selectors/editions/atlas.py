"""What the public side knows: immutable values copied out of the published editions, and look-ups among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from shapely import STRtree
from shapely.geometry import MultiPolygon

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, Change, LineageKind, Origin, Provenance, RemovalKind, Status
from kartlaggning.errors import GoneFromEdition, NotFoundInEdition
from kartlaggning.followup.values import NOTHING, FollowUp
from kartlaggning.selectors.editions.packed import PackedOutline
from kartlaggning.selectors.editions.register import Correction, Registered, RemovalNotice


@dataclass(frozen=True, slots=True)
class AreaRef:
    """A municipality, city district or police area as a row names it. `code` is SCB's, else empty."""

    kind: AreaKind
    name: str
    slug: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality, city district or police area as copied into an edition.

    `outline_wgs84` holds MultiPolygon coordinates (lon, lat; EPSG:4326, 5 decimals) or None where no outline
    is known. `covers` says in words what a police area spans. Dates are inclusive; None means open-ended.
    """

    ref: AreaRef
    valid_from: date | None
    valid_to: date | None
    police_district: str
    covers: str
    note: str
    outline_wgs84: tuple[Any, ...] | None

    def applies_on(self, day: date) -> bool:
        """Tell whether the area existed on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class SceneRef:
    """Another scene that a row points to."""

    public_id: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class LineageNote:
    """One event in which the scene took part: from which scenes, to which, when."""

    kind: LineageKind
    happened_on: date
    from_scenes: tuple[SceneRef, ...]
    to_scenes: tuple[SceneRef, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class SceneRow:
    """One scene in one round, as published. All areas are in m², computed in EPSG:3006.

    `outline` is EPSG:3006 (E, N metres); `outline_wgs84` its MultiPolygon coordinates (lon, lat; 5 decimals).
    A closed or replaced scene has no outline. A schematic outline is a circle of 300 m: it has no area.
    `previous_*` is the row of the nearest earlier round that has one. A documented row takes no value from a made-up
    one, so what its sources do not tell is None.
    """

    public_id: str
    name: str
    slug: str
    former_names: tuple[str, ...]
    former_slugs: tuple[str, ...]
    year: int
    status: Status
    change: Change
    area_m2: float | None
    previous_year: int | None
    previous_area_m2: float | None
    municipality: AreaRef
    city_district: AreaRef | None
    police_area: AreaRef
    further_areas: tuple[AreaRef, ...]
    provenance: Provenance | None
    origin: Origin
    last_open_year: int | None
    sources: tuple[str, ...]
    note: str
    lineage: tuple[LineageNote, ...]
    packed: PackedOutline | None

    @property
    def outline(self) -> MultiPolygon | None:
        """Return the outline in EPSG:3006, made anew each time."""
        return self.packed.in_sweref() if self.packed else None

    @property
    def outline_wgs84(self) -> tuple[Any, ...] | None:
        """Return the outline's coordinates in WGS 84, made anew each time."""
        return self.packed.in_wgs84() if self.packed else None

    @property
    def has_outline(self) -> bool:
        """Tell whether an outline is known."""
        return self.packed is not None

    @property
    def is_open(self) -> bool:
        """Tell whether the survey found an open drug scene."""
        return self.status is Status.OPEN

    @property
    def is_schematic(self) -> bool:
        """Tell whether the outline only shows an approximate position."""
        return self.provenance is Provenance.SCHEMATIC

    @property
    def is_example(self) -> bool:
        """Tell whether the whole row is made up for the demonstration."""
        return self.origin is Origin.EXAMPLE

    @property
    def area_change_percent(self) -> float | None:
        """Return how much larger (or, negative, smaller) the area is than in the previous round, in percent of then."""
        if self.area_m2 is None or not self.previous_area_m2:
            return None
        return 100 * (self.area_m2 - self.previous_area_m2) / self.previous_area_m2

    @property
    def areas(self) -> tuple[AreaRef, ...]:
        """Return every area the scene is counted in or touches, the primary ones first."""
        primary = (self.municipality, self.city_district, self.police_area)
        return tuple(area for area in primary if area is not None) + self.further_areas


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure with its source; `year` is the survey round's."""

    year: int
    key: str
    value: float
    unit: str
    source: str


def title_of(year: int, revision: int, *, is_demonstration: bool) -> str:
    """Return an edition's citable name in Swedish."""
    if is_demonstration:
        return f"Exempelutgåva {revision} av kartläggning {year}"
    return f"Kartläggning {year}, revision {revision}"


@dataclass(frozen=True)
class Edition:
    """One survey round's result as published. `scenes` is in Swedish order of name and holds every status.

    `judged_from`–`judged_to` is the period that the round judged, None where no source states it.
    `published_on` is the day of publication, None where no source gives it; then `published_text` says what is known.
    `joint_surveys` of `joint_surveys_of` open scenes were surveyed jointly (None where unknown). `errata` are what
    this revision puts right in the one it replaces.
    """

    ref: str
    year: int
    revision: int
    is_demonstration: bool
    published_on: date | None
    published_text: str
    judged_from: date | None
    judged_to: date | None
    reference_date: date
    built_at: datetime
    sources: tuple[str, ...]
    note: str
    checksum: str
    joint_surveys: int | None
    joint_surveys_of: int | None
    scenes: tuple[SceneRow, ...]
    registration_number: str = ""
    errata: tuple[Correction, ...] = ()

    @property
    def title(self) -> str:
        """Return the edition's citable name in Swedish."""
        return title_of(self.year, self.revision, is_demonstration=self.is_demonstration)

    @cached_property
    def open_scenes(self) -> tuple[SceneRow, ...]:
        """Return the scenes that were open in the round."""
        return tuple(row for row in self.scenes if row.status is Status.OPEN)

    @cached_property
    def closures(self) -> tuple[SceneRow, ...]:
        """Return the scenes that closed in this round; those that merely stayed closed are not among them."""
        return tuple(row for row in self.scenes if row.change is Change.CLOSED)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Return where each scene stands in `scenes`, by permanent id."""
        return {row.public_id: position for position, row in enumerate(self.scenes)}

    @cached_property
    def unplaced(self) -> tuple[SceneRow, ...]:
        """Return the open rows and the closures without an outline of their own."""
        shown = (row for row in self.scenes if row.is_open or row.change is Change.CLOSED)
        return tuple(row for row in shown if not row.has_outline)

    @cached_property
    def tree(self) -> tuple[STRtree, tuple[SceneRow, ...]]:
        """Return a spatial index over the outlines (EPSG:3006), with the rows in its order."""
        placed = [(row, row.packed.in_sweref()) for row in self.scenes if row.packed is not None]
        return STRtree([outline for _row, outline in placed]), tuple(row for row, _outline in placed)


@dataclass(frozen=True)
class Atlas:
    """All current editions, oldest first, with areas, figures and follow-up of the newest. May be empty at first.

    `register` lists everything that has been published, newest round and revision first; `removals` what has been
    taken away by decision, the latest first.
    """

    editions: tuple[Edition, ...]
    areas: tuple[Area, ...]
    figures: tuple[Figure, ...]
    follow_up: FollowUp = NOTHING
    register: tuple[Registered, ...] = ()
    removals: tuple[RemovalNotice, ...] = ()
    loaded_key: str = field(default="", compare=False)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the survey years that have an edition, oldest first."""
        return tuple(edition.year for edition in self.editions)

    @property
    def newest(self) -> Edition:
        """Return the newest edition; raises NotFoundInEdition before the first publication."""
        if not self.editions:
            raise NotFoundInEdition(_("Ingen kartläggning är publicerad ännu."))
        return self.editions[-1]

    @property
    def has_demonstration(self) -> bool:
        """Tell whether anything shown is made up."""
        return any(edition.is_demonstration for edition in self.editions)

    def edition(self, year: int | None = None) -> Edition:
        """Return the edition of `year`, or the newest; raises NotFoundInEdition that names the years there are."""
        if year is None:
            return self.newest
        for edition in self.editions:
            if edition.year == year:
                return edition
        known = swedish.enumerate_words([str(known) for known in self.years], _("och"))
        raise NotFoundInEdition(
            _("Det finns ingen kartläggning för %(year)s. Det finns för %(known)s.") % {"year": year, "known": known}
        )

    def edition_before(self, edition: Edition) -> Edition | None:
        """Return the nearest earlier edition, or None for the first."""
        earlier = [other for other in self.editions if other.year < edition.year]
        return earlier[-1] if earlier else None

    def areas_of(self, kind: AreaKind) -> tuple[Area, ...]:
        """Return the areas of one kind in Swedish order, those that no longer exist included."""
        return tuple(area for area in self.areas if area.ref.kind is kind)

    def area(self, kind: AreaKind, wanted: str) -> Area:
        """Return the area by slug, name or municipality code; raises NotFoundInEdition that names those there are."""
        areas = self.areas_of(kind)
        for area in areas:
            if wanted and wanted in (area.ref.slug, area.ref.name, area.ref.code):
                return area
        if not areas:
            raise NotFoundInEdition(_("Ingen kartläggning är publicerad ännu."))
        known = swedish.enumerate_words([area.ref.name for area in areas], _("och"))
        label = str(kind.label)
        raise NotFoundInEdition(
            _("%(kind)s ”%(name)s” finns inte. Det finns %(known)s.")
            % {"kind": label[:1].upper() + label[1:], "name": wanted, "known": known}
        )

    @cached_property
    def history(self) -> Mapping[str, tuple[SceneRow, ...]]:
        """Return each scene's rows over the rounds, oldest first, by permanent id."""
        rows: dict[str, list[SceneRow]] = {}
        for edition in self.editions:
            for row in edition.scenes:
                rows.setdefault(row.public_id, []).append(row)
        return {public_id: tuple(history) for public_id, history in rows.items()}

    def drawn(self, row: SceneRow) -> SceneRow | None:
        """Return the row whose outline is drawn for `row`: its own, else the last before; made up only if it is."""
        candidates = (old for old in reversed(self.history[row.public_id]) if old.year <= row.year)
        return next((old for old in candidates if old.has_outline and (row.is_example or not old.is_example)), None)

    @cached_property
    def public_id_by_slug(self) -> Mapping[str, str]:
        """Return permanent ids by address part; former slugs are included and never shadow a present one."""
        rows = [row for edition in self.editions for row in edition.scenes]
        former = {slug: row.public_id for row in rows for slug in row.former_slugs}
        present = {history[-1].slug: public_id for public_id, history in self.history.items()}
        return {**former, **present}

    def scene_history(self, id_or_slug: str) -> tuple[SceneRow, ...]:
        """Return a scene's rows, oldest first, by permanent id, slug or former slug; raises NotFoundInEdition.

        Where the scene has been taken away by decision, it is the more exact GoneFromEdition.
        """
        public_id = id_or_slug if id_or_slug in self.history else self.public_id_by_slug.get(id_or_slug)
        if public_id is None:
            for notice in self.removals:
                if notice.kind is RemovalKind.SCENE and id_or_slug in (notice.public_id, *notice.slugs):
                    raise GoneFromEdition(notice.reason)
            raise NotFoundInEdition(
                _("Det finns ingen plats med namnet ”%(name)s” i kartläggningen.") % {"name": id_or_slug}
            )
        return self.history[public_id]

    def figure(self, year: int, key: str) -> Figure | None:
        """Return one published figure, or None where nothing is published."""
        return next((figure for figure in self.figures if figure.year == year and figure.key == key), None)

    def figures_of(self, key: str) -> tuple[Figure, ...]:
        """Return one published figure over the years, oldest first."""
        return tuple(sorted((f for f in self.figures if f.key == key), key=lambda figure: figure.year))

    def registered(self, ref: str) -> Registered:
        """Return an edition of any state by its reference; raises NotFoundInEdition."""
        for entry in self.register:
            if entry.ref == ref:
                return entry
        raise NotFoundInEdition(_("Det finns ingen utgåva med beteckningen ”%(ref)s”.") % {"ref": ref})

    def errata_of(self, public_id: str) -> tuple[tuple[Registered, Correction], ...]:
        """Return the corrections in the current editions that name a scene, newest edition first."""
        shown = {edition.ref for edition in self.editions}
        return tuple(
            (entry, correction)
            for entry in self.register
            if entry.ref in shown
            for correction in entry.errata
            if public_id in correction.scenes
        )
