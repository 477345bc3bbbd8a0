"""The features of the collections, chosen out of an atlas: open scenes, closed scenes and municipalities."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely import total_bounds
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from kartlaggning.api.ogc.columns import (
    AREA_FILTERS,
    AREA_PROPERTIES,
    SCENE_FILTERS,
    SCENE_PROPERTIES,
    FilterColumn,
    PropertyColumn,
    filters,
)
from kartlaggning.api.ogc.crs import Crs, in_axis_order
from kartlaggning.api.ogc.wanted import Wanted
from kartlaggning.api.ogc.when import Days, calendar_year
from kartlaggning.api.question import Question
from kartlaggning.api.views.areas import area_feature, published_areas
from kartlaggning.choices import AreaKind
from kartlaggning.errors import NotFoundInEdition
from kartlaggning.exports.area_columns import PublishedArea, area_values
from kartlaggning.exports.columns import PUBLIC_COLUMNS, Scalar
from kartlaggning.exports.formats.geojson import scene_feature
from kartlaggning.exports.rows import PublishedRow, publish
from kartlaggning.geometry.projection import to_sweref
from kartlaggning.selectors.editions import Atlas, Edition, SceneRow

_VALUES = {column.key: column.value for column in PUBLIC_COLUMNS}
SCENE_ID = re.compile(r"(?P<public_id>[A-Z]+-[0-9]+)-(?P<year>[0-9]{4})")


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: its permanent number in the collection, its properties and the outline that is drawn for it."""

    id: str
    name: str
    properties: Mapping[str, Scalar]
    geometry: Mapping[str, Any] | None
    page: str
    public_id: str = ""  # of a scene
    year: int | None = None  # of a scene's round

    def as_geojson(self) -> dict[str, Any]:
        """Return the feature as GeoJSON has it."""
        return {"type": "Feature", "id": self.id, "geometry": self.geometry, "properties": dict(self.properties)}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found: how many there are in all, and the features of the page."""

    matched: int
    features: tuple[Feature, ...]


class Collection(ABC):
    """A kind of feature. `filters` are the properties that can be asked for by value."""

    id: str
    title: str
    description: str
    properties: tuple[PropertyColumn, ...]
    filters: Mapping[str, FilterColumn]
    has_rounds: bool

    @abstractmethod
    def find(self, question: Question, wanted: Wanted) -> Found:
        """Return the page of features that is asked for."""

    @abstractmethod
    def get(self, question: Question, feature_id: str, crs: Crs) -> Feature:
        """Return one feature; raises NotFoundInEdition, and GoneFromEdition for what has been taken away."""


class Scenes(Collection):
    """Scenes in each round, oldest round first and then in Swedish order of name."""

    properties = SCENE_PROPERTIES
    filters = filters(SCENE_FILTERS, SCENE_PROPERTIES)
    has_rounds = True

    def __init__(self, id_: str, title: str, description: str, rows: Callable[[Edition], tuple[SceneRow, ...]]) -> None:
        self.id, self.title, self.description, self._rows = id_, title, description, rows

    def find(self, question: Question, wanted: Wanted) -> Found:
        """Return the page of scenes that is asked for."""
        items = list(self._matching(question, wanted))
        page = items[wanted.offset : wanted.offset + wanted.limit]
        return Found(len(items), tuple(_scene(item, wanted.crs) for item in page))

    def get(self, question: Question, feature_id: str, crs: Crs) -> Feature:
        """Return a scene in one round by its number and year, as in S-0001-2024."""
        found = SCENE_ID.fullmatch(feature_id)
        if found is None:
            raise NotFoundInEdition("Numret består av platsens nummer och kartläggningens år, som S-0001-2024.")
        atlas = question.atlas
        for row in atlas.scene_history(found["public_id"]):
            edition = atlas.edition(row.year)
            if row.year == int(found["year"]) and row in self._rows(edition):
                [item] = publish(atlas, edition, [row], question.scene_page)
                return _scene(item, crs)
        raise NotFoundInEdition(f"{feature_id} finns inte i samlingen {self.id}.")

    def years_of(self, atlas: Atlas, public_id: str) -> tuple[int, ...]:
        """Return the years in which a scene stands in this collection, oldest first."""
        history = atlas.history.get(public_id, ())
        return tuple(row.year for row in history if row in self._rows(atlas.edition(row.year)))

    def years(self, atlas: Atlas, wanted: Wanted) -> tuple[int, ...]:
        """Return the rounds that the question's time and year leave, oldest first."""
        return tuple(
            year
            for year in atlas.years
            if wanted.equal.get("year", year) == year
            and (wanted.days is None or wanted.days.meets(calendar_year(year)))
        )

    def _matching(self, question: Question, wanted: Wanted) -> Iterator[PublishedRow]:
        atlas = question.atlas
        met = None if wanted.meets is None else _met(atlas, wanted.meets)
        near = None if met is None else {public_id for _year, public_id in met}
        for year in self.years(atlas, wanted):
            edition = atlas.edition(year)
            rows = (row for row in self._rows(edition) if near is None or row.public_id in near)
            for item in publish(atlas, edition, rows, question.scene_page):
                if met is not None and (item.outline_year, item.row.public_id) not in met:
                    continue
                if all(_VALUES[name](item) == value for name, value in wanted.equal.items()):
                    yield item


