"""What `inspectdb` and the schema editor learn about geometry columns from the database."""

import re
from typing import Any

from django.db.backends.sqlite3.introspection import DatabaseIntrospection as SQLiteDatabaseIntrospection
from django.db.backends.sqlite3.introspection import FlexibleFieldLookupDict


class SpatialFieldLookupDict(FlexibleFieldLookupDict):
    """SQLite's column types and the one that this backend adds."""

    base_data_types_reverse = {**FlexibleFieldLookupDict.base_data_types_reverse, "multipolygon": "GeometryField"}


class DatabaseIntrospection(SQLiteDatabaseIntrospection):
    """SQLite's introspection, which also reads the column type `multipolygon(3006)`."""

    data_types_reverse = SpatialFieldLookupDict()

    def get_geometry_type(self, table_name: str, description: Any) -> tuple[str, dict[str, int]]:
        """Return a geometry column's Django field class and the arguments that are not its defaults."""
        del table_name  # the declared type says it all
        srid = re.search(r"\d+", description.type_code)
        return "MultiPolygonField", {"srid": int(srid.group())} if srid else {}
