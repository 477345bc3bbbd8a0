"""The files of a choice of rounds and area: the same formats as an edition's own files."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kartlaggning.exports.formats import geojson
from kartlaggning.exports.formats.geopackage import GEOPACKAGE_TYPE, geopackage_bytes, layers
from kartlaggning.exports.formats.jsonrows import json_bytes
from kartlaggning.exports.formats.workbook import XLSX_TYPE, workbook_bytes
from kartlaggning.exports.package.bundle import ZIP_TYPE, zip_bytes
from kartlaggning.exports.package.edition_workbook import edition_book
from kartlaggning.exports.package.table_csv import CSV_TYPE, csv_bytes
from kartlaggning.exports.source import PackageSource, PublishedFile
from kartlaggning.exports.tables.data_dictionary import dictionary_table
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Table
from kartlaggning.exports.tables.yearly import tables_of
from kartlaggning.geometry.projection import SWEREF, WGS84

_GEOJSON_TYPE = "application/geo+json"


@dataclass(frozen=True)
class Choice:
    """What is asked for: an edition's source, and the scope that limits it to rounds and an area."""

    source: PackageSource
    scope: TableScope

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables of the choice, the data dictionary last."""
        tables = tables_of(self.scope)
        return (*tables, dictionary_table(tables))

    @property
    def stem(self) -> str:
        """Return what every file's name ends with: the edition, and the area where one is chosen."""
        area = self.scope.area
        return (
            f"{self.scope.edition.ref}-{area.kind.value.replace('_', '-')}-{area.slug}"
            if area
            else self.scope.edition.ref
        )


def _workbook(choice: Choice) -> PublishedFile:
    content = workbook_bytes(edition_book(choice.source, tables_of(choice.scope)))
    return PublishedFile(f"tabeller-{choice.stem}.xlsx", XLSX_TYPE, "Alla tabeller som arbetsbok", content)


def csv_of(choice: Choice, table: Table) -> PublishedFile:
    """Return one of the choice's tables as CSV."""
    path = f"{table.key.replace('_', '-')}-{choice.stem}.csv"
    return PublishedFile(path, CSV_TYPE, f"{table.title} som CSV", csv_bytes(table))


def _geopackage(choice: Choice, epsg: int, suffix: str, words: str) -> PublishedFile:
    content = geopackage_bytes(layers(choice.scope), epsg, choice.scope.edition.built_at)
    path = f"drogscener-{choice.stem}{suffix}.gpkg"
    return PublishedFile(path, GEOPACKAGE_TYPE, f"Platserna som GeoPackage, {words}", content)


def _geojson(choice: Choice, epsg: int, suffix: str, words: str) -> PublishedFile:
    edition = choice.scope.edition
    members = {"title": edition.title, "edition": edition.ref, "is_demonstration": edition.is_demonstration}
    features = (geojson.scene_feature(item, epsg) for item in choice.scope.visible(edition))
    content = json_bytes(geojson.feature_collection(features, epsg, {**members, "license": "CC0-1.0"}))
    path = f"drogscener-{choice.stem}{suffix}.geojson"
    return PublishedFile(path, _GEOJSON_TYPE, f"Platserna som GeoJSON, {words}", content)


def _bundle(choice: Choice) -> PublishedFile:
    return PublishedFile(
        f"tabeller-{choice.stem}.zip",
        ZIP_TYPE,
        "Alla filer i en zip, med förteckning",
        zip_bytes(_every_file(choice), choice.scope.edition.built_at),
    )


def _every_file(choice: Choice) -> Iterator[PublishedFile]:
    yield _workbook(choice)
    for table in choice.tables:
        yield csv_of(choice, table)
    for name in ("gpkg", "gpkg-3006", "geojson", "geojson-3006"):
        yield FILES[name](choice)


_IN_WGS84 = (WGS84, "", "WGS 84 (EPSG:4326)")
_IN_SWEREF = (SWEREF, "-sweref99tm", "SWEREF 99 TM (EPSG:3006)")
FILES: Mapping[str, Callable[[Choice], PublishedFile]] = {
    "xlsx": _workbook,
    "gpkg": lambda choice: _geopackage(choice, *_IN_WGS84),
    "gpkg-3006": lambda choice: _geopackage(choice, *_IN_SWEREF),
    "geojson": lambda choice: _geojson(choice, *_IN_WGS84),
    "geojson-3006": lambda choice: _geojson(choice, *_IN_SWEREF),
    "zip": _bundle,
}
