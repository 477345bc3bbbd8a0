"""What a GeoPackage must not hold, looked for before GDAL opens it: a view may be a query without an end."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kartlaggning.errors import ImportProblem


def check_geopackage(path: Path) -> None:
    """Raise ImportProblem where the file is a broken database, holds a view, or has a layer that is no plain table.

    Triggers are let be: ordinary GeoPackages have them, and reading starts none.
    """
    with _opened(path) as database:
        # What stands in the schema as a table may be made as a view: `table_list` tells what each became.
        stated = database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'view'").fetchone()[0]
        kinds = {
            name.casefold(): kind
            for schema, name, kind, *_ in database.execute("PRAGMA table_list")
            if schema == "main"
        }
        if stated or "view" in kinds.values():
            raise ImportProblem(f"{path.name} innehåller en vy och läses inte. Spara lagret som en tabell i en ny fil.")
        layers = [str(name) for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
    for layer in layers:
        if kinds.get(layer.casefold()) != "table":
            raise ImportProblem(f"Lagret ”{layer}” i {path.name} är ingen vanlig tabell. Spara det i en ny fil.")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield the database, which is only read: no journal beside it is looked for, and none is written."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            yield database
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ImportProblem(f"{path.name} går inte att läsa som GeoPackage: databasen är inte hel.") from error
