"""The description of the OGC API as OpenAPI 3.0, made from the collections and their properties."""

from typing import Any

from django.conf import settings

from kartlaggning.api.description import API_NAME, API_VERSION
from kartlaggning.api.errors import MEDIA_TYPE as PROBLEM
from kartlaggning.api.ogc import schemas
from kartlaggning.api.ogc.columns import FilterColumn
from kartlaggning.api.ogc.crs import CRS84, SYSTEMS
from kartlaggning.api.ogc.features import COLLECTIONS, Collection
from kartlaggning.api.ogc.links import GEOJSON, HTML, JSON, OPENAPI
from kartlaggning.api.ogc.wanted import DEFAULT_LIMIT, MAX_LIMIT

JsonObject = dict[str, Any]
_TEXT = f"""Kartläggningen av öppna drogscener i Stockholms län enligt OGC API – Features del 1 och 2. Lägg till
adressen i QGIS under WFS / OGC API – Features, eller öppna den i ArcGIS, FME eller GDAL.

**Koordinater.** Utan `crs` är de i CRS84, longitud före latitud. EPSG:4326 har latitud före longitud och EPSG:3006
(SWEREF 99 TM) har N före E, så som registret har dem. Det gäller också `bbox` med `bbox-crs`.

**Gränser.** En sida har {DEFAULT_LIMIT} poster, med `limit` högst {MAX_LIMIT}. Nya frågor, som ingen har ställt nyss,
räknas: högst {settings.API_COMPUTED_PER_MINUTE} i minuten från en adress. Sedan kommer 429 med `Retry-After`.

**Tid.** En kartläggning gäller sitt kalenderår. Utan `datetime` och `year` kommer alla år.

**Påhittat.** När `is_demonstration` är sant finns påhittade rader i svaret. De har `origin` = `example`."""
_PROBLEMS = {
    "400": "En parameter finns inte, står två gånger eller går inte att läsa.",
    "404": "Samlingen eller posten finns inte. Svaret säger vad som finns.",
    "406": "Formatet finns inte här.",
    "410": "Posten har tagits bort genom beslut. Svaret säger varför.",
    "429": "För många nya frågor från samma adress. Vänta så många sekunder som Retry-After säger.",
}


def openapi_document(server: str) -> JsonObject:
    """Return the description for the OGC API at this address."""
    paths = {
        "/": _resource("landing", "Ingång", "Länkar till allt annat.", JSON, "LandingPage"),
        "/conformance": _resource("conformance", "Krav som uppfylls", "Standardens delar.", JSON, "Conformance"),
        "/api": _resource("api", "Beskrivning", "Den här beskrivningen.", OPENAPI, "Description"),
        "/collections": _resource("collections", "Samlingar", "Vad som finns att hämta.", JSON, "Collections"),
    }
    for kind in COLLECTIONS.values():
        paths |= _collection(kind)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": f"{API_NAME}, OGC API – Features",
            "description": _TEXT,
            "version": API_VERSION,
            "contact": {"name": settings.PUBLISHER_NAME or "Ingen utgivare är utsedd", "url": settings.SITE_URL},
            "license": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"},
        },
        "servers": [{"url": server}],
        "tags": [{"name": "OGC API – Features"}],
        "paths": paths,
        "components": {"schemas": schemas.all_schemas()},
    }


def _collection(kind: Collection) -> JsonObject:
    place, name = f"/collections/{kind.id}", schemas.name_of(kind)
    items = [_bbox(), _crs("bbox-crs", "Koordinatsystem för bbox."), _datetime(), *_paging(), _crs_of_answer()]
    identity = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "description": "Postens nummer.",
        "schema": {"type": "string"},
        "example": "S-0001-2024" if kind.id == "scenes" else "stockholm" if not kind.has_rounds else "S-0007-2024",
    }
    one = f"En post i {kind.title.lower()}"
    return {
        place: _resource(f"{kind.id}.collection", kind.title, kind.description, JSON, "Collection"),
        f"{place}/items": _resource(
            f"{kind.id}.items",
            f"{kind.title}: poster",
            kind.description,
            GEOJSON,
            f"{name}Collection",
            [*items, *(_filter(column) for column in kind.filters.values())],
        ),
        f"{place}/items/{{featureId}}": _resource(
            f"{kind.id}.item",
            one,
            "Posten med länkar till andra versioner.",
            GEOJSON,
            name,
            [identity, _crs_of_answer()],
        ),
    }


def _resource(
    name: str, summary: str, text: str, media_type: str, shape: str, parameters: list[JsonObject] | None = None
) -> JsonObject:
    f = _query("f", "Format. Går före Accept.", {"type": "string", "enum": ["json", "html"]})
    answers: JsonObject = {
        "200": {
            "description": summary,
            "content": {
                media_type: {"schema": {"$ref": f"#/components/schemas/{shape}"}},
                HTML: {"schema": {"type": "string"}},
            },
        },
        "304": {"description": "Oförändrat sedan svaret med det ETag som If-None-Match anger."},
    }
    problem = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers |= {status: {"description": meaning, "content": problem} for status, meaning in _PROBLEMS.items()}
    return {
        "get": {
            "operationId": name,
            "tags": ["OGC API – Features"],
            "summary": summary,
            "description": text,
            "parameters": [*(parameters or []), f],
            "responses": answers,
        }
    }


def _query(name: str, text: str, schema: JsonObject, **more: Any) -> JsonObject:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": text,
        "style": "form",
        "explode": False,
        "schema": schema,
        **more,
    }


def _bbox() -> JsonObject:
    text = "Poster vars gräns verkligen når in i rutan: nedre och övre hörnet, i bbox-crs axlar."
    numbers = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
    return _query("bbox", text, numbers, example=[18.0, 59.3, 18.1, 59.4])


def _crs(name: str, text: str) -> JsonObject:
    return _query(name, text, {"type": "string", "enum": list(SYSTEMS), "default": CRS84.uri})


def _crs_of_answer() -> JsonObject:
    return _crs("crs", "Svarets koordinatsystem. Det står också i Content-Crs.")


def _datetime() -> JsonObject:
    text = "En dag, en tidpunkt eller ett intervall med .. för öppet. En kartläggning gäller sitt kalenderår."
    return _query("datetime", text, {"type": "string"}, example="2024-01-01/..")


def _paging() -> list[JsonObject]:
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    offset = {"type": "integer", "minimum": 0, "maximum": 999_999_999, "default": 0}
    return [
        _query("limit", f"Poster per sida. Fler än {MAX_LIMIT} ger {MAX_LIMIT}.", limit),
        _query("offset", "Hur många poster som hoppas över. Följ hellre länken next.", offset),
    ]


def _filter(column: FilterColumn) -> JsonObject:
    schema: JsonObject = {"type": "integer" if column.is_integer else "string"}
    if column.choices:
        schema["enum"] = list(column.choices)
    if column.is_integer:
        schema |= {"minimum": 0, "maximum": 999_999_999}
    elif not column.choices:
        schema["maxLength"] = 200
    return _query(column.name, f"Poster vars värde är just detta. {column.description}", schema)
