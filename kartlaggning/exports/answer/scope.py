"""What an answer is about: the area's scenes now and earlier, and what of the follow-up concerns them or the area."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kartlaggning.choices import AreaKind, Status, Visibility
from kartlaggning.exports.tables.area_kin import predecessors, related_areas, rows_in, successors
from kartlaggning.followup.values import AgreementNote, AreaName, ContactNote, FollowUp
from kartlaggning.selectors.editions.atlas import Area, Atlas, Edition, SceneRow


@dataclass(frozen=True)
class Scope:
    """An area as one reader sees it: `follow_up` holds what they may read, and nothing else is shown."""

    atlas: Atlas
    area: Area
    follow_up: FollowUp
    level: Visibility

    @property
    def name(self) -> str:
        """Return the area's name."""
        return self.area.ref.name

    @property
    def edition(self) -> Edition:
        """Return the newest edition; raises NotFoundInEdition before the first publication."""
        return self.atlas.newest

    @property
    def existed(self) -> bool:
        """Tell whether the area was part of the newest round."""
        return self.area.applies_on(self.edition.reference_date)

    @cached_property
    def open_rows(self) -> tuple[SceneRow, ...]:
        """Return the scenes that the newest round found open here."""
        return rows_in(self.edition, self.area)

    @cached_property
    def closed_rows(self) -> tuple[SceneRow, ...]:
        """Return every closing here, of all rounds, the latest first."""
        editions = reversed(self.atlas.editions)
        return tuple(row for edition in editions for row in rows_in(edition, self.area, Status.CLOSED))

    @cached_property
    def successors(self) -> tuple[Area, ...]:
        """Return the areas that came after this one."""
        return successors(self.atlas, self.area)

    @cached_property
    def predecessors(self) -> tuple[Area, ...]:
        """Return the areas that this one was formed from, where it was not part of the newest round."""
        return () if self.existed else predecessors(self.atlas, self.area)

    @cached_property
    def rows(self) -> dict[str, SceneRow]:
        """Return the newest row of each scene that lies or closed here, by permanent id, open ones first."""
        history = self.atlas.history
        return {row.public_id: history[row.public_id][-1] for row in (*self.open_rows, *self.closed_rows)}

    @cached_property
    def of_scenes(self) -> FollowUp:
        """Return what concerns the scenes that lie or closed here."""
        return self.follow_up.of_scenes(self.rows)

    @cached_property
    def agreements(self) -> tuple[AgreementNote, ...]:
        """Return the cooperation on the scenes and in the area, with that of the areas that it lies in or spans."""
        return tuple(note for note in self.follow_up.agreements if self._is_here(note))

    @cached_property
    def contacts(self) -> tuple[ContactNote, ...]:
        """Return whom to turn to here, and those of the whole county last."""
        own = [note for note in self.follow_up.contacts if self._concerns(note.areas)]
        county = [note for note in self.follow_up.contacts if not note.areas]
        return (*own, *county)

    def _is_here(self, note: AgreementNote) -> bool:
        return note.public_id in self.rows if note.public_id else not note.areas or self._concerns(note.areas)

    def _concerns(self, areas: Sequence[AreaName]) -> bool:
        """Judge by the district and the police area where they are named: the municipality only says where they lie."""
        narrow = [area for area in areas if area.kind is not AreaKind.MUNICIPALITY] or areas
        return any((area.kind, area.slug) in self._near for area in narrow)

    @cached_property
    def _near(self) -> frozenset[tuple[AreaKind, str]]:
        """Return the area and those that it lies in or spans; what is one district's alone is not the whole city's."""
        own = self.area.ref
        is_municipality = own.kind is AreaKind.MUNICIPALITY
        related = (other.ref for other in related_areas(self.atlas, self.area))
        near = (ref for ref in related if not (is_municipality and ref.kind is AreaKind.CITY_DISTRICT))
        return frozenset((ref.kind, ref.slug) for ref in (own, *near))


def documented(rows: tuple[SceneRow, ...]) -> tuple[SceneRow, ...]:
    """Return the rows that tell of a scene: of a real one those that are documented, of a made-up one all of them."""
    return tuple(row for row in rows if not row.is_example) or rows


def open_since(atlas: Atlas, row: SceneRow) -> SceneRow:
    """Return the first of the rounds in a row that had an open scene open; rounds that lack it part nothing."""
    first = row
    for earlier in reversed(documented(atlas.history[row.public_id])):
        if not earlier.is_open:
            break
        first = earlier
    return first
