"""Finding, installing and running other programs, for the other scripts."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of a Chromium: CHROMIUM's if set, else the first one on the path, else None."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages where apt-get exists and we are root or may become it without a password."""
    if not shutil.which("apt-get"):
        return
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if become_root and (
        not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], check=False).returncode != 0
    ):
        return
    print(f"Installing {', '.join(packages)} …", flush=True)
    quietly = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    install = [*quietly, "install", "--yes", "--no-install-recommends", *packages]
    if subprocess.run(install, check=False, stdin=subprocess.DEVNULL, capture_output=True).returncode != 0:
        # Most often the lists of packages are missing or old.
        subprocess.run([*quietly, "update"], check=False, stdin=subprocess.DEVNULL)
        subprocess.run(install, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def run_and_show(command: Sequence[str | Path], environment: Mapping[str, str], folder: Path) -> tuple[int, str]:
    """Run a command, pass on what it prints as it comes, and return its exit code and last line that is not empty."""
    last_line = ""
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    with process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            last_line = line.strip() or last_line
    return process.returncode, last_line


@contextmanager
def temporary_folder() -> Iterator[str]:
    """Yield the path of a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="drogscener-") as folder:
        yield folder
