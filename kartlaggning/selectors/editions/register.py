"""All that has been published, the superseded and the withdrawn too: what each edition is, its files, its errata."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kartlaggning.choices import EditionState, RemovalKind


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """A file of an edition; `size` in bytes, `sha256` in hexadecimal."""

    path: str
    media_type: str
    title: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Correction:
    """An erratum: what the edition puts right in the one it replaces. No `scenes` means the edition as a whole."""

    what: str
    why: str
    decided_by: str
    decided_on: date
    scenes: tuple[str, ...]  # permanent ids


@dataclass(frozen=True, slots=True)
class Registered:
    """An edition as the register lists it. `published_at` is when it first became current on this site.

    `folder` is where its files lie; `manifest_sha256` the checksum over all, empty where it has no files;
    `rows_checksum` that of the rows which the files were made of.
    """

    ref: str
    year: int
    revision: int
    title: str
    is_demonstration: bool
    state: EditionState
    state_reason: str
    state_changed_at: datetime
    built_at: datetime
    published_at: datetime | None
    published_on: date | None
    published_text: str
    judged_from: date | None
    judged_to: date | None
    sources: tuple[str, ...]
    note: str
    registration_number: str
    checksum: str
    based_on: tuple[str, ...]
    replaces: str
    folder: Path
    manifest_sha256: str
    rows_checksum: str
    files: tuple[ManifestFile, ...]
    errata: tuple[Correction, ...]

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether the edition has been withdrawn: then its addresses answer 410 with `state_reason`."""
        return self.state is EditionState.WITHDRAWN

    @property
    def is_current(self) -> bool:
        """Tell whether the edition is the one that counts for its round."""
        return self.state is EditionState.CURRENT

    def file(self, path: str) -> ManifestFile | None:
        """Return the file of that name, or None for what the manifest does not list."""
        return next((file for file in self.files if file.path == path), None)


@dataclass(frozen=True, slots=True)
class RemovalNotice:
    """Something that has been taken away by decision, as the public is told. `is_final` is False for what is hidden.

    `slugs` are the address parts of a scene's page, `refs` the editions it was taken out of, `touched_refs` those of
    later rounds whose files held the same rows.
    """

    kind: RemovalKind
    public_id: str
    slugs: tuple[str, ...]
    file_path: str
    refs: tuple[str, ...]
    touched_refs: tuple[str, ...]
    reason: str
    since: datetime
    is_final: bool
