"""Choosing rows of an edition: the one place where year, area, status, name and position are compared."""

from collections.abc import Iterable
from dataclasses import dataclass

from shapely import Point, box
from shapely.geometry.base import BaseGeometry

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, Change, Status
from kartlaggning.geometry.projection import to_sweref
from kartlaggning.selectors.editions.atlas import Edition, SceneRow

# What a reader may ask for; `all` is the open scenes and those that closed in the round.
STATUSES = (Status.OPEN.value, Status.CLOSED.value, "all")


@dataclass(frozen=True, slots=True)
class SceneFilter:
    """What rows are asked for. Areas are slugs; empty means no restriction.

    `status` is one of STATUSES. `bbox_wgs84` is west, south, east, north in degrees; `near_wgs84` lon, lat with
    `distance_m` in metres to the outline's nearest point, measured in EPSG:3006.
    """

    municipality: str = ""
    city_district: str = ""
    police_area: str = ""
    status: str = Status.OPEN.value
    name: str = ""
    bbox_wgs84: tuple[float, float, float, float] | None = None
    near_wgs84: tuple[float, float] | None = None
    distance_m: float = 0


def visible_rows(edition: Edition, status: str = "all") -> tuple[SceneRow, ...]:
    """Return the rows that the public map and lists show: open ones and, in the round they closed, closed ones."""
    return tuple(row for row in edition.scenes if is_visible(row, status))


def is_visible(row: SceneRow, status: str) -> bool:
    """Tell whether the public map and lists show the row; `status` is one of STATUSES."""
    is_closure = row.change is Change.CLOSED
    if status == Status.OPEN.value:
        return row.is_open
    return is_closure if status == Status.CLOSED.value else row.is_open or is_closure


def select(edition: Edition, wanted: SceneFilter, among: Iterable[SceneRow] | None = None) -> tuple[SceneRow, ...]:
    """Return the edition's rows that match, or those of them that are among others, in Swedish order of name."""
    places = spatial_matches(edition, wanted)
    return tuple(
        row
        for row in (edition.scenes if among is None else among)
        if is_visible(row, wanted.status)
        and (places is None or row.public_id in places)
        and _in_area(row, AreaKind.MUNICIPALITY, wanted.municipality)
        and _in_area(row, AreaKind.CITY_DISTRICT, wanted.city_district)
        and _in_area(row, AreaKind.POLICE_AREA, wanted.police_area)
        and matches_name(row, wanted.name)
    )


def _in_area(row: SceneRow, kind: AreaKind, slug: str) -> bool:
    return not slug or any(area.kind is kind and area.slug == slug for area in row.areas)


def matches_name(row: SceneRow, text: str) -> bool:
    """Tell whether `text` stands in the scene's name or a former one, whatever the case, å ä ö included."""
    key = swedish.search_key(text)
    return not key or any(key in swedish.search_key(name) for name in (row.name, *row.former_names))


def spatial_matches(edition: Edition, wanted: SceneFilter) -> frozenset[str] | None:
    """Return the permanent ids of the outlines that truly meet the box and lie within the distance; None = all."""
    shapes: list[tuple[BaseGeometry, float]] = []
    if wanted.bbox_wgs84 is not None:
        shapes.append((bbox_in_sweref(wanted.bbox_wgs84), 0))
    if wanted.near_wgs84 is not None:
        shapes.append((to_sweref(Point(wanted.near_wgs84)), wanted.distance_m))
    if not shapes:
        return None
    tree, rows = edition.tree
    hits = [
        tree.query(shape, "dwithin", distance=reach) if reach else tree.query(shape, "intersects")
        for shape, reach in shapes
    ]
    return frozenset(set.intersection(*({rows[i].public_id for i in found} for found in hits)))


def bbox_in_sweref(bbox_wgs84: tuple[float, float, float, float]) -> BaseGeometry:
    """Return the box of meridians and parallels as a polygon in EPSG:3006.

    The sides are cut into pieces of a hundredth of a degree first: a parallel is no straight line in EPSG:3006.
    """
    return to_sweref(box(*bbox_wgs84).segmentize(0.01))
