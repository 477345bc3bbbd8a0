"""The API's reference as a page shows it: an OpenAPI document taken apart into names, words and anchors. Pure.

Its words are Swedish, as those of the document are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

JsonObject = Mapping[str, Any]

_TYPES = {
    "string": "text",
    "integer": "heltal",
    "number": "tal",
    "boolean": "true eller false",
    "object": "objekt",
}
_FORMATS = {"date": "datum", "date-time": "tidpunkt", "uri": "webbadress"}
_MARKS = re.compile(r"\*\*(?P<strong>.+?)\*\*|`(?P<code>.+?)`")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text; `kind` is text, strong or code."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is: words, and the name of the described object they end in, if any."""

    words: str
    shape: str


@dataclass(frozen=True, slots=True)
class Values:
    """Which values are allowed; everything as it is to be written, and empty where nothing is said."""

    kind: Kind
    allowed: tuple[str, ...]
    limits: tuple[str, ...]
    pattern: str
    default: str
    example: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a resource, in its path or its query."""

    name: str
    in_path: bool
    text: str
    values: Values


@dataclass(frozen=True, slots=True)
class Content:
    """An answer in one media type."""

    media_type: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Header:
    """A header of an answer."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a resource answers with a status."""

    status: str
    text: str
    contents: tuple[Content, ...]
    headers: tuple[Header, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """An address of the API. `examples` are addresses that work as they are."""

    name: str
    path: str
    summary: str
    text: str
    parameters: tuple[Parameter, ...]
    answers: tuple[Answer, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """A member of an object in an answer."""

    name: str
    text: str
    is_required: bool
    is_nullable: bool
    values: Values


@dataclass(frozen=True, slots=True)
class Shape:
    """An object that answers are made of."""

    name: str
    text: str
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole reference. `problems` are the errors that any resource may answer with."""

    title: str
    version: str
    origin: str
    contact: JsonObject
    licence: JsonObject
    text: tuple[tuple[Span, ...], ...]
    resources: tuple[Resource, ...]
    problems: tuple[Answer, ...]
    shapes: tuple[Shape, ...]


def read_reference(document: JsonObject) -> Reference:
    """Return the reference of an OpenAPI 3.0 document whose resources are only read."""
    info = document["info"]
    resources = tuple(_resource(path, item["get"]) for path, item in document["paths"].items())
    problems = {answer.status: answer for each in resources for answer in each.answers if answer.status >= "400"}
    return Reference(
        title=info["title"],
        version=info["version"],
        origin=document["servers"][0]["url"],
        contact=info["contact"],
        licence=info["license"],
        text=tuple(tuple(spans(paragraph)) for paragraph in info["description"].split("\n\n")),
        resources=resources,
        problems=tuple(problems[status] for status in sorted(problems)),
        shapes=tuple(_shape(name, schema) for name, schema in document["components"]["schemas"].items()),
    )


def spans(text: str) -> Iterator[Span]:
    """Yield the pieces of a text where **this** is strong and `this` is code."""
    end = 0
    for mark in _MARKS.finditer(text):
        if mark.start() > end:
            yield Span("text", text[end : mark.start()])
        yield Span(str(mark.lastgroup), mark[str(mark.lastgroup)])
        end = mark.end()
    if end < len(text):
        yield Span("text", text[end:])


def _resource(path: str, operation: JsonObject) -> Resource:
    return Resource(
        name=operation["operationId"],
        path=path,
        summary=operation["summary"],
        text=operation["description"],
        parameters=tuple(_parameter(each) for each in operation["parameters"]),
        answers=tuple(_answer(status, each) for status, each in operation["responses"].items()),
        examples=tuple(_examples(path, operation["parameters"])),
    )


def _parameter(parameter: JsonObject) -> Parameter:
    return Parameter(
        name=parameter["name"],
        in_path=parameter["in"] == "path",
        text=parameter["description"],
        values=_values({**parameter["schema"], **{key: parameter[key] for key in ("example",) if key in parameter}}),
    )


def _answer(status: str, answer: JsonObject) -> Answer:
    return Answer(
        status=status,
        text=answer["description"],
        contents=tuple(Content(key, _kind(each["schema"])) for key, each in answer.get("content", {}).items()),
        headers=tuple(Header(name, each["description"]) for name, each in answer.get("headers", {}).items()),
    )


def _examples(path: str, parameters: list[JsonObject]) -> Iterator[str]:
    """Yield the address in each format, with the examples put where the path has parameters."""
    for parameter in parameters:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(parameter["example"])))
    formats = next((each["schema"]["enum"] for each in parameters if each["name"] == "f"), ())
    yield from [f"{path}?f={format_}" for format_ in formats] or [path]


def _shape(name: str, schema: JsonObject) -> Shape:
    required = schema.get("required", ())
    return Shape(
        name=name,
        text=schema.get("description", ""),
        properties=tuple(
            Property(key, each.get("description", ""), key in required, each.get("nullable", False), _values(each))
            for key, each in schema["properties"].items()
        ),
    )


def _values(schema: JsonObject) -> Values:
    return Values(
        kind=_kind(schema),
        allowed=tuple(_written(value) for value in schema.get("enum", ()) if value is not None),
        limits=tuple(_limits(schema)),
        pattern=schema.get("pattern", ""),
        default=_written(schema["default"]) if "default" in schema else "",
        example=_written(schema["example"]) if "example" in schema else "",
    )


def _kind(schema: JsonObject) -> Kind:
    """Return what a value is, through lists, references and maps of names to values."""
    if "$ref" in schema:
        return Kind("", schema["$ref"].rpartition("/")[2])
    if "allOf" in schema:
        return _kind(schema["allOf"][0])
    if schema.get("type") == "array":
        inner = _kind(schema["items"])
        return Kind(f"lista av {inner.words}".strip(), inner.shape)
    if isinstance(schema.get("additionalProperties"), dict):
        inner = _kind(schema["additionalProperties"])
        return Kind(f"objekt med {inner.words}".strip(), inner.shape)
    return Kind(_FORMATS.get(schema.get("format", ""), _TYPES[schema["type"]]), "")


def _limits(schema: JsonObject) -> Iterator[str]:
    if "minimum" in schema and "maximum" in schema:
        yield f"{schema['minimum']}–{schema['maximum']}"
    elif "minimum" in schema:
        yield f"minst {schema['minimum']}"
    elif "maximum" in schema:
        yield f"högst {schema['maximum']}"
    if "maxLength" in schema and "enum" not in schema:
        yield f"högst {schema['maxLength']} tecken"


def _written(value: object) -> str:
    """Return a value as it is written in an address or an answer."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"{value:g}" if isinstance(value, float) else str(value)
