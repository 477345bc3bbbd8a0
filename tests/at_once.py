"""Works that begin at the same moment in processes of their own: each waits at a barrier until all are ready."""

import os
import subprocess
import sys

from tests.installation import PROJECT

# What a work calls when all that it needs is loaded; the next line on its standard input lets it go.
BARRIER = """
import sys
def wait_for_the_others():
    print("ready", flush=True)
    sys.stdin.readline()
"""


def at_once(installation, work, *arguments):
    """Run `work` once for each of the arguments, let all go when all are ready, and return what they print, sorted."""
    processes = [_begun(installation, work, *map(str, each)) for each in arguments]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return sorted(process.communicate(timeout=60)[0].strip() for process in processes)


def _begun(installation, work, *arguments):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "drogscener.settings",
        "DATA_DIR": str(installation.data_dir),
        "DATABASE_URL": installation.database_url or f"sqlite:///{installation.data_dir}/portal.sqlite3",
        "DEMONSTRATION": "1",
    }
    command = [sys.executable, "-c", BARRIER + work, *arguments]
    return subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
