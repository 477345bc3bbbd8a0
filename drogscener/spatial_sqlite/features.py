"""What the backend can and cannot do, in the words of Django's feature flags."""

from django.contrib.gis.db.backends.base.features import BaseSpatialFeatures
from django.db.backends.sqlite3.features import DatabaseFeatures as SQLiteDatabaseFeatures


class DatabaseFeatures(BaseSpatialFeatures, SQLiteDatabaseFeatures):
    """SQLite's features with planar two-dimensional geometry on top."""

    has_spatialrefsys_table = False
    supports_add_srs_entry = False
    supports_distance_geodetic = False
    supports_length_geodetic = False
    supports_area_geodetic = False
    supports_empty_geometries = True
