"""Collections that can be drawn: the same items as GeoJSON features or as plain JSON rows, whole or page by page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from kartlaggning.api.answers import Document
from kartlaggning.api.formats import Format
from kartlaggning.api.paging import page_of
from kartlaggning.api.question import Question
from kartlaggning.exports.formats.geojson import collection_bytes, crs_uri
from kartlaggning.geometry.projection import WGS84

GEO_FORMATS = (Format.GEOJSON, Format.JSON)
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"  # WGS 84 with longitude first, as RFC 7946 has it
Item = TypeVar("Item")


def collection(
    question: Question,
    items: Sequence[Item],
    members: Mapping[str, Any],
    *,
    name: str,
    row: Callable[[Item], Mapping[str, Any]],
    feature: Callable[[Item, int], bytes],
) -> Document:
    """Return the items in the format asked for; `name` is the list's key in JSON."""
    page = page_of(question, items)
    known = {**members, **page.counts, "links": [*members["links"], *page.links]}
    if question.format is Format.JSON:
        return Document({**known, name: [row(item) for item in page.items]}, page.headers)
    features = (feature(item, question.epsg) for item in page.items)
    return Document(collection_bytes(features, question.epsg, known), {**page.headers, **content_crs(question.epsg)})


def content_crs(epsg: int) -> dict[str, str]:
    """Return the header that names the coordinate system of the answer."""
    return {"Content-Crs": f"<{CRS84 if epsg == WGS84 else crs_uri(epsg)}>"}
