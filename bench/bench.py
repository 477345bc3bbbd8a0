"""`make bench`: the site, a plain djangorestframework-gis list and the limit, in one go, as a table in Markdown.

Needs wrk, PostGIS, Chromium and some minutes in which nothing else runs. Only the ratios mean something elsewhere.
"""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import filters
import front_page
import postgis
import programs
from load import Figures, Question, measure, warm
from servers import PROJECT, Server, running
from tables import print_tables

WIDE = "1000000000"  # computed answers a minute: the limit on them is not what is measured
SITE, PLAIN, LIMIT = "site", "djangorestframework-gis", "limit"


@dataclass(frozen=True, slots=True)
class Ground:
    """A set of rows: its scenes over its rounds, the year asked for, where its boxes lie and how large they are."""

    name: str
    year: int
    boxes: tuple[str, ...]  # west, south, east, north, width, height in degrees
    plain_seconds: int  # long enough for the plain view to answer at all


COUNTY = Ground("county, 63 × 3", 2024, ("17.6", "59.1", "18.4", "59.6", "0.2", "0.1"), 3)
COUNTRY = Ground("country, 10,000 × 5", 2025, ("12.5", "56.0", "19.5", "66.5", "1.1", "0.55"), 30)


def main() -> int:
    for program, package in (("wrk", "wrk"), ("chromium", "chromium")):
        if not shutil.which(program):
            programs.apt_install([package])
        if not shutil.which(program):
            sys.exit(f"{program} is missing. Type:  sudo apt-get install {package}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(programs.temporary_folder()))
        county = _installation(folder / "county", stack.enter_context(postgis.temporary_server()))
        _run(county, "manage.py", "first_start")
        country = _installation(folder / "country", stack.enter_context(postgis.temporary_server()))
        built = json.loads(_run(country, "bench/country.py", "10000").splitlines()[-1])
        answers = {COUNTY: _ask_all(COUNTY, county, folder), COUNTRY: _ask_all(COUNTRY, country, folder)}
        towns = _installation(folder / "towns", f"sqlite:///{folder}/towns.sqlite3")
        _run(towns, "bench/country.py", "2000")
        with running("drogscener.wsgi:application", county, "/") as server:
            page = front_page.load(f"{server.address}/")
        with running("drogscener.wsgi:application", towns, "/") as server:
            filtered = filters.answered_ms(f"{server.address}/")
    print_tables({ground.name: found for ground, found in answers.items()}, built, page, filtered)
    return 0


def _installation(folder: Path, database_url: str) -> dict[str, str]:
    """Make an empty installation; return its environment."""
    folder.mkdir()
    environment = {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "drogscener.settings",
        "LOG_LEVEL": "ERROR",
        "API_COMPUTED_PER_MINUTE": WIDE,
        "PYTHONPATH": f"{PROJECT}:{PROJECT}/bench",
    }
    _run(environment, "manage.py", "migrate", "-v0")
    _run(environment, "manage.py", "collectstatic", "--no-input", "-v0")
    return environment


def _run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], check=True, cwd=PROJECT, env=os.environ | environment, stdout=subprocess.PIPE
    )
    return done.stdout.decode()


def _ask_all(ground: Ground, environment: dict[str, str], folder: Path) -> dict[str, Figures | float]:
    """Return the figures by question and server, the answer's bytes and the worker's memory."""
    path = f"/api/v1/scenes?year={ground.year}"
    plain = environment | {"DJANGO_SETTINGS_MODULE": "yardstick_settings"}
    with ExitStack() as stack:
        site = stack.enter_context(running("drogscener.wsgi:application", environment, path))
        yardstick = stack.enter_context(running("yardstick_wsgi:application", plain, f"/{ground.year}"))
        warm([f"{site.address}{path}", f"{site.address}{path}&bbox=17,59,18,60"])
        etag, size = _save_answer(site.address + path, folder / "answer")
        kept = environment | {"BENCH_ANSWER": str(folder / "answer")}
        limit = stack.enter_context(running("limit:application", kept, "/"))
        found: dict[str, Figures | float] = dict(measure(_questions(ground, site, yardstick, limit, etag)))
        return found | {
            "bytes": size,
            "memory": site.heaviest_worker_mb(),
            "plain memory": yardstick.heaviest_worker_mb(),
        }


def _questions(ground: Ground, site: Server, plain: Server, limit: Server, etag: str) -> list[Question]:
    path = f"/api/v1/scenes?year={ground.year}"
    held = (f"If-None-Match: {etag}",)
    box, plain_box = f"{path}&bbox=", f"/{ground.year}?in_bbox="
    nothing_there = f"{plain.address}{plain_box}10,50,10.001,50.001"
    front = [Question(f"front page {SITE}", f"{site.address}/")] if ground is COUNTY else []
    return [
        Question(f"year's GeoJSON {SITE}", site.address + path),
        Question(f"year's GeoJSON {LIMIT}", f"{limit.address}/"),
        Question(
            f"year's GeoJSON {PLAIN}", f"{plain.address}/{ground.year}", ground.plain_seconds, settles=nothing_there
        ),
        Question(f"unchanged (304) {SITE}", site.address + path, headers=held),
        Question(f"unchanged (304) {LIMIT}", f"{limit.address}/", headers=held),
        Question(f"box {SITE}", site.address, boxes=(box, *ground.boxes)),
        Question(f"box {PLAIN}", plain.address, boxes=(plain_box, *ground.boxes), settles=nothing_there),
        *front,
    ]


def _save_answer(address: str, folder: Path) -> tuple[str, int]:
    """Keep the site's own answer for the limit to give; return its ETag and its size as transferred."""
    folder.mkdir(exist_ok=True)
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "br"})) as answer:
        body, headers = answer.read(), [(name.lower(), value) for name, value in answer.getheaders()]
    sent = [(name, value) for name, value in headers if name not in ("server", "date", "connection")]
    (folder / "headers.json").write_text(json.dumps(sent), encoding="utf-8")
    (folder / "body").write_bytes(body)
    return str(dict(headers)["etag"]), len(body)


if __name__ == "__main__":
    sys.exit(main())
