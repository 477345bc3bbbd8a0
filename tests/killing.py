"""Kills a process at its steps, one step at a time, each time on a fresh copy of a portal, and looks at what is left.

Usage: python -m tests.killing act folder…    the acts are in tests/killed_acts.py; `folder` holds the portal
A step is a call into or a return from a service or Django's transactions, or a change in the file system. Everything
runs in forks of one process that never opens the database itself, so that Django is loaded once; each act and each
look is a new process to the database and to all that is kept in memory.
"""

import importlib
import json
import os
import shutil
import signal
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
import psycopg2
from django.conf import settings
from django.db import connections
from django.template.loader import get_template

MOST_KILLS = int(os.environ.get("MOST_KILLS", "28"))  # about half a second each; 9999 for every kind of step
AT_ONCE = 2
IN_FILES = {"rename", "replace", "fsync", "mkdir", "rmdir", "unlink"}
AT_THE_DATABASE = {"_commit", "_rollback", "savepoint_commit", "run_and_clear_commit_hooks", "__enter__", "__exit__"}


def step_of(frame, event, argument):
    """Return what the step is called, or None for what is none."""
    if event in ("c_call", "c_return"):
        is_step = getattr(argument, "__module__", "") == "posix" and argument.__name__ in IN_FILES
        return f"{event} {argument.__name__}" if is_step else None
    code = frame.f_code
    ours = "/kartlaggning/services/" in code.co_filename
    theirs = code.co_filename.endswith(("db/transaction.py", "backends/base/base.py"))
    if (ours and "<" not in code.co_qualname) or (theirs and code.co_name in AT_THE_DATABASE):
        return f"{event} {Path(code.co_filename).stem}.{code.co_qualname}"
    return None


class Portal:
    """A copy of the portal in `template`, database and files, that is thrown away again."""

    def __init__(self, template, number):
        self.template, self.folder = template, template.parent / f"killed-{number}"
        self.database = f"killed_{os.getpid()}_{number}"
        self.is_embedded = os.environ["DATABASE_URL"].startswith("sqlite:")

    def __enter__(self):
        """Copy both."""
        shutil.copytree(self.template, self.folder, symlinks=True)
        if not self.is_embedded:
            source = os.environ["DATABASE_URL"].rsplit("/", 1)[1]
            on_server(f"CREATE DATABASE {self.database} TEMPLATE {source}")
        return self

    def __exit__(self, *_):
        """Delete both."""
        shutil.rmtree(self.folder)
        if not self.is_embedded:
            on_server(f"DROP DATABASE {self.database} WITH (FORCE)")

    def use(self):
        """Let this process, which has opened nothing yet, work on the copy."""
        name = str(self.folder / "portal.sqlite3") if self.is_embedded else self.database
        connections["default"].settings_dict["NAME"] = name
        settings.EDITIONS_DIR = self.folder / "editions"

    def fork(self, act):
        """Run `act` in a process of its own on the copy; return how that ended and the JSON that it left."""
        answer = self.folder / "answer.json"
        answer.unlink(missing_ok=True)
        child = os.fork()
        if not child:
            status = 1
            try:
                self.use()
                answer.write_text(json.dumps(act()))
                status = 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return status, json.loads(answer.read_text()) if status == 0 else None


def on_server(statement):
    """Run a statement outside the copies."""
    connection = psycopg2.connect(
        os.environ["DATABASE_URL"].replace("postgis://", "postgresql://").rsplit("/", 1)[0] + "/postgres"
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def all_steps(act):
    """Return the names of all steps of the act, in order."""
    steps = []

    def note(frame, event, argument):
        name = step_of(frame, event, argument)
        if name:
            steps.append(name)

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
    return steps


def killed_at(act, number):
    """Run the act until the step of that number, counted from 0, and no further."""
    left = number

    def count(frame, event, argument):
        nonlocal left
        if step_of(frame, event, argument):
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.setprofile(count)
    act()


def chosen(steps):
    """Return the numbers of the steps to kill at.

    Every commit and every folder put in place, before and after; then the first and last step of each name, as many as
    there is room for, evenly spread.
    """
    turning_points = {number for number, name in enumerate(steps) if name.endswith(("._commit", " rename"))}
    first = {name: number for number, name in reversed(list(enumerate(steps)))}
    last = {name: number for number, name in enumerate(steps)}
    others = sorted({*first.values(), *last.values()} - turning_points)
    room = max(0, min(len(others), MOST_KILLS - len(turning_points)))
    return sorted({*turning_points, *(others[i * len(others) // room] for i in range(room))})


def problems_after(act, look, template, number, name):
    """Kill a fresh portal at one step, and return what its look then finds wrong."""
    with Portal(template, number) as portal:
        status, _ = portal.fork(lambda: killed_at(act, number))
        if status not in (-signal.SIGKILL, 0):
            return [f"{number} {name}: the act failed"]
        status, found = portal.fork(look)
        return [f"{number} {name}: {line}" for line in (found if status == 0 else ["the look failed"])]


def main():
    """Print what was killed and every way in which a copy was not as it should be, as JSON."""
    name, template = sys.argv[1], Path(sys.argv[2])
    django.setup()
    # What is loaded here is loaded once, and not in the middle of an act.
    importlib.import_module(settings.ROOT_URLCONF)
    for page in ("public/map.html", "public/scene.html", "public/edition.html", "410.html"):
        get_template(page)
    act, look = importlib.import_module("tests.killed_acts").ACTS[name]
    with Portal(template, "whole") as portal:
        status, steps = portal.fork(lambda: all_steps(act))
        assert status == 0, "the act itself fails"
    kills = chosen(steps)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda number: problems_after(act, look, template, number, steps[number]), kills)
        problems = [problem for problems in found for problem in problems]
    sys.stdout.write(json.dumps({"steps": len(steps), "kills": len(kills), "problems": problems}))


if __name__ == "__main__":
    main()
