"""What every column of every table means, as a table of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from kartlaggning.exports.columns import LIST_SEPARATOR, PUBLIC_COLUMNS
from kartlaggning.exports.tables.table import Field, Table, TableColumn, build, field

_KINDS = {
    "text": "text",
    "integer": "heltal",
    "number": "tal",
    "percent": "tal",
    "date": "datum",
    "url": "webbadress",
}
_UNITS = (
    ("per_ha", "antal per hektar"),
    ("_m", "meter"),
    ("_m2", "m²"),
    ("_ha", "hektar"),
    ("_percent", "procent"),
    ("_count", "antal"),
)


@dataclass(frozen=True)
class _Entry:
    """A column of a table, as the dictionary lists it."""

    table: Table
    column: TableColumn

    @property
    def unit(self) -> str:
        """Return the unit of a column's numbers, which its key ends with; empty for what has none."""
        if not self.column.is_numeric:
            return ""
        if self.column.is_year:
            return "år"
        return next((unit for ending, unit in _UNITS if self.column.key.endswith(ending)), "antal")

    @property
    def values(self) -> str:
        """Return the only values that the column can have, each with its Swedish word; empty where any may stand."""
        if self.table.key != "scenes":
            return ""
        choices = next((column.choices for column in PUBLIC_COLUMNS if column.key == self.column.key), None)
        return LIST_SEPARATOR.join(f"{value} = {label}" for value, label in choices.choices) if choices else ""


_FIELDS: tuple[Field[_Entry], ...] = (
    field("table", "Tabell", "text", "Tabellens nyckel.", lambda entry: entry.table.key),
    field("table_title", "Tabellens namn", "text", "Namnet på bladet i arbetsboken.", lambda entry: entry.table.title),
    field("key", "Nyckel", "text", "Kolumnens namn i GeoPackage, GeoJSON och API.", lambda entry: entry.column.key),
    field("header", "Rubrik", "text", "Kolumnens rubrik i CSV och XLSX.", lambda entry: entry.column.header),
    field("type", "Typ", "text", "Vad slags värden kolumnen har.", lambda entry: _KINDS[entry.column.kind]),
    field("unit", "Enhet", "text", "Talens enhet.", lambda entry: entry.unit),
    field("description", "Beskrivning", "text", "Vad kolumnen betyder.", lambda entry: entry.column.description),
    field("values", "Värden", "text", "De enda värden som kan stå där, om de är bestämda.", lambda entry: entry.values),
)


def dictionary_table(tables: Iterable[Table]) -> Table:
    """Return a row for every column of the tables."""
    entries = (_Entry(table, column) for table in tables for column in table.columns)
    note = "Vad varje kolumn i tabellerna betyder."
    return build("dictionary", "Datalexikon", note, _FIELDS, entries)
