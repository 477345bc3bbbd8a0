"""Fixtures: the embedded database under test, and PostGIS as the reference that it must agree with."""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.db import connections
from django.test.utils import modify_settings

from tests.spatial.probe import database
from tests.spatial.probe.models import Place


@contextmanager
def opened(alias, path, timeout=20):
    """Make the file reachable as `using(alias)`, from every thread; yield this thread's connection."""
    configured = connections.configure_settings({"default": {}, alias: database.settings(path, timeout)})
    connections.settings[alias] = configured[alias]
    yield connections[alias]
    connections[alias].close()
    del connections[alias], connections.settings[alias]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory, django_db_blocker):
    """The embedded database, in a file of its own, with the table of Place."""
    path = tmp_path_factory.mktemp("embedded") / "places.sqlite3"
    with django_db_blocker.unblock(), opened(database.ALIAS, path) as connection:
        with connection.schema_editor() as editor:
            editor.create_model(Place)
        yield connection


@pytest.fixture
def places(embedded):
    """The places of the embedded database, none to begin with."""
    Place.objects.using(embedded.alias).all().delete()
    return Place.objects.using(embedded.alias)


@pytest.fixture
def impatient(embedded):
    """A second connection to the same file, which does not wait for a lock."""
    with opened("impatient", embedded.settings_dict["NAME"], timeout=0) as connection:
        yield connection


@pytest.fixture
def probe_app_installed():
    """The app in INSTALLED_APPS, for the commands that ask the registry."""
    with modify_settings(INSTALLED_APPS={"append": "tests.spatial.probe"}):
        yield


@pytest.fixture(scope="module")
def postgis():
    """A cursor on PostGIS, by plain SQL and not by Django, so that it is an independent witness."""
    url = os.environ.get("TEST_POSTGIS_URL")
    if not url:
        pytest.fail("TEST_POSTGIS_URL is not set: the embedded database cannot be compared with PostGIS.")
    parts = urlsplit(url)
    connection = psycopg2.connect(
        host=parts.hostname,
        port=parts.port or 5432,
        user=parts.username,
        password=parts.password,
        dbname=parts.path.lstrip("/"),
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        yield cursor
    connection.close()
