"""A backup is a folder: a copy of the database, an archive of DATA_DIR, and a manifest with their checksums."""

import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from kartlaggning.errors import Refused
from kartlaggning.services import database_copy

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files.tar.gz"
# Static files and logs are made again; the demonstration's secret does not belong in a backup.
NOT_KEPT = ("static", "logs", "secret_key", "personas.txt", "imports")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `made_at` is RFC 3339 in UTC, `sha256` maps file names to checksums in hexadecimal."""

    format: int
    made_at: str
    database: str
    migrations: list[str]
    sha256: dict[str, str]


def make(*, folder: Path) -> Manifest:
    """Write a backup to `folder`, which must not exist yet. It appears whole or not at all.

    Raises Refused when the folder exists or the database's own program fails.
    """
    if folder.exists():
        raise Refused(f"{folder} finns redan. Ange en mapp som inte finns.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _workspace(folder.parent) as made:
        # The database first: its rows name files that were written before them and never change.
        copy = made / database_copy.file_name()
        database_copy.write(copy)
        with tarfile.open(made / FILES, "w:gz") as archive:
            for path in _kept_paths():
                archive.add(path, arcname=path.name)
        manifest = Manifest(
            format=FORMAT,
            made_at=timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            database=connection.vendor,
            migrations=sorted(_names(MigrationLoader(connection).applied_migrations)),
            sha256={path.name: _sha256(path) for path in (copy, made / FILES)},
        )
        (made / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
        made.rename(folder)
    return manifest


def verify(*, folder: Path) -> Manifest:
    """Return the manifest of a backup that is whole and fits this installation; raise Refused and say why otherwise."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise Refused(f"{folder} är ingen säkerhetskopia: {MANIFEST} saknas eller går inte att läsa.") from error
    if manifest.format != FORMAT:
        raise Refused(f"Säkerhetskopian har format {manifest.format}; den här versionen läser format {FORMAT}.")
    for name in (database_copy.file_name(), FILES):
        path = folder / name
        if manifest.database == connection.vendor and (
            not path.is_file() or _sha256(path) != manifest.sha256.get(name)
        ):
            raise Refused(f"{name} saknas eller är ändrad: kontrollsumman stämmer inte. Ingenting har återställts.")
    if manifest.database != connection.vendor:
        raise Refused(f"Säkerhetskopian är från {manifest.database}, den här databasen är {connection.vendor}.")
    unknown = set(manifest.migrations) - _names(MigrationLoader(connection).disk_migrations)
    if unknown:
        raise Refused(f"Säkerhetskopian är från en nyare version av portalen ({', '.join(sorted(unknown))}).")
    return manifest


def restore(*, folder: Path, overwrite: bool) -> Manifest:
    """Verify a backup, then put its database and files in place of what is there.

    Raises Refused, with nothing changed, when the backup does not verify, or the installation holds something
    and `overwrite` is not given. The database is replaced in one transaction, then the files are moved in.
    """
    manifest = verify(folder=folder)
    if not overwrite and not is_empty():
        raise Refused("Installationen innehåller redan uppgifter. Lägg till --overwrite för att ersätta dem.")
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with _workspace(settings.DATA_DIR) as workspace:
        arriving, leaving = workspace / "arriving", workspace / "leaving"
        arriving.mkdir()
        leaving.mkdir()
        with tarfile.open(folder / FILES) as archive:
            archive.extractall(arriving, filter="data")
        database_copy.put_in_place(folder / database_copy.file_name(), workspace=workspace)
        for path in [path for path in _kept_paths() if path != workspace]:
            path.rename(leaving / path.name)
        for path in sorted(arriving.iterdir()):
            path.rename(settings.DATA_DIR / path.name)
    return manifest


def is_empty() -> bool:
    """Return whether neither a table of ours holds a row nor DATA_DIR a file that a backup keeps."""
    tables = set(connection.introspection.table_names())
    models = apps.get_app_config("kartlaggning").get_models()
    has_rows = any(model._meta.db_table in tables and model._default_manager.exists() for model in models)
    return not has_rows and not _kept_paths()


def _kept_paths() -> list[Path]:
    """Return what a backup keeps of DATA_DIR's top level; the database's own files are copied by other means."""
    if not settings.DATA_DIR.is_dir():
        return []
    left_out = {*NOT_KEPT, *_database_files()}
    return sorted(
        path
        for path in settings.DATA_DIR.iterdir()
        if path.name not in left_out and not path.name.startswith(".workspace-")
    )


def _database_files() -> set[str]:
    """Return what the database's own files are called: on SQLite the file and its journals, on a server none."""
    if connection.vendor != "sqlite":
        return set()
    name = Path(str(connection.settings_dict["NAME"])).name
    return {name, *(f"{name}-{journal}" for journal in ("wal", "shm", "journal"))}


@contextmanager
def _workspace(parent: Path) -> Iterator[Path]:
    """Yield a new private folder beside the target, so that renaming works; what is left in it goes afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=".workspace-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _names(migrations: object) -> set[str]:
    """Return `app.migration` of Django's mapping from (app, migration)."""
    keys = migrations.keys() if isinstance(migrations, dict) else ()
    return {f"{app}.{name}" for app, name in keys}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
