"""Reading a file of figures as lines whose cells are read one by one: what is wrong is gathered, not raised."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import PurePosixPath

from kartlaggning.errors import ImportProblem
from kartlaggning.imports.survey_file import SurveyTable, read_survey_file, safe_name
from kartlaggning.plain_text import clean
from kartlaggning.swedish import enumerate_words, search_key

FORMATS = (".csv", ".txt", ".xlsx")
FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_CELL = 200
MOST_PROBLEMS = 500  # who has so many has sent the wrong file, and every one of them is kept and shown
LONGEST_SHOWN = 40  # characters of a cell that a message quotes
_WHOLE = re.compile(r"[0-9]{1,6}")
_SPACES = re.compile(r"(?<=[0-9])[ \N{NO-BREAK SPACE}](?=[0-9]{3}(?![0-9]))")
_NUMBER = re.compile(r"[0-9]{1,12}([.,][0-9]{1,12})?")


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong on a line of the file, in Swedish; the column is empty where it is the line as a whole."""

    line: int
    column: str
    message: str


def first_problems(problems: Iterable[LineProblem]) -> tuple[LineProblem, ...]:
    """Return the problems in the lines' order; where they are many the first, and a last one that says so."""
    found = sorted(problems, key=lambda problem: problem.line)
    if len(found) < MOST_PROBLEMS:
        return tuple(found)
    found = found[:MOST_PROBLEMS]
    message = f"Här är {MOST_PROBLEMS} fel, och fler söks inte. Rätta dem och ladda upp filen igen."
    return (*found, LineProblem(found[-1].line, "", message))


class Line:
    """One line by column. Each method returns the cell as what it should be, or notes a problem and returns nothing.

    What is returned after a problem means nothing: a line with problems is not used.
    """

    def __init__(self, number: int, cells: Mapping[str, str]) -> None:
        self.number = number
        self._cells = cells
        self.problems: list[LineProblem] = []

    def fail(self, column: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(LineProblem(self.number, column, message))

    def has(self, column: str) -> bool:
        """Tell whether anything stands in the cell."""
        return bool(self._cells.get(column))

    def text(self, column: str, longest: int) -> str:
        """Return a text that must be there."""
        value = clean(self._cells.get(column, "")).strip()
        if not value:
            self.fail(column, "Cellen är tom.")
        elif len(value) > longest:
            self.fail(column, f"Texten är längre än {longest} tecken.")
        return value

    def whole(self, column: str) -> int:
        """Return a whole number from 0 to 999 999 that must be there."""
        value = self.whole_or_none(column)
        if value is None and not self.has(column):
            self.fail(column, "Cellen är tom. Skriv ett helt tal, 0 om det inte finns några.")
        return value or 0

    def whole_or_none(self, column: str) -> int | None:
        """Return a whole number from 0 to 999 999, or None where the cell is empty."""
        value = _SPACES.sub("", self._cells.get(column, ""))
        if not value:
            return None
        if _WHOLE.fullmatch(value):
            return int(value)
        if re.fullmatch(r"[-\N{MINUS SIGN}][0-9].*", value):
            self.fail(column, f"{_quoted(value)} är mindre än noll. Skriv ett helt tal från 0.")
        elif _NUMBER.fullmatch(value):
            self.fail(column, f"{_quoted(value)} är inte ett helt tal mellan 0 och 999 999.")
        else:
            self.fail(column, f"{_quoted(value)} är inte ett tal.")
        return None

    def number_or_none(self, column: str) -> float | None:
        """Return a number from 0 with decimal comma or point, or None where the cell is empty."""
        value = _SPACES.sub("", self._cells.get(column, ""))
        if not value:
            return None
        number = float(value.replace(",", ".")) if _NUMBER.fullmatch(value) else float("nan")
        if not isfinite(number):
            self.fail(column, f"{_quoted(value)} är inte ett tal från 0. Skriv det som 12,5.")
            return None
        return number

    def percent_or_none(self, column: str) -> float | None:
        """Return a number from 0 to 100, or None where the cell is empty."""
        number = self.number_or_none(column)
        if number is not None and number > 100:
            self.fail(column, f"{_quoted(self._cells[column])} är mer än 100 procent.")
            return None
        return number

    def year(self, column: str) -> int:
        """Return a year that must be there."""
        value = self._cells.get(column, "")
        if not value:
            self.fail(column, "Cellen är tom. Skriv ett år, till exempel 2023.")
        return self._year(column, value) if value else 0

    def year_or_none(self, column: str) -> int | None:
        """Return a year, or None where the cell is empty."""
        value = self._cells.get(column, "")
        return self._year(column, value) if value else None

    def years(self, column: str) -> tuple[int, ...]:
        """Return the years that stand in a cell, parted by spaces or commas, each once and in order."""
        words = re.split(r"[\s,]+", self._cells.get(column, "").strip())
        return tuple(sorted({self._year(column, word) for word in words if word}))

    def _year(self, column: str, value: str) -> int:
        if re.fullmatch(r"[0-9]{4}", value) and FIRST_YEAR <= int(value) <= LAST_YEAR:
            return int(value)
        self.fail(column, f"{_quoted(value)} är inte ett år. Skriv det med fyra siffror, till exempel 2023.")
        return 0


def read_lines(
    name: str, content: bytes, *, needed: Sequence[str], optional: Sequence[str]
) -> tuple[SurveyTable, list[Line]]:
    """Return the file's table and its lines by column. CSV (semicolon, UTF-8 or Windows-1252) or XLSX, at most 20 MB.

    Raises ImportProblem, in Swedish for the one who sent the file, where it can't be read as this table at all.
    """
    if PurePosixPath(safe_name(name)).suffix.lower() not in FORMATS:
        raise ImportProblem("Filen ska vara CSV (.csv) eller Excel (.xlsx).")
    table = read_survey_file(name, content)
    columns = [search_key(column) for column in table.columns]
    _check_columns(columns, table.columns, needed, optional)
    for row in table.rows:
        for column, cell in zip(columns, row.cells, strict=True):
            if len(cell) > LONGEST_CELL:
                raise ImportProblem(f"Rad {row.line}, ”{column}” är längre än {LONGEST_CELL} tecken. Korta texten.")
    lines = (Line(row.line, dict(zip(columns, row.cells, strict=True))) for row in table.rows)
    return table, list(lines)


def _check_columns(
    columns: Sequence[str], written: Sequence[str], needed: Sequence[str], optional: Sequence[str]
) -> None:
    known = (*needed, *optional)
    strange = [heading for column, heading in zip(columns, written, strict=True) if column not in known]
    missing = [column for column in needed if column not in columns]
    if strange:
        named = enumerate_words([_quoted(heading) for heading in strange[:5]])
        raise ImportProblem(f"Rubrikraden: {named} hör inte hit. Kolumnerna ska vara {';'.join(known)}.")
    if missing:
        raise ImportProblem(f"Rubrikraden: {enumerate_words(missing)} saknas. Kolumnerna ska vara {';'.join(known)}.")
    if len(set(columns)) < len(columns):
        raise ImportProblem("Rubrikraden: en kolumn står två gånger. Ta bort den ena.")


def _quoted(value: str) -> str:
    return f"”{value[:LONGEST_SHOWN]}{'…' if len(value) > LONGEST_SHOWN else ''}”"
