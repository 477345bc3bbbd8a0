"""What the yearly tables are about: an edition, the rounds beside it, and perhaps one area."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kartlaggning.exports.rows import PublishedRow, publish
from kartlaggning.selectors.editions.atlas import AreaRef, Atlas, Edition, SceneRow
from kartlaggning.selectors.editions.filters import visible_rows


@dataclass(frozen=True)
class TableScope:
    """The edition that is tabulated, in its atlas; `area` None means the whole county.

    `years` are the rounds of the tables over time, None for all; the edition's own is always among them, later ones
    never.
    """

    atlas: Atlas
    edition: Edition
    scene_url: Callable[[str], str]
    area: AreaRef | None = None
    years: frozenset[int] | None = None

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return the rounds of the tables over time, oldest first."""
        earlier = (other for other in self.atlas.editions if other.year < self.edition.year)
        chosen = (other for other in earlier if self.years is None or other.year in self.years)
        return (*chosen, self.edition)

    def within(self, rows: Iterable[SceneRow]) -> tuple[SceneRow, ...]:
        """Return the rows that the chosen area is an area of."""
        if self.area is None:
            return tuple(rows)
        wanted = (self.area.kind, self.area.slug)
        return tuple(row for row in rows if any((area.kind, area.slug) == wanted for area in row.areas))

    def published(self, rows: Iterable[SceneRow]) -> tuple[PublishedRow, ...]:
        """Return those of the edition's rows that lie in the chosen area, with what they are published with."""
        return publish(self.atlas, self.edition, self.within(rows), self.scene_url)

    def visible(self, edition: Edition) -> tuple[PublishedRow, ...]:
        """Return the rows in the chosen area that the public sees of an edition: open, and closed in the round."""
        return publish(self.atlas, edition, self.within(visible_rows(edition)), self.scene_url)

    def sentence(self, text: str) -> str:
        """Return a note with the limit to an area and the demonstration's mark put to it."""
        limit = f" Bara platser i {self.area.kind.label} {self.area.name}." if self.area else ""
        mark = " Rader märkta exempel är påhittade." if self.edition.is_demonstration else ""
        return f"{text}{limit}{mark}"
