"""Between the outline that is stored, EPSG:3006 in centimetres, and the one that a form carries, GeoJSON in WGS 84."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping

from kartlaggning.errors import KartlaggningError
from kartlaggning.geometry.crossings import TOO_MANY_CROSSINGS, crosses_too_often
from kartlaggning.geometry.projection import to_sweref, to_wgs84

EXCHANGE_DECIMALS = 8  # of a degree: a millimetre, so that centimetres come back as the very same centimetres
STORED_DECIMALS = 2  # of a metre
UNTOUCHED_M = 0.02  # what another program's way there and back may move a corner
MOST_VERTICES = 5_000
LONGEST_TEXT = 1_000_000

_HOW = "Rita om gränsen, eller ladda upp en fil."
_POSITIONS_OF_A_RING = 4  # a triangle, and its first corner again


class OutlineUnreadable(KartlaggningError):
    """What was sent as an outline is none; the message says why and what to do."""


def exchange_geometry(outline: MultiPolygon) -> dict[str, Any]:
    """Return an outline (EPSG:3006) as a GeoJSON geometry in WGS 84: lon, lat with 8 decimals. Nothing is repaired."""
    return {"type": "MultiPolygon", "coordinates": _rounded(mapping(to_wgs84(outline))["coordinates"])}


def exchange_text(outline: MultiPolygon | None) -> str:
    """Return what the form's field shows for a stored outline (EPSG:3006): GeoJSON, or nothing where there is none."""
    if outline is None or outline.is_empty:
        return ""
    return json.dumps(exchange_geometry(outline), separators=(",", ":"))


def parse_outline(text: str) -> MultiPolygon | None:
    """Return the outline that a form sent as GeoJSON (WGS 84), in EPSG:3006 in whole centimetres; None for no outline.

    Takes a Polygon or MultiPolygon, and a Feature or FeatureCollection of them. It may cross itself: a draft may.
    Raises OutlineUnreadable where it is no such text, holds a coordinate that is none or over 5 000 corners, or crosses
    itself in over 100 places.
    """
    if not text.strip():
        return None
    parts = [_polygon(rings) for rings in _polygons(_loaded(text))]
    if not parts:
        return None
    with np.errstate(all="ignore"):
        outline = to_sweref(MultiPolygon(parts))
    coordinates = shapely.get_coordinates(outline)
    if not np.isfinite(coordinates).all():
        _refuse("Gränsen har ett hörn som inte ligger i Sverige.")
    outline = in_centimetres(outline)
    if crosses_too_often(outline):
        raise OutlineUnreadable(TOO_MANY_CROSSINGS)
    return outline


def parse_or_keep(text: str, stored: MultiPolygon | None) -> MultiPolygon | None:
    """Return what a form sent (see parse_outline), or `stored` itself where nobody has touched it."""
    outline = parse_outline(text)
    return stored if is_untouched(outline, stored) else outline


def is_untouched(outline: MultiPolygon | None, stored: MultiPolygon | None) -> bool:
    """Tell whether two outlines (EPSG:3006) are corner by corner the same, within 2 cm."""
    if outline is None or stored is None:
        return outline is stored
    if [len(ring) for ring in _rings(outline)] != [len(ring) for ring in _rings(stored)]:
        return False
    if [len(part.interiors) for part in outline.geoms] != [len(part.interiors) for part in stored.geoms]:
        return False
    apart = shapely.get_coordinates(outline) - shapely.get_coordinates(stored)
    return bool(np.all(np.hypot(apart[:, 0], apart[:, 1]) <= UNTOUCHED_M))


def in_centimetres(outline: MultiPolygon) -> MultiPolygon:
    """Return a copy of an outline (EPSG:3006) with each coordinate in whole centimetres; nothing is repaired."""
    return shapely.transform(outline, lambda coordinates: np.round(coordinates, STORED_DECIMALS))


def _rings(outline: MultiPolygon) -> Iterator[Any]:
    for part in outline.geoms:
        yield part.exterior.coords
        for hole in part.interiors:
            yield hole.coords


def _loaded(text: str) -> Any:
    if len(text) > LONGEST_TEXT:
        _refuse(f"Gränsen är för lång. Högst {MOST_VERTICES} hörn tas emot.")
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise OutlineUnreadable(f"Gränsen är inte GeoJSON. {_HOW}") from error


def _no_number(_name: str) -> NoReturn:
    raise OutlineUnreadable(f"Gränsen har ett hörn utan läge. {_HOW}")


def _polygons(given: Any) -> list[list[Any]]:
    """Return the polygons, each as its list of rings, of a geometry, feature or collection; at most 5 000 corners."""
    found = list(_polygons_of(given, depth=0))
    if sum(len(ring) for polygon in found for ring in polygon) > MOST_VERTICES:
        _refuse(f"Gränsen har fler än {MOST_VERTICES} hörn. Förenkla den.")
    return found


def _polygons_of(given: Any, depth: int) -> Iterator[list[Any]]:
    kind = given.get("type") if isinstance(given, dict) else None
    if kind == "FeatureCollection" and depth == 0:
        for feature in _list(given.get("features")):
            yield from _polygons_of(feature, depth=1)
    elif kind == "Feature" and depth < 2:
        if given.get("geometry") is not None:
            yield from _polygons_of(given["geometry"], depth=2)
    elif kind == "Polygon":
        if rings := _lists(given.get("coordinates")):
            yield rings
    elif kind == "MultiPolygon":
        yield from (rings for polygon in _list(given.get("coordinates")) if (rings := _lists(polygon)))
    else:
        _refuse("Gränsen ska vara en yta: Polygon eller MultiPolygon.")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else _refuse("Gränsen är inte hel GeoJSON.")


def _lists(value: Any) -> list[Any]:
    return [_list(part) for part in _list(value)]


def _polygon(rings: list[Any]) -> Polygon:
    shell, *holes = [_ring(ring) for ring in rings]
    return Polygon(shell, holes)


def _ring(positions: list[Any]) -> list[tuple[float, float]]:
    ring = [_position(position) for position in positions]
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])
    if len(ring) < _POSITIONS_OF_A_RING:
        _refuse("En yta eller ett hål har färre än tre hörn.")
    return ring


def _position(value: Any) -> tuple[float, float]:
    """Return lon, lat of a position; a height after them is left out."""
    if not isinstance(value, list) or len(value) < 2 or not all(type(number) in (int, float) for number in value[:2]):
        _refuse("Gränsen har ett hörn utan läge.")
    lon, lat = value[:2]
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        _refuse("Gränsen har ett hörn som inte ligger på jorden. Longitud ska stå före latitud, i grader.")
    return float(lon), float(lat)


def _refuse(message: str) -> NoReturn:
    raise OutlineUnreadable(f"{message} {_HOW}")


def _rounded(value: Any) -> Any:
    return [_rounded(p) for p in value] if isinstance(value, (tuple, list)) else round(value, EXCHANGE_DECIMALS)
