"""What stands above the table of change in its file: what it compares, how, and what a reader must know. Swedish."""

from collections.abc import Iterator

from kartlaggning.exports.tables.changes import Changes
from kartlaggning.exports.words import change_words
from kartlaggning.exports.words.break_words import breaks_sentence
from kartlaggning.exports.words.writing import long_date
from kartlaggning.followup.breaks import breaks_after
from kartlaggning.public.comparison_words import incomplete_sentence
from kartlaggning.selectors.editions import Atlas


def change_preface(atlas: Atlas, changes: Changes) -> tuple[tuple[str, str], ...]:
    """Return the labels and values above the table; what does not apply is left out."""
    return tuple((label, value) for label, value in _lines(atlas, changes) if value)


def _lines(atlas: Atlas, changes: Changes) -> Iterator[tuple[str, str]]:
    yield "Jämförelse", f"{changes.earlier.title} till {changes.later.title}"
    yield "Område", change_words.place_of(changes)
    if changes.area is not None:
        yield "Områdena som de var", long_date(changes.day)
    yield "Antal", change_words.number_sentence(atlas, changes)
    yield "Förändring", change_words.parts_sentence(changes)
    yield "Yta", change_words.area_sentence(changes)
    yield "Ofullständigt", incomplete_sentence(atlas, changes.earlier, changes.later)
    for transfer in changes.transfers:
        yield "Ändrade områden", change_words.transfer_sentence(transfer)
    yield "Ändrade områden", change_words.uncertain_sentence(changes)
    kind = changes.area.kind if changes.area else None
    yield "Avbrott i serien", breaks_sentence(breaks_after(changes.earlier.year, kind))
    if any(place.is_example for place in changes.places):
        yield "Exempel", "Rader märkta exempel är påhittade."


def file_name(changes: Changes) -> str:
    """Return the file's name: `forandring-2021-2024-solna.csv`."""
    where = f"-{changes.area.slug}" if changes.area else ""
    return f"forandring-{changes.earlier.year}-{changes.later.year}{where}.csv"
