"""What comes from npm: locked with its hash, no address in any file, and of it only what the pages load."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

LOCK = settings.BASE_DIR / "package-lock.json"


@pytest.mark.parametrize("name", ["package.json", "package-lock.json", ".npmrc", "requirements/node.txt"])
def test_no_address_stands_in_the_locks(name):
    assert not re.search(r"https?:|registry\.|resolved\"", (settings.BASE_DIR / name).read_text(encoding="utf-8"))


def test_every_package_is_locked_with_its_hash():
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    own = packages.pop("")
    assert own["dependencies"] == {"@geoman-io/leaflet-geoman-free": "2.20.2"}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())


def test_there_is_one_leaflet():
    assert "node_modules/leaflet" not in json.loads(LOCK.read_text(encoding="utf-8"))["packages"]


def test_only_the_files_that_pages_load_are_collected(collected_static_files: Path):
    collected = {re.sub(r"\.[0-9a-f]{12}", "", path.name) for path in (collected_static_files / "geoman").iterdir()}
    assert collected - {name for name in collected if name.endswith((".br", ".gz"))} == {
        *("leaflet-geoman.css", "leaflet-geoman.css.map", "leaflet-geoman.min.js", "leaflet-geoman.min.js.map"),
    }
    assert staticfiles_storage.url("geoman/leaflet-geoman.min.js").endswith(".js")
