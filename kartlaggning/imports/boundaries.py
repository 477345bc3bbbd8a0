"""Reading a file of official outlines: GeoPackage, GeoJSON or zipped Shapefile in, frozen outlines in EPSG:3006 out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon

from kartlaggning.errors import ImportProblem
from kartlaggning.imports.area_file import Area, Limits, read_areas

LIMITS = Limits(200_000_000, 300_000_000, 10_000, "Välj med --layer")
_NAME_FIELDS = ("namn", "name", "kommunnamn", "knnamn", "kommun", "stadsdelsomrade", "stadsdelsområde")
_POLICE_NAME_FIELDS = ("lokalpolisomrade", "lokalpolisområde", "lpo")
_CODE_FIELDS = ("kommunkod", "knkod", "kod", "code")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which layer and columns to read; what is empty is looked for."""

    layer: str = ""
    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Boundary:
    """One feature. `number` counts from 1; `outline` is valid and in EPSG:3006, or None and then `problem` says why."""

    number: int
    code: str
    name: str
    outline: MultiPolygon | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BoundaryFile:
    """What was read, and in which EPSG code and axis order it stood: `is_north_first` is N,E or lat,lon."""

    file: str
    layer: str
    crs: int
    is_north_first: bool
    boundaries: tuple[Boundary, ...]


def read_boundaries(path: Path, fields: Fields) -> BoundaryFile:
    """Return the outlines of a .gpkg, .geojson or .zip file in EPSG:4326 or 3006, at most 200 MB and 10 000 features.

    Raises ImportProblem, in words for the one who runs the import, where the file as a whole can't be used.
    """
    name_field = code_field = ""

    def choose(columns: Sequence[str]) -> list[str]:
        nonlocal name_field, code_field
        name_field = _field(path.name, columns, fields.name, (*_NAME_FIELDS, *_POLICE_NAME_FIELDS))
        code_field = _field(path.name, columns, fields.code, _CODE_FIELDS)
        if not (name_field or code_field):
            columns_there = ", ".join(columns)
            raise ImportProblem(f"{path.name} har inget känt namnfält. Välj med --name-field: {columns_there}.")
        return [name_field, code_field]

    read = read_areas(path, LIMITS, choose, fields.layer)
    boundaries = tuple(_boundary(area, name_field, code_field) for area in read.areas)
    return BoundaryFile(read.file, read.layer, read.crs, read.is_north_first, boundaries)


def _field(file: str, columns: Sequence[str], wanted: str, usual: Sequence[str]) -> str:
    """Return the wanted column, or the first of the usual ones that exists, or nothing."""
    if wanted and wanted not in columns:
        raise ImportProblem(f"{file} har inget fält ”{wanted}”. Fälten är: {', '.join(columns)}.")
    return wanted or first_of(usual, columns)


def first_of(usual: Sequence[str], columns: Sequence[str]) -> str:
    """Return the first of the usual columns that the file has, whatever its case, as the file writes it; or nothing."""
    by_lower_case = {column.casefold(): column for column in columns}
    return next((by_lower_case[name] for name in usual if name in by_lower_case), "")


def _boundary(area: Area, name_field: str, code_field: str) -> Boundary:
    outline, problem = area.outline, area.problem
    if outline is not None and not outline.is_valid:
        outline, problem = None, f"är ogiltig: {shapely.is_valid_reason(area.outline)}"
    return Boundary(area.number, area.values.get(code_field, ""), area.values.get(name_field, ""), outline, problem)
