"""Static files: named by their content, compressed once, served by the application itself."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(StaticFilesConfig):
    """Leaves out what no page loads: folders of installed packages, and of Geoman all but the smallest files."""

    ignore_patterns = [
        *(*StaticFilesConfig.ignore_patterns, "redoc", "gis", "rest_framework", "draw"),
        *("leaflet-geoman.js", "leaflet-geoman.js.map", "*.d.ts"),
    ]


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names also inside JavaScript, where the import statement ends with a semicolon."""

    support_js_module_import_aggregation = True


def fingerprint() -> str:
    """Return a short name for the present state of all source files: new when one is added, edited or removed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list(StaticFiles.ignore_patterns), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def collect_if_changed() -> bool:
    """Collect and compress into STATIC_ROOT (some seconds) unless nothing changed since; return whether it was done."""
    mark = Path(settings.STATIC_ROOT) / "fingerprint"
    current = fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == current:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(current, encoding="ascii")
    return True
