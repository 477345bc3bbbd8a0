"""What an edition's files are made of and what each writer hands over; the writers stand in their own modules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kartlaggning.exports.package.asked import NOTHING_ASKED, Asked
from kartlaggning.exports.rows import PublishedRow, publish
from kartlaggning.selectors.editions.atlas import Atlas, Edition
from kartlaggning.selectors.editions.filters import visible_rows


@dataclass(frozen=True)
class PackageSource:
    """What an edition's files are made of. `atlas` holds the edition and the earlier ones it was based on.

    `site_url` has no slash at its end; `scene_url` makes the absolute address of a scene's page of its slug.
    `without` names files that are not to be made. `asked` is what the round asked, less what only the police read.
    `rows_checksum` is that of the rows as they are now: another than the edition's once something has been removed.
    """

    atlas: Atlas
    edition: Edition
    site_url: str
    publisher: str
    scene_url: Callable[[str], str]
    asked: Asked = NOTHING_ASKED
    without: frozenset[str] = frozenset()
    rows_checksum: str = ""

    def rows(self, edition: Edition | None = None) -> tuple[PublishedRow, ...]:
        """Return the rows that the public sees of an edition, the newest by default: open, and closed in the round."""
        chosen = edition or self.edition
        return publish(self.atlas, chosen, visible_rows(chosen), self.scene_url)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A finished file: its name in the edition's folder, its media type, what it is in Swedish, and its bytes."""

    path: str
    media_type: str
    title: str
    content: bytes


Writer = Callable[[PackageSource], Iterable[PublishedFile]]
