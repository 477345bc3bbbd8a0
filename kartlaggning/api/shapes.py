"""The shapes of the answers, as serializers: they describe the answers in the schema and write none of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework import serializers

from kartlaggning.choices import Change, LineageKind, Origin
from kartlaggning.exports.area_columns import AREA_COLUMNS, AreaColumn
from kartlaggning.exports.columns import PUBLIC_COLUMNS, Column

Shape = type[serializers.Serializer[Any]]
AnyField = serializers.Field[Any, Any, Any, Any]


def _field(column: Column | AreaColumn) -> AnyField:
    options: dict[str, Any] = {"help_text": str(column.description), "allow_null": column.is_nullable}
    if isinstance(column, Column) and column.choices is not None:
        return serializers.ChoiceField(column.choices.choices, **options)
    if column.kind == "integer":
        return serializers.IntegerField(**options)
    if column.kind == "number":
        return serializers.FloatField(**options)
    if column.kind == "url":
        return serializers.URLField(**options)
    return serializers.CharField(**options)


def shape(name: str, fields: Mapping[str, AnyField]) -> Shape:
    """Return a shape whose members may have names that a serializer's own attributes have: `errors`, `source`."""
    return type(name, (serializers.Serializer,), dict(fields))


def _shape_of(name: str, columns: Iterable[Column | AreaColumn]) -> Shape:
    return shape(name, {column.key: _field(column) for column in columns})


def _constant(value: str) -> serializers.ChoiceField:
    return serializers.ChoiceField([value])


def _choice(choices: type[Change] | type[LineageKind] | type[Origin], text: str) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices.choices, help_text=text)


SceneProperties = _shape_of("SceneProperties", PUBLIC_COLUMNS)
AreaProperties = _shape_of("AreaProperties", AREA_COLUMNS)


Problem = shape(
    "Problem",
    {
        "type": serializers.CharField(help_text="Slaget av fel. Ändras aldrig."),
        "title": serializers.CharField(help_text="Slaget av fel i ord."),
        "status": serializers.IntegerField(help_text="HTTP-status."),
        "detail": serializers.CharField(help_text="Vad som är fel just här, och vad som finns i stället."),
        "instance": serializers.CharField(help_text="Adressen som frågades."),
        "errors": serializers.ListField(
            child=serializers.DictField(child=serializers.CharField()), help_text="Felen, parameter för parameter."
        ),
    },
)


class Licence(serializers.Serializer[Any]):
    """The licence of the data."""

    id = serializers.CharField(help_text="Licensens SPDX-namn.")
    name = serializers.CharField(help_text="Licensens namn.")
    url = serializers.URLField(help_text="Licensens text.")
    note = serializers.CharField(help_text="Vem som har valt den.")


class Publisher(serializers.Serializer[Any]):
    """Who publishes."""

    name = serializers.CharField(help_text="Utgivarens namn.")
    url = serializers.CharField(help_text="Utgivarens webbplats, eller tomt.", allow_blank=True)


class Link(serializers.Serializer[Any]):
    """A link to another answer."""

    rel = serializers.CharField(help_text="Vad länken leder till, enligt RFC 8288.")
    href = serializers.URLField(help_text="Adressen.")
    type = serializers.CharField(help_text="Medietypen.")


class Common(serializers.Serializer[Any]):
    """What every answer says of itself."""

    is_demonstration = serializers.BooleanField(help_text="Sant när svaret innehåller påhittade uppgifter.")
    notice = serializers.CharField(help_text="Vad en läsare måste veta om svaret.", allow_null=True)
    license = Licence(help_text="Licens.")
    publisher = Publisher(help_text="Utgivare, eller tomt när ingen är utsedd.", allow_null=True)
    links = Link(many=True, help_text="Länkar.")


class EditionSummary(serializers.Serializer[Any]):
    """An edition in short."""

    ref = serializers.CharField(help_text="Utgåvans beteckning.")
    year = serializers.IntegerField(help_text="Kartläggningens år.")
    revision = serializers.IntegerField(help_text="Revision: 1 är den första, en rättelse ger nästa.")
    published_on = serializers.DateField(help_text="Dag då resultatet publicerades.", allow_null=True)
    published_text = serializers.CharField(help_text="Publicering i ord, där dagen inte är känd.", allow_blank=True)
    sources = serializers.ListField(child=serializers.CharField(), help_text="Källor.")
    checksum = serializers.CharField(help_text="SHA-256 över utgåvans alla rader.")


