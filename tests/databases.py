"""A database for processes of a test's own, on the same kind of server as the other tests."""

import os
from contextlib import contextmanager

import psycopg2


@contextmanager
def database_of_its_own(name):
    """Yield the address of a new PostGIS database of that name, or an empty one where the tests run on SQLite."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        yield ""
        return
    _on_server(server, f"DROP DATABASE IF EXISTS {name}")
    _on_server(server, f"CREATE DATABASE {name}")
    try:
        yield f"{server.rsplit('/', 1)[0]}/{name}"
    finally:
        _on_server(server, f"DROP DATABASE {name}")


def _on_server(server, statement):
    connection = psycopg2.connect(server.replace("postgis://", "postgresql://"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
