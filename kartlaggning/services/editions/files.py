"""An edition's files on disk: made of its rows, compressed once, listed with checksums, never written again.

A folder appears whole or not at all: it is written beside, flushed to disk and renamed.
"""

import gzip
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from kartlaggning.choices import RemovalKind
from kartlaggning.exports.package.asked import asked
from kartlaggning.exports.package.files import PackageSource, PublishedFile, package
from kartlaggning.exports.package.manifest import manifest_bytes
from kartlaggning.models import Edition, EditionManifest, Removal, SurveyRound
from kartlaggning.selectors.editions import atlas_for_files
from kartlaggning.selectors.editions.files import folder_of
from kartlaggning.selectors.questionnaires import of_round

BESIDE = ".byggs-"
SECONDS_OF_THE_SLOWEST_BUILD = 3600
_NAMED = re.compile(r"(?:\.byggs-)?(?P<name>\d+-(?P<year>\d{4})-(?:exempel-)?r\d+)(?:-\w{8})?")
LARGE = 2_000_000  # bytes from which brotli's best effort would take too long
COMPRESSIBLE = ("text/", "application/json", "application/geo+json", "application/rdf+xml", "image/svg+xml")


def write(edition: Edition, *, number: int, rows_checksum: str) -> EditionManifest:
    """Write the files of the edition's rows, which have this checksum, to their folder; return the manifest, unsaved.

    A folder that is there already is left over from a build that never ended, and is replaced.
    """
    files = tuple(package(replace(source_of(edition), rows_checksum=rows_checksum)))
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
        rows_checksum=rows_checksum,
        sha256=manifest_checksum(edition.ref, rows_checksum, listed),
        made_at=timezone.now(),
    )


def source_of(edition: Edition) -> PackageSource:
    """Return what the files are made of: the edition together with the earlier ones that it was based on."""
    atlas = atlas_for_files(edition.ref)
    return PackageSource(
        atlas=atlas,
        edition=atlas.newest,
        site_url=settings.SITE_URL,
        publisher=settings.PUBLISHER_NAME,
        scene_url=_scene_address(),
        without=frozenset(_removed_files(edition)),
        rows_checksum=edition.checksum,
        asked=asked(of_round(SurveyRound.objects.get(year=edition.year))),
    )


def _removed_files(edition: Edition) -> QuerySet[Removal, str]:
    """Return the names of the files that have been taken out of the edition by decision."""
    decided = Removal.objects.filter(editions=edition, kind=RemovalKind.FILE, confirmed_at__isnull=False)
    return decided.values_list("file_path", flat=True)


def _scene_address() -> Callable[[str], str]:
    """Return what makes a scene's address of its slug: every file asks for every scene's."""
    with translation.override(settings.LANGUAGE_CODE):
        before, after = reverse("public:scene", args=["slug"]).split("slug")
    return lambda slug: f"{settings.SITE_URL}{before}{slug}{after}"


def manifest_checksum(ref: str, rows_checksum: str, files: list[dict[str, Any]]) -> str:
    """Return the SHA-256 over all: the edition's reference, its rows' checksum and every file's, as canonical JSON."""
    return hashlib.sha256(manifest_bytes(ref, rows_checksum, files)).hexdigest()


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
    if number is None:
        _remove_half_written(folder)


def remove_replaced(edition: Edition) -> None:
    """Delete the files of every manifest but the latest: what a removal that was stopped may have left."""
    kept = edition.manifests.order_by("-number").values_list("number", flat=True).first()
    for number in range(kept or 0):
        remove(edition, number=number)


def sweep(survey_round: SurveyRound) -> None:
    """Delete what killed builds of the round left: folders of editions that are in no table, and what is half-written.

    To be called while the round is locked: nobody else then has a folder of it whose row is not committed yet. Of
    other rounds only what has lain half-written for an hour goes.
    """
    known = {f"{pk}-{ref}" for pk, ref in Edition.objects.filter(year=survey_round.year).values_list("pk", "ref")}
    long_ago = time.time() - SECONDS_OF_THE_SLOWEST_BUILD
    for folder in settings.EDITIONS_DIR.iterdir() if settings.EDITIONS_DIR.is_dir() else ():
        named = _NAMED.fullmatch(folder.name)
        is_left = named and int(named["year"]) == survey_round.year and named["name"] not in known
        if is_left or (folder.name.startswith(BESIDE) and folder.stat().st_mtime < long_ago):
            # Not before the commit: rolled back, the tables may know the edition again.
            transaction.on_commit(partial(shutil.rmtree, folder, ignore_errors=True))


def _beside(folder: Path) -> str:
    """Return what the name of a folder begins with while it is being written."""
    return f"{BESIDE}{folder.parent.name}-"


def _remove_half_written(folder: Path) -> None:
    for half_written in settings.EDITIONS_DIR.glob(f"{_beside(folder)}*"):
        shutil.rmtree(half_written, ignore_errors=True)


def _put(folder: Path, files: Iterable[PublishedFile]) -> None:
    settings.EDITIONS_DIR.mkdir(parents=True, exist_ok=True)
    _remove_half_written(folder)  # whoever writes an edition's files has its row locked, or has just made it
    beside = Path(tempfile.mkdtemp(prefix=_beside(folder), dir=settings.EDITIONS_DIR))
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
