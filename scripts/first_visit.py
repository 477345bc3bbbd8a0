"""Starts `make run` in a clean copy of the committed state, visits it as a newcomer would, and stops it. Twice."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

PROJECT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 600  # a slow network takes minutes for the packages
SECONDS_TO_STOP = 30
# What would make the copy something else than a newcomer's.
NOT_HANDED_ON = ("DATA_DIR", "DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "HOST", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="drogscener-copy-"))
    try:
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", PROJECT, folder], check=True)
        for visit in ("first", "second"):
            started = time.monotonic()
            with running_portal(folder) as address:
                print(f"The {visit} start: ready after {time.monotonic() - started:.0f} s", flush=True)
                visit_portal(address)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("make run: the front page and the API answer, the data is kept, Ctrl-C ends it.")
    return 0


@contextmanager
def running_portal(folder: Path) -> Iterator[str]:
    """Run `make run` on a free port until the block ends; yield its address once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    process = subprocess.Popen(
        ["make", "run"],
        cwd=folder,
        env=environment | {"PORT": str(port)},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_until_ready(process, f"http://127.0.0.1:{port}/halsa/redo")
        yield f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)  # to the whole group, as a terminal sends Ctrl-C
            process.wait(SECONDS_TO_STOP)


def wait_until_ready(process: subprocess.Popen[bytes], address: str) -> None:
    """Return when the address answers 200; exit with a message when it does not in time or the process ends."""
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up:
        if process.poll() is not None:
            sys.exit(f"make run ended by itself with exit code {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"make run was not ready after {SECONDS_TO_START} s")


def visit_portal(address: str) -> None:
    """Fetch the front page and the open scenes of 2024; exit with a message where the content is not as documented."""
    page = fetch(f"{address}/", "text/html")
    expect("53" in page and "2024" in page, "the front page names the 53 scenes of 2024")
    expect("exempel" in page.lower(), "the front page says that examples are among them")
    scenes = json.loads(fetch(f"{address}/api/v1/scenes?year=2024", "application/geo+json"))
    expect(scenes["type"] == "FeatureCollection", "the API answers GeoJSON")
    found = len(scenes["features"])
    expect(found == 53, f"the API gives the 53 open scenes of 2024 (found: {found})")


def fetch(address: str, content_type: str) -> str:
    """Return the text of an answer; exit with a message when it is not 200 or of another type."""
    request = urllib.request.Request(address, headers={"Accept": content_type})
    with urllib.request.urlopen(request, timeout=30) as answer:
        expect(answer.headers.get_content_type() == content_type, f"{address} answers {content_type}")
        return str(answer.read().decode("utf-8"))


def expect(holds: bool, what: str) -> None:
    print(f"  {'ok' if holds else 'NOT SO'}: {what}", flush=True)
    if not holds:
        sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