class OfEdition(Common):
    """What an answer from one edition says of itself."""

    title = serializers.CharField(help_text="Utgåvans namn.")
    edition = EditionSummary(help_text="Utgåvan som raderna kommer från.")


class Counts(serializers.Serializer[Any]):
    """How many there are."""

    number_matched = serializers.IntegerField(help_text="Antal poster som frågan gäller.")
    number_returned = serializers.IntegerField(help_text="Antal poster i det här svaret.")


class LegacyCrsName(serializers.Serializer[Any]):
    """The name of a coordinate system."""

    name = serializers.CharField(help_text="urn:ogc:def:crs:EPSG::3006")


class LegacyCrs(serializers.Serializer[Any]):
    """The `crs` member of GeoJSON 2008, for programs that place coordinates by it."""

    type = _constant("name")
    properties = LegacyCrsName()


class MultiPolygon(serializers.Serializer[Any]):
    """An outline: polygons of rings of positions; longitude and latitude, or E and N in metres with crs=EPSG:3006."""

    type = _constant("MultiPolygon")
    coordinates = serializers.ListField(
        help_text="Polygoner, ringar, punkter.",
        child=serializers.ListField(
            child=serializers.ListField(
                child=serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2), min_length=4
            )
        ),
    )


class GeoCollection(OfEdition, Counts):
    """What every FeatureCollection has."""

    type = _constant("FeatureCollection")
    crs = LegacyCrs(required=False, help_text="Finns bara med crs=EPSG:3006.")


class Feature(serializers.Serializer[Any]):
    """What every Feature has."""

    type = _constant("Feature")
    id = serializers.CharField(help_text="Platsens nummer eller områdets adressdel.")
    geometry = MultiPolygon(allow_null=True, help_text="Gränsen, eller null där den inte är känd.")


class SceneItem(Feature):
    """A scene in a collection."""

    properties = SceneProperties()


class SceneFeatureCollection(GeoCollection):
    """Scenes with outlines."""

    features = SceneItem(many=True)


class SceneList(OfEdition, Counts):
    """Scenes without outlines."""

    scenes = SceneProperties(many=True)


class SceneReference(serializers.Serializer[Any]):
    """Another scene."""

    id = serializers.CharField(help_text="Platsens nummer.")
    name = serializers.CharField(help_text="Platsens namn.")
    slug = serializers.CharField(help_text="Platsens adressdel.")


class LineageEvent(serializers.Serializer[Any]):
    """How scenes followed each other."""

    kind = _choice(LineageKind, "Vad som hände.")
    happened_on = serializers.DateField(help_text="När det hände.")
    from_scenes = SceneReference(many=True, help_text="Platserna före.")
    to_scenes = SceneReference(many=True, help_text="Platserna efter.")
    origin = _choice(Origin, "Om händelsen är dokumenterad eller ett påhittat exempel.")


class SceneStory(OfEdition):
    """What is told of one scene beside its row."""

    former_names = serializers.ListField(child=serializers.CharField(), help_text="Platsens tidigare namn.")
    rounds = SceneProperties(many=True, help_text="Platsens rader i alla kartläggningar, äldst först.")
    lineage = LineageEvent(many=True, help_text="Sammanslagningar, delningar och återkomster.")


class SceneFeature(SceneStory, Feature):
    """One scene with outline."""

    crs = LegacyCrs(required=False, help_text="Finns bara med crs=EPSG:3006.")
    properties = SceneProperties()


class SceneDetail(SceneStory):
    """One scene without outline."""

    scene = SceneProperties()


class AreaItem(Feature):
    """An area in a collection."""

    properties = AreaProperties()


class AreaFeatureCollection(GeoCollection):
    """Areas with outlines."""

    features = AreaItem(many=True)


class MunicipalityList(OfEdition, Counts):
    """Municipalities without outlines."""

    municipalities = AreaProperties(many=True)


class CityDistrictList(OfEdition, Counts):
    """City districts without outlines."""

    city_districts = AreaProperties(many=True)


class PoliceAreaList(OfEdition, Counts):
    """Police areas without outlines."""

    police_areas = AreaProperties(many=True)
