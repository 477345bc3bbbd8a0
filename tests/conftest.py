"""What every test stands on: static files as the product serves them, and a database that holds the example county.

The county is loaded once, before the first test. Each test runs in a transaction that is rolled back: `record` and
`empty` take away inside it what the test does not want. No test may commit (`transaction=True`): flushing the tables
is what the guards refuse.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from drogscener import staticfiles
from kartlaggning import guards, models
from kartlaggning.management.change import FIXTURES
from kartlaggning.selectors.editions import Atlas, current_atlas
from kartlaggning.services.demonstration import load_demonstration, remove_demonstration
from kartlaggning.services.documented import load_record

SECONDS_KEPT = 3600
# In an order in which the foreign keys let go.
TABLES = ("PublicMessage", "AuditEntry", "Edition", "Survey", "Lineage", "Scene", "SurveyRound", "PublishedFigure")
AREA_TABLES = ("CityDistrict", "PoliceArea", "Municipality")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database with the documented record and the demonstration county in it."""
    with django_db_blocker.unblock():
        load_record(FIXTURES, by="test")
        load_demonstration(FIXTURES, by="test")


@pytest.fixture
def demonstration(db: None) -> Atlas:
    """The example county, as the public side reads it."""
    return current_atlas()


@pytest.fixture
def record(db: None) -> Atlas:
    """The documented record alone."""
    remove_demonstration(by="test")
    return current_atlas()


@pytest.fixture
def empty(db: None) -> None:
    """A database with no row in it, guarded as ever."""
    guards.uninstall(connection)
    for name in (*TABLES, *AREA_TABLES):
        getattr(models, name).objects.all().delete()
    guards.install(connection)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a PostGIS server, so that a machine without one can run the rest: -m "not postgis"."""
    for item in items:
        if "postgis" in getattr(item, "fixturenames", ()):
            item.add_marker("postgis")


@pytest.fixture(scope="session", autouse=True)
def collected_static_files() -> Iterator[Path]:
    """Hashed and compressed files as in the product, made again only when a source file changed."""
    kept = settings.BASE_DIR / ".make" / f"static-{staticfiles.fingerprint()}"
    if not kept.exists():
        _collect_into(kept)
    with override_settings(STATIC_ROOT=kept):
        yield kept


def _collect_into(kept: Path) -> None:
    """Collect beside and rename, because several test runs may do it at once; leave alone what they may be using."""
    kept.parent.mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=kept.parent))
    with override_settings(STATIC_ROOT=made):
        staticfiles.collect_if_changed()
    for older in kept.parent.glob("static-*"):
        if older.stat().st_mtime < time.time() - SECONDS_KEPT:
            shutil.rmtree(older, ignore_errors=True)
    try:
        made.rename(kept)
    except OSError:  # another run was first
        shutil.rmtree(made)
