"""The files of an edition: each writer makes some of them from the same source, so that all hold the same values."""

from collections.abc import Iterator

from django.utils import translation

from kartlaggning.exports.formats import geojson
from kartlaggning.exports.formats.geopackage import geopackage_files
from kartlaggning.exports.package.archive import archive
from kartlaggning.exports.package.edition_workbook import workbook_file
from kartlaggning.exports.package.pictures import pictures
from kartlaggning.exports.package.table_csv import csv_files
from kartlaggning.exports.report.county import county_report
from kartlaggning.exports.source import PackageSource, PublishedFile, Writer
from kartlaggning.geometry.projection import SWEREF, WGS84

__all__ = ["WRITERS", "PackageSource", "PublishedFile", "Writer", "package"]


def scene_geojson(source: PackageSource) -> Iterator[PublishedFile]:
    """Yield the edition's scenes as GeoJSON in both coordinate systems."""
    edition = source.edition
    for epsg, suffix, words in ((WGS84, "", "WGS 84"), (SWEREF, "-sweref99tm", "SWEREF 99 TM")):
        features = (geojson.scene_feature_bytes(item, epsg) for item in source.rows())
        members = {
            "title": edition.title,
            "edition": edition.ref,
            "year": edition.year,
            "judged_from": edition.judged_from.isoformat() if edition.judged_from else None,
            "judged_to": edition.judged_to.isoformat() if edition.judged_to else None,
            "is_demonstration": edition.is_demonstration,
            "checksum": edition.checksum,
            "license": "CC0-1.0",
        }
        yield PublishedFile(
            f"drogscener-{edition.ref}{suffix}.geojson",
            "application/geo+json",
            f"Platserna som GeoJSON, {words}",
            geojson.collection_bytes(features, epsg, members),
        )


WRITERS: tuple[Writer, ...] = (scene_geojson, csv_files, workbook_file, geopackage_files, county_report, pictures)


def package(source: PackageSource) -> Iterator[PublishedFile]:
    """Yield every file of the edition, in Swedish; the last one is the archive of all the others."""
    with translation.override("sv"):
        files = [file for writer in WRITERS for file in writer(source)]
        files = [file for file in files if file.path not in source.without]
        yield from files
        yield from (file for file in [archive(source, files)] if file.path not in source.without)