class Municipalities(Collection):
    """The county's municipalities, with the numbers of the newest round."""

    id = "municipalities"
    title = "Kommuner i Stockholms län"
    description = (
        "Länets kommuner med antal och yta i den senaste kartläggningen. En kommun gäller för alla tider som "
        "valid_from och valid_to inte stänger ute."
    )
    properties = AREA_PROPERTIES
    filters = filters(AREA_FILTERS, AREA_PROPERTIES)
    has_rounds = False

    def find(self, question: Question, wanted: Wanted) -> Found:
        """Return the page of municipalities that is asked for, in Swedish order of name."""
        items = [
            item
            for item in published_areas(question, AreaKind.MUNICIPALITY)
            if _has(area_values(item), wanted.equal)
            and (wanted.days is None or wanted.days.meets(Days(item.area.valid_from, item.area.valid_to)))
            and (wanted.meets is None or _area_meets(item, wanted.meets))
        ]
        page = items[wanted.offset : wanted.offset + wanted.limit]
        return Found(len(items), tuple(_area(item, wanted.crs) for item in page))

    def get(self, question: Question, feature_id: str, crs: Crs) -> Feature:
        """Return a municipality by its slug; raises NotFoundInEdition."""
        for item in published_areas(question, AreaKind.MUNICIPALITY):
            if item.area.ref.slug == feature_id:
                return _area(item, crs)
        raise NotFoundInEdition(f"Kommunen {feature_id} finns inte. Skriv som i adresserna: stockholm.")


SCENES = Scenes(
    "scenes",
    "Öppna drogscener",
    "De öppna drogscenerna i varje kartläggning, alla år. year=2024 eller datetime=2024-01-01/2024-12-31 ger en av "
    "kartläggningarna: varje gäller sitt kalenderår. Numret S-0001-2024 är platsen S-0001 i kartläggningen 2024.",
    lambda edition: edition.open_scenes,
)
CLOSED_SCENES = Scenes(
    "closed-scenes",
    "Upphörda drogscener",
    "Platserna som upphörde i varje kartläggning, ritade med sin senaste gräns, vars år står i outline_year.",
    lambda edition: edition.closures,
)
COLLECTIONS: Mapping[str, Collection] = {each.id: each for each in (SCENES, CLOSED_SCENES, Municipalities())}


def collection_named(name: str) -> Collection:
    """Return the collection; raises NotFoundInEdition that names those there are."""
    if name not in COLLECTIONS:
        raise NotFoundInEdition(f"Samlingen finns inte. Det finns {', '.join(COLLECTIONS)}.")
    return COLLECTIONS[name]


def bounds(atlas: Atlas) -> BaseGeometry | None:
    """Return a rectangle in EPSG:3006 around all outlines of scenes, or None where there is none."""
    corners = [total_bounds(edition.tree[0].geometries) for edition in atlas.editions if len(edition.tree[0])]
    if not corners:
        return None
    west, south = np.min(corners, axis=0)[:2]
    east, north = np.max(corners, axis=0)[2:]
    return box(west, south, east, north)


def _met(atlas: Atlas, geometry: BaseGeometry) -> set[tuple[int | None, str]]:
    """Return year and permanent id of the outlines that the geometry (EPSG:3006) truly meets."""
    met: set[tuple[int | None, str]] = set()
    for edition in atlas.editions:
        tree, rows = edition.tree
        met.update((edition.year, rows[i].public_id) for i in tree.query(geometry, "intersects"))
    return met


def _has(values: Mapping[str, Scalar], equal: Mapping[str, str | int]) -> bool:
    return all(values[name] == value for name, value in equal.items())


def _ordered(feature: Mapping[str, Any], crs: Crs) -> Mapping[str, Any] | None:
    geometry = feature["geometry"]
    return geometry and {**geometry, "coordinates": in_axis_order(geometry["coordinates"], crs)}


def _scene(item: PublishedRow, crs: Crs) -> Feature:
    feature = scene_feature(item, crs.epsg)
    identity = f"{item.row.public_id}-{item.row.year}"
    geometry = _ordered(feature, crs)
    return Feature(
        identity, item.row.name, feature["properties"], geometry, item.url, item.row.public_id, item.row.year
    )


def _area(item: PublishedArea, crs: Crs) -> Feature:
    feature: Any = area_feature(item, crs.epsg)
    ref = item.area.ref
    return Feature(ref.slug, ref.name, feature["properties"], _ordered(feature, crs), item.url)


def _area_meets(item: PublishedArea, geometry: BaseGeometry) -> bool:
    coordinates = item.area.outline_wgs84
    if coordinates is None:
        return False
    return bool(to_sweref(shape({"type": "MultiPolygon", "coordinates": coordinates})).intersects(geometry))
