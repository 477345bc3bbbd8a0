"""What has become of each place between two rounds, in the county or one area, and how number and area add up."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kartlaggning.choices import Change, LineageKind
from kartlaggning.exports.tables.change_families import families
from kartlaggning.exports.words.divisions import CountedArea, counted_area
from kartlaggning.selectors.editions.atlas import AreaRef, Atlas, Edition, SceneRef, SceneRow
from kartlaggning.selectors.editions.compare import Comparison, Pair, compare
from kartlaggning.selectors.editions.statistics import is_complete, primary_area


class ChangeKind(TextChoices):
    """What has become of a place, in the order in which it is told. Each place has one."""

    CLOSED = "closed", _("upphörd")
    NEW = "new", _("ny")
    REOPENED = "reopened", _("åter öppen")
    SPLIT = "split", _("delad")
    MERGED = "merged", _("sammanslagen")
    GROWN = "grown", _("större")
    SHRUNK = "shrunk", _("mindre")
    REDRAWN = "redrawn", _("omritad")
    KEPT = "kept", _("i stort sett oförändrad")
    UNMEASURED = "unmeasured", _("öppen båda åren, ytan går inte att jämföra")


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """One place: its row where it was open in the earlier round, and where it is open in the later; None where not.

    `row` is the newest of its rows up to the later round. `others` are the places that it was merged or split with,
    into or out of. `is_example` says that what is told of the change rests on a made-up row. Areas in m².
    """

    kind: ChangeKind
    row: SceneRow
    before: SceneRow | None
    after: SceneRow | None
    counted: CountedArea | None
    others: tuple[SceneRef, ...]
    is_example: bool

    @property
    def number(self) -> int:
        """Return by how many the number of open places changes with it: 1, 0 or −1."""
        return (self.after is not None) - (self.before is not None)

    @property
    def area_before_m2(self) -> float | None:
        """Return its area in the earlier round, None where it was not open or has no known area."""
        return self.before.area_m2 if self.before else None

    @property
    def area_after_m2(self) -> float | None:
        """Return its area in the later round, None where it is not open or has no known area."""
        return self.after.area_m2 if self.after else None

    @property
    def area_m2(self) -> float:
        """Return by how much the sum of the known areas changes with it."""
        return (self.area_after_m2 or 0.0) - (self.area_before_m2 or 0.0)

    @property
    def difference_m2(self) -> float | None:
        """Return how much larger (or, negative, smaller) it is; None where they cannot be compared."""
        comparable = (ChangeKind.GROWN, ChangeKind.SHRUNK, ChangeKind.REDRAWN, ChangeKind.KEPT)
        return self.area_m2 if self.kind in comparable else None


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """All places of one kind: how many, and what they do to the number and to the sum of known areas (m²)."""

    kind: ChangeKind
    count: int
    number: int
    area_m2: float


@dataclass(frozen=True, slots=True)
class Balance:
    """How the earlier round's number and area become the later one's. `measured_*` are the places of known area."""

    number_before: int
    number_after: int
    area_before_m2: float
    area_after_m2: float
    measured_before: int
    measured_after: int
    lines: tuple[BalanceLine, ...]

    def line(self, kind: ChangeKind) -> BalanceLine:
        """Return the line of a kind, with zeros where no place is of it."""
        return next((line for line in self.lines if line.kind is kind), BalanceLine(kind, 0, 0, 0.0))

    @property
    def number(self) -> int:
        """Return the net change of the number."""
        return self.number_after - self.number_before

    @property
    def area_m2(self) -> float:
        """Return the net change of the area."""
        return self.area_after_m2 - self.area_before_m2

    @property
    def knows_before(self) -> bool:
        """Tell whether the earlier area says something: any is known, or there was no place."""
        return bool(self.measured_before) or not self.number_before

    @property
    def knows_after(self) -> bool:
        """Tell whether the later area says something: any is known, or there is no place."""
        return bool(self.measured_after) or not self.number_after

    @property
    def is_measured(self) -> bool:
        """Tell whether the two areas can be led from one to the other."""
        return bool(self.measured_before or self.measured_after)

    @property
    def holds(self) -> bool:
        """Tell whether the lines lead from the earlier number and area to the later ones."""
        number = self.number_before + sum(line.number for line in self.lines)
        area_m2 = self.area_before_m2 + sum(line.area_m2 for line in self.lines)
        return number == self.number_after and abs(area_m2 - self.area_after_m2) < 1


@dataclass(frozen=True, slots=True)
class Transfer:
    """So many places of one round lay in one area and are counted in another, as the areas were on the chosen day."""

    year: int
    stated: AreaRef
    counted: AreaRef
    count: int


@dataclass(frozen=True)
class Changes:
    """The change between two rounds in an area (None: the county), with the areas as they were on `day`.

    `is_complete` tells whether both rounds' rows are all there are. `uncertain` counts the places whose area on that
    day the editions do not tell; they count in the area that their row names.
    """

    earlier: Edition
    later: Edition
    area: AreaRef | None
    day: date
    places: tuple[PlaceChange, ...]
    balance: Balance
    is_complete: bool
    transfers: tuple[Transfer, ...]
    uncertain: int

    def of(self, *kinds: ChangeKind) -> tuple[PlaceChange, ...]:
        """Return the places of some kinds, in the order of the table."""
        return tuple(place for place in self.places if place.kind in kinds)


def changes_between(atlas: Atlas, first_year: int, second_year: int, area: AreaRef | None, day: date) -> Changes:
    """Return the change between two rounds, in time order whatever the order given; raises NotFoundInEdition.

    A place counts in one area, that of `counted_area`, in both rounds: so no place moves between areas.
    """
    compared = compare(atlas, first_year, second_year)
    everywhere = tuple(_placed(atlas, compared, area, day))
    places = tuple(one for one in everywhere if area is None or _is_in(one, area))
    order = list(ChangeKind)
    return Changes(
        earlier=compared.earlier,
        later=compared.later,
        area=area,
        day=day,
        places=tuple(sorted(places, key=lambda one: order.index(one.kind))),
        balance=_balance(places),
        is_complete=is_complete(atlas, compared.earlier) and is_complete(atlas, compared.later),
        transfers=_transfers(everywhere, area) if area else (),
        uncertain=sum(one.counted is not None and not one.counted.is_certain for one in places),
    )


def open_by_round(atlas: Atlas, changes: Changes) -> Mapping[int, tuple[SceneRow, ...]]:
    """Return the open rows of the two rounds and those between, as the change counts them, by year."""
    span = (changes.earlier.year, changes.later.year)
    found = {}
    for edition in atlas.editions:
        if span[0] <= edition.year <= span[1]:
            rows = edition.open_scenes
            if changes.area is not None:
                rows = tuple(row for row in rows if _counts_in(atlas, row.public_id, changes.area, changes.day, span))
            found[edition.year] = rows
    return found


def _counts_in(atlas: Atlas, public_id: str, area: AreaRef, day: date, span: tuple[int, int]) -> bool:
    counted = _counted(atlas, public_id, area, day, span).area
    return counted is not None and counted.slug == area.slug


def _counted(atlas: Atlas, public_id: str, area: AreaRef, day: date, span: tuple[int, int]) -> CountedArea:
    """Return where a place counts; one whose rows in the rounds compared are documented, by documented rows alone."""
    history = atlas.history[public_id]
    made_up = any(row.is_example for row in history if span[0] <= row.year <= span[1])
    return counted_area(atlas, [row for row in history if made_up or not row.is_example], area.kind, day)


def _placed(atlas: Atlas, compared: Comparison, area: AreaRef | None, day: date) -> Iterable[PlaceChange]:
    then = {row.public_id: row for row in compared.earlier.open_scenes}
    now = {row.public_id: row for row in compared.later.open_scenes}
    span = (compared.earlier.year, compared.later.year)
    of_family = families(compared, then, now)
    again = {row.public_id for row in compared.reopened}
    for public_id in dict.fromkeys((*now, *then)):
        before, after = then.get(public_id), now.get(public_id)
        history = tuple(row for row in atlas.history[public_id] if row.year <= compared.later.year)
        family = of_family.get(public_id)
        was_open = public_id in again or _was_open_as_another(atlas, history[-1], compared.earlier)
        yield PlaceChange(
            kind=ChangeKind(family.kind.value) if family else _kind(before, after, was_open),
            row=history[-1],
            before=before,
            after=after,
            counted=_counted(atlas, public_id, area, day, span) if area else None,
            others=family.others(public_id) if family else (),
            is_example=_rests_on_examples(before, after, history),
        )


def _kind(before: SceneRow | None, after: SceneRow | None, was_open: bool) -> ChangeKind:
    if after is None:
        return ChangeKind.CLOSED
    if before is None:
        return ChangeKind.REOPENED if was_open else ChangeKind.NEW
    pair = Pair(before, after)
    if before.origin is not after.origin or pair.change is Change.UNKNOWN:
        return ChangeKind.UNMEASURED
    return ChangeKind.REDRAWN if pair.is_redrawn else ChangeKind(pair.change.value)


def _was_open_as_another(atlas: Atlas, row: SceneRow, earlier: Edition) -> bool:
    """Tell whether a place goes back, by an event of reopening, to one that was open by the earlier round."""
    sources = [ref.public_id for note in row.lineage if note.kind is LineageKind.REOPENED for ref in note.from_scenes]
    rows = [old for one in sources for old in atlas.history.get(one, ())]
    return any(old.is_open and old.year <= earlier.year for old in rows)


def _rests_on_examples(before: SceneRow | None, after: SceneRow | None, history: tuple[SceneRow, ...]) -> bool:
    """Tell whether the change is made up: both rows count; a closing is documented where its own row is."""
    if before is not None and after is None:
        closing = next((row for row in history if row.year > before.year and not row.is_open), before)
        return closing.is_example
    return any(row is not None and row.is_example for row in (before, after))


def _is_in(place: PlaceChange, area: AreaRef) -> bool:
    return place.counted is not None and place.counted.area is not None and place.counted.area.slug == area.slug


def _balance(places: tuple[PlaceChange, ...]) -> Balance:
    then = [place.before.area_m2 for place in places if place.before]
    now = [place.after.area_m2 for place in places if place.after]
    return Balance(
        number_before=len(then),
        number_after=len(now),
        area_before_m2=sum(area for area in then if area is not None),
        area_after_m2=sum(area for area in now if area is not None),
        measured_before=sum(area is not None for area in then),
        measured_after=sum(area is not None for area in now),
        lines=tuple(_line(kind, [one for one in places if one.kind is kind]) for kind in ChangeKind),
    )


def _line(kind: ChangeKind, places: list[PlaceChange]) -> BalanceLine:
    return BalanceLine(kind, len(places), sum(one.number for one in places), sum(one.area_m2 for one in places))


def _transfers(places: tuple[PlaceChange, ...], area: AreaRef) -> tuple[Transfer, ...]:
    """Return which rows name another area than the one that their place counts in, where either is the asked one."""
    found = Counter(
        (row.year, stated, place.counted.area)
        for place in places
        if place.counted is not None and place.counted.area is not None
        for row in (place.before, place.after)
        if row is not None
        and (stated := primary_area(area.kind, row)) is not None
        and stated.slug != place.counted.area.slug
        and area.slug in (stated.slug, place.counted.area.slug)
    )
    return tuple(
        Transfer(year, stated, counted, count)
        for (year, stated, counted), count in sorted(
            found.items(), key=lambda item: (item[0][0], item[0][1].name, item[0][2].name)
        )
    )
