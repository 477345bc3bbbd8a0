"""A file that somebody is reading in, kept on the server from one step to the next: theirs alone, and for a day."""

import json
import shutil
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from kartlaggning.errors import NotFound
from kartlaggning.permissions import Actor

KEPT_SECONDS = 24 * 3600
_CONTENT, _ABOUT = "content", "about.json"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file with what has been chosen about it so far, as JSON holds it."""

    token: uuid.UUID
    name: str
    content: bytes
    chosen: Mapping[str, Any]


def keep(name: str, content: bytes, *, purpose: str, chosen: Mapping[str, Any], by: Actor) -> uuid.UUID:
    """Keep a file for the person, and throw away what has been kept for a day; returns what finds it again.

    `purpose` is the import that it was sent to: no other finds it.
    """
    purge()
    token = uuid.uuid4()
    folder = _folder(token)
    folder.mkdir(mode=0o700, parents=True)
    _write(folder / _CONTENT, content)
    _write_about(folder, {"user": by.user_id, "name": name, "purpose": purpose, "chosen": dict(chosen)})
    return token


def fetch(token: uuid.UUID, *, purpose: str, by: Actor) -> KeptFile:
    """Return a file that the person sent; raises NotFound where it is gone, somebody else's or for another import."""
    folder = _folder(token)
    about = _about(folder, by)
    if about.get("purpose") != purpose:
        raise _gone()
    try:
        content = (folder / _CONTENT).read_bytes()
    except OSError as error:
        raise _gone() from error
    return KeptFile(token, about["name"], content, about["chosen"])


def remember(token: uuid.UUID, more: Mapping[str, Any], *, by: Actor) -> None:
    """Keep what has been chosen since beside the file."""
    folder = _folder(token)
    about = _about(folder, by)
    _write_about(folder, {**about, "chosen": {**about["chosen"], **more}})


def discard(token: uuid.UUID, *, by: Actor) -> None:
    """Throw a file away."""
    folder = _folder(token)
    _about(folder, by)
    shutil.rmtree(folder, ignore_errors=True)


def purge() -> None:
    """Throw away every file that has been kept for a day."""
    for folder in _root().glob("*"):
        if _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > KEPT_SECONDS
    except OSError:  # another process was first
        return False


def _root() -> Path:
    root: Path = settings.DATA_DIR / "imports"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


def _folder(token: uuid.UUID) -> Path:
    return _root() / token.hex


def _about(folder: Path, by: Actor) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _gone() from error
    if about["user"] != by.user_id or _is_old(folder):
        raise _gone()
    return about


def _gone() -> NotFound:
    return NotFound("Filen finns inte kvar. Den sparas i ett dygn. Ladda upp den igen.")


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


def _write_about(folder: Path, about: Mapping[str, Any]) -> None:
    _write(folder / _ABOUT, json.dumps(about, ensure_ascii=False).encode("utf-8"))
