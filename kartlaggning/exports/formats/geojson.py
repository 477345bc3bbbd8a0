"""GeoJSON by RFC 7946, and the same in EPSG:3006 for programs that want metres."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, mapping, shape
from shapely.geometry.polygon import orient

from kartlaggning.exports.columns import Scalar, public_values
from kartlaggning.exports.formats.jsonrows import json_bytes
from kartlaggning.exports.rows import PublishedRow
from kartlaggning.geometry.projection import SWEREF, WGS84, to_sweref

CENTIMETRES = 2  # decimals of a metre in EPSG:3006: what is stored, not rounded away
Members = Mapping[str, Any]


def crs_uri(epsg: int) -> str:
    """Return the registry's address of a coordinate system, as OGC writes it."""
    return f"http://www.opengis.net/def/crs/EPSG/0/{epsg}"


def feature_collection(features: Iterable[Members], epsg: int, members: Members) -> dict[str, Any]:
    """Return a FeatureCollection with further members beside the features.

    In anything but WGS 84 it carries the `crs` member of GeoJSON 2008: QGIS and FME place it by that.
    """
    return {"type": "FeatureCollection", **legacy_crs(epsg), **members, "features": list(features)}


def collection_bytes(features: Iterable[bytes], epsg: int, members: Members) -> bytes:
    """Return the same as JSON, of finished features: a country's as values would weigh ten times their text."""
    frame = json_bytes(feature_collection((), epsg, members))
    return frame.removesuffix(b"]}") + b",".join(features) + b"]}"


def legacy_crs(epsg: int) -> dict[str, Any]:
    """Return the `crs` member of GeoJSON 2008; nothing for WGS 84, which RFC 7946 takes for granted."""
    if epsg == WGS84:
        return {}
    return {"crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}}


def scene_feature(item: PublishedRow, epsg: int) -> dict[str, Any]:
    """Return a scene row as a Feature in EPSG:4326 (lon, lat) or EPSG:3006 (E, N metres)."""
    coordinates = item.outline_wgs84
    if epsg == SWEREF and item.outline is not None:
        coordinates = sweref_coordinates(item.outline)
    return feature(item.row.public_id, public_values(item), coordinates)


def scene_feature_bytes(item: PublishedRow, epsg: int) -> bytes:
    """Return the same as JSON; an outline in WGS 84 is put in as it is kept, which is most of the work."""
    if epsg != WGS84 or item.drawn is None or item.drawn.packed is None:
        return json_bytes(scene_feature(item, epsg))
    geometry = b'{"type":"MultiPolygon","coordinates":' + item.drawn.packed.wgs84_json + b"}"
    bare = json_bytes(feature(item.row.public_id, public_values(item), None))
    return bare.replace(b'"geometry":null', b'"geometry":' + geometry, 1)


def feature(identity: str, properties: Mapping[str, Scalar], coordinates: tuple[Any, ...] | None) -> dict[str, Any]:
    """Return a Feature with a MultiPolygon of these coordinates, or without geometry where there are none."""
    geometry = None if coordinates is None else {"type": "MultiPolygon", "coordinates": coordinates}
    return {"type": "Feature", "id": identity, "geometry": geometry, "properties": dict(properties)}


def sweref_coordinates(outline: MultiPolygon) -> tuple[Any, ...]:
    """Return MultiPolygon coordinates (E, N metres; two decimals) of an EPSG:3006 outline, wound by RFC 7946."""
    coordinates: tuple[Any, ...] = mapping(rounded_sweref(outline))["coordinates"]
    return coordinates


def rounded_sweref(outline: MultiPolygon) -> MultiPolygon:
    """Return an EPSG:3006 outline with two decimals of a metre, wound by RFC 7946."""
    oriented = MultiPolygon([orient(polygon, sign=1.0) for polygon in outline.geoms])
    return shapely.transform(oriented, lambda metres: np.round(metres, CENTIMETRES))


def wgs84_as_sweref(coordinates: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return MultiPolygon coordinates given in EPSG:4326 (lon, lat) in EPSG:3006 (E, N metres)."""
    outline = to_sweref(shape({"type": "MultiPolygon", "coordinates": coordinates}))
    return sweref_coordinates(MultiPolygon(shapely.get_parts(outline).tolist()))
