"""The connection: Django's own SQLite connection plus the spatial SQL functions and the geometry column's guard."""

import sqlite3
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteDatabaseWrapper

from drogscener.spatial_sqlite import functions
from drogscener.spatial_sqlite.features import DatabaseFeatures
from drogscener.spatial_sqlite.introspection import DatabaseIntrospection
from drogscener.spatial_sqlite.operations import SpatialOperations


class DatabaseWrapper(SQLiteDatabaseWrapper):
    """A SQLite connection that GeoDjango can use."""

    # What PostGIS's column type geometry(MULTIPOLYGON, 3006) refuses, a CHECK refuses here.
    data_type_check_constraints = {
        **SQLiteDatabaseWrapper.data_type_check_constraints,
        "MultiPolygonField": (
            "ST_GeometryType(\"%(column)s\") = 'ST_MultiPolygon'"
            ' AND ST_SRID("%(column)s") = %(srid)s AND ST_NDims("%(column)s") = 2'
        ),
    }
    features_class = DatabaseFeatures
    introspection_class = DatabaseIntrospection
    ops_class = SpatialOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open a connection on which the spatial SQL functions may stand in checks, triggers and indexes."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        functions.register(connection)
        # Some builds of SQLite let no application's function be called from a schema unless told to.
        connection.execute("PRAGMA trusted_schema = ON")
        return connection
