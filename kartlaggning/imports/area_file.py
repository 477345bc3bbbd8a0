"""Reading the areas in a GeoPackage, GeoJSON or zipped Shapefile: limits, CRS, axis order. EPSG:3006 out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
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
from kartlaggning.imports.geopackage_check import check_geopackage
from kartlaggning.imports.shapefile_zip import unpacked_shapefile

# Sweden with some sea around, as west, south, east, north. East and north can't be mistaken for each other here.
SWEDEN = {WGS84: (10.0, 54.5, 25.0, 69.5), SWEREF: (180_000.0, 6_090_000.0, 960_000.0, 7_720_000.0)}
_CRS_NAMES = {WGS84: "WGS 84 (EPSG:4326)", SWEREF: "SWEREF 99 TM (EPSG:3006)"}
# GDAL decides by content which of its many formats a file is; some of them fetch other files. These two don't.
_FIRST_BYTES = {".gpkg": b"SQLite format 3\x00", ".geojson": b"{", ".json": b"{"}
_SHAPEFILE = b"\x00\x00\x27\x0a"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

NO_GEOMETRY = "har ingen läsbar geometri"

Geometries = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, and what to do about a file with several layers (a sentence's beginning)."""

    file_bytes: int
    unpacked_bytes: int
    features: int
    choose_layer: str


@dataclass(frozen=True, slots=True)
class Area:
    """One feature. `number` counts from 1; `outline` is in EPSG:3006 and may be invalid, or None: `problem` says why.

    `values` are the texts of the columns that were asked for.
    """

    number: int
    values: Mapping[str, str]
    outline: MultiPolygon | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class AreaFile:
    """What was read, and in which EPSG code and axis order it stood: `is_north_first` is N,E or lat,lon."""

    file: str
    layer: str
    crs: int
    is_north_first: bool
    areas: tuple[Area, ...]


def read_areas(
    path: Path, limits: Limits, choose_columns: Callable[[Sequence[str]], Sequence[str]], layer: str = ""
) -> AreaFile:
    """Return the areas of a .gpkg, .geojson or .zip file in EPSG:4326 or 3006, with the columns that are chosen.

    Raises ImportProblem, in words for the one who sent the file, where it can't be used as a whole.
    """
    _check_file(path, limits)
    with _opened(path, limits, layer) as (source, found_layer):
        try:
            return _read(path.name, source, found_layer, limits, choose_columns)
        except (DataSourceError, DataLayerError) as error:
            raise ImportProblem(f"{path.name} går inte att läsa: {error}") from error


def _check_file(path: Path, limits: Limits) -> None:
    suffix = path.suffix.lower()
    if not path.is_file():
        raise ImportProblem(f"Filen {path.name} finns inte.")
    if path.stat().st_size > limits.file_bytes:
        raise ImportProblem(f"{path.name} är större än {limits.file_bytes // 1_000_000} MB och läses inte.")
    if suffix not in (*_FIRST_BYTES, ".zip"):
        raise ImportProblem(f"{path.name} ska vara GeoPackage (.gpkg), GeoJSON (.geojson) eller en zippad Shapefile.")
    with path.open("rb") as file:
        first = file.read(64).removeprefix(_BYTE_ORDER_MARK).lstrip()
    if suffix != ".zip" and not first.startswith(_FIRST_BYTES[suffix]):
        raise ImportProblem(f"{path.name} är inte en {suffix}-fil, trots namnet.")


@contextmanager
def _opened(path: Path, limits: Limits, layer: str) -> Iterator[tuple[Path, str]]:
    """Yield what GDAL is to open, and the layer's name in it."""
    if path.suffix.lower() == ".zip":
        with unpacked_shapefile(path, limits.unpacked_bytes, layer, limits.choose_layer) as shapefile:
            with shapefile.open("rb") as file:
                if file.read(4) != _SHAPEFILE:
                    raise ImportProblem(f"{shapefile.name} i {path.name} är inte en Shapefile, trots namnet.")
            yield shapefile, shapefile.stem
    else:
        if path.suffix.lower() == ".gpkg":
            check_geopackage(path)
        yield path, _layer(path, layer, limits.choose_layer)


