"""A backup holds the whole installation, and restoring it brings all of it back: tried with real installations."""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.installation import Installation

FILL = """
from datetime import date
from django.utils import timezone
from kartlaggning.models import Edition, EditionScene, SurveyRound
SurveyRound.objects.create(year=2024, reference_date=date(2024, 2, 1), sources=["prov"])
edition = Edition.objects.create(
    ref="2024-1", year=2024, revision=1, reference_date=date(2024, 2, 1), built_at=timezone.now(),
    state_changed_at=timezone.now(), checksum="a" * 64)
outline = ("SRID=3006;MULTIPOLYGON(((674200 6581000, 674300 6581000, 674300 6581100, 674200 6581100, 674200 6581000)))")
EditionScene.objects.create(
    edition=edition, public_id="S-0001", name="Årstaberg", slug="arstaberg", sort_key="a", status="open",
    change="new", origin="documented", outline=outline)
Edition.objects.filter(pk=edition.pk).update(state="current")
"""
TOUCH_THE_FROZEN = "from kartlaggning.models import EditionScene; EditionScene.objects.update(name='ändrad')"
ADD_A_ROUND = """
from datetime import date
from kartlaggning.models import SurveyRound
SurveyRound.objects.create(year=2025, reference_date=date(2025, 2, 1))
"""


class Installations:
    """Makes installations on the kind of database that the suite runs on, and removes their databases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.databases: list[str] = []

    def new(self, name: str) -> Installation:
        data_dir = self.folder / name
        data_dir.mkdir()
        server = os.environ.get("TEST_DATABASE_URL")
        if server is None:
            return Installation(data_dir, f"sqlite:///{data_dir}/portal.sqlite3")
        database = f"backup_{name}"
        self._on_server(f"DROP DATABASE IF EXISTS {database}", f"CREATE DATABASE {database}")
        self.databases.append(database)
        return Installation(data_dir, f"{server.rsplit('/', 1)[0]}/{database}")

    def remove(self) -> None:
        self._on_server(*(f"DROP DATABASE {database}" for database in self.databases))

    @staticmethod
    def _on_server(*statements: str) -> None:
        for statement in statements:
            connection = psycopg2.connect(os.environ["TEST_DATABASE_URL"].replace("postgis://", "postgresql://"))
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
            connection.close()


@pytest.fixture(scope="module")
def installations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installations]:
    made = Installations(tmp_path_factory.mktemp("installations"))
    yield made
    made.remove()


@pytest.fixture(scope="module")
def original(installations: Installations) -> Installation:
    """An installation with a round, a frozen edition with an outline, and a published file."""
    installation = installations.new("original")
    installation.must("migrate", "-v0")
    installation.must("shell", "-v0", "-c", FILL)
    published = installation.data_dir / "editions" / "2024-1"
    published.mkdir(parents=True)
    (published / "scenes.geojson").write_text("{}", encoding="utf-8")
    return installation


@pytest.fixture(scope="module")
def backup(original: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "monday"
    original.must("backup", folder)
    return folder


def test_restoring_into_an_empty_installation_brings_back_rows_files_and_guards(
    installations: Installations, original: Installation, backup: Path
) -> None:
    fresh = installations.new("fresh")
    fresh.must("restore", backup, "--commit")
    assert "Årstaberg" in fresh.rows()
    assert fresh.rows() == original.rows()
    assert (fresh.data_dir / "editions" / "2024-1" / "scenes.geojson").read_text(encoding="utf-8") == "{}"
    refused = fresh.manage("shell", "-v0", "-c", TOUCH_THE_FROZEN)
    assert "utgåvan är fryst" in refused.stderr
    fresh.must("migrate", "--check")


def test_an_installation_that_holds_something_is_overwritten_only_when_told(
    installations: Installations, original: Installation, backup: Path
) -> None:
    used = installations.new("used")
    used.must("migrate", "-v0")
    used.must("shell", "-v0", "-c", ADD_A_ROUND)
    (used.data_dir / "editions").mkdir()
    (used.data_dir / "editions" / "later.txt").touch()
    before = used.rows()

    refused = used.manage("restore", backup, "--commit")
    assert refused.returncode == 1
    assert "--overwrite" in refused.stderr
    assert used.rows() == before

    used.must("restore", backup, "--commit", "--overwrite")
    assert used.rows() == original.rows()
    assert [path.name for path in (used.data_dir / "editions").iterdir()] == ["2024-1"]
    assert not list(used.data_dir.glob(".workspace-*"))


@pytest.mark.parametrize("name", ["database", "files.tar.gz"])
def test_a_damaged_backup_is_refused_and_nothing_changes(
    installations: Installations, backup: Path, tmp_path: Path, name: str
) -> None:
    damaged = shutil.copytree(backup, tmp_path / "damaged")
    file = next(damaged.glob(f"{name}*"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    empty = installations.new(f"empty_{name.partition('.')[0]}")
    refused = empty.manage("restore", damaged, "--commit")
    assert refused.returncode == 1
    assert "kontrollsumman stämmer inte" in refused.stderr
    assert "kartlaggning_scene" not in empty.must("inspectdb")
    assert not (empty.data_dir / "editions").exists()


def test_without_commit_the_backup_is_only_checked(installations: Installations, backup: Path) -> None:
    untouched = installations.new("untouched")
    assert "är hel" in untouched.must("restore", backup)
    assert not (untouched.data_dir / "editions").exists()


def test_an_archive_without_a_manifest_is_no_backup(original: Installation, tmp_path: Path) -> None:
    refused = original.manage("restore", tmp_path, "--commit", "--overwrite")
    assert refused.returncode == 1
    assert "manifest.json" in refused.stderr


def test_a_backup_of_a_newer_version_is_refused(original: Installation, backup: Path, tmp_path: Path) -> None:
    newer = shutil.copytree(backup, tmp_path / "newer")
    manifest = newer / "manifest.json"
    manifest.write_text(manifest.read_text().replace("kartlaggning.0001_initial", "kartlaggning.9999_later"))
    refused = original.manage("restore", newer, "--commit", "--overwrite")
    assert refused.returncode == 1
    assert "9999_later" in refused.stderr


def test_only_the_databases_own_files_are_left_out(installations: Installations, tmp_path: Path) -> None:
    """On a server the database has no file: one that bears its name, `backup_named`, is somebody's own."""
    installation = installations.new("named")
    installation.must("migrate", "-v0")
    own = {"backup_named", "backup_named.txt", "portal.sqlite3.txt"}
    for name in own:
        (installation.data_dir / name).touch()
    installation.must("backup", tmp_path / "made")
    with tarfile.open(tmp_path / "made" / "files.tar.gz") as archive:
        assert set(archive.getnames()) == own


def test_a_backup_never_replaces_an_older_one(original: Installation, backup: Path) -> None:
    refused = original.manage("backup", backup)
    assert refused.returncode == 1
    assert "finns redan" in refused.stderr


def test_a_backup_is_private_and_holds_no_secret_key(original: Installation, backup: Path) -> None:
    secret = (original.data_dir / "secret_key").read_bytes()
    assert backup.stat().st_mode & 0o077 == 0
    listing = subprocess.run(
        ["tar", "-tzf", backup / "files.tar.gz"], check=True, capture_output=True, text=True
    ).stdout
    assert "secret_key" not in listing
    assert all(secret not in path.read_bytes() for path in backup.iterdir())
