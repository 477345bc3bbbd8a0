"""An edition's files on disk: made of its rows, compressed once, listed with checksums, never written again.

A folder appears whole or not at all: it is written beside, flushed to disk and renamed.
"""

import gzip
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from kartlaggning.exports.package import PackageSource, PublishedFile, package
from kartlaggning.models import Edition, EditionManifest
from kartlaggning.selectors.editions import atlas_as_it_was
from kartlaggning.selectors.editions.files import folder_of

LARGE = 2_000_000  # bytes from which brotli's best effort would take too long
COMPRESSIBLE = ("text/", "application/json", "application/geo+json", "application/rdf+xml", "image/svg+xml")


def write(edition: Edition, *, number: int) -> EditionManifest:
    """Write the files of the edition's rows to their folder; return the manifest, unsaved.

    A folder that is there already is left over from a build that never ended, and is replaced.
    """
    files = tuple(package(source_of(edition)))
    _put(folder_of(edition.pk, edition.ref, number), files)
    listed = [
        {
            "path": file.path,
            "media_type": file.media_type,
            "title": file.title,
            "size": len(file.content),
            "sha256": hashlib.sha256(file.content).hexdigest(),
        }
        for file in files
    ]
    return EditionManifest(
        edition=edition,
        number=number,
        files=listed,
        rows_checksum=edition.checksum,
        sha256=manifest_checksum(edition.ref, edition.checksum, listed),
        made_at=timezone.now(),
    )


def source_of(edition: Edition) -> PackageSource:
    """Return what the files are made of: the edition together with the earlier ones that it was based on."""
    atlas = atlas_as_it_was(edition.ref)
    return PackageSource(
        atlas=atlas,
        edition=atlas.newest,
        site_url=settings.SITE_URL,
        publisher=settings.PUBLISHER_NAME,
        scene_url=lambda slug: _address("public:scene", slug),
    )


def _address(name: str, *arguments: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse(name, args=arguments)


def manifest_checksum(ref: str, rows_checksum: str, files: list[dict[str, Any]]) -> str:
    """Return the SHA-256 over all: the edition's reference, its rows' checksum and every file's, as canonical JSON."""
    content = {"edition": ref, "rows": rows_checksum, "files": sorted(files, key=lambda file: str(file["path"]))}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def problems(edition: Edition) -> list[str]:
    """Return what is wrong with the edition's files on disk, in Swedish: missing, changed, or not those listed."""
    manifest = edition.manifests.order_by("-number").first()
    if manifest is None:
        return ["Filerna saknas."]
    found = []
    if manifest.sha256 != manifest_checksum(edition.ref, manifest.rows_checksum, manifest.files):
        found.append("Filförteckningen stämmer inte med sin kontrollsumma.")
    folder = folder_of(edition.pk, edition.ref, manifest.number)
    for file in manifest.files:
        path = folder / file["path"]
        if not path.is_file():
            found.append(f"Filen {file['path']} saknas.")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file["sha256"]:
            found.append(f"Filen {file['path']} är ändrad.")
    return found


def remove(edition: Edition, *, number: int | None = None) -> None:
    """Delete the edition's files, or those of one manifest. What is already gone is no error."""
    folder = folder_of(edition.pk, edition.ref, number or 0)
    shutil.rmtree(folder.parent if number is None else folder, ignore_errors=True)


def _put(folder: Path, files: Iterable[PublishedFile]) -> None:
    settings.EDITIONS_DIR.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".byggs-", dir=settings.EDITIONS_DIR))
    try:
        for file in files:
            _write_synced(beside / file.path, file.content)
            if file.media_type.startswith(COMPRESSIBLE):
                quality = 5 if len(file.content) > LARGE else 11
                _write_synced(beside / f"{file.path}.br", brotli.compress(file.content, quality=quality))
                _write_synced(beside / f"{file.path}.gz", gzip.compress(file.content, mtime=0))
        folder.parent.mkdir(exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        beside.chmod(0o755)
        beside.rename(folder)
        _sync(folder.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
