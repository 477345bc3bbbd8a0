"""One line of a file as values of a survey, or as problems that name the column. Nothing here asks a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon

from kartlaggning.geometry.crossings import TOO_MANY_CROSSINGS, crosses_too_often
from kartlaggning.geometry.outline_checks import COUNTY_BOX
from kartlaggning.imports.survey_file import SurveyTable, TableRow
from kartlaggning.imports.survey_mapping import (
    CITY_DISTRICT,
    JOINTLY,
    MUNICIPALITY,
    NOTE,
    OUTLINE_WKT,
    POLICE_AREA,
    PROVENANCE,
    SCENE,
    SOURCE,
    YEAR,
    SurveyMapping,
    Target,
    parts_of,
)
from kartlaggning.personal_data import has_identity_number
from kartlaggning.questionnaire import LONGEST_TEXT, Unusable, parse
from kartlaggning.swedish import search_key

LONGEST_NAME, LONGEST_NOTE = 120, 300
_OWN_TEXTS = {SCENE: LONGEST_NAME, NOTE: LONGEST_NOTE, SOURCE: LONGEST_NOTE}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong, in Swedish, and in which column; the column is empty where it is the line as a whole."""

    column: str
    message: str


@dataclass(frozen=True, slots=True)
class AreaNames:
    """The areas that apply in the round, as they are written in files: municipalities by code, the others by name."""

    municipalities: Mapping[str, str]
    city_districts: frozenset[str]
    police_areas: frozenset[str]


@dataclass
class ReadRow:
    """What a line says. Texts are empty and values None where it says nothing: an empty cell changes nothing.

    `municipality` is the code; the district and police area are names as the portal writes them. `answers` are by
    question key, comments among them. The outline is EPSG:3006 and may be invalid.
    """

    line: int
    scene: str = ""
    year: int | None = None
    municipality: str = ""
    city_district: str = ""
    police_area: str = ""
    jointly: bool | None = None
    provenance: str = ""
    note: str = ""
    source: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    outline: MultiPolygon | None = None
    problems: list[RowProblem] = field(default_factory=list)


def read_row(
    row: TableRow, table: SurveyTable, mapping: SurveyMapping, known: Mapping[str, Target], areas: AreaNames
) -> ReadRow:
    """Return what a line says of the fields that its columns are mapped to; `known` are the targets by key."""
    read = ReadRow(row.line, outline=row.outline)
    if row.outline_problem:
        read.problems.append(RowProblem("", f"Gränsen {row.outline_problem}."))
    for heading, cell in zip(table.columns, row.cells, strict=True):
        target = known.get(mapping.columns.get(heading, ""))
        if target is None or not cell:
            continue
        try:
            _take(read, target, cell, mapping, areas)
        except Unusable as problem:
            read.problems.append(RowProblem(heading, str(problem)))
    if read.outline is not None and crosses_too_often(read.outline):
        read.problems.append(RowProblem(mapping.heading(OUTLINE_WKT) or "", TOO_MANY_CROSSINGS))
        read.outline = None
    if not read.scene:
        read.problems.append(RowProblem(mapping.heading(SCENE) or "", "Platsens nummer eller namn saknas."))
    return read


def _take(read: ReadRow, target: Target, cell: str, mapping: SurveyMapping, areas: AreaNames) -> None:
    if has_identity_number(cell):
        raise Unusable("Texten innehåller ett personnummer. Ta bort det ur filen.")
    if target.key in _OWN_TEXTS:
        setattr(read, target.key.removeprefix("survey."), _short(cell, _OWN_TEXTS[target.key]))
    elif target.key in _READERS:
        _READERS[target.key](read, cell, areas)
    elif target.question is None:
        read.answers[target.key] = _short(cell, LONGEST_TEXT)
    else:
        answer = parse(target.question, _typed(target, cell, mapping))
        if target.key == JOINTLY:
            read.jointly = bool(answer) if answer is not None else None
        elif target.key == PROVENANCE:
            read.provenance = str(answer or "")
        elif answer is not None:
            read.answers[target.key] = answer


def _typed(target: Target, cell: str, mapping: SurveyMapping) -> list[str]:
    """Return a cell as a form's controls would hold it."""
    if not target.choices:
        return [cell]
    answers = {search_key(text): answer for text, answer in mapping.values.get(target.key, {}).items()}
    parts = parts_of(target, cell)
    unknown = next((part for part in parts if search_key(part) not in answers), None)
    if unknown is not None:
        raise Unusable(f"”{unknown[:60]}” är inte kopplat till något svar.")
    return [answer for part in parts if (answer := answers[search_key(part)])]


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unusable(f"Texten är för lång. Korta den till högst {longest} tecken.")
    return text.replace("\r\n", "\n")


def _year(read: ReadRow, cell: str, _areas: AreaNames) -> None:
    digits = cell[:4] if len(cell) == 10 else cell  # a date stands for its year
    if not (digits.isascii() and digits.isdigit() and 2000 <= int(digits[:6]) <= 2100):
        raise Unusable(f"”{cell[:20]}” är inget år. Skriv till exempel 2026.")
    read.year = int(digits)


def _municipality(read: ReadRow, cell: str, areas: AreaNames) -> None:
    code = cell.zfill(4) if cell.isascii() and cell.isdigit() else ""  # a spreadsheet drops the leading zero
    wanted = search_key(cell).removesuffix(" kommun").removesuffix(" stad")
    by_name = {search_key(name): found for found, name in areas.municipalities.items()}
    read.municipality = code if code in areas.municipalities else by_name.get(wanted) or by_name.get(wanted[:-1], "")
    if not read.municipality:
        raise Unusable(f"”{cell[:60]}” är ingen kommun i länet.")


def _city_district(read: ReadRow, cell: str, areas: AreaNames) -> None:
    read.city_district = _name(cell, areas.city_districts, "inget stadsdelsområde")


def _police_area(read: ReadRow, cell: str, areas: AreaNames) -> None:
    read.police_area = _name(cell, areas.police_areas, "inget lokalpolisområde")


def _name(cell: str, names: frozenset[str], what: str) -> str:
    by_key = {search_key(name): name for name in names}
    found = by_key.get(search_key(cell))
    if found is None:
        raise Unusable(f"”{cell[:60]}” är {what} på omgångens referensdatum.")
    return found


def _outline(read: ReadRow, cell: str, _areas: AreaNames) -> None:
    try:
        outline = shapely.from_wkt(cell)
    except ShapelyError:
        outline = None
    if isinstance(outline, Polygon):
        outline = MultiPolygon([outline])
    if not isinstance(outline, MultiPolygon) or outline.is_empty or not all(isfinite(x) for x in outline.bounds):
        raise Unusable("Gränsen är ingen yta skriven som WKT, till exempel POLYGON ((674000 6581000, …)).")
    if not shapely.intersects(COUNTY_BOX, shapely.box(*outline.bounds)):
        raise Unusable("Gränsen ligger utanför länet. Skriv den i SWEREF 99 TM (EPSG:3006) med öst först.")
    read.outline = shapely.force_2d(outline)


_READERS = {
    YEAR: _year,
    MUNICIPALITY: _municipality,
    CITY_DISTRICT: _city_district,
    POLICE_AREA: _police_area,
    OUTLINE_WKT: _outline,
}
