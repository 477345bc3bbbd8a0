"""Reading a semicolon-separated table whose columns are known: every error names the file, the line and the column."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import TypeVar

from kartlaggning.errors import ImportProblem

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. Its methods return the field as what it should be, or raise ImportProblem."""

    file: str
    line: int
    fields: Mapping[str, str]

    def problem(self, text: str) -> ImportProblem:
        """Return an error about this line, to be raised."""
        return ImportProblem(f"{self.file}, rad {self.line}: {text}")

    def text(self, column: str) -> str:
        """Return the field; empty where nothing stands."""
        return self.fields[column]

    def filled(self, column: str) -> str:
        """Return the field, which may not be empty."""
        if not self.fields[column]:
            raise self.problem(f"{column} saknas.")
        return self.fields[column]

    def number(self, column: str) -> float:
        """Return the field as a finite number, written with a point or a decimal comma."""
        value = self.filled(column)
        try:
            number = float(value.replace(",", "."))
        except ValueError:
            number = float("nan")
        if not isfinite(number) or "_" in value:
            raise self.problem(f"{column} är inte ett tal: ”{value}”.")
        return number

    def count(self, column: str) -> int:
        """Return the field as a whole number from 0 to 999 999."""
        value = self.filled(column)
        if not (value.isascii() and value.isdigit() and len(value) <= 6):
            raise self.problem(f"{column} är inte ett antal: ”{value}”.")
        return int(value)

    def day(self, column: str) -> date | None:
        """Return the field as a date written 2024-02-20, or None where nothing stands."""
        value = self.fields[column]
        if not value:
            return None
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            raise self.problem(f"{column} är inte ett datum som 2024-02-20: ”{value}”.")
        return day

    def choice(self, column: str, choices: Mapping[str, Choice]) -> Choice:
        """Return what the field's word stands for."""
        value = self.filled(column)
        if value not in choices:
            raise self.problem(f"{column} är ”{value}”, men ska vara {' eller '.join(choices)}.")
        return choices[value]


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the table's lines. The header must be exactly `columns`; the file is UTF-8, with or without BOM.

    Raises ImportProblem for a missing or unreadable file, another header, and a line with too many or too few fields.
    """
    reader = csv.reader(_lines(path), delimiter=";", strict=True)
    try:
        if next(reader, []) != list(columns):
            raise ImportProblem(f"{path.name}, rad 1: rubrikerna ska vara {';'.join(columns)}.")
        for values in reader:
            yield _row(path.name, reader.line_num, columns, values)
    except csv.Error as error:
        raise ImportProblem(f"{path.name}, rad {reader.line_num}: citattecknen går inte ihop ({error}).") from error


def _lines(path: Path) -> StringIO:
    try:
        return StringIO(path.read_bytes().decode("utf-8-sig"), newline="")  # line ends inside quotes stay as they are
    except OSError as error:
        raise ImportProblem(f"{path.name} går inte att öppna: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ImportProblem(f"{path.name} är inte sparad som UTF-8.") from error


def _row(file: str, line: int, columns: Sequence[str], values: Sequence[str]) -> Row:
    if len(values) != len(columns):
        raise ImportProblem(f"{file}, rad {line}: {len(values)} fält, men rubriken har {len(columns)}.")
    return Row(file, line, dict(zip(columns, (value.strip() for value in values), strict=True)))
