"""From checked parameters to published rows: the year, the areas and the outlines that are drawn."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from kartlaggning.choices import AreaKind, Status
from kartlaggning.exports.rows import PublishedRow, publish
from kartlaggning.selectors.editions import Atlas, Edition, SceneRow
from kartlaggning.selectors.editions.filters import SceneFilter, is_visible, select, spatial_matches

# Where EPSG:3006 gives metres that mean something, with room around Sweden: west, south, east, north in degrees.
WINDOW_WGS84 = (4.0, 50.0, 30.0, 75.0)
Box = tuple[float, float, float, float]


def selected_rows(
    atlas: Atlas, edition: Edition, values: Mapping[str, Any], page_url: Callable[[str], str]
) -> tuple[PublishedRow, ...]:
    """Return the rows that the parameters ask for, in Swedish order of name; raises NotFoundInEdition.

    A closed scene lies where its last open outline lay, for `bbox` and `near` as on the map.
    Without a `status` the question is for the closed ones.
    """
    wanted = SceneFilter(
        municipality=area_slug(atlas, AreaKind.MUNICIPALITY, values.get("municipality")),
        city_district=area_slug(atlas, AreaKind.CITY_DISTRICT, values.get("city-district")),
        police_area=area_slug(atlas, AreaKind.POLICE_AREA, values.get("police-area")),
        status=values.get("status", Status.CLOSED.value),
    )
    bbox, near = values.get("bbox"), values.get("near")
    if bbox is None and near is None:
        return publish(atlas, edition, select(edition, wanted), page_url)
    clipped = clip(bbox) if bbox is not None else None
    if (bbox is not None and clipped is None) or (near is not None and not _is_inside(near)):
        return ()
    place = SceneFilter(bbox_wgs84=clipped, near_wgs84=near, distance_m=values["distance"])
    return publish(atlas, edition, select(edition, wanted, _placed(atlas, edition, wanted.status, place)), page_url)


def _placed(atlas: Atlas, edition: Edition, status: str, place: SceneFilter) -> Iterator[SceneRow]:
    """Yield the rows whose drawn outline lies at the place: by the index, without a look at all the others."""
    matches = cache(lambda year: spatial_matches(atlas.edition(year), place) or frozenset())
    found = [edition.order[public_id] for public_id in matches(edition.year)]
    for row in edition.unplaced:
        drawn = atlas.drawn(row) if is_visible(row, status) else None
        if drawn is not None and row.public_id in matches(drawn.year):
            found.append(edition.order[row.public_id])
    return (edition.scenes[position] for position in sorted(found))


def clip(corners: Box) -> Box | None:
    """Return the box of two opposite corners as west, south, east, north, cut to the window; None outside it."""
    west, east = sorted((corners[0], corners[2]))
    south, north = sorted((corners[1], corners[3]))
    box = (
        max(west, WINDOW_WGS84[0]),
        max(south, WINDOW_WGS84[1]),
        min(east, WINDOW_WGS84[2]),
        min(north, WINDOW_WGS84[3]),
    )
    return box if box[0] <= box[2] and box[1] <= box[3] else None


def _is_inside(point: tuple[float, float]) -> bool:
    west, south, east, north = WINDOW_WGS84
    return west <= point[0] <= east and south <= point[1] <= north


def area_slug(atlas: Atlas, kind: AreaKind, wanted: str | None) -> str:
    """Return the slug of an area given by name, code or slug, an empty string for None; raises NotFoundInEdition."""
    if not wanted:
        return ""
    return atlas.area(kind, wanted).ref.slug
