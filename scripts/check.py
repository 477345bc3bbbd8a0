"""`make test`: everything that must hold. Each part of PARTS can be run on its own: `make lint`, `make types`, …"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import postgis
import programs

PROJECT = Path(__file__).resolve().parent.parent
BIN = PROJECT / ".venv" / "bin"
PYTHON_FOLDERS = ["drogscener", "kartlaggning", "tests", "scripts", "bench", "manage.py"]
PRODUCTION = {
    "SECRET_KEY": "x7-not-a-secret-" * 4,
    "ALLOWED_HOSTS": "example.org",
    "DEMONSTRATION": "0",
    "DATABASE_URL": "",
}


@dataclass
class Outcome:
    """What is to be said at the end."""

    failed: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)
    summaries: list[str] = field(default_factory=list)


class Check:
    """One run of some parts; PostgreSQL is started once, when the first part needs it."""

    def __init__(self, resources: ExitStack) -> None:
        self.resources = resources
        self.outcome = Outcome()
        self.postgis_url: str | None = None

    def run(self, name: str, *command: str | Path, **environment: str) -> None:
        """Run a command, show what it prints, note whether it failed and pytest's last line."""
        print(f"\n=== {name}", flush=True)
        started = time.monotonic()
        code, last_line = programs.run_and_show(command, os.environ | environment, PROJECT)
        if code != 0:
            self.outcome.failed.append(name)
        if "pytest" in str(command[0]):
            self.outcome.summaries.append(f"{name}: {last_line.strip('= ')}")
        print(f"=== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)

    def lint(self) -> None:
        self.run("ruff check", BIN / "ruff", "check", *PYTHON_FOLDERS)
        self.run("ruff format", BIN / "ruff", "format", "--check", *PYTHON_FOLDERS)
        self.run("templates: lint", BIN / "djlint", "templates", "--lint", "--quiet")
        self.run("templates: format", BIN / "djlint", "templates", "--check", "--quiet")
        self.run(
            "JavaScript and CSS", BIN / "biome", "ci", "--colors=off", "--error-on-warnings", "static/js", "static/css"
        )
        manage = (BIN / "python", "manage.py")
        with programs.temporary_folder() as folder:
            production = PRODUCTION | {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/check.sqlite3"}
            self.run("system checks", *manage, "check", "--deploy", "--fail-level", "WARNING", **production)
            self.run("migrations", *manage, "makemigrations", "--check", "--dry-run", **production)

    def types(self) -> None:
        self.run("types", BIN / "mypy")

    def sqlite(self) -> None:
        if self._server("the comparison of SQLite with PostGIS"):
            self.run("pytest on SQLite", BIN / "pytest", "-m", "not browser")
        else:
            self.run("pytest on SQLite", BIN / "pytest", "-m", "not browser and not postgis")

    def postgis(self) -> None:
        url = self._server("the suite on PostGIS")
        if url:
            self.run("pytest on PostGIS", BIN / "pytest", "-m", "not browser", TEST_DATABASE_URL=url)

    def browser(self) -> None:
        chromium = programs.find_chromium()
        if chromium:
            self.run("pytest in the browser", BIN / "pytest", "-m", "browser", CHROMIUM=chromium)
        else:
            self.outcome.not_run.append("the browser tests (no Chromium; sudo apt-get install chromium)")

    def _server(self, purpose: str) -> str | None:
        """Return the URL of this run's PostGIS server; where there is none, note that `purpose` could not run."""
        if self.postgis_url is None:
            try:
                self.postgis_url = self.resources.enter_context(postgis.temporary_server())
            except postgis.NoPostgisError as error:
                self.outcome.not_run.append(f"{purpose} ({error}; sudo apt-get install postgresql postgresql-postgis)")
                return None
            os.environ["TEST_POSTGIS_URL"] = self.postgis_url
        return self.postgis_url


PARTS: dict[str, Callable[[Check], None]] = {
    "lint": Check.lint,
    "types": Check.types,
    "test-sqlite": Check.sqlite,
    "test-postgis": Check.postgis,
    "test-browser": Check.browser,
}


def install_what_is_missing(parts: list[str]) -> None:
    """Ask apt-get for Chromium and PostGIS where it may; where it may not, the end says what could not run."""
    wanted: list[str] = []
    if {"test-sqlite", "test-postgis"} & set(parts) and postgis.find_programs() is None:
        wanted += ["postgresql", "postgresql-postgis"]
    if "test-browser" in parts and programs.find_chromium() is None:
        wanted.append("chromium")
    if wanted:
        programs.apt_install(wanted)


def report(outcome: Outcome, seconds: float) -> int:
    """Print the closing lines and return the exit code; in CI what could not run counts as failed."""
    refused = bool(outcome.not_run) and os.environ.get("CI", "").lower() == "true"
    print("\n" + "\n".join(["=" * 100, *outcome.summaries]))
    if outcome.failed:
        print("FAILED: " + ", ".join(outcome.failed))
    print(f"{'Not everything holds' if outcome.failed or refused else 'Everything that ran holds'} ({seconds:.0f} s).")
    if outcome.not_run:
        print("!!! COULD NOT RUN: " + "; ".join(outcome.not_run) + " !!!")
    return 1 if outcome.failed or refused else 0


def main() -> int:
    started = time.monotonic()
    parts = sys.argv[1:] or list(PARTS)
    install_what_is_missing(parts)
    with ExitStack() as resources:
        check = Check(resources)
        for part in parts:
            PARTS[part](check)
    return report(check.outcome, time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main())
