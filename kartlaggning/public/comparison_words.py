"""The difference between two survey rounds in words, in the page's language."""

from collections.abc import Set
from dataclasses import replace

from django.utils.translation import gettext as _

from kartlaggning.exports.tables.changes import ChangeKind
from kartlaggning.exports.words import edition_words
from kartlaggning.exports.words.change_words import count_words, joined_words
from kartlaggning.selectors.editions import Atlas, Edition, LineageNote
from kartlaggning.selectors.editions.compare import Comparison, Pair
from kartlaggning.selectors.editions.statistics import is_complete


def within(comparison: Comparison, public_ids: Set[str]) -> Comparison:
    """Return the part of the comparison that is about the scenes with these permanent ids."""

    def concerns(note: LineageNote) -> bool:
        return any(ref.public_id in public_ids for ref in (*note.from_scenes, *note.to_scenes))

    return replace(
        comparison,
        closed=tuple(row for row in comparison.closed if row.public_id in public_ids),
        new=tuple(row for row in comparison.new if row.public_id in public_ids),
        reopened=tuple(row for row in comparison.reopened if row.public_id in public_ids),
        grown=tuple(pair for pair in comparison.grown if pair.after.public_id in public_ids),
        shrunk=tuple(pair for pair in comparison.shrunk if pair.after.public_id in public_ids),
        kept=tuple(pair for pair in comparison.kept if pair.after.public_id in public_ids),
        replaced=tuple(row for row in comparison.replaced if row.public_id in public_ids),
        successors=tuple(row for row in comparison.successors if row.public_id in public_ids),
        merges=tuple(note for note in comparison.merges if concerns(note)),
        splits=tuple(note for note in comparison.splits if concerns(note)),
    )


def by_knowledge(pairs: tuple[Pair, ...]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the pairs whose areas are known in both rounds, and those of whose change nothing can be said."""
    known = tuple(pair for pair in pairs if pair.area_change_percent is not None)
    return known, tuple(pair for pair in pairs if pair.area_change_percent is None)


def difference_sentence(comparison: Comparison) -> str:
    """Return the whole difference as one line: `2021 → 2023: 12 upphörda, 11 nya, …`. What is zero is left out.

    The numbers of closed and new are always said: that none came is news too.
    """
    known, unmeasured = by_knowledge(comparison.kept)
    counts = {
        ChangeKind.REOPENED: len(comparison.reopened),
        ChangeKind.GROWN: len(comparison.grown),
        ChangeKind.SHRUNK: len(comparison.shrunk),
    }
    parts = [
        count_words(ChangeKind.CLOSED, len(comparison.closed)),
        count_words(ChangeKind.NEW, len(comparison.new)),
        *(count_words(kind, count) for kind, count in counts.items() if count),
        _followed(ChangeKind.MERGED, comparison.merges),
        _followed(ChangeKind.SPLIT, comparison.splits),
        count_words(ChangeKind.KEPT, len(known)) if known else "",
        count_words(ChangeKind.UNMEASURED, len(unmeasured)) if unmeasured else "",
    ]
    years = f"{comparison.earlier.year} → {comparison.later.year}"
    return f"{years}: {', '.join(part for part in parts if part)}."


def coverage_sentence(atlas: Atlas, comparison: Comparison) -> str:
    """Return how much of each round the comparison knows; empty where the rows are all there are."""
    return incomplete_sentence(atlas, comparison.earlier, comparison.later)


def incomplete_sentence(atlas: Atlas, earlier: Edition, later: Edition) -> str:
    """Return how much of two rounds is known; empty where the rows are all there are."""
    if all(is_complete(atlas, edition) for edition in (earlier, later)):
        return ""
    return _("Jämförelsen är inte fullständig: här är %(earlier)s och %(later)s kända.") % {
        "earlier": _known(atlas, earlier),
        "later": _known(atlas, later),
    }


def _known(atlas: Atlas, edition: Edition) -> str:
    return _("%(known)s av %(total)s öppna platser från %(year)s") % {
        "known": len(edition.open_scenes),
        "total": edition_words.open_count(atlas, edition),
        "year": edition.year,
    }


def _followed(kind: ChangeKind, notes: tuple[LineageNote, ...]) -> str:
    """Return `4 sammanslagna till 2` or `2 delade till 4`; empty where nothing of the kind happened."""
    if not notes:
        return ""
    before = len({ref.public_id for note in notes for ref in note.from_scenes})
    return joined_words(kind, before, len({ref.public_id for note in notes for ref in note.to_scenes}))
