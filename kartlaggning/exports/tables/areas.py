"""The tables over the rounds: per municipality, city district and police area."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kartlaggning import swedish
from kartlaggning.choices import AreaKind
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Field, Table, build, field, hectares, square_metres
from kartlaggning.exports.words.break_words import breaks_sentence
from kartlaggning.followup.breaks import breaks_after
from kartlaggning.selectors.editions.atlas import AreaRef, Edition, SceneRow
from kartlaggning.selectors.editions.statistics import Totals, is_complete, totals

_TITLES = {
    AreaKind.MUNICIPALITY: ("municipalities", "Kommuner"),
    AreaKind.CITY_DISTRICT: ("city_districts", "Stadsdelsområden"),
    AreaKind.POLICE_AREA: ("police_areas", "Lokalpolisområden"),
}
PRIMARY: dict[AreaKind, Callable[[SceneRow], AreaRef | None]] = {
    AreaKind.MUNICIPALITY: lambda row: row.municipality,
    AreaKind.CITY_DISTRICT: lambda row: row.city_district,
    AreaKind.POLICE_AREA: lambda row: row.police_area,
}


@dataclass(frozen=True)
class _AreaRound:
    """An area in one round. `is_known` says whether a count of none means that there are none."""

    area: AreaRef
    edition: Edition
    totals: Totals
    is_known: bool

    def count(self, number: int) -> int | None:
        """Return a number of rows, or None where none is known but there may be some."""
        return number if number or self.is_known else None

    @property
    def area_m2(self) -> float | None:
        """Return the open scenes' area in m², None where no outline is known."""
        return self.totals.area_m2 if self.totals.measured_count else None


_COUNTS: tuple[Field[_AreaRound], ...] = (
    field("year", "År", "integer", "Kartläggningens år.", lambda line: line.edition.year),
    field(
        "open_count",
        "Öppna",
        "integer",
        "Antal öppna platser med området som sitt första. Tomt där det inte är känt.",
        lambda line: line.count(line.totals.open_count),
    ),
    field(
        "closed_count",
        "Upphörda",
        "integer",
        "Antal platser som upphörde i kartläggningen. Tomt där det inte är känt.",
        lambda line: line.count(line.totals.closed_count),
    ),
    field(
        "area_m2",
        "Yta i m²",
        "integer",
        "De öppna platsernas yta i hela kvadratmeter, för dem vars gräns är känd. Tomt där ingen är känd.",
        lambda line: square_metres(line.area_m2),
    ),
    field(
        "area_ha", "Yta i hektar", "number", "Samma yta i hektar, två decimaler.", lambda line: hectares(line.area_m2)
    ),
    field(
        "measured_count",
        "Varav med känd yta",
        "integer",
        "Antal öppna platser vars yta är känd. Ytan gäller bara dem.",
        lambda line: line.totals.measured_count,
    ),
    field(
        "example_count",
        "Varav exempel",
        "integer",
        "Antal av områdets rader i kartläggningen, även upphörda och ersatta, som är påhittade exempel.",
        lambda line: line.totals.example_count,
    ),
)


def area_table(scope: TableScope, kind: AreaKind) -> Table:
    """Return the areas of one kind in Swedish order, each with a row for each round in which it existed."""
    label = str(kind.label)
    name = field("name", label[:1].upper() + label[1:], "text", "Områdets namn.", _name_of)
    code = field("code", "Kommunkod", "text", "SCB:s kod, fyra siffror som text.", _code_of)
    fields = (code, name, *_COUNTS) if kind is AreaKind.MUNICIPALITY else (name, *_COUNTS)
    key, title = _TITLES[kind]
    note = "En plats räknas i ett område av varje slag, det som den hörde till då. Ordningen är alfabetisk."
    broken = breaks_sentence(breaks_after(scope.editions[0].year, kind))
    return build(key, title, scope.sentence(f"{note} {broken}".rstrip()), fields, _lines(scope, kind))


def _name_of(line: _AreaRound) -> str:
    return line.area.name


def _code_of(line: _AreaRound) -> str:
    return line.area.code


def _lines(scope: TableScope, kind: AreaKind) -> Iterator[_AreaRound]:
    counted: dict[tuple[str, int], list[SceneRow]] = {}
    areas = {area.ref.slug: area.ref for area in scope.atlas.areas_of(kind) if _is_asked_for(scope, area.ref)}
    for edition in scope.editions:
        for row in scope.within(edition.scenes):
            primary = PRIMARY[kind](row)
            if primary is not None:
                areas.setdefault(primary.slug, primary)
                counted.setdefault((primary.slug, edition.year), []).append(row)
    for area in sorted(areas.values(), key=lambda area: swedish.sort_key(area.name)):
        for edition in scope.editions:
            rows = counted.get((area.slug, edition.year), [])
            exists = _exists(scope, area, edition)
            if rows or exists:
                known = exists and is_complete(scope.atlas, edition)
                yield _AreaRound(area, edition, totals(rows), known)


def _is_asked_for(scope: TableScope, area: AreaRef) -> bool:
    """Tell whether an area stands in the table even without a scene: all do, but of a chosen area only itself."""
    return scope.area is None or (scope.area.kind, scope.area.slug) == (area.kind, area.slug)


def _exists(scope: TableScope, area: AreaRef, edition: Edition) -> bool:
    known = (other for other in scope.atlas.areas_of(area.kind) if other.ref.slug == area.slug)
    return any(other.applies_on(edition.reference_date) for other in known)
