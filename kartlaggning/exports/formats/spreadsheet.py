"""Tables that Swedish spreadsheet programs open as they are: semicolon, UTF-8 with BOM, no cell that computes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None


def inert(text: str) -> str:
    """Return a cell's text so that no program takes it for a formula: an apostrophe stands before what looks so."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the lines of a file, the first with the byte order mark. Numbers get a decimal comma; None is empty."""
    yield BYTE_ORDER_MARK + _line([inert(cell) for cell in header])
    for row in rows:
        yield _line([_written(cell) for cell in row])


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return inert(cell) if isinstance(cell, str) else decimal_comma(cell)


def decimal_comma(number: int | float) -> str:
    """Return a number as a Swedish spreadsheet reads it: `-6,7`, `1234`; a whole number without decimals."""
    return f"{number:.10f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(number, float) else str(number)


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(cells)
    return line.getvalue()
