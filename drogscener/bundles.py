"""The one style sheet of the public pages: the small ones in order, put together when static files are collected."""

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage, Storage

# A name to link, and what it is made of: later sheets overrule earlier ones.
BUNDLES = {
    "css/site.css": (
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/components.css",
        "css/tables.css",
        "css/forms.css",
        "css/charts.css",
        "leaflet/leaflet.css",
        "css/map.css",
        "css/map_signs.css",
        "css/map_list.css",
        "css/map_tools.css",
        "css/editions.css",
        "css/news.css",
        "css/timeline.css",
        "css/follow_up.css",
        "css/answer.css",
        "css/public_figures.css",
    ),
}
RELATIVE_URL = re.compile(r"""url\((["']?)(?![a-z]+:|[/#"'])([^"')]+)\1\)""")


class BundleFinder(finders.BaseFinder):
    """Finds the bundles as any other static file, so that they are collected, hashed and served in the same way."""

    def check(self, **kwargs: Any) -> list[Any]:
        """Return nothing: a part that is missing stops the collecting."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the path of a bundle as its parts are now, a list of it with `find_all`; empty for other names."""
        if path not in BUNDLES:
            return []
        built = str(_build(path))
        return [built] if find_all else built

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield every bundle's name and where it lies, built anew."""
        for name in BUNDLES:
            _build(name)
            yield name, FileSystemStorage(location=_folder())


def _folder() -> Path:
    return Path(settings.STATIC_ROOT) / "bundles"


def _build(name: str) -> Path:
    """Write a bundle; it is as old as its newest part, so that nothing seems to have changed when nothing has."""
    target = _folder() / name
    parts = [_part(part) for part in BUNDLES[name]]
    text = "\n".join(
        _moved(part.read_text(encoding="utf-8"), own, name) for own, part in zip(BUNDLES[name], parts, strict=True)
    )
    newest = max(part.stat().st_mtime_ns for part in parts)
    if not target.exists() or target.read_text(encoding="utf-8") != text or target.stat().st_mtime_ns != newest:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{target.name}.{os.getpid()}")
        beside.write_text(text, encoding="utf-8")
        os.utime(beside, ns=(newest, newest))
        beside.replace(target)
    return target


def _part(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name} is not among the static files. Run scripts/front_end.sh?")
    return Path(found)


def _moved(text: str, own: str, name: str) -> str:
    """Return a sheet's text with its relative addresses as they are seen from the bundle."""

    def seen_from_there(match: re.Match[str]) -> str:
        address = posixpath.join(posixpath.dirname(own), match[2])
        return f'url("{posixpath.relpath(address, posixpath.dirname(name))}")'

    return RELATIVE_URL.sub(seen_from_there, text)
