"""A table as values: named columns and rows. Pages, workbooks, files and the report are all written from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from kartlaggning import swedish
from kartlaggning.exports.columns import Scalar

TableKind = Literal["text", "integer", "number", "percent", "date", "url"]
NUMERIC: tuple[TableKind, ...] = ("integer", "number", "percent")
EXAMPLE = "exempel"
SQUARE_METRES_OF_A_HECTARE = 10_000
Item = TypeVar("Item")


@dataclass(frozen=True)
class TableColumn:
    """A column: its key in files, its Swedish header, the kind of its values, and what it means.

    `percent` holds percentages as numbers, −6.7 for −6,7 %; `date` ISO 8601 days as text. Any value may be None.
    """

    key: str
    header: str
    kind: TableKind
    description: str

    @property
    def is_numeric(self) -> bool:
        """Tell whether the values are numbers."""
        return self.kind in NUMERIC

    @property
    def is_year(self) -> bool:
        """Tell whether the values are years: numbers that are never grouped by thousands."""
        return self.kind == "integer" and (self.key == "year" or self.key.endswith("_year"))


@dataclass(frozen=True)
class Table:
    """A table: its key, title and note, its columns, and rows with a value for each column."""

    key: str
    title: str
    note: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Scalar, ...], ...]

    def is_example(self, row: tuple[Scalar, ...]) -> bool:
        """Tell whether a row is made up for the demonstration: its column `origin` says so."""
        return any(
            column.key == "origin" and value in ("example", EXAMPLE)
            for column, value in zip(self.columns, row, strict=True)
        )


@dataclass(frozen=True)
class Field(Generic[Item]):
    """A column together with where its value comes from."""

    column: TableColumn
    value: Callable[[Item], Scalar]


def field(key: str, header: str, kind: TableKind, description: str, value: Callable[[Item], Scalar]) -> Field[Item]:
    """Return a column with its getter."""
    return Field(TableColumn(key, header, kind, description), value)


def build(key: str, title: str, note: str, fields: tuple[Field[Item], ...], items: Iterable[Item]) -> Table:
    """Return the table of the items, one row each."""
    rows = tuple(tuple(part.value(item) for part in fields) for item in items)
    return Table(key, title, note, tuple(part.column for part in fields), rows)


def square_metres(area_m2: float | None) -> int | None:
    """Return an area in whole square metres."""
    return None if area_m2 is None else round(area_m2)


def hectares(area_m2: float | None) -> float | None:
    """Return an area given in m² in hectares, two decimals."""
    return None if area_m2 is None else round(area_m2 / SQUARE_METRES_OF_A_HECTARE, 2)


def percent(value: float | None) -> float | None:
    """Return a percentage with one decimal, never −0,0."""
    return None if value is None else round(value, 1) + 0.0


def shown(column: TableColumn, value: Scalar) -> str:
    """Return a value as a Swede reads it on a page: `1 234`, `4,20`, `−6,7`, `2024-02-20`; empty for none."""
    if value is None:
        return ""
    if column.is_year or isinstance(value, str):
        return str(value)
    decimals = {"integer": 0, "percent": 1}.get(column.kind, 2)
    return swedish.number(value, decimals)


def as_date(value: Scalar) -> date | None:
    """Return a value of a date column as a day, or None where it is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
