"""Reading points with their columns from CSV or a GeoPackage: crimes, respondents. EPSG:3006 out, nothing kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.raw
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.projection import SWEREF
from kartlaggning.imports.area_file import SWEDEN
from kartlaggning.imports.geopackage_check import check_geopackage
from kartlaggning.imports.survey_file import csv_lines

MOST_NAMED = 20  # lines with problems that a message lists
Metres = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axes:
    """Which columns of a CSV file hold the position: east and north in metres (EPSG:3006), or lon and lat (4326)."""

    x: str
    y: str
    crs: int


@dataclass(frozen=True, slots=True)
class PointFile:
    """The points of a file that have a position (east, north), with the columns that were asked for.

    `lines` is where each stands: its line, or its feature's number from 1. `without_place` have no position.
    """

    file: str
    unit: str
    lines: tuple[int, ...]
    places: Metres
    columns: Mapping[str, tuple[str, ...]]
    without_place: int


class Problems:
    """What is wrong with a file, line by line, told all at once. Positions are never quoted."""

    def __init__(self, file: str, unit: str) -> None:
        self._file, self._unit = file, unit
        self._found: list[tuple[int, str]] = []

    def add(self, line: int, text: str) -> None:
        """Note what is wrong on a line."""
        self._found.append((line, text))

    def refuse(self) -> None:
        """Raise ImportProblem with the first of them, if there are any."""
        if not self._found:
            return
        lines = [f"{self._file}, {self._unit} {line}: {text}" for line, text in sorted(self._found)[:MOST_NAMED]]
        more = len(self._found) - len(lines)
        raise ImportProblem("\n".join([*lines, *([f"… och {more} till. Inget har räknats."] if more else [])]))


def read_points(path: Path, wanted: Sequence[str], axes: Axes | None, layer: str = "") -> PointFile:
    """Return the points of a .csv file, by the columns `axes`, or of a .gpkg file in whatever CRS it states.

    Raises ImportProblem, in Swedish with line numbers, where the file or a line of it can't be used.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        raise ImportProblem(f"Filen {path.name} finns inte.")
    if suffix == ".gpkg":
        return _geopackage(path, wanted, layer)
    if suffix not in (".csv", ".txt"):
        raise ImportProblem(f"{path.name} ska vara CSV (.csv) eller GeoPackage (.gpkg).")
    if axes is None:
        raise ImportProblem(
            f"Säg vilka kolumner i {path.name} som har läget: --e-column och --n-column (SWEREF 99 TM) eller "
            "--lon-column och --lat-column (WGS 84)."
        )
    return _csv(path, wanted, axes)


def _csv(path: Path, wanted: Sequence[str], axes: Axes) -> PointFile:
    try:
        lines = [(line, cells) for line, cells in csv_lines(path.read_bytes()) if any(cells)]
    except OSError as error:
        raise ImportProblem(f"{path.name} går inte att öppna: {error.strerror}.") from error
    except ImportProblem as problem:
        raise ImportProblem(f"{path.name}: {problem}") from problem
    if len(lines) < 2:
        raise ImportProblem(f"{path.name} har inga rader under rubrikerna.")
    headings = lines[0][1]
    _check_columns(path.name, headings, (axes.x, axes.y, *wanted))
    place = {name: headings.index(name) for name in (axes.x, axes.y, *wanted)}
    problems = Problems(path.name, "rad")
    numbers, positions, rows, without = [], [], [], 0
    for line, cells in lines[1:]:
        if len(cells) != len(headings):
            problems.add(line, f"{len(cells)} fält, men rubriken har {len(headings)}.")
            continue
        written = [cells[place[axes.x]], cells[place[axes.y]]]
        if not any(written):
            without += 1
            continue
        numbers.append(line)
        positions.append([_number(text) for text in written])
        rows.append([cells[place[name]] for name in wanted])
    places = _in_metres(np.array(positions, dtype=float).reshape(-1, 2), CRS.from_epsg(axes.crs), numbers, problems)
    return _points((path.name, "rad"), numbers, places, dict(zip(wanted, _columns(rows, wanted), strict=True)), without)


def _columns(rows: Sequence[Sequence[str]], wanted: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(row[number] for row in rows) for number in range(len(wanted))]


