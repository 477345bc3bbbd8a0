"""The shapes of the answers of the OGC API, as JSON Schema in the description."""

from typing import Any

from kartlaggning.api.ogc.columns import PropertyColumn
from kartlaggning.api.ogc.features import COLLECTIONS, Collection

Schema = dict[str, Any]
_NAMES = {"scenes": "Scene", "closed-scenes": "ClosedScene", "municipalities": "Municipality"}
_TYPES = {"text": "string", "integer": "integer", "number": "number", "url": "string"}


def name_of(kind: Collection) -> str:
    """Return the name of a feature of the collection, in the description."""
    return _NAMES[kind.id]


def all_schemas() -> dict[str, Schema]:
    """Return every shape by its name."""
    named: dict[str, Schema] = {
        "Link": _object(
            "En länk.",
            href=_text("Adressen."),
            rel=_text("Vad den leder till."),
            type=_text("Medietyp."),
            title=_text("Vad den heter."),
        ),
        "LandingPage": _object(
            "Ingången.", title=_text("Vad det är."), description=_text("Vad som finns."), links=_links(), **_made_up()
        ),
        "Conformance": _object(
            "Kraven.", conformsTo=_list({"type": "string"}, "Kravklassernas adresser."), links=_links()
        ),
        "Description": _object("Beskrivningen.", openapi=_text("OpenAPI-version.")),
        "Collection": _collection(),
        "Collections": _object(
            "Samlingarna.",
            links=_links(),
            crs=_list({"type": "string"}, "Koordinatsystemen."),
            collections=_list(_ref("Collection"), "Samlingarna."),
            **_made_up(),
        ),
        "Problem": _problem(),
    }
    for kind in COLLECTIONS.values():
        named |= _features(kind)
    return named


def _features(kind: Collection) -> dict[str, Schema]:
    name = name_of(kind)
    members: dict[str, Schema] = {
        "type": {"type": "string", "enum": ["Feature"], "description": "GeoJSON-typen."},
        "id": _text("Postens nummer i samlingen."),
        "geometry": {"type": "object", "nullable": True, "description": "MultiPolygon, eller null där läget är okänt."},
        "properties": _ref(f"{name}Properties"),
    }
    feature = _object(f"En post i {kind.id}.", **members)
    feature["properties"] |= {**_made_up(), "links": _links()}  # on a feature asked for by itself
    count = {"type": "integer", "minimum": 0}
    page = _object(
        f"En sida med poster i {kind.id}.",
        type={"type": "string", "enum": ["FeatureCollection"], "description": "GeoJSON-typen."},
        links=_links(),
        numberMatched={**count, "description": "Poster i allt."},
        numberReturned={**count, "description": "Poster på sidan."},
        features=_list(_ref(name), "Posterna."),
        **_made_up(),
    )
    page["properties"]["timeStamp"] = {
        "type": "string",
        "format": "date-time",
        "description": "När den senaste utgåvan gjordes.",
    }
    properties = {column.name: _property(column) for column in kind.properties}
    return {name: feature, f"{name}Collection": page, f"{name}Properties": _object("Egenskaperna.", **properties)}


def _collection() -> Schema:
    shape = _object(
        "En samling.",
        id=_text("Samlingens namn i adressen."),
        title=_text("Vad den heter."),
        description=_text("Vad som finns i den."),
        links=_links(),
        itemType=_text("Alltid feature."),
        crs=_list({"type": "string"}, "Koordinatsystemen."),
        storageCrs=_text("Det koordinatsystem som gränserna är sparade i."),
        extent={"type": "object", "description": "Var och när."},
    )
    shape["properties"] |= _made_up()
    return shape


def _problem() -> Schema:
    return _object(
        "Vad som gick fel (RFC 9457).",
        type=_text("Felets adress."),
        title=_text("Vad som hände."),
        status={"type": "integer", "description": "HTTP-status."},
        detail=_text("Vad som kan göras."),
        instance=_text("Adressen som felet gäller."),
        errors=_list({"type": "object"}, "Fel per parameter."),
    )


def _property(column: PropertyColumn) -> Schema:
    schema: Schema = {"type": _TYPES[column.kind], "description": column.description}
    if column.is_nullable:
        schema["nullable"] = True
    if column.choices:
        schema["enum"] = [*column.choices, *([None] if column.is_nullable else [])]
    return schema


def _object(text: str, **properties: Schema) -> Schema:
    return {"type": "object", "description": text, "properties": properties, "required": list(properties)}


def _made_up() -> dict[str, Schema]:
    return {
        "is_demonstration": {"type": "boolean", "description": "Om något i svaret är påhittat."},
        "notice": {"type": "string", "nullable": True, "description": "Detsamma i ord."},
        "license": _text("Licensen."),
    }


def _text(text: str) -> Schema:
    return {"type": "string", "description": text}


def _list(items: Schema, text: str) -> Schema:
    return {"type": "array", "items": items, "description": text}


def _links() -> Schema:
    return _list(_ref("Link"), "Länkarna.")


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
