"""Asking fast: wrk's figures of one question, and the median of several rounds that take turns with other questions."""

import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS, ROUNDS = 16, 3
SETTLED_SECONDS = 0.5
BBOX = Path(__file__).with_name("bbox.lua")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Figures:
    """What one measurement found: requests a second, milliseconds until half and 99 of 100 are answered."""

    per_second: float
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked how long: an address, further headers, and for boxes the arguments of bbox.lua.

    `settles`, if given, is a small question to the same server: the next measurement waits until it is answered fast,
    for a slow server still works on what was asked when wrk has gone.
    """

    name: str
    address: str
    seconds: int = 3
    headers: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    settles: str = ""


def warm(addresses: Sequence[str]) -> None:
    """Let every worker load its editions and answer each question once: starting is not what is measured."""
    for address in addresses:
        load = ["wrk", "-t1", f"-c{CONNECTIONS}", "-d15s", "--timeout", "60s", "-H", "Accept-Encoding: br", address]
        subprocess.run(load, check=True, capture_output=True)


def measure(questions: Sequence[Question]) -> dict[str, Figures]:
    """Return the medians by name. The rounds take turns, so that what disturbs the machine disturbs all alike."""
    found: dict[str, list[Figures]] = {question.name: [] for question in questions}
    for _ in range(ROUNDS):
        for question in questions:
            found[question.name].append(_ask(question))
            _settle(question)
    return {name: _median(rounds) for name, rounds in found.items()}


def _ask(question: Question) -> Figures:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{question.seconds}s", "--timeout", "60s", "--latency"]
    for header in ("Accept-Encoding: br", *question.headers):
        command += ["-H", header]
    if question.boxes:
        command += ["-s", str(BBOX)]
    command += [question.address, *(["--", *question.boxes] if question.boxes else [])]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"{question.address} did not answer 2xx or 3xx:\n{said}")
    return Figures(_number(said, r"Requests/sec:\s+([\d.]+)"), _time(said, "50"), _time(said, "99"))


def _settle(question: Question) -> None:
    """Wait until what the question left behind is done."""
    while question.settles:
        started = time.perf_counter()
        with urllib.request.urlopen(question.settles, timeout=120):
            if time.perf_counter() - started < SETTLED_SECONDS:
                return


def _number(said: str, pattern: str) -> float:
    found = re.search(pattern, said)
    return float(found[1]) if found else 0.0


def _time(said: str, percentile: str) -> float:
    found = re.search(rf"^\s+{percentile}%\s+([\d.]+)(us|ms|s|m)$", said, re.MULTILINE)
    return float(found[1]) * UNITS[found[2]] if found else 0.0


def _median(rounds: Sequence[Figures]) -> Figures:
    return Figures(
        *(
            statistics.median(getattr(figures, name) for figures in rounds)
            for name in ("per_second", "p50_ms", "p99_ms")
        )
    )
