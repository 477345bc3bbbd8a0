"""A PostGIS server of its own for one command, in a temporary folder, gone afterwards.

Usage: scripts/postgis.py command [argument…]    the command finds the server in TEST_POSTGIS_URL
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nobody needs this data after a power cut.
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")


class NoPostgisError(Exception):
    """No PostGIS is installed here, or it does not start."""


def find_programs() -> Path | None:
    """Return the folder with initdb and pg_ctl of the newest PostgreSQL that has PostGIS, or None."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    on_path = shutil.which("initdb")
    for folder in [*debian, *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists() and _has_postgis(folder):
            return folder
    return None


def _has_postgis(programs: Path) -> bool:
    config = programs / "pg_config"
    shared = (
        subprocess.run([config, "--sharedir"], check=True, capture_output=True, text=True).stdout.strip()
        if config.exists()
        else f"/usr/share/postgresql/{programs.parent.name}"
    )
    return (Path(shared) / "extension" / "postgis.control").exists()


@contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server on a free loopback port; yield the URL of its empty database `drogscener`.

    Raises NoPostgisError where none is installed or none starts.
    """
    programs = find_programs()
    if programs is None:
        raise NoPostgisError("PostgreSQL with PostGIS is not installed")
    folder = Path(tempfile.mkdtemp(prefix="drogscener-pg-"))
    user = _user_that_is_not_root()
    if user:
        shutil.chown(folder, user)
    try:
        yield _start(programs, folder, user)
    finally:
        stop: list[str | Path] = [programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"]
        subprocess.run(stop, check=False, capture_output=True, user=user, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


def _user_that_is_not_root() -> str | None:
    """Return whom root lends the server to: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _start(programs: Path, folder: Path, user: str | None) -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} " + " ".join(f"-c {o}" for o in FAST_AND_FORGETFUL)
    at_server = ["-h", "127.0.0.1", "-p", str(port), "-U", "postgres"]
    commands: list[list[str | Path]] = [
        [
            programs / "initdb",
            "-D",
            folder / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "-N",
        ],
        [programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start"],
        [programs / "createdb", *at_server, "drogscener"],
    ]
    for command in commands:
        done = subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, user=user, cwd=folder
        )
        if done.returncode != 0:
            raise NoPostgisError(f"{Path(command[0]).name} failed: {done.stderr.strip()}")
    return f"postgis://postgres@127.0.0.1:{port}/drogscener"


def main() -> int:
    with temporary_server() as url:
        return subprocess.run(sys.argv[1:], check=False, env=os.environ | {"TEST_POSTGIS_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
