"""The difference between two survey rounds in words, in the page's language."""

from collections.abc import Set
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning.choices import LineageKind
from kartlaggning.exports import edition_words
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
    parts = [
        _closed(len(comparison.closed)),
        _new(len(comparison.new)),
        _reopened(len(comparison.reopened)) if comparison.reopened else "",
        _grown(len(comparison.grown)) if comparison.grown else "",
        _shrunk(len(comparison.shrunk)) if comparison.shrunk else "",
        _followed(LineageKind.MERGED, comparison.merges),
        _followed(LineageKind.SPLIT, comparison.splits),
        _kept(len(known)) if known else "",
        _unmeasured(len(unmeasured)) if unmeasured else "",
    ]
    years = f"{comparison.earlier.year} → {comparison.later.year}"
    return f"{years}: {', '.join(part for part in parts if part)}."


def coverage_sentence(atlas: Atlas, comparison: Comparison) -> str:
    """Return how much of each round the comparison knows; empty where the rows are all there are."""
    rounds = (comparison.earlier, comparison.later)
    if all(is_complete(atlas, edition) for edition in rounds):
        return ""
    parts = [_known(atlas, edition) for edition in rounds]
    return _("Jämförelsen är inte fullständig: här är %(earlier)s och %(later)s kända.") % {
        "earlier": parts[0],
        "later": parts[1],
    }


def _known(atlas: Atlas, edition: Edition) -> str:
    return _("%(known)s av %(total)s öppna platser från %(year)s") % {
        "known": len(edition.open_scenes),
        "total": edition_words.open_count(atlas, edition),
        "year": edition.year,
    }


def _closed(count: int) -> str:
    return ngettext("%(count)s upphörd", "%(count)s upphörda", count) % {"count": count}


def _new(count: int) -> str:
    return ngettext("%(count)s ny", "%(count)s nya", count) % {"count": count}


def _reopened(count: int) -> str:
    return ngettext("%(count)s åter öppen", "%(count)s åter öppna", count) % {"count": count}


def _grown(count: int) -> str:
    return ngettext("%(count)s större", "%(count)s större", count) % {"count": count}


def _shrunk(count: int) -> str:
    return ngettext("%(count)s mindre", "%(count)s mindre", count) % {"count": count}


def _kept(count: int) -> str:
    return ngettext("%(count)s i stort sett oförändrad", "%(count)s i stort sett oförändrade", count) % {"count": count}


def _unmeasured(count: int) -> str:
    return ngettext(
        "%(count)s öppen båda åren vars yta inte är känd", "%(count)s öppna båda åren vars yta inte är känd", count
    ) % {"count": count}


def _followed(kind: LineageKind, notes: tuple[LineageNote, ...]) -> str:
    """Return `4 sammanslagna till 2` or `2 delade till 4`; empty where nothing of the kind happened."""
    if not notes:
        return ""
    values = {
        "before": len({ref.public_id for note in notes for ref in note.from_scenes}),
        "after": len({ref.public_id for note in notes for ref in note.to_scenes}),
    }
    if kind is LineageKind.MERGED:
        return _("%(before)s sammanslagna till %(after)s") % values
    return ngettext("%(before)s delad i %(after)s", "%(before)s delade i %(after)s", values["before"]) % values