def _check_columns(file: str, headings: Sequence[str], needed: Sequence[str]) -> None:
    for name in needed:
        if list(headings).count(name) != 1:
            how = "flera kolumner som heter" if name in headings else "ingen kolumn"
            raise ImportProblem(f"{file} har {how} ”{name}”. Kolumnerna är: {', '.join(headings)}.")


def _number(text: str) -> float:
    """Return a number with decimal comma or point, spaces between thousands let be; NaN for anything else."""
    plain = "".join(text.split()).replace(",", ".").replace("\N{MINUS SIGN}", "-")
    try:
        return float("nan" if "_" in plain else plain)
    except ValueError:
        return float("nan")


def _geopackage(path: Path, wanted: Sequence[str], layer: str) -> PointFile:
    check_geopackage(path)
    try:
        chosen = _layer(path, layer)
        info = pyogrio.read_info(path, layer=chosen)
        _check_columns(path.name, [str(name) for name in info["fields"]], wanted)
        crs = CRS.from_user_input(info["crs"] or "")
        meta, _fids, wkb, values = pyogrio.raw.read(path, layer=chosen, columns=list(wanted), force_2d=True)
    except (DataSourceError, DataLayerError) as error:
        raise ImportProblem(f"{path.name} går inte att läsa: {error}") from error
    except CRSError as error:
        raise ImportProblem(
            f"{path.name} säger inte vilket koordinatsystem den har. Spara om den i EPSG:3006."
        ) from error
    problems = Problems(path.name, "objekt")
    geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    for number in np.flatnonzero(~np.isin(shapely.get_type_id(geometries), (-1, 0))):
        problems.add(int(number) + 1, f"är inte en punkt, utan {geometries[number].geom_type}.")
    problems.refuse()
    there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    numbers = [int(number) + 1 for number in np.flatnonzero(there)]
    places = _in_metres(shapely.get_coordinates(geometries[there]), crs, numbers, problems)
    by_name = dict(zip(meta["fields"], values, strict=True))
    columns = {name: tuple(_text(value) for value in by_name[name][there]) for name in wanted}
    return _points((path.name, "objekt"), numbers, places, columns, int(np.sum(~there)))


def _layer(path: Path, wanted: str) -> str:
    layers = [str(name) for name, geometry_type in pyogrio.list_layers(path) if geometry_type is not None]
    chosen = [name for name in layers if wanted in ("", name)]
    if len(chosen) != 1:
        raise ImportProblem(f"{path.name} har inte ett lager att läsa, utan {len(chosen)}. Välj med --layer: {layers}.")
    return chosen[0]


def _text(value: Any) -> str:
    if isinstance(value, float):
        return "" if np.isnan(value) else f"{value:.15g}"
    return "" if value is None or (isinstance(value, np.datetime64) and np.isnat(value)) else str(value).strip()


def _in_metres(places: Metres, crs: CRS, lines: Sequence[int], problems: Problems) -> Metres:
    """Return positions given as x, y in EPSG:3006; each that is no position in Sweden becomes a problem."""
    finite: NDArray[np.bool_] = np.logical_and(*np.isfinite(places).T)
    metres = np.full(places.shape, np.nan)
    if finite.any():
        # always_xy: easting or longitude first on both sides, whatever the registry's axis order.
        transformer = Transformer.from_crs(crs, CRS.from_epsg(SWEREF), always_xy=True)
        metres[finite] = np.column_stack(transformer.transform(places[finite, 0], places[finite, 1]))
    west, south, east, north = SWEDEN[SWEREF]
    with np.errstate(invalid="ignore"):
        in_sweden = (metres[:, 0] >= west) & (metres[:, 0] <= east) & (metres[:, 1] >= south) & (metres[:, 1] <= north)
    outside = "läget ligger utanför Sverige. Rätt koordinatsystem, och rätt kolumn för öst och nord?"
    for line, is_place, is_number in zip(lines, in_sweden, finite, strict=True):
        if not is_place:
            problems.add(line, outside if is_number else "läget är inte två tal.")
    problems.refuse()
    return metres


def _points(
    what: tuple[str, str], lines: Sequence[int], places: Metres, columns: Mapping[str, tuple[str, ...]], without: int
) -> PointFile:
    file, unit = what
    if not lines:
        raise ImportProblem(f"{file} har ingen punkt med läge.")
    return PointFile(file, unit, tuple(lines), places, columns, without)
