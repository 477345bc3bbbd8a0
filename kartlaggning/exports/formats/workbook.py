"""Workbooks (XLSX): a first sheet that says what it is, a sheet for each table, and the data dictionary."""

import io
import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from kartlaggning.exports.columns import Scalar
from kartlaggning.exports.formats.spreadsheet import inert
from kartlaggning.exports.tables.table import Table, TableColumn, as_date

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# As every language of Excel reads them: the comma becomes a space and the point a comma in a Swedish one.
_WHOLE, _DECIMALS, _ONE_DECIMAL, _PLAIN, _DAY, _TEXT = "#,##0", "#,##0.00", "0.0", "0", "yyyy-mm-dd", "@"
_NUMBER_FORMATS = {"integer": _WHOLE, "number": _DECIMALS, "percent": _ONE_DECIMAL, "date": _DAY}
_NARROWEST, _WIDEST, _FILTER_ARROW = 8, 60, 3  # of columns, in characters
_HEADING_LINES = 3  # about so many at most
_WIDEST_PAGE = 260  # characters: more on a page is too small to read
_LABELS, _VALUES = 26, 110
_LINE_HEIGHT = 15  # points
_INK, _HEAD, _EXAMPLE = "#182226", "#eff1ee", "#6b5416"


@dataclass(frozen=True)
class Book:
    """A workbook: title, facts as label and value (an empty label continues the one above), tables, when it was made.

    `made_at` is written as the file's date: the same book at the same time gives the same bytes.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    made_at: datetime


def workbook_bytes(book: Book) -> bytes:
    """Return the workbook's bytes. No cell holds a formula: what looks like one is text behind an apostrophe."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    file = xlsxwriter.Workbook(stream, options)
    made_at = book.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    file.set_properties({"title": book.title, "created": made_at})
    formats = _Formats(file)
    _write_about(file.add_worksheet("Läs mig"), book, formats)
    for table in book.tables:
        _write_table(file.add_worksheet(table.title), table, formats)
    file.close()
    return stream.getvalue()


class _Formats:
    """The cell formats of one workbook, made once each."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._made: dict[tuple[str, bool], Any] = {}
        base = {"font_color": _INK, "valign": "top", "text_wrap": True}
        self.title = file.add_format({**base, "bold": True, "font_size": 16, "text_wrap": False})
        self.label = file.add_format({**base, "bold": True})
        self.value = file.add_format(base)
        head = {**base, "bold": True, "bg_color": _HEAD, "bottom": 1}
        self.head = file.add_format({**head, "indent": 1})
        self.number_head = file.add_format({**head, "align": "right"})

    def cell(self, column: TableColumn, *, is_example: bool) -> Any:
        """Return the format of a column's cells; those of a made-up row are in italics."""
        number_format = _PLAIN if column.is_year else _NUMBER_FORMATS.get(column.kind, _TEXT)
        key = (number_format, is_example)
        if key not in self._made:
            look = {"italic": True, "font_color": _EXAMPLE} if is_example else {"font_color": _INK}
            space = {"indent": 1} if number_format == _TEXT else {}  # from the number in the column before
            self._made[key] = self._file.add_format({"num_format": number_format, "valign": "top", **look, **space})
        return self._made[key]


def _write_about(sheet: Worksheet, book: Book, formats: _Formats) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _LABELS)
    sheet.set_column(1, 1, _VALUES)
    sheet.write_string(0, 0, inert(book.title), formats.title)
    contents = [(table.title, f"{len(table.rows)} rader. {table.note}") for table in book.tables]
    row = 2
    for label, value in (*book.facts, ("", ""), ("Blad", "Innehåll"), *contents):
        sheet.write_string(row, 0, inert(label), formats.label)
        sheet.write_string(row, 1, inert(value), formats.value)
        sheet.set_row(row, _LINE_HEIGHT * max(1, len(textwrap.wrap(value, _VALUES))))  # not all programs fit it
        row += 1
    _lay_out_page(sheet)


def _write_table(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    widths = [_width(column, (row[n] for row in table.rows)) for n, column in enumerate(table.columns)]
    heading_lines = 1
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        heading_lines = max(heading_lines, len(textwrap.wrap(column.header, width - _FILTER_ARROW)))
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, column.header, formats.number_head if column.is_numeric else formats.head)
    sheet.set_row(0, _LINE_HEIGHT * heading_lines)
    for line, row in enumerate(table.rows, start=1):
        is_example = table.is_example(row)
        for number, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write_cell(sheet, (line, number), column, value, formats.cell(column, is_example=is_example))
    sheet.freeze_panes(1, _frozen_columns(table))
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, _frozen_columns(table) - 1)
    _lay_out_page(sheet, across=math.ceil(sum(widths) / _WIDEST_PAGE))


def _lay_out_page(sheet: Worksheet, *, across: int = 1) -> None:
    """Print on A4 on its side: so many pages across, and as many down as it takes."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(across, 0)
    sheet.set_header("&L&A&RSida &P av &N")


def _write_cell(sheet: Worksheet, place: tuple[int, int], column: TableColumn, value: Scalar, look: Any) -> None:
    if value is None or value == "":
        return
    day = as_date(value) if column.kind == "date" else None
    if day is not None:
        sheet.write_datetime(*place, datetime.combine(day, time()), look)
    elif isinstance(value, str):
        sheet.write_string(*place, inert(value), look)
    else:
        sheet.write_number(*place, value, look)


def _frozen_columns(table: Table) -> int:
    """Return how many columns stay in sight when one scrolls sideways: up to the name."""
    keys = [column.key for column in table.columns]
    return keys.index("name") + 1 if "name" in keys else 1


def _width(column: TableColumn, values: Iterable[Scalar]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    words = max(len(word) for word in column.header.split())
    heading = max(words, len(column.header) // _HEADING_LINES) + _FILTER_ARROW
    return min(max(_NARROWEST, longest + 3, heading), _WIDEST)
