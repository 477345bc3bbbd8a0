"""Starting what is measured, and reading what its processes weigh."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

PROJECT = Path(__file__).resolve().parent.parent
GRANIAN = "granian --interface wsgi --no-ws --http 1 --workers 2 --blocking-threads 2 --log-level error"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address without the last slash, and its main process."""

    address: str
    pid: int

    def heaviest_worker_mb(self) -> float:
        """Return the resident memory of the largest worker, in megabytes."""
        return max(_resident_mb(worker) for worker in _children(self.pid))


@contextmanager
def running(application: str, environment: Mapping[str, str], probe: str) -> Iterator[Server]:
    """Run granian with two workers of two threads on a free port; yield it once `probe`, a path, is answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *GRANIAN.split(), "--port", str(port), application]
    process = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **environment})
    server = Server(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait_for(server.address + probe)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=60):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"{address} does not answer")


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1000
