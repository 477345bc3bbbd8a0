"""The list of everything that has been published, round by round, newest first."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from kartlaggning.public.editions import errata
from kartlaggning.public.editions.addresses import edition_path
from kartlaggning.public.editions.errata import Erratum
from kartlaggning.public.editions.titles import edition_title
from kartlaggning.selectors.editions import Atlas, Registered


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in the list."""

    entry: Registered
    title: str
    address: str
    errata: tuple[Erratum, ...]


@dataclass(frozen=True, slots=True)
class RoundOfEditions:
    """A round and its editions, what was published last first."""

    year: int
    lines: tuple[EditionLine, ...]


def edition_list(atlas: Atlas) -> tuple[RoundOfEditions, ...]:
    """Return every edition that is or has been public, the withdrawn too."""
    return tuple(
        RoundOfEditions(year, tuple(_line(atlas, entry) for entry in sorted(entries, key=_published_at, reverse=True)))
        for year, entries in groupby(atlas.register, key=lambda entry: entry.year)
    )


def _published_at(entry: Registered) -> datetime:
    return entry.published_at or entry.built_at


def _line(atlas: Atlas, entry: Registered) -> EditionLine:
    return EditionLine(entry, edition_title(entry), edition_path(entry.ref), errata.of_edition(atlas, entry))
