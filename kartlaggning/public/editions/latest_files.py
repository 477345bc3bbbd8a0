"""The newest edition's files at the addresses that always lead to the newest."""

from dataclasses import dataclass

from kartlaggning.exports.package.manifest import stable_name
from kartlaggning.public.editions.addresses import current_entry, latest_path
from kartlaggning.selectors.editions import Atlas


@dataclass(frozen=True, slots=True)
class LatestFile:
    """A file: what it is, in Swedish, and the path that leads to it in whatever edition is the newest."""

    title: str
    address: str


def latest_files(atlas: Atlas) -> tuple[LatestFile, ...]:
    """Return the files of the newest edition; none before the first publication."""
    entry = current_entry(atlas)
    if entry is None:
        return ()
    return tuple(LatestFile(file.title, latest_path(stable_name(entry.ref, file.path))) for file in entry.files)
