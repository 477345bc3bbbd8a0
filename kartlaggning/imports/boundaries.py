"""Reading a file of official outlines: GeoPackage, GeoJSON or zipped Shapefile in, frozen outlines in EPSG:3006 out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import pyogrio
import pyogrio.raw
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.projection import SWEREF, WGS84, reproject
from kartlaggning.imports.shapefile_zip import unpacked_shapefile

LARGEST_FILE_BYTES = 200_000_000
MOST_FEATURES = 10_000
# Sweden with some sea around, as west, south, east, north. East and north can't be mistaken for each other here.
_SWEDEN = {WGS84: (10.0, 54.5, 25.0, 69.5), SWEREF: (180_000.0, 6_090_000.0, 960_000.0, 7_720_000.0)}
_CRS_NAMES = {WGS84: "WGS 84 (EPSG:4326)", SWEREF: "SWEREF 99 TM (EPSG:3006)"}
# GDAL decides by content which of its many formats a file is; some of them fetch other files. These two don't.
_FIRST_BYTES = {".gpkg": b"SQLite format 3\x00", ".geojson": b"{", ".json": b"{"}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NAME_FIELDS = ("namn", "name", "kommunnamn", "knnamn", "kommun", "stadsdelsomrade", "stadsdelsområde")
_POLICE_NAME_FIELDS = ("lokalpolisomrade", "lokalpolisområde", "lpo")
_CODE_FIELDS = ("kommunkod", "knkod", "kod", "code")

Geometries = NDArray[Any]


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
    _check_file(path)
    with _opened(path, fields.layer) as (source, layer):
        try:
            return _read(path.name, source, layer, fields)
        except (DataSourceError, DataLayerError) as error:
            raise ImportProblem(f"{path.name} går inte att läsa: {error}") from error


def _check_file(path: Path) -> None:
    suffix = path.suffix.lower()
    if not path.is_file():
        raise ImportProblem(f"Filen {path.name} finns inte.")
    if path.stat().st_size > LARGEST_FILE_BYTES:
        raise ImportProblem(f"{path.name} är större än {LARGEST_FILE_BYTES // 1_000_000} MB och läses inte.")
    if suffix not in (*_FIRST_BYTES, ".zip"):
        raise ImportProblem(f"{path.name} ska vara GeoPackage (.gpkg), GeoJSON (.geojson) eller en zippad Shapefile.")
    with path.open("rb") as file:
        first = file.read(64).removeprefix(_BYTE_ORDER_MARK).lstrip()
    if suffix != ".zip" and not first.startswith(_FIRST_BYTES[suffix]):
        raise ImportProblem(f"{path.name} är inte en {suffix}-fil, trots namnet.")


@contextmanager
def _opened(path: Path, layer: str) -> Iterator[tuple[Path, str]]:
    """Yield what GDAL is to open, and the layer's name in it."""
    if path.suffix.lower() == ".zip":
        with unpacked_shapefile(path, layer) as shapefile:
            yield shapefile, shapefile.stem
    else:
        yield path, _layer(path, layer)


def _layer(path: Path, wanted: str) -> str:
    try:
        layers = [str(name) for name, geometry_type in pyogrio.list_layers(path) if geometry_type is not None]
    except (DataSourceError, DataLayerError) as error:
        raise ImportProblem(f"{path.name} går inte att läsa: {error}") from error
    chosen = [name for name in layers if wanted in ("", name)]
    if not layers:
        raise ImportProblem(f"{path.name} innehåller inga ytor.")
    if len(chosen) != 1:
        names = ", ".join(layers)
        raise ImportProblem(f"{path.name} har flera lager eller inte det som söks. Välj med --layer: {names}.")
    return chosen[0]


def _read(file: str, source: Path, layer: str, fields: Fields) -> BoundaryFile:
    info = pyogrio.read_info(source, layer=layer)
    if not 0 < info["features"] <= MOST_FEATURES:
        raise ImportProblem(f"{file} har {info['features']} objekt. Mellan 1 och {MOST_FEATURES} tas emot.")
    crs = _epsg(file, info["crs"])
    columns = [str(column) for column in info["fields"]]
    name_field = _field(file, columns, fields.name, (*_NAME_FIELDS, *_POLICE_NAME_FIELDS))
    code_field = _field(file, columns, fields.code, _CODE_FIELDS)
    if not (name_field or code_field):
        raise ImportProblem(f"{file} har inget känt namnfält. Välj med --name-field: {', '.join(columns)}.")
    meta, _fids, wkb, values = pyogrio.raw.read(source, layer=layer, columns=[name_field, code_field], force_2d=True)
    by_field = dict(zip(meta["fields"], values, strict=True))
    geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    is_north_first = _is_north_first(file, geometries, crs)
    names, codes = (_texts(by_field.get(field), len(geometries)) for field in (name_field, code_field))
    rows = zip(range(1, len(geometries) + 1), codes, names, geometries, strict=True)
    boundaries = tuple(_boundary(*row, crs, is_north_first) for row in rows)
    return BoundaryFile(file, layer, crs, is_north_first, boundaries)


