"""What a question to OGC API – Features asks for: its parameters, read strictly."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from rest_framework.exceptions import ValidationError
from shapely.geometry.base import BaseGeometry

from kartlaggning.api.ogc.bbox import read_bbox
from kartlaggning.api.ogc.columns import FilterColumn
from kartlaggning.api.ogc.crs import CRS84, SYSTEMS, Crs
from kartlaggning.api.ogc.when import Days, read_datetime
from kartlaggning.swedish import enumerate_words

DEFAULT_LIMIT, MAX_LIMIT = 100, 10_000
FORMATS = ("json", "html")
PAGE = ("f",)
ITEM = ("crs", "f")
ITEMS = ("bbox", "bbox-crs", "datetime", "limit", "offset", "crs", "f")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items. `meets` is a geometry in EPSG:3006 (E, N); `equal` the values that properties must have."""

    meets: BaseGeometry | None = None
    days: Days | None = None
    equal: Mapping[str, str | int] = field(default_factory=dict)
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    crs: Crs = CRS84


def check_names(given: Mapping[str, str], known: Collection[str]) -> None:
    """Refuse what is not a parameter here; raises ValidationError that names those there are."""
    unknown = [name for name in given if name not in known]
    if unknown:
        raise ValidationError({name: [f"Den finns inte här. Här finns {', '.join(known)}."] for name in unknown})
    if given.get("f", FORMATS[0]) not in FORMATS:
        raise ValidationError({"f": [f"Det går att ange {enumerate_words(FORMATS, 'eller')}."]})


def read_items(given: Mapping[str, str], filters: Mapping[str, FilterColumn]) -> Wanted:
    """Return what is asked of a collection; raises ValidationError."""
    check_names(given, (*ITEMS, *filters))
    box_crs = read_crs(given, "bbox-crs")
    return Wanted(
        meets=read_bbox(given["bbox"], box_crs) if "bbox" in given else None,
        days=read_datetime(given["datetime"]) if "datetime" in given else None,
        equal={name: column.read(given[name]) for name, column in filters.items() if name in given},
        limit=min(MAX_LIMIT, _number(given, "limit", DEFAULT_LIMIT, least=1)),
        offset=_number(given, "offset", 0, least=0),
        crs=read_crs(given, "crs"),
    )


def read_crs(given: Mapping[str, str], name: str) -> Crs:
    """Return the coordinate system named, CRS84 without one; raises ValidationError that names those there are."""
    crs = SYSTEMS.get(given.get(name, CRS84.uri))
    if crs is None:
        raise ValidationError({name: [f"Det går att ange {enumerate_words(list(SYSTEMS), 'eller')}."]})
    return crs


def _number(given: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = given.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < least:
        raise ValidationError({name: [f"Skriv ett heltal som är minst {least} och har högst nio siffror."]})
    return int(text)
