"""`make bench`: how fast the site answers, as requests a second and as ratios. Needs wrk, and nothing else running."""

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError

import programs

PROJECT = Path(__file__).resolve().parent.parent
BIN = PROJECT / ".venv" / "bin"
PATHS = {
    "probe": "/halsa/live",
    "front page": "/",
    "year's GeoJSON": "/api/v1/scenes?year=2024",
    "djangorestframework-gis": "/yardstick",
}
COMMANDS = {
    "granian": "granian --interface wsgi --no-ws --http 1 --port {port} --workers 2 --blocking-threads 2",
    "gunicorn": "gunicorn --bind 127.0.0.1:{port} --workers 2 --threads 2 --log-level error",
}
ROUNDS, SECONDS, CONNECTIONS = 3, 4, 16


def main() -> int:
    if not shutil.which("wrk"):
        programs.apt_install(["wrk"])
    if not shutil.which("wrk"):
        sys.exit("wrk is missing. Type:  sudo apt-get install wrk")
    with programs.temporary_folder() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "DATA_DIR": folder,
            "DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": "yardstick_settings",
            "GRANIAN_LOG_LEVEL": "error",
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": f"{PROJECT}:{PROJECT}/scripts",
        }
        for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"], ["first_start"]):
            subprocess.run([BIN / "python", "manage.py", *command], check=True, cwd=PROJECT, env=environment)
        report(measure(environment))
    return 0


def measure(environment: dict[str, str]) -> dict[str, dict[str, float]]:
    """Return the median requests a second by server and path; the rounds alternate, so that drift hits all alike."""
    found: dict[str, dict[str, list[float]]] = {server: {name: [] for name in PATHS} for server in COMMANDS}
    with ExitStack() as stack:
        addresses = {server: stack.enter_context(running(server, environment)) for server in COMMANDS}
        for _ in range(ROUNDS):
            for name, path in PATHS.items():
                for server, address in addresses.items():
                    found[server][name].append(requests_a_second(f"{address}{path}"))
    return {
        server: {name: statistics.median(rounds) for name, rounds in paths.items()} for server, paths in found.items()
    }


@contextmanager
def running(server: str, environment: dict[str, str]) -> Iterator[str]:
    """Run a server with two processes of two threads; yield its address once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    program, *options = COMMANDS[server].format(port=port).split()
    process = subprocess.Popen([BIN / program, *options, "drogscener.wsgi:application"], cwd=PROJECT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"{address} does not answer")


def requests_a_second(address: str) -> float:
    """Return what wrk counts; exit when an answer was not 2xx."""
    load = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: br", address]
    said = subprocess.run(load, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"{address} did not answer 200:\n{said}")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])


def report(found: dict[str, dict[str, float]]) -> None:
    """Print requests a second, and what they are to each other: only the ratios mean something elsewhere."""
    print(f"\n{'requests a second':26}{'granian':>10}{'gunicorn':>10}{'ratio':>8}")
    for name in PATHS:
        granian, gunicorn = found["granian"][name], found["gunicorn"][name]
        print(f"{name:26}{granian:10.0f}{gunicorn:10.0f}{granian / gunicorn:8.2f}")
    fast, plain = (found["granian"][name] for name in ("year's GeoJSON", "djangorestframework-gis"))
    print(
        f"\nThe year's GeoJSON is {fast / plain:.0f} times as fast as a djangorestframework-gis list of the same rows."
    )


if __name__ == "__main__":
    sys.exit(main())
