"""What GeoDjango may ask of the database: the lookups and functions that are supported, and refusal of the rest."""

from collections.abc import Callable
from typing import Any, NoReturn, TypeAlias

from django.contrib.gis.db import models
from django.contrib.gis.db.backends.base.operations import BaseSpatialOperations
from django.contrib.gis.db.backends.utils import SpatialOperator
from django.contrib.gis.db.models.functions import GeoFuncMixin
from django.contrib.gis.geos.geometry import GEOSGeometryBase
from django.contrib.gis.geos.prototypes.io import wkb_r
from django.contrib.gis.measure import Distance
from django.db import NotSupportedError
from django.db.backends.sqlite3.operations import DatabaseOperations as SQLiteDatabaseOperations

from drogscener.spatial_sqlite.adapter import GeometryAdapter

Field: TypeAlias = "models.GeometryField[Any, Any]"
SRID = 3006
SUPPORTED_FUNCTIONS = frozenset({"Area", "Centroid", "Distance", "IsEmpty", "IsValid", "Transform"})
# GeoDjango's own list of what a backend may lack leaves these three out.
ALL_FUNCTIONS = BaseSpatialOperations.unsupported_functions | {"AsWKB", "AsWKT", "ForcePolygonCW"}


class Lookups(dict[str, SpatialOperator]):
    """The supported lookups by name; any other name raises NotSupportedError."""

    def __missing__(self, name: str) -> NoReturn:
        raise NotSupportedError(
            f"The embedded database has no lookup '{name}' on geometry. It has: {', '.join(sorted(self))}."
        )


class SpatialOperations(BaseSpatialOperations, SQLiteDatabaseOperations):
    """Planar operations in EPSG:3006 on SQLite."""

    name = "spatial_sqlite"
    geom_func_prefix = "ST_"
    Adapter = GeometryAdapter
    unsupported_functions = ALL_FUNCTIONS - SUPPORTED_FUNCTIONS
    disallowed_aggregates = (models.Collect, models.Extent, models.Extent3D, models.MakeLine, models.Union)
    gis_operators = Lookups(
        bboverlaps=SpatialOperator(func="geometry_overlaps"),
        same_as=SpatialOperator(func="geometry_same"),  # also what GeoDjango makes of exact: the boxes are compared
        intersects=SpatialOperator(func="ST_Intersects"),
        contains=SpatialOperator(func="ST_Contains"),
        within=SpatialOperator(func="ST_Within"),
        covers=SpatialOperator(func="ST_Covers"),
        coveredby=SpatialOperator(func="ST_CoveredBy"),
        dwithin=SpatialOperator(func="ST_DWithin"),
    )

    def geo_db_type(self, f: Field) -> str:
        """Return the column type, which carries the SRID. Raises NotSupportedError for any other kind of field."""
        if (f.geom_type, f.srid, f.dim, f.geography) != ("MULTIPOLYGON", SRID, 2, False):
            raise NotSupportedError(
                f"The embedded database stores MultiPolygonField(srid={SRID}) only, "
                f"not {type(f).__name__}(srid={f.srid}, dim={f.dim}, geography={f.geography})."
            )
        return f"multipolygon({SRID})"

    def get_geom_placeholder(self, f: Field, value: Any, compiler: Any) -> str:
        """Return the placeholder of a value for the field `f`; a value of another SRID is transformed."""
        srid = value.output_field.srid if hasattr(value, "as_sql") else getattr(value, "srid", None)
        return "%s" if srid in (None, f.srid) else f"ST_Transform(%s, {f.srid})"

    def get_distance(self, f: Field, value: Any, lookup_type: str) -> list[float]:
        """Return a lookup's distance in metres; a bare number is metres already."""
        if f.srid != SRID:
            raise NotSupportedError(f"The embedded database measures in EPSG:{SRID} only, not in EPSG:{f.srid}.")
        distance = value[0]
        return [distance.m if isinstance(distance, Distance) else float(distance)]

    def check_expression_support(self, expression: Any) -> None:
        """Raise NotSupportedError for a spatial function or aggregate that is not supported."""
        if isinstance(expression, GeoFuncMixin):
            self.spatial_function_name(expression.name)
        super().check_expression_support(expression)

    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        """Let no ordinary lookup but isnull near a geometry: `in` or `gt` would compare bytes."""
        if internal_type == "MultiPolygonField" and lookup_type != "isnull":
            raise NotSupportedError(f"The embedded database has no lookup '{lookup_type}' on geometry.")
        return super().lookup_cast(lookup_type, internal_type)

    def get_geometry_converter(self, expression: Any) -> Callable[..., GEOSGeometryBase | None]:
        """Return the function that makes a GEOS geometry, SRID included, of a stored value."""
        geometry_class = expression.output_field.geom_class

        def converter(value: bytes | None, expression: Any, connection: Any) -> GEOSGeometryBase | None:
            if value is None:
                return None
            return GEOSGeometryBase(wkb_r().read(memoryview(value), max_geom_collections=None), geometry_class)

        return converter
