"""An edition's manifest as bytes: canonical JSON, whose SHA-256 is the checksum over all, and lines for `sha256sum`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from kartlaggning.selectors.editions.register import Registered

NAME = "manifest.json"
CHECKSUM_LIST = "SHA256SUMS"


def manifest_bytes(ref: str, rows_checksum: str, files: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the manifest as canonical JSON: the edition's reference, its rows' checksum and every file's."""
    content = {"edition": ref, "rows": rows_checksum, "files": sorted(files, key=lambda file: str(file["path"]))}
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def manifest_of(entry: Registered) -> bytes:
    """Return the manifest of a published edition, with just the bytes that its checksum was made of."""
    return manifest_bytes(entry.ref, entry.rows_checksum, [asdict(file) for file in entry.files])


def checksum_lines(files: Iterable[tuple[str, str]]) -> bytes:
    """Return pairs of SHA-256 and file name as `sha256sum -c` reads them."""
    return "".join(f"{sha256}  {path}\n" for sha256, path in files).encode()


def stable_name(ref: str, path: str) -> str:
    """Return a file's name without its edition: `rapport-2024-r1.pdf` is `rapport.pdf` in every edition."""
    return path.replace(f"-{ref}", "", 1)