def _epsg(file: str, crs: str | None) -> int:
    """Return 4326 or 3006, whichever the file says it is in."""
    if not crs:
        raise ImportProblem(f"{file} säger inte vilket koordinatsystem den har. Spara om den i EPSG:3006.")
    try:
        found = CRS.from_user_input(crs)
    except CRSError as error:
        raise ImportProblem(f"{file} har ett okänt koordinatsystem. Spara om den i EPSG:3006.") from error
    if found.to_authority() == ("OGC", "CRS84"):
        return WGS84
    code = found.to_epsg()
    if code not in _CRS_NAMES:
        name = f"{found.name} (EPSG:{code})" if code else found.name
        wanted = " eller ".join(_CRS_NAMES.values())
        raise ImportProblem(f"{file} är i {name}. Spara om den i {wanted}.")
    return int(code)


def _field(file: str, columns: Sequence[str], wanted: str, usual: Sequence[str]) -> str:
    """Return the wanted column, or the first of the usual ones that exists, or nothing."""
    if wanted and wanted not in columns:
        raise ImportProblem(f"{file} har inget fält ”{wanted}”. Fälten är: {', '.join(columns)}.")
    by_lower_case = {column.casefold(): column for column in columns}
    return wanted or next((by_lower_case[name] for name in usual if name in by_lower_case), "")


def _is_north_first(file: str, geometries: Geometries, crs: int) -> bool:
    """Tell whether x holds the north coordinate, as EPSG:3006's registry order has it, by where Sweden lies."""
    west, south, east, north = (float(bound) for bound in shapely.total_bounds(geometries))
    if _is_in_sweden((west, south, east, north), crs):
        return False
    if _is_in_sweden((south, west, north, east), crs):
        return True
    stated = f"{file} säger sig vara i {_CRS_NAMES[crs]}, men ytorna ligger då utanför Sverige"
    for other in (code for code in _CRS_NAMES if code != crs):
        if _is_in_sweden((west, south, east, north), other) or _is_in_sweden((south, west, north, east), other):
            raise ImportProblem(f"{stated}. Talen passar {_CRS_NAMES[other]}: rätta filens koordinatsystem.")
    raise ImportProblem(f"{stated} (från {west:g} {south:g} till {east:g} {north:g}).")


def _is_in_sweden(bounds: tuple[float, float, float, float], crs: int) -> bool:
    west, south, east, north = bounds
    edge_west, edge_south, edge_east, edge_north = _SWEDEN[crs]
    return edge_west <= west <= east <= edge_east and edge_south <= south <= north <= edge_north


def _texts(values: Sequence[object] | None, count: int) -> list[str]:
    return [""] * count if values is None else [_text(value) for value in values]


def _text(value: object) -> str:
    """Return a field's value as text: a code that was kept as the number 180.0 is "180"."""
    if isinstance(value, float):
        return "" if isnan(value) else f"{value:.15g}"
    return "" if value is None else str(value).strip()


def _boundary(
    number: int, code: str, name: str, geometry: BaseGeometry | None, crs: int, is_north_first: bool
) -> Boundary:
    if isinstance(geometry, Polygon):
        geometry = MultiPolygon([geometry])
    if not isinstance(geometry, MultiPolygon):
        kind = f"är inte en yta, utan {geometry.geom_type}" if geometry else "har ingen läsbar geometri"
        return Boundary(number, code, name, None, kind)
    if is_north_first:
        geometry = shapely.transform(geometry, lambda coordinates: coordinates[:, ::-1])
    outline = geometry if crs == SWEREF else reproject(geometry, crs, SWEREF)
    if outline.is_empty:
        return Boundary(number, code, name, None, "är tom")
    if not outline.is_valid:
        return Boundary(number, code, name, None, f"är ogiltig: {shapely.is_valid_reason(outline)}")
    return Boundary(number, code, name, outline)
