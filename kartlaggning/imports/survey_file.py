"""Reading a file of surveys as a table of texts, with an outline a row where the file has them. EPSG:3006 out."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from python_calamine import CalamineWorkbook, SheetVisibleEnum
from shapely.geometry import MultiPolygon

from kartlaggning.errors import ImportProblem
from kartlaggning.imports.area_file import NO_GEOMETRY, Area, Limits, read_areas
from kartlaggning.imports.workbook_check import check_workbook, column_letters

LARGEST_BYTES = 20_000_000
MOST_ROWS, MOST_COLUMNS = 5_000, 200
LONGEST_HEADER = 200
AREA_LIMITS = Limits(LARGEST_BYTES, LARGEST_BYTES, MOST_ROWS, "Spara det lager som gäller i en egen fil")
KINDS = {".csv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".geojson": "geojson", ".json": "geojson", ".gpkg": "gpkg"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?[0-9][0-9 \N{NO-BREAK SPACE}]*([.,][0-9]+)?%?")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line: its number in the file (of the feature, in a geodata file, from 1), its texts in the columns' order.

    The outline is EPSG:3006 and may be invalid; `outline_problem` says why one that is there can't be read.
    """

    line: int
    cells: tuple[str, ...]
    outline: MultiPolygon | None = None
    outline_problem: str = ""


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """What a file holds. `unit` is what a line is called in it: rad or objekt."""

    file: str
    sha256: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    has_outlines: bool = False

    @property
    def unit(self) -> str:
        """Return what a line of the file is called."""
        return "objekt" if self.has_outlines else "rad"

    def column(self, name: str) -> tuple[str, ...]:
        """Return all the texts of a column."""
        place = self.columns.index(name)
        return tuple(row.cells[place] for row in self.rows)


def read_survey_file(name: str, content: bytes) -> SurveyTable:
    """Return the table in a .csv, .xlsx, .geojson or .gpkg file of at most 20 MB, 5 000 rows and 200 columns.

    CSV is semicolon or comma, UTF-8 or Windows-1252; geodata is in EPSG:4326 or 3006. Raises ImportProblem, in
    Swedish for the one who sent the file, where it can't be used as a whole.
    """
    file = safe_name(name)
    kind = _kind(file, content)
    sha256 = hashlib.sha256(content).hexdigest()
    if kind in ("geojson", "gpkg"):
        return _geodata(file, content, sha256)
    lines = list(csv_lines(content) if kind == "csv" else _workbook_lines(content))
    columns, rows = _table(lines)
    _refuse_formulas(kind, columns, rows)
    return SurveyTable(file, sha256, columns, rows)


def safe_name(name: str) -> str:
    """Return the file's own name, for messages and the log, without what could mean a place."""
    plain = re.sub(r"[^\w .()-]", "_", PurePosixPath(name.replace("\\", "/")).name)
    return plain[-80:].lstrip(". ") or "fil"


def _kind(file: str, content: bytes) -> str:
    """Return what the file is, by its name, once its first bytes agree."""
    kind = KINDS.get(PurePosixPath(file).suffix.lower())
    if len(content) > LARGEST_BYTES:
        raise ImportProblem(f"Filen är större än {LARGEST_BYTES // 1_000_000} MB och läses inte. Dela upp den.")
    if not content.strip():
        raise ImportProblem("Filen är tom.")
    if content.startswith(_OLD_EXCEL):
        raise ImportProblem("Filen är i Excels gamla format, eller krypterad. Spara om den som .xlsx utan lösenord.")
    if kind is None:
        raise ImportProblem("Filen ska vara CSV (.csv), Excel (.xlsx), GeoJSON (.geojson) eller GeoPackage (.gpkg).")
    is_zip, is_text = content.startswith(b"PK"), b"\x00" not in content[:4096]
    if (kind == "xlsx") != is_zip or (kind == "csv" and not is_text):
        raise ImportProblem(f"Filen är inte en {PurePosixPath(file).suffix.lower()}-fil, trots namnet.")
    return kind


