"""Tables that Swedish spreadsheet programs open as they are: semicolon, UTF-8 with BOM, no cell that computes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """Return a cell's text so that no program takes it for a formula: an apostrophe stands before what looks so."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a file, the first with the byte order mark."""
    yield BYTE_ORDER_MARK + _line(header)
    for row in rows:
        yield _line([inert(cell) for cell in row])


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(cells)
    return line.getvalue()
