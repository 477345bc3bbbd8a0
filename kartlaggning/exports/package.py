"""The files of an edition: each writer makes some of them from the same source, so that all hold the same values."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils import translation

from kartlaggning.exports import geojson
from kartlaggning.exports.jsonrows import json_bytes
from kartlaggning.exports.rows import PublishedRow, publish
from kartlaggning.geometry.projection import SWEREF, WGS84
from kartlaggning.selectors.editions.atlas import Atlas, Edition
from kartlaggning.selectors.editions.filters import visible_rows


@dataclass(frozen=True)
class PackageSource:
    """What an edition's files are made of. `atlas` holds the edition and the earlier ones it was based on.

    `site_url` has no slash at its end; `scene_url` makes the absolute address of a scene's page of its slug.
    """

    atlas: Atlas
    edition: Edition
    site_url: str
    publisher: str
    scene_url: Callable[[str], str]

    def rows(self, edition: Edition | None = None) -> tuple[PublishedRow, ...]:
        """Return the rows that the public sees of an edition, the newest by default: open, and closed in the round."""
        chosen = edition or self.edition
        return publish(self.atlas, chosen, visible_rows(chosen), self.scene_url)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A finished file: its name in the edition's folder, its media type, what it is in Swedish, and its bytes."""

    path: str
    media_type: str
    title: str
    content: bytes


Writer = Callable[[PackageSource], Iterable[PublishedFile]]


def scene_geojson(source: PackageSource) -> Iterator[PublishedFile]:
    """Yield the edition's scenes as GeoJSON in both coordinate systems."""
    edition = source.edition
    for epsg, suffix, words in ((WGS84, "", "WGS 84"), (SWEREF, "-sweref99tm", "SWEREF 99 TM")):
        features = (geojson.scene_feature(item, epsg) for item in source.rows())
        members = {
            "title": edition.title,
            "edition": edition.ref,
            "is_demonstration": edition.is_demonstration,
            "checksum": edition.checksum,
            "license": "CC0-1.0",
        }
        yield PublishedFile(
            f"drogscener-{edition.ref}{suffix}.geojson",
            "application/geo+json",
            f"Platserna som GeoJSON, {words}",
            json_bytes(geojson.feature_collection(features, epsg, members)),
        )


WRITERS: tuple[Writer, ...] = (scene_geojson,)


def package(source: PackageSource) -> Iterator[PublishedFile]:
    """Yield every file of the edition, in Swedish."""
    with translation.override("sv"):
        for writer in WRITERS:
            yield from writer(source)
