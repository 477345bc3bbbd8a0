"""Several files in one zip, with a list of what is in it."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime

from kartlaggning.exports.formats.spreadsheet import csv_lines
from kartlaggning.exports.source import PublishedFile

MANIFEST = "manifest.csv"
ZIP_TYPE = "application/zip"
_UNIX, _READABLE = 3, 0o644 << 16  # always the same, whatever the machine


def zip_bytes(files: Iterable[PublishedFile], made_at: datetime) -> bytes:
    """Return a zip of the files, the manifest first: names, contents, sizes in bytes and SHA-256.

    The same files at the same time give the same bytes.
    """
    listed = tuple(files)
    rows = ((file.path, file.title, len(file.content), hashlib.sha256(file.content).hexdigest()) for file in listed)
    manifest = "".join(csv_lines(("Fil", "Innehåll", "Storlek i byte", "SHA-256"), rows)).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in ((MANIFEST, manifest), *((file.path, file.content) for file in listed)):
            entry = zipfile.ZipInfo(path, made_at.astimezone(UTC).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, content)
    return stream.getvalue()
