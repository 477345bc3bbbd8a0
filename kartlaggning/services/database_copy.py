"""One file that holds the whole database, triggers included: writing it, and putting it in the database's place."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from kartlaggning.errors import Refused

# Everything of ours, nothing of PostGIS's: the tables and functions that no extension owns.
DROP_STATEMENTS = """
    SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE;', n.nspname, c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('DROP FUNCTION IF EXISTS %s CASCADE;', p.oid::regprocedure)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = current_schema()
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def file_name() -> str:
    """Return what the copy is called: it depends on the kind of database."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def write(target: Path) -> None:
    """Write a consistent copy while the site goes on working, and check that it can be read.

    Raises Refused when PostgreSQL's programs are missing or fail, or the copy is damaged.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
            # On this connection, because the tables' checks call functions that it registers.
            cursor.execute("ATTACH %s AS copy", [str(target)])
            cursor.execute("PRAGMA copy.integrity_check")
            found = cursor.fetchone()
            cursor.execute("DETACH copy")
        if found != ("ok",):
            raise Refused(f"Kopian {target} är skadad. Kontrollera disken och databasen.")
        return
    _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-comments", f"--file={target}")
    _run("pg_restore", "--list", str(target))


def put_in_place(source: Path, *, workspace: Path) -> None:
    """Replace everything in the database by the copy, in one transaction: on an error all stays as it was.

    `workspace` is an existing folder for files in between. Raises Refused as `write` does.
    """
    if connection.vendor == "sqlite":
        _replace_sqlite(source)
    else:
        _replace_postgresql(source, workspace / "restore.sql")
    connection.close()


def _replace_sqlite(source: Path) -> None:
    """SQLite's own backup writes the pages in one transaction, also with other processes connected."""
    connection.close()
    target = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(target, timeout=20)) as database:
        copy.backup(database)


def _replace_postgresql(source: Path, script: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DROP_STATEMENTS)
        drops = [row[0] for row in cursor.fetchall()]
    connection.close()
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}.part", str(source))
    with script.open("w", encoding="utf-8") as whole, Path(f"{script}.part").open(encoding="utf-8") as part:
        whole.write("\n".join([*drops, ""]))
        shutil.copyfileobj(part, whole)
    _postgresql("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}")


def _postgresql(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database; the password goes through the environment."""
    command, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    _run(program, *arguments, *command[1:], environment=environment or {})


def _run(program: str, *arguments: str, environment: dict[str, str] | None = None) -> None:
    path = shutil.which(program)
    if path is None:
        raise Refused(f"Programmet {program} saknas. Installera det: sudo apt-get install postgresql-client")
    command: Sequence[str] = [path, *arguments]
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | (environment or {}),
    )
    if done.returncode != 0:
        raise Refused(f"{program} misslyckades: {done.stderr.strip()}")
