"""What every test stands on: static files as the product serves them, and a database that holds the example county.

The county is loaded once, before the first test. Each test runs in a transaction that is rolled back: `record` and
`empty` take away inside it what the test does not want. No test may commit (`transaction=True`): flushing the tables
is what the guards refuse.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from drogscener import staticfiles
from kartlaggning import guards, models
from kartlaggning.management.change import FIXTURES
from kartlaggning.selectors.editions import Atlas, current_atlas
from kartlaggning.services.demonstration.county import load_demonstration, remove_demonstration
from kartlaggning.services.documented import load_record
from kartlaggning.services.questionnaires import load_first_version
from kartlaggning.services.rounds import Opening, Placement, open_round
from tests.personas import Personas, make_personas

SECONDS_KEPT = 3600
# In an order in which the foreign keys let go.
TABLES = (
    *("FigureImport", "Measure", "SceneCheck", "Agreement", "Study", "Contact", "CrimeCategory", "MeasureKind"),
    *("PublicMessage", "AuditEntry", "Edition", "Signature", "ChangeRequest", "Survey", "Lineage", "Scene"),
    *("SurveyRound", "Questionnaire", "PublishedFigure", "User"),
)
AREA_TABLES = ("CityDistrict", "PoliceArea", "Municipality")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database with the documented record and the demonstration county in it."""
    with django_db_blocker.unblock():
        load_record(FIXTURES, by="test")
        load_demonstration(FIXTURES, by="test")
    shutil.copytree(settings.EDITIONS_DIR, _kept_files(), dirs_exist_ok=True)


def _kept_files() -> Path:
    """Return where a copy of the loaded county's files lies."""
    return Path(settings.DATA_DIR) / "editions-kept"


@pytest.fixture(autouse=True)
def files_of_the_county() -> Iterator[None]:
    """Put back the files of the loaded editions that a test took away: a disk is not rolled back."""
    yield
    for kept in _kept_files().glob("*-r*/0"):
        published = settings.EDITIONS_DIR / kept.relative_to(_kept_files())
        if not published.exists():
            shutil.copytree(kept, published)


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


@pytest.fixture
def personas(db: None) -> Personas:
    """One account for each role, in the example county."""
    return make_personas()


@pytest.fixture
def as_persona(personas: Personas) -> Callable[[str], Client]:
    """Return a function that gives a client signed in as a persona."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(personas, name))
        return client

    return signed_in


@pytest.fixture
def round_2026(db: None) -> models.SurveyRound:
    """An open round in the example county, every survey in it still to do."""
    opening = Opening(
        year=2026,
        judged_from=date(2025, 1, 1),
        judged_to=date(2025, 12, 31),
        reference_date=date(2026, 1, 1),
        first_day=date(2026, 2, 1),
        last_day=date(2026, 2, 28),
        questionnaire=load_first_version(FIXTURES, by="test"),
        registration_number="SSR 2026/14",
    )
    return open_round(opening, placements=placements_2026(), by="test")


def placements_2026() -> dict[int, Placement]:
    """Return where the scenes of the former police area Norrmalm belong: it became two in 2025."""
    stockholm = models.Municipality.objects.get(name="Stockholm")
    successors = {
        "Norra innerstaden": models.PoliceArea.objects.get(name="Norra innerstaden"),
        "Kungsholmen": models.PoliceArea.objects.get(name="Lidingö-Kungsholmen"),
    }
    return {
        survey.scene_id: Placement(stockholm, successors[survey.city_district.name], survey.city_district)
        for survey in models.Survey.objects.filter(survey_round__year=2024, police_area__name="Norrmalm")
        if survey.city_district is not None
    }


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
