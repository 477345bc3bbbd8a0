"""Plans the fictional scenes of one row of the allocation: pure values, the same every time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shapely import union_all
from shapely.geometry import MultiPolygon, Polygon, box

from kartlaggning.choices import LineageKind, Status
from kartlaggning.demonstration.placement import example_area_m2, outline_for, scaled
from kartlaggning.imports.fixtures import Allocation, DemonstrationPlace, DocumentedScene

FIRST, SECOND, THIRD = 2021, 2023, 2024
# A scene's outline in percent of its first, by the number in its municipality: some grow, most shrink, the total falls.
PERCENT = {FIRST: (100, 100, 100, 100, 100), SECOND: (100, 85, 100, 115, 95), THIRD: (112, 85, 88, 115, 80)}
# One place shrinks to half: there violence falls while violence per hectare nearly doubles (domain.md, the first trap).
HALVED = ("Stockholm", 9)
HALVED_PERCENT = 50
GAP = 0.04  # between the parts of a split scene, as a share of its width


@dataclass(frozen=True)
class Finding:
    """What a round finds: a status, and for an open scene the outline (EPSG:3006)."""

    status: Status
    outline: MultiPolygon | None


@dataclass(frozen=True)
class Planned:
    """One fictional scene. `parents` are the numbers of the scenes it came out of in 2023, by `lineage`."""

    number: int
    findings: dict[int, Finding]
    lineage: LineageKind | None = None
    parents: tuple[int, ...] = ()


def plan_place(
    allocation: Allocation, place: DemonstrationPlace, documented: Sequence[DocumentedScene], first_number: int
) -> tuple[Planned, ...]:
    """Return the fictional scenes that fill up what the documented ones leave of the allocation, parents first.

    All documented scenes are taken to be open in 2021. Closings to 2024 are all documented, so none is planned.
    """
    planner = _Planner(place, first_number)
    closing = allocation.closed_to_2023 - sum(row.status_2023 is Status.CLOSED for row in documented)
    merging = allocation.lost_by_merge + 1 if allocation.lost_by_merge else 0
    splitting = 1 if allocation.extra_from_split else 0
    staying = allocation.open_2021 - len(documented) - closing - merging - splitting
    planner.add_lasting(closing, then=Status.CLOSED)
    planner.add_merged(merging)
    planner.add_split(splitting, parts=allocation.extra_from_split + 1)
    planner.add_lasting(staying, then=Status.OPEN)
    planner.add_new(allocation.new_2023)
    return tuple(planner.planned)


class _Planner:
    def __init__(self, place: DemonstrationPlace, first_number: int) -> None:
        self.place = place
        self.first_number = first_number
        self.planned: list[Planned] = []
        self.used_slots = 0

    def _next_outline(self) -> MultiPolygon:
        self.used_slots += 1
        index = self.used_slots - 1
        return outline_for(self.place, index, example_area_m2(self.place.municipality, self.first_number + index))

    def _add(
        self,
        findings: dict[int, Finding],
        lineage: LineageKind | None = None,
        parents: tuple[int, ...] = (),
    ) -> int:
        number = self.first_number + len(self.planned)
        self.planned.append(Planned(number, findings, lineage, parents))
        return number

    def _open(self, outline: MultiPolygon, years: Sequence[int]) -> dict[int, Finding]:
        number = self.first_number + len(self.planned)
        percent = {year: PERCENT[year][number % 5] for year in years}
        if (self.place.municipality, number) == HALVED:
            percent[THIRD] = HALVED_PERCENT
        return {year: Finding(Status.OPEN, scaled(outline, percent[year] / 100)) for year in years}

    def add_lasting(self, count: int, then: Status) -> None:
        for _ in range(count):
            outline = self._next_outline()
            if then is Status.OPEN:
                self._add(self._open(outline, (FIRST, SECOND, THIRD)))
            else:
                self._add({FIRST: Finding(Status.OPEN, outline), SECOND: Finding(then, None)})

    def add_new(self, count: int) -> None:
        for _ in range(count):
            self._add(self._open(self._next_outline(), (SECOND, THIRD)))

    def add_merged(self, count: int) -> None:
        if not count:
            return
        outlines = [self._next_outline() for _ in range(count)]
        gone = Finding(Status.REPLACED, None)
        parents = tuple(self._add({FIRST: Finding(Status.OPEN, outline), SECOND: gone}) for outline in outlines)
        hull = union_all(outlines).convex_hull
        merged = MultiPolygon([hull]) if isinstance(hull, Polygon) else MultiPolygon()
        self._add(self._open(merged, (SECOND, THIRD)), LineageKind.MERGED, parents)

    def add_split(self, count: int, parts: int) -> None:
        for _ in range(count):
            outline = self._next_outline()
            parent = self._add({FIRST: Finding(Status.OPEN, outline), SECOND: Finding(Status.REPLACED, None)})
            for part in strips(outline, parts):
                self._add(self._open(part, (SECOND, THIRD)), LineageKind.SPLIT, (parent,))


def strips(outline: MultiPolygon, parts: int) -> Iterator[MultiPolygon]:
    """Yield the outline cut into upright strips of equal width (EPSG:3006), with a gap between."""
    west, south, east, north = outline.bounds
    width = (east - west) / parts
    gap = GAP * (east - west)
    for number in range(parts):
        left = west + number * width
        piece = outline.intersection(box(left + gap / 2, south, left + width - gap / 2, north))
        if isinstance(piece, Polygon):
            piece = MultiPolygon([piece])
        if isinstance(piece, MultiPolygon):
            yield piece
