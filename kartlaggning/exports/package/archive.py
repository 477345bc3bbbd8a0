"""The archive package of an edition: all its other files in one zip, with what is needed to understand them later."""

import hashlib
import io
import zipfile
from collections.abc import Sequence

from kartlaggning.exports.formats.jsonrows import json_bytes
from kartlaggning.exports.package import archive_words
from kartlaggning.exports.package.asked import CODEBOOK, codebook
from kartlaggning.exports.package.manifest import CHECKSUM_LIST, NAME, checksum_lines, manifest_bytes
from kartlaggning.exports.source import PackageSource, PublishedFile

ERRATA = "rattelser.json"
README = "README.txt"
_UNIX = 3  # zip's number of the system that made a file: always the same, whatever the machine
_READABLE = 0o644 << 16


def archive(source: PackageSource, files: Sequence[PublishedFile]) -> PublishedFile:
    """Return the zip of the files made before it. The same source gives the same bytes."""
    contents = {README: archive_words.readme(source, files).encode()}
    contents |= {file.path: file.content for file in files}
    if source.asked.questions:
        contents[CODEBOOK] = codebook(source.asked)
    contents[ERRATA] = _errata(source)
    contents[NAME] = _manifest(source, files)
    sums = ((hashlib.sha256(content).hexdigest(), path) for path, content in contents.items())
    contents[CHECKSUM_LIST] = checksum_lines(list(sums))
    ref = source.edition.ref
    return PublishedFile(
        f"arkiv-{ref}.zip", "application/zip", "Arkivpaket med alla filer", _zipped(source, f"arkiv-{ref}", contents)
    )


def _zipped(source: PackageSource, folder: str, contents: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    built = source.edition.built_at
    moment = (built.year, built.month, built.day, built.hour, built.minute, built.second)
    with zipfile.ZipFile(made, "w") as package:
        for path, content in contents.items():
            member = zipfile.ZipInfo(f"{folder}/{path}", date_time=moment)
            member.create_system = _UNIX
            member.external_attr = _READABLE
            package.writestr(member, content, zipfile.ZIP_DEFLATED, 6)
    return made.getvalue()


def _errata(source: PackageSource) -> bytes:
    errata = [
        {
            "what": erratum.what,
            "why": erratum.why,
            "decided_by": erratum.decided_by,
            "decided_on": erratum.decided_on,
            "scenes": list(erratum.scenes),
        }
        for erratum in source.edition.errata
    ]
    return json_bytes({"edition": source.edition.ref, "errata": errata})


def _manifest(source: PackageSource, files: Sequence[PublishedFile]) -> bytes:
    """Return the manifest of the files in the zip; the edition's own, on the site, has the zip in it too."""
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
    return manifest_bytes(source.edition.ref, source.rows_checksum, listed)
