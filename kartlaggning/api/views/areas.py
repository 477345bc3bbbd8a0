"""Municipalities, city districts and police areas, with their numbers in one round."""

from collections import defaultdict
from typing import ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema_view

from kartlaggning.api import shapes
from kartlaggning.api.answers import Document
from kartlaggning.api.description import described
from kartlaggning.api.formats import Format
from kartlaggning.api.geo import GEO_FORMATS, collection
from kartlaggning.api.members import edition_members
from kartlaggning.api.query import PagedQuery
from kartlaggning.api.question import Question
from kartlaggning.api.views.base import ResourceView
from kartlaggning.choices import AreaKind
from kartlaggning.exports.area_columns import PublishedArea, area_values
from kartlaggning.exports.formats.geojson import feature, wgs84_as_sweref
from kartlaggning.exports.formats.jsonrows import json_bytes
from kartlaggning.geometry.projection import SWEREF
from kartlaggning.selectors.editions import SceneRow
from kartlaggning.selectors.editions.statistics import is_complete, totals

AREAS_TEXT = (
    "Alla områden av slaget, även de som har upphört (valid_to), med antal och yta i en kartläggning. En plats räknas "
    "i ett område av varje slag, det den hörde till då. Ett område vars gräns inte är känd har geometry null."
)
AREA_SHAPES = {Format.GEOJSON: shapes.AreaFeatureCollection}


class Areas(ResourceView):
    """The areas of one kind."""

    query = PagedQuery
    formats = GEO_FORMATS
    kind: ClassVar[AreaKind]
    list_name: ClassVar[str]

    def document(self, question: Question) -> Document:
        """Return every area of the kind."""
        items = published_areas(question, self.kind)
        members = edition_members(question, self.formats)
        return collection(question, items, members, name=self.list_name, row=area_values, feature=_area_bytes)


@extend_schema_view(
    get=described(
        "municipalities",
        "Kommuner",
        AREAS_TEXT + " Kommunernas gränser är förenklade: de duger som bakgrund, inte för att avgöra var något ligger.",
        PagedQuery,
        {**AREA_SHAPES, Format.JSON: shapes.MunicipalityList},
    )
)
class Municipalities(Areas):
    """The county's municipalities."""

    kind = AreaKind.MUNICIPALITY
    list_name = "municipalities"


@extend_schema_view(
    get=described(
        "city-districts",
        "Stadsdelsområden i Stockholms stad",
        AREAS_TEXT,
        PagedQuery,
        {**AREA_SHAPES, Format.JSON: shapes.CityDistrictList},
    )
)
class CityDistricts(Areas):
    """The city districts of Stockholm."""

    kind = AreaKind.CITY_DISTRICT
    list_name = "city_districts"


@extend_schema_view(
    get=described(
        "police-areas",
        "Lokalpolisområden",
        AREAS_TEXT,
        PagedQuery,
        {**AREA_SHAPES, Format.JSON: shapes.PoliceAreaList},
    )
)
class PoliceAreas(Areas):
    """The county's local police areas."""

    kind = AreaKind.POLICE_AREA
    list_name = "police_areas"


def published_areas(question: Question, kind: AreaKind) -> tuple[PublishedArea, ...]:
    """Return the areas of one kind with their numbers in the year asked for."""
    atlas, edition = question.atlas, question.edition
    complete = is_complete(atlas, edition)
    rows: defaultdict[str, list[SceneRow]] = defaultdict(list)
    for row in edition.scenes:
        primary = (row.municipality, row.city_district, row.police_area)
        for slug in (ref.slug for ref in primary if ref is not None and ref.kind is kind):
            rows[slug].append(row)
    return tuple(
        PublishedArea(
            area=area,
            year=edition.year,
            totals=totals(rows[area.ref.slug]),
            is_known=complete and area.applies_on(edition.reference_date),
            url=question.absolute(reverse(f"public:{kind.value}", args=[area.ref.slug])),
        )
        for area in atlas.areas_of(kind)
    )


def _area_bytes(item: PublishedArea, epsg: int) -> bytes:
    return json_bytes(area_feature(item, epsg))


def area_feature(item: PublishedArea, epsg: int) -> dict[str, object]:
    """Return an area as a Feature in EPSG:4326 (lon, lat) or EPSG:3006 (E, N metres)."""
    coordinates = item.area.outline_wgs84
    if coordinates is not None and epsg == SWEREF:
        coordinates = wgs84_as_sweref(coordinates)
    return feature(item.area.ref.slug, area_values(item), coordinates)
