"""A real server over a real database, and a real Chromium in front of it.

`visit` opens pages and, at the end of the test, fails it for whatever the browser complained about on the way:
console errors, violations of the content security policy, uncaught exceptions, requests to other hosts.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.installation import PROJECT, Installation

CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TILES = "https://tiles.example/{z}/{x}/{y}.png"
MOST_SECONDS = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@contextmanager
def served(installation: Installation) -> Iterator[str]:
    """Run the production server on a free port; yields the site's address without the last slash."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "drogscener.settings",
        "DATA_DIR": str(installation.data_dir),
        "DATABASE_URL": f"sqlite:///{installation.data_dir}/portal.sqlite3",
        "PYTHONUNBUFFERED": "1",
    }
    arguments = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    with subprocess.Popen(
        [*arguments, "drogscener.wsgi:application"],
        cwd=PROJECT,
        env=environment | installation.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as server:
        reader = threading.Thread(target=_read_log, args=(server,))
        reader.start()
        try:
            _await(server, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            reader.join()


def _read_log(server: subprocess.Popen[bytes]) -> None:
    """Read all that the server says, lest it stop at a full pipe."""
    assert server.stdout is not None
    for _line in server.stdout:
        pass


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once the site says that it can be shown."""
    deadline = time.monotonic() + MOST_SECONDS
    while time.monotonic() < deadline:
        with suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"the server ended with {server.wait(timeout=0.2)}")
        with suppress(urllib.error.URLError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa/redo", timeout=MOST_SECONDS).close()
            return
    raise AssertionError("the server did not start")


def _prepared(folder: Path, **environment: str) -> Installation:
    own = Installation(folder, environment={"DEMONSTRATION": "1", "BASEMAP_TILES_URL": ""} | environment)
    own.must("migrate", "-v0")
    own.must("first_start")
    return own


@pytest.fixture(scope="package")
def demonstration_installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return _prepared(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="package")
def site(demonstration_installation: Installation) -> Iterator[str]:
    """The site with the demonstration county, without street tiles."""
    with served(demonstration_installation) as address:
        yield address


@pytest.fixture(scope="package")
def record_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with the documented record alone."""
    own = _prepared(tmp_path_factory.mktemp("record"))
    own.must("remove_demonstration", "--commit")
    with served(own) as address:
        yield address


@pytest.fixture(scope="package")
def tiled_site(tmp_path_factory: pytest.TempPathFactory, demonstration_installation: Installation) -> Iterator[str]:
    """The site with street tiles from a server that no test ever reaches."""
    folder = tmp_path_factory.mktemp("tiles")
    shutil.copy(demonstration_installation.data_dir / "portal.sqlite3", folder)
    tiled = Installation(folder, environment={"DEMONSTRATION": "1", "BASEMAP_TILES_URL": TILES})
    with served(tiled) as address:
        yield address


@pytest.fixture(scope="module")
def staff_installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with the demonstration and its people, for one module of tests to change as it likes."""
    return _prepared(tmp_path_factory.mktemp("staff"))


@pytest.fixture(scope="module")
def staff_site(staff_installation: Installation) -> Iterator[str]:
    """The site of that installation."""
    with served(staff_installation) as address:
        yield address


@pytest.fixture(scope="module")
def passwords(staff_installation: Installation) -> dict[str, str]:
    """The passwords of the demonstration's people, by e-mail address."""
    return logins(staff_installation)


def logins(installation: Installation) -> dict[str, str]:
    """Return the passwords that `make run` prints, by e-mail address."""
    return dict(re.findall(r"(\S+@example\.org)\s+(\S+)", installation.must("personas")))


def sign_in(page: Page, person: str, passwords: dict[str, str]) -> None:
    """Fill in the sign-in page that is open, and wait for the page that it leads to."""
    page.get_by_label("E-postadress").fill(person)
    page.get_by_label("Lösenord").fill(passwords[person])
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_load_state("networkidle")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What the browser complained about, and the patterns of what a test expects to be complained about."""

    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def listen_to(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"uncaught: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if not re.match(r"(http://127\.0\.0\.1:\d+/|data:|about:|blob:)", request.url):
            self.heard.append(f"request to another host: {request.url}")

    @property
    def unexpected(self) -> list[str]:
        return [text for text in self.heard if not any(re.search(pattern, text) for pattern in self.expected)]


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, complaints: Complaints) -> Iterator[Visit]:
    """Open an address as a new visitor; options are those of a Playwright context."""
    contexts: list[BrowserContext] = []

    def open_page(address: str, **options: Any) -> Page:
        context = chromium.new_context(**({"viewport": DESKTOP, "locale": "sv-SE"} | options))
        context.set_default_timeout(MOST_SECONDS * 1000)
        contexts.append(context)
        page = context.new_page()
        complaints.listen_to(page)
        page.goto(address, wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints.unexpected == []
