"""The county's divisions over time: which area follows which, and where a scene counts as the areas were on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kartlaggning.choices import AreaKind, LineageKind
from kartlaggning.exports.tables.area_kin import mentions, predecessors, successors
from kartlaggning.selectors.editions.atlas import Area, AreaRef, Atlas, SceneRow
from kartlaggning.selectors.editions.statistics import primary_area

_FARTHEST_BACK = 5  # so many merges and splits are followed to where a scene came from


@dataclass(frozen=True, slots=True)
class Division:
    """A time during which no area was changed, both days inclusive; None is open-ended."""

    first: date | None
    last: date | None

    @property
    def day(self) -> date:
        """Return the day that stands for the whole time: its last, or its first where it goes on."""
        return self.last or self.first or date.max

    def covers(self, day: date) -> bool:
        """Tell whether the day is within the time."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class CountedArea:
    """Where a scene counts on a day. `stated` is the area that the row used names, `year` that row's round.

    `is_certain` is false where the stated area did not exist on the day and the editions do not tell which one did.
    """

    area: AreaRef | None
    stated: AreaRef | None
    year: int
    is_certain: bool = True


def divisions(atlas: Atlas) -> tuple[Division, ...]:
    """Return the times between changes of any area, the earliest first; one open-ended time where none has changed."""
    starts = {area.valid_from for area in atlas.areas if area.valid_from}
    starts |= {area.valid_to + timedelta(days=1) for area in atlas.areas if area.valid_to}
    firsts: list[date | None] = [None, *sorted(starts)]
    lasts: list[date | None] = [first - timedelta(days=1) for first in firsts if first]
    return tuple(Division(first, last) for first, last in zip(firsts, [*lasts, None], strict=True))


def counted_area(atlas: Atlas, rows: Sequence[SceneRow], kind: AreaKind, day: date) -> CountedArea:
    """Return where a scene counts as the areas were on `day`, by its rows (at least one).

    That is the area of its row in the edition nearest to the day, among those whose area existed then. Where there is
    none, it is the single area that followed on the row's (by what the later areas cover, if they are several); before
    the row's area existed, the area of the scenes that it came out of, else the single one that the area came from.
    """
    reference = {edition.year: edition.reference_date for edition in atlas.editions}
    by_nearness = sorted(rows, key=lambda row: abs((reference[row.year] - day).days))
    nearest = by_nearness[0]
    for row in by_nearness:
        stated = primary_area(kind, row)
        if stated is None or _applies(atlas, stated, day):
            return CountedArea(stated, stated, row.year)
    stated = primary_area(kind, nearest)
    found = _other_time(atlas, nearest, kind, day)
    return CountedArea(found or stated, stated, nearest.year, is_certain=found is not None)


def _other_time(atlas: Atlas, row: SceneRow, kind: AreaKind, day: date) -> AreaRef | None:
    """Return the area that existed on the day in the place of the row's, or None where that cannot be told."""
    area = _known(atlas, primary_area(kind, row))
    if area is None:
        return None
    if area.valid_to is not None and area.valid_to < day:
        return _later(atlas, area, row, day)
    return _of_parents(atlas, row, kind, day) or _only(predecessors(atlas, area), day)


def _later(atlas: Atlas, area: Area, row: SceneRow, day: date) -> AreaRef | None:
    candidates = successors(atlas, area)
    if len(candidates) > 1:
        place = row.municipality.name
        if row.city_district is not None:
            district = counted_area(atlas, [row], AreaKind.CITY_DISTRICT, day).area
            place = district.name if district else row.city_district.name
        candidates = tuple(one for one in candidates if mentions(one.covers, place))
    return _only(candidates, day)


def _of_parents(atlas: Atlas, row: SceneRow, kind: AreaKind, day: date, depth: int = 0) -> AreaRef | None:
    """Return the area that all the scenes lay in that the scene was merged or split from, if it is one."""
    parents = {
        ref.public_id
        for note in row.lineage
        if note.kind is not LineageKind.REOPENED and any(to.public_id == row.public_id for to in note.to_scenes)
        for ref in note.from_scenes
        if ref.public_id != row.public_id and ref.public_id in atlas.history
    }
    found: set[AreaRef | None] = set()
    for parent in parents:
        for old in atlas.history[parent]:
            ref = primary_area(kind, old)
            if ref is not None and _applies(atlas, ref, day):
                found.add(ref)
                break
        else:
            oldest = atlas.history[parent][0]
            found.add(_of_parents(atlas, oldest, kind, day, depth + 1) if depth < _FARTHEST_BACK else None)
    return found.pop() if len(found) == 1 else None


def _only(areas: Sequence[Area], day: date) -> AreaRef | None:
    return areas[0].ref if len(areas) == 1 and areas[0].applies_on(day) else None


def _known(atlas: Atlas, ref: AreaRef | None) -> Area | None:
    return next((area for area in atlas.areas if ref is not None and _same(area.ref, ref)), None)


def _same(one: AreaRef, other: AreaRef) -> bool:
    return (one.kind, one.slug) == (other.kind, other.slug)


def _applies(atlas: Atlas, ref: AreaRef, day: date) -> bool:
    area = _known(atlas, ref)
    return area is None or area.applies_on(day)