def _layer(path: Path, wanted: str, advice: str) -> str:
    try:
        layers = [str(name) for name, geometry_type in pyogrio.list_layers(path) if geometry_type is not None]
    except (DataSourceError, DataLayerError) as error:
        raise ImportProblem(f"{path.name} går inte att läsa: {error}") from error
    chosen = [name for name in layers if wanted in ("", name)]
    if not layers:
        raise ImportProblem(f"{path.name} innehåller inga ytor.")
    if len(chosen) != 1:
        names = ", ".join(layers)
        raise ImportProblem(f"{path.name} har flera lager eller inte det som söks. {advice}: {names}.")
    return chosen[0]


def _read(
    file: str, source: Path, layer: str, limits: Limits, choose_columns: Callable[[Sequence[str]], Sequence[str]]
) -> AreaFile:
    info = pyogrio.read_info(source, layer=layer)
    if not 0 < info["features"] <= limits.features:
        raise ImportProblem(f"{file} har {info['features']} objekt. Mellan 1 och {limits.features} tas emot.")
    crs = _epsg(file, info["crs"])
    columns = choose_columns([str(column) for column in info["fields"]])
    meta, _fids, wkb, values = pyogrio.raw.read(source, layer=layer, columns=list(columns), force_2d=True)
    geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    is_north_first = _is_north_first(file, geometries, crs)
    texts = [[_text(value) for value in column] for column in values]
    rows = zip(*texts, strict=True) if texts else (() for _ in geometries)
    areas = tuple(
        _area(number, dict(zip(meta["fields"], row, strict=True)), geometry, crs, is_north_first)
        for number, (row, geometry) in enumerate(zip(rows, geometries, strict=True), start=1)
    )
    return AreaFile(file, layer, crs, is_north_first, areas)


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


def _is_north_first(file: str, geometries: Geometries, crs: int) -> bool:
    """Tell whether x holds the north coordinate, as EPSG:3006's registry order has it, by where Sweden lies."""
    west, south, east, north = (float(bound) for bound in shapely.total_bounds(geometries))
    if _is_in_sweden((west, south, east, north), crs):
        return False
    if _is_in_sweden((south, west, north, east), crs):
        return True
    if isnan(west):
        raise ImportProblem(f"{file} innehåller inga ytor.")
    stated = f"{file} säger sig vara i {_CRS_NAMES[crs]}, men ytorna ligger då utanför Sverige"
    for other in (code for code in _CRS_NAMES if code != crs):
        if _is_in_sweden((west, south, east, north), other) or _is_in_sweden((south, west, north, east), other):
            raise ImportProblem(f"{stated}. Talen passar {_CRS_NAMES[other]}: rätta filens koordinatsystem.")
    raise ImportProblem(f"{stated} (från {west:g} {south:g} till {east:g} {north:g}).")


def _is_in_sweden(bounds: tuple[float, float, float, float], crs: int) -> bool:
    west, south, east, north = bounds
    edge_west, edge_south, edge_east, edge_north = SWEDEN[crs]
    return edge_west <= west <= east <= edge_east and edge_south <= south <= north <= edge_north


def _text(value: object) -> str:
    """Return a field's value as text: a code that was kept as the number 180.0 is "180"."""
    if isinstance(value, float):
        return "" if isnan(value) else f"{value:.15g}"
    return "" if value is None else str(value).strip()


def _area(
    number: int, values: Mapping[str, str], geometry: BaseGeometry | None, crs: int, is_north_first: bool
) -> Area:
    if isinstance(geometry, Polygon):
        geometry = MultiPolygon([geometry])
    if not isinstance(geometry, MultiPolygon):
        kind = f"är inte en yta, utan {geometry.geom_type}" if geometry else NO_GEOMETRY
        return Area(number, values, None, kind)
    if geometry.is_empty:
        return Area(number, values, None, "är tom")
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        return Area(number, values, None, "har ett hörn utan läge")
    if is_north_first:
        geometry = shapely.transform(geometry, lambda coordinates: coordinates[:, ::-1])
    return Area(number, values, geometry if crs == SWEREF else reproject(geometry, crs, SWEREF))
