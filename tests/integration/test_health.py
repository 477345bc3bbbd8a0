"""The two probes: alive as long as the process runs, ready when the site can be shown."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from kartlaggning.models import Edition
from tests.installation import PRODUCTION, Installation


def build_edition() -> Edition:
    now = timezone.now()
    return Edition.objects.create(
        ref="2024-1", year=2024, revision=1, reference_date=now.date(), built_at=now, state_changed_at=now, checksum="a"
    )


def test_not_ready_until_an_edition_is_current(client: Client, empty: None) -> None:
    edition = build_edition()
    waiting = client.get("/halsa/redo")
    assert (waiting.status_code, waiting.json()["reasons"]) == (503, ["no edition is published"])
    Edition.objects.filter(pk=edition.pk).update(state="current")
    ready = client.get("/halsa/redo")
    assert (ready.status_code, ready.json()) == (200, {"status": "ok"})
    assert ready.headers["Cache-Control"] == "no-store"


def test_not_ready_before_the_migrations(tmp_path: Path) -> None:
    answer, _ = Installation(tmp_path).request("/halsa/redo")
    assert answer["status"] == 503
    assert "migrations are not applied" in answer["text"]


@pytest.mark.parametrize(
    "database_url", ["sqlite:////nowhere/portal.sqlite3", "postgis://portal:hemligt@127.0.0.1:1/portal"]
)
def test_without_a_database_it_is_alive_but_not_ready_and_tells_no_secret(database_url: str, tmp_path: Path) -> None:
    broken = Installation(tmp_path, database_url)
    assert broken.request("/halsa/live")[0]["status"] == 200
    answer, log = broken.request("/halsa/redo")
    assert answer["status"] == 503
    assert answer["text"] == '{"status": "not ready", "reasons": ["the database does not answer"]}'
    assert "hemligt" not in log


@pytest.mark.parametrize("path", ["/halsa/live", "/halsa/redo"])
def test_probes_by_address_are_neither_refused_nor_redirected(path: str, tmp_path: Path) -> None:
    production = Installation(tmp_path, environment=PRODUCTION)
    answer, _ = production.request(path, headers={"host": "10.0.0.7"})
    assert answer["status"] in {200, 503}
