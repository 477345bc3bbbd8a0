"""Files of points and of editions that the offline commands read, made by hand: squares of 100 m around a corner."""

import json
from io import StringIO

import numpy as np
import pyogrio.raw
import shapely
from django.core.management import call_command
from shapely.geometry import mapping

from kartlaggning.exports.formats.geojson import legacy_crs
from kartlaggning.geometry.projection import SWEREF
from tests.builders import square

E, N = 670_000, 6_580_000


def scene(public_id, outline=None, **changes):
    """Return a feature as an edition exports it: open in 2024, unless told otherwise."""
    properties = {
        "id": public_id,
        "name": public_id,
        "year": 2024,
        "status": "open",
        "provenance": "surveyed",
        "outline_year": 2024,
        "origin": "example",
        "edition": "2024-exempel-r1",
    }
    geometry = mapping(outline or square(E, N))
    return {"type": "Feature", "id": public_id, "geometry": geometry, "properties": properties | changes}


def edition_file(path, *scenes, judged=("2023-01-01", "2023-12-31"), **members):
    """Write an edition's GeoJSON in EPSG:3006 and return its path."""
    stated = {"judged_from": judged[0], "judged_to": judged[1]} if judged else {}
    content = {"type": "FeatureCollection", **legacy_crs(SWEREF), **stated, **members, "features": scenes}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def point_csv(path, lines, encoding="utf-8"):
    """Write lines of a CSV file and return its path."""
    path.write_text("\r\n".join(lines) + "\r\n", encoding=encoding, newline="")
    return path


def point_package(path, places, columns, crs="EPSG:3006", layer="punkter"):
    """Write a GeoPackage of points (x, y; None has no geometry) with columns of texts, and return its path."""
    geometry = np.array([None if place is None else shapely.Point(place).wkb for place in places], dtype=object)
    pyogrio.raw.write(
        str(path),
        geometry=geometry,
        field_data=[np.array(values, dtype=object) for values in columns.values()],
        fields=list(columns),
        crs=crs,
        geometry_type="Point",
        driver="GPKG",
        layer=layer,
        append=path.exists(),
    )
    return path


def run(command, *arguments):
    """Run a command and return what it printed."""
    printed = StringIO()
    call_command(command, *map(str, arguments), stdout=printed)
    return printed.getvalue()
