"""What each column of the answers means: who may read it, and how the question was put in each round."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kartlaggning.content import visibility_of
from kartlaggning.exports.tables.table import Field, Table, TableColumn, build, field
from kartlaggning.field_words import label_of
from kartlaggning.questionnaire import Questionnaire

_SAME = "samma i alla omgångar"
_KINDS = {"text": "text", "integer": "heltal", "number": "tal", "date": "datum"}


@dataclass(frozen=True)
class _Entry:
    """A column with the rounds in which it was asked and may be read, oldest first: year and questions."""

    column: TableColumn
    versions: tuple[tuple[int, Questionnaire], ...]

    @property
    def years(self) -> str:
        """Return the rounds in which it was asked."""
        return ", ".join(str(year) for year, _asked in self.versions)

    @property
    def levels(self) -> str:
        """Return who may read it, with the rounds where that differs."""
        return self._over_the_rounds(lambda asked: str(visibility_of(self.column.key, asked).label), same="")

    @property
    def wording(self) -> str:
        """Return how the question was put in each round, where that differs."""
        return self._over_the_rounds(lambda asked: label_of(self.column.key, asked), same=_SAME)

    @property
    def options(self) -> str:
        """Return what could be chosen, with the rounds where that differs."""
        return self._over_the_rounds(self._options, same="")

    def _options(self, asked: Questionnaire) -> str:
        question = asked.question(self.column.key)
        is_answer = question is not None and question.key == self.column.key
        return "; ".join(option.text for option in question.options) if question and is_answer else ""

    def _over_the_rounds(self, words: Callable[[Questionnaire], str], *, same: str) -> str:
        said = [(year, words(asked)) for year, asked in self.versions]
        if not said:
            return ""
        if len({text for _year, text in said}) == 1:
            return same or said[0][1]
        return " | ".join(f"{year}: {text or 'inga'}" for year, text in said)


_FIELDS: tuple[Field[_Entry], ...] = (
    field("key", "Nyckel", "text", "Frågans nyckel, densamma i alla omgångar.", lambda entry: entry.column.key),
    field("header", "Rubrik", "text", "Frågan så som den löd senast.", lambda entry: entry.column.header),
    field("type", "Typ", "text", "Vad slags värden kolumnen har.", lambda entry: _KINDS[entry.column.kind]),
    field("levels", "Får läsas av", "text", "Vem som får läsa svaren.", lambda entry: entry.levels),
    field("years", "Omgångar", "text", "Omgångar i urvalet där frågan ställdes.", lambda entry: entry.years),
    field("wording", "Ordalydelse", "text", "Hur frågan löd, om det skiljer sig.", lambda entry: entry.wording),
    field("options", "Svarsalternativ", "text", "Vad man kunde välja.", lambda entry: entry.options),
    field("description", "Beskrivning", "text", "Vad kolumnen betyder.", lambda entry: entry.column.description),
)


def dictionary(
    fixed: Iterable[TableColumn],
    columns: Iterable[TableColumn],
    versions: Mapping[int, Questionnaire],
    seen: Mapping[int, frozenset[str]],
) -> Table:
    """Return a row for every column. `seen` are the keys that may be read, by year: no other wording is told."""
    entries = (*(_Entry(column, ()) for column in fixed), *_asked(columns, versions, seen))
    note = "Vad varje kolumn betyder, och hur frågan löd i omgångarna."
    return build("dictionary", "Datalexikon", note, _FIELDS, entries)


def _asked(
    columns: Iterable[TableColumn], versions: Mapping[int, Questionnaire], seen: Mapping[int, frozenset[str]]
) -> Iterator[_Entry]:
    for column in columns:
        asked = ((year, version) for year, version in versions.items() if column.key in seen[year])
        yield _Entry(column, tuple((year, version) for year, version in asked if version.question(column.key)))
