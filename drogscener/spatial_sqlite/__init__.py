"""GeoDjango on plain SQLite, without SpatiaLite: geometry is EWKB in a column, its questions are answered by shapely.

The database backend of the embedded installation (`ENGINE = "drogscener.spatial_sqlite"`). It stores
`MultiPolygonField(srid=3006)` and nothing else; what it supports stands in `operations.py`, the SQL
functions, named as in PostGIS, in `functions.py`. Everything else raises `NotSupportedError`.
"""
