"""GeoPackages: a layer for each round, in one coordinate system, with a style that QGIS opens it by."""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely

from kartlaggning.exports.columns import PUBLIC_COLUMNS, Column, Scalar
from kartlaggning.exports.formats.geojson import rounded_sweref
from kartlaggning.exports.formats.layer_style import STYLE_NAME, qml
from kartlaggning.exports.periods import judged_days
from kartlaggning.exports.rows import PublishedRow
from kartlaggning.exports.source import PackageSource, PublishedFile
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.geometry.projection import SWEREF, WGS84
from kartlaggning.selectors.editions.atlas import Edition

GEOPACKAGE_TYPE = "application/geopackage+sqlite3"
GEOMETRY = "geom"
_TYPES: dict[str, Any] = {"integer": np.int64, "number": np.float64}
_NO_VALUE: dict[str, Any] = {"integer": 0, "number": 0.0}
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)
"""


@dataclass(frozen=True)
class Layer:
    """One layer: its name, what it holds in Swedish, and its rows."""

    name: str
    description: str
    rows: Sequence[PublishedRow]


def geopackage_bytes(layers: Sequence[Layer], epsg: int, made_at: datetime) -> bytes:
    """Return a GeoPackage of the layers in EPSG:4326 (lon, lat as the format wants) or EPSG:3006 (E, N metres).

    Rows without an outline are there without geometry. The same layers at the same time give the same bytes.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.gpkg"
        for layer in layers:
            _write_layer(path, layer, epsg)
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _finish(database, layers, made_at)
        return path.read_bytes()


def _write_layer(path: Path, layer: Layer, epsg: int) -> None:
    values = [[column.value(item) for item in layer.rows] for column in PUBLIC_COLUMNS]
    missing = [np.array([value is None for value in of_column], dtype=bool) for of_column in values]
    pyogrio.raw.write(
        str(path),
        geometry=np.array([_wkb(item, epsg) for item in layer.rows], dtype=object),
        field_data=[_array(*pair) for pair in zip(PUBLIC_COLUMNS, values, strict=True)],
        fields=[column.key for column in PUBLIC_COLUMNS],
        field_mask=missing,
        layer=layer.name,
        driver="GPKG",
        geometry_type="MultiPolygon",
        crs=f"EPSG:{epsg}",
        dataset_options={"VERSION": "1.2"},  # what programs of ten years ago open without a warning
        layer_options={"GEOMETRY_NAME": GEOMETRY, "IDENTIFIER": layer.name, "DESCRIPTION": layer.description},
    )


def _array(column: Column, values: Sequence[Scalar]) -> Any:
    empty = _NO_VALUE.get(column.kind, "")
    return np.array([empty if value is None else value for value in values], dtype=_TYPES.get(column.kind, object))


def _wkb(item: PublishedRow, epsg: int) -> bytes | None:
    """Return the drawn outline as WKB: in EPSG:4326 the published coordinates (5 decimals), never another rounding."""
    packed = item.drawn.packed if item.drawn else None
    if packed is None:
        return None
    outline = packed.as_published() if epsg == WGS84 else rounded_sweref(packed.in_sweref())
    return bytes(shapely.to_wkb(outline))


def _finish(database: sqlite3.Connection, layers: Sequence[Layer], made_at: datetime) -> None:
    """Add the styles, set every time in the file to when the edition was built, and rebuild the file from its rows."""
    moment = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    database.execute(_STYLES)
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
        "VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', NULL, ?)",
        [(layer.name, GEOMETRY, STYLE_NAME, qml(), layer.description, moment) for layer in layers],
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', 'Utseende i QGIS', ?, 0)",
        [moment],
    )
    database.execute("UPDATE gpkg_contents SET last_change = ?", [moment])
    database.execute("VACUUM")


def layers(scope: TableScope) -> tuple[Layer, ...]:
    """Return a layer for each of the scope's rounds, the newest first."""
    return tuple(_layer(scope, edition) for edition in reversed(scope.editions))


def _layer(scope: TableScope, edition: Edition) -> Layer:
    mark = "exempel_" if edition.is_demonstration else ""
    warning = " Exempel: platser som heter Exempelplats är påhittade." if edition.is_demonstration else ""
    limit = f" Bara platser i {scope.area.kind.label} {scope.area.name}." if scope.area else ""
    days = judged_days(edition)
    period = f" Bedömer {days.first}/{days.last}." if days else ""  # read back by imports/edition_file.py
    description = (
        f"Öppna drogscener i Stockholms län. {edition.title} ({edition.ref}).{period} Öppna platser, och de som "
        f"upphörde i kartläggningen, med senast kända gräns.{limit}{warning} Kontrollsumma {edition.checksum}. "
        "Licens CC0 1.0."
    )
    return Layer(f"drogscener_{mark}{edition.year}", description, scope.visible(edition))


def geopackage_files(source: PackageSource) -> Iterator[PublishedFile]:
    """Yield the edition's GeoPackage in both coordinate systems: its round and those that it is based on."""
    found = layers(TableScope(source.atlas, source.edition, source.scene_url))
    for epsg, suffix, words in ((WGS84, "", "WGS 84"), (SWEREF, "-sweref99tm", "SWEREF 99 TM")):
        yield PublishedFile(
            f"drogscener-{source.edition.ref}{suffix}.gpkg",
            GEOPACKAGE_TYPE,
            f"Platserna som GeoPackage, ett lager för varje kartläggning, {words}",
            geopackage_bytes(found, epsg, source.edition.built_at),
        )