def csv_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a CSV file with their numbers: semicolon, comma or tab, UTF-8 or Windows-1252."""
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for values in reader:
            yield line, [value.strip() for value in values]
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportProblem(f"Rad {line}: citattecknen går inte ihop, eller så är ett fält för långt.") from error


def _decoded(content: bytes) -> str:
    if b"\x00" in content:
        raise ImportProblem("Filen innehåller tecken som inte hör hemma i en textfil. Spara om den som CSV (UTF-8).")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportProblem("Filen är varken sparad som UTF-8 eller Windows-1252. Spara om den som CSV (UTF-8).")


def _delimiter(text: str) -> str:
    """Return what parts the headings, outside quotes: a semicolon, or a comma or tab where there are more of those."""
    headings = re.sub(r'"[^"]*"', "", text.lstrip("\r\n")).splitlines() or [""]
    return max((";", ",", "\t"), key=headings[0].count)


def _workbook_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of the first visible sheet; only values are read, nothing is computed."""
    check_workbook(content, rows=MOST_ROWS + 1, columns=MOST_COLUMNS)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        sheet = workbook.get_sheet_by_name(visible[0])
        rows = sheet.to_python(skip_empty_area=False)
    except BaseException as error:  # what the reader can't take may come as a panic, which is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise ImportProblem("Filen går inte att läsa som Excelfil. Spara om den som .xlsx.") from error
    for line, values in enumerate(rows, start=1):
        yield line, [_text(value) for value in values]


def _text(value: object) -> str:
    """Return a cell's value as text: whole numbers without decimals, dates as 2026-02-20."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value).strip()


def _table(lines: Sequence[tuple[int, list[str]]]) -> tuple[tuple[str, ...], tuple[TableRow, ...]]:
    """Return the headings, which are the first line that is not empty, and the lines below that are not."""
    filled = [(line, values) for line, values in lines if any(values)]
    if len(filled) < 2:
        raise ImportProblem("Filen har inga rader under rubrikerna.")
    if len(filled) - 1 > MOST_ROWS:
        raise ImportProblem(f"Filen har {len(filled) - 1} rader. Högst {MOST_ROWS} läses. Dela upp den.")
    headings = filled[0][1]
    while headings and not headings[-1]:
        headings = headings[:-1]
    _check_headings(headings)
    width = len(headings)
    for line, values in filled[1:]:
        if any(values[width:]):
            raise ImportProblem(f"Rad {line} har ett värde i kolumn {width + 1}, som saknar rubrik.")
    rows = (TableRow(line, tuple([*values, *[""] * width][:width])) for line, values in filled[1:])
    return tuple(headings), tuple(rows)


def _check_headings(headings: Sequence[str]) -> None:
    if len(headings) > MOST_COLUMNS:
        raise ImportProblem(f"Filen har {len(headings)} kolumner. Högst {MOST_COLUMNS} läses.")
    for place, heading in enumerate(headings, start=1):
        if not heading:
            raise ImportProblem(f"Kolumn {place} ({column_letters(place)}) saknar rubrik.")
        if len(heading) > LONGEST_HEADER:
            raise ImportProblem(f"Rubriken i kolumn {place} är för lång. Står rubrikerna på första raden?")
        if heading in headings[: place - 1]:
            raise ImportProblem(f"Två kolumner heter ”{heading}”. Ge dem olika namn.")


def _refuse_formulas(kind: str, columns: Sequence[str], rows: Sequence[TableRow]) -> None:
    """Refuse text that a spreadsheet would compute: it could do harm to whoever opens an export of it."""
    lines = [(0, tuple(columns)), *((row.line, row.cells) for row in rows)]
    for line, cells in lines:
        for place, cell in enumerate(cells):
            if is_formula(cell):
                where = (
                    f"cell {column_letters(place + 1)}{line}" if kind == "xlsx" else f"rad {line}, ”{columns[place]}”"
                )
                raise ImportProblem(
                    f"{'En rubrik' if not line else where[0].upper() + where[1:]} ser ut som en formel: "
                    f"”{cell[:40]}”. Ta bort tecknet först i texten, eller sätt ett ord före."
                )


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula; numbers and a lone sign are none."""
    return text.startswith(_FORMULA_STARTS) and len(text) > 1 and not _NUMBER.fullmatch(text)


def _geodata(file: str, content: bytes, sha256: str) -> SurveyTable:
    with TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(content)
        try:
            areas = read_areas(path, AREA_LIMITS, lambda columns: columns).areas
        except ImportProblem:
            raise
        except Exception as error:  # GDAL fails in many ways on a broken file
            raise ImportProblem(f"{file} går inte att läsa.") from error
    columns = tuple(areas[0].values)
    _check_headings(columns)
    rows = tuple(
        TableRow(area.number, tuple(value.strip() for value in area.values.values()), area.outline, _problem(area))
        for area in areas
    )
    _refuse_formulas("geodata", columns, rows)
    return SurveyTable(file, sha256, columns, rows, has_outlines=True)


def _problem(area: Area) -> str:
    """Return what is wrong with a feature's outline; a place without one is no problem here."""
    return "" if area.problem == NO_GEOMETRY else area.problem
