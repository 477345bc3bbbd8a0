"""`make run` says what is missing, in words that can be typed, before it does anything."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import PROJECT


def run_script(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, PROJECT / "scripts" / "run.py"],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]} | environment,
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_the_demonstration_is_not_shown_to_other_machines(host: str) -> None:
    refused = run_script(HOST=host)
    assert refused.returncode == 1
    assert f"HOST={host}" in refused.stderr
    assert "bara på den egna datorn" in refused.stderr
    assert "on this machine only" in refused.stderr


def test_a_taken_port_is_named_with_another_one_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run_script(PORT=str(port))
    assert refused.returncode == 1
    assert f"127.0.0.1:{port}" in refused.stderr
    assert "make run PORT=" in refused.stderr


def test_a_port_that_is_no_number_is_refused() -> None:
    assert "PORT=http" in run_script(PORT="http").stderr


def set_up(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Run the script that makes the environment, in a folder where none is, with this interpreter only."""
    (folder / "scripts").mkdir()
    script = shutil.copy(PROJECT / "scripts" / "with_environment.sh", folder / "scripts")
    environment = {"PATH": os.environ["PATH"], "PYTHON": python}
    return subprocess.run(
        [script, "run", "scripts/run.py"], check=False, capture_output=True, text=True, env=environment
    )


def test_without_a_new_enough_python_it_says_what_to_install(tmp_path: Path) -> None:
    refused = set_up(tmp_path, "/nowhere/python3")
    assert refused.returncode == 1
    assert "sudo apt-get install python3 python3-venv" in refused.stderr


def test_without_venv_it_says_the_exact_line(tmp_path: Path) -> None:
    debian = tmp_path / "python-without-venv"
    debian.write_text('#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\n', encoding="utf-8")
    debian.chmod(0o755)
    refused = set_up(tmp_path, str(debian))
    assert refused.returncode == 1
    assert "sudo apt-get install python3-venv" in refused.stderr
    assert not (tmp_path / ".venv").exists()
