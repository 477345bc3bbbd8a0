"""The API's own description: OpenAPI made by drf-spectacular from the views, with examples and stated limits."""

from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import Any

from django.conf import settings
from drf_spectacular.settings import patched_settings, spectacular_settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from kartlaggning.api import shapes
from kartlaggning.api.errors import MEDIA_TYPE as PROBLEM_MEDIA_TYPE
from kartlaggning.api.formats import Format
from kartlaggning.api.query import MAX_DISTANCE_M, MAX_LIMIT, Query
from kartlaggning.api.shape_texts import SHAPE_TEXTS
from kartlaggning.exports.area_columns import AREA_COLUMNS
from kartlaggning.exports.columns import PUBLIC_COLUMNS

API_NAME = "Öppna drogscener i Stockholms län"
API_VERSION = "1.0.0"
API_RELEASED = date(2026, 11, 23)
Shape = type[serializers.Serializer[Any]]
JsonObject = dict[str, Any]
_generating = Lock()  # drf-spectacular's settings are the whole process's

_TEXT = f"""Kartläggningen av öppna drogscener i Stockholms län som öppna data. API:et går bara att läsa och svarar med
publicerade utgåvor.

**Gränser.** Ingen nyckel behövs. En sida har högst {MAX_LIMIT} poster (`limit`); utan `limit` kommer allt.
`distance` är högst {MAX_DISTANCE_M} meter. Svaren får sparas i en minut; fråga sedan med `If-None-Match`.
Nya frågor, som ingen har ställt nyss, räknas: högst {settings.API_COMPUTED_PER_MINUTE} i minuten från en adress.
Sedan kommer 429 med `Retry-After`. Svar som redan är gjorda, och utgåvornas filer, är utan gräns.

**Utgåvor.** `edition=2024-r1` ger en bestämd utgåva, även en som har ersatts. `/editions` räknar upp dem och deras
filer, `/errata` vad som har rättats, `/changes` vad som skiljer två kartläggningar.

**Parametrar.** En parameter som inte finns, som står två gånger eller inte går att läsa ger 400. Ett år eller ett
område som inte finns ger 404. Båda svaren säger vad som finns.

**Påhittat.** När `is_demonstration` är sant finns påhittade rader i svaret. De har `origin` = `example`."""

PARAMETER_EXAMPLES: Mapping[str, object] = {
    "year": 2024,
    "from": "2023",
    "to": "2024",
    "municipality": "stockholm",
    "city-district": "norra-innerstaden",
    "police-area": "norrmalm",
    "scene": "S-0001",
    "bbox": "18.0,59.3,18.2,59.4",
    "near": "18.064,59.3325",
    "distance": 500,
    "limit": 20,
    "page": 1,
    "id_or_slug": "S-0001",
}
_HEADERS = [
    OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200], description="Svarets märke."),
    OpenApiParameter(
        "Cache-Control", str, OpenApiParameter.HEADER, response=[200], description="Hur länge svaret får sparas."
    ),
]
_PROBLEMS = {
    400: "En parameter finns inte, står två gånger eller går inte att läsa.",
    404: "Året, området, platsen eller sidan finns inte. Svaret säger vad som finns.",
    406: "Formatet finns inte här.",
    410: "Det har tagits bort genom beslut, eller utgåvan är återkallad. Svaret säger varför.",
    429: "För många nya frågor från samma adress. Vänta så många sekunder som Retry-After säger.",
}


def described(
    name: str,
    summary: str,
    text: str,
    query: type[Query],
    answers: Mapping[Format, Shape | OpenApiTypes],
    place: Mapping[str, str] | None = None,
) -> Any:
    """Return drf-spectacular's description of a resource: its parameters, answers and problems."""
    responses: dict[Any, Any] = {
        (200, format_.media_type): OpenApiResponse(shape, description=summary) for format_, shape in answers.items()
    }
    responses[304] = OpenApiResponse(description="Oförändrat sedan svaret med det ETag som If-None-Match anger.")
    for status, meaning in _PROBLEMS.items():
        responses[(status, PROBLEM_MEDIA_TYPE)] = OpenApiResponse(shapes.Problem, description=meaning)
    path_parameters = [
        OpenApiParameter(key, str, OpenApiParameter.PATH, description=meaning) for key, meaning in (place or {}).items()
    ]
    return extend_schema(
        operation_id=name,
        summary=summary,
        description=text,
        parameters=[query, *path_parameters, *_HEADERS],
        responses=responses,
        tags=["Version 1"],
        auth=[],
    )


def openapi_document(origin: str) -> JsonObject:
    """Return the description for a site at this origin."""
    publisher = settings.PUBLISHER_NAME or "Ingen utgivare är utsedd"
    values = {
        "TITLE": API_NAME,
        "DESCRIPTION": _TEXT,
        "VERSION": API_VERSION,
        "CONTACT": {"name": publisher, "url": settings.PUBLISHER_URL or f"{origin}/oppna-data/"},
        "LICENSE": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"},
        "SERVERS": [{"url": origin}],
        "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
        "POSTPROCESSING_HOOKS": ["kartlaggning.api.description.complete"],
    }
    with _generating, patched_settings(values):
        document: JsonObject = spectacular_settings.DEFAULT_GENERATOR_CLASS().get_schema(request=None, public=True)
    return document


def complete(result: JsonObject, **_generator: object) -> JsonObject:
    """Add what serializers can't say: examples, what each object is, and that no answer has other members."""
    _drop_key(result, "x-spec-enum-id")
    for name, component in result["components"]["schemas"].items():
        component["description"] = SHAPE_TEXTS[name]
        component["additionalProperties"] = False
    _add_column_examples(result, "SceneProperties", {column.key: column.example for column in PUBLIC_COLUMNS})
    _add_column_examples(result, "AreaProperties", {column.key: column.example for column in AREA_COLUMNS})
    for path in result["paths"].values():
        for parameter in path["get"].get("parameters", ()):
            if parameter["name"] in PARAMETER_EXAMPLES:
                parameter["example"] = PARAMETER_EXAMPLES[parameter["name"]]
    return result


def _add_column_examples(result: JsonObject, component: str, examples: Mapping[str, object]) -> None:
    properties = result["components"]["schemas"][component]["properties"]
    for key, example in examples.items():
        properties[key]["example"] = example


def _drop_key(node: object, key: str) -> None:
    """Take away drf-spectacular's own mark for enumerations wherever it stands."""
    if isinstance(node, dict):
        node.pop(key, None)
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        _drop_key(child, key)
