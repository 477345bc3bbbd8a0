"""Two rounds side by side: what closed, came, grew, shrank, merged and split between them, scene by scene."""

from dataclasses import dataclass

from kartlaggning.change import by_area, is_redrawn
from kartlaggning.choices import Change, LineageKind, Status
from kartlaggning.selectors.editions.atlas import Atlas, Edition, LineageNote, SceneRow
from kartlaggning.selectors.editions.statistics import edition_covers


@dataclass(frozen=True, slots=True)
class Pair:
    """A scene that was open in both rounds, with both rows."""

    before: SceneRow
    after: SceneRow

    @property
    def change(self) -> Change:
        """Return grown, shrunk or kept by the areas of the two rows, or unknown where either area is."""
        return by_area(self.before.area_m2, self.after.area_m2)

    @property
    def is_redrawn(self) -> bool:
        """Tell whether the two outlines are known to come from different kinds of material."""
        return is_redrawn(self.before.provenance, self.after.provenance) is True

    @property
    def area_change_percent(self) -> float | None:
        """Return the change of area in percent of the earlier one; None where either area is not known."""
        if not self.before.area_m2 or self.after.area_m2 is None:
            return None
        return 100 * (self.after.area_m2 - self.before.area_m2) / self.before.area_m2


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference between an earlier and a later edition. A scene stands in exactly one of the lists of rows."""

    earlier: Edition
    later: Edition
    closed: tuple[SceneRow, ...]  # the earlier rows
    new: tuple[SceneRow, ...]
    reopened: tuple[SceneRow, ...]
    grown: tuple[Pair, ...]
    shrunk: tuple[Pair, ...]
    kept: tuple[Pair, ...]  # also where an area is not known
    replaced: tuple[SceneRow, ...]  # the earlier rows that lineage carries on
    successors: tuple[SceneRow, ...]  # the later rows they became
    merges: tuple[LineageNote, ...]
    splits: tuple[LineageNote, ...]


def compare(atlas: Atlas, first_year: int, second_year: int) -> Comparison:
    """Return what differs between two rounds, in time order whatever the order given; raises NotFoundInEdition."""
    earlier, later = (atlas.edition(year) for year in sorted((first_year, second_year)))
    then = {row.public_id: row for row in earlier.open_scenes}
    now = {row.public_id: row for row in later.open_scenes}
    events = _events_between(atlas, earlier, later)
    sources = {ref.public_id for note in events for ref in note.from_scenes}
    targets = {ref.public_id for note in events for ref in note.to_scenes}
    pairs = tuple(Pair(then[key], now[key]) for key in now if key in then)
    gone = tuple(row for key, row in then.items() if key not in now)
    come = tuple(row for key, row in now.items() if key not in then)
    return Comparison(
        earlier=earlier,
        later=later,
        closed=tuple(row for row in gone if row.public_id not in sources),
        replaced=tuple(row for row in gone if row.public_id in sources),
        new=tuple(row for row in come if row.public_id not in targets and not _was_open_before(atlas, row, earlier)),
        reopened=tuple(row for row in come if row.public_id not in targets and _was_open_before(atlas, row, earlier)),
        successors=tuple(row for row in come if row.public_id in targets),
        grown=tuple(pair for pair in pairs if pair.change is Change.GROWN),
        shrunk=tuple(pair for pair in pairs if pair.change is Change.SHRUNK),
        kept=tuple(pair for pair in pairs if pair.change in (Change.KEPT, Change.UNKNOWN)),
        merges=tuple(note for note in events if note.kind is LineageKind.MERGED),
        splits=tuple(note for note in events if note.kind is LineageKind.SPLIT),
    )


def _was_open_before(atlas: Atlas, row: SceneRow, edition: Edition) -> bool:
    history = atlas.history[row.public_id]
    return any(old.year < edition.year and old.status is Status.OPEN for old in history)


def _events_between(atlas: Atlas, earlier: Edition, later: Edition) -> tuple[LineageNote, ...]:
    notes: dict[LineageNote, None] = {}
    for edition in atlas.editions:
        if earlier.year < edition.year <= later.year:
            for row in edition.scenes:
                notes.update((n, None) for n in row.lineage if edition_covers(earlier, later, n.happened_on.year))
    return tuple(note for note in notes if note.kind in (LineageKind.MERGED, LineageKind.SPLIT))
