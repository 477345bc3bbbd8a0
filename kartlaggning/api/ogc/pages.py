"""What the HTML pages of the OGC API show: the same answers as rows and links to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kartlaggning.api.answers import Document
from kartlaggning.api.ogc.features import COLLECTIONS, Collection
from kartlaggning.api.question import Question
from kartlaggning.choices import Change
from kartlaggning.exports.columns import Scalar

PAGED = ("next", "prev")
VERSIONS = ("predecessor-version", "successor-version", "latest-version")
_IN_TABLE = {
    "scenes": ("name", "year", "municipality", "police_area", "change", "area_m2"),
    "closed-scenes": ("name", "year", "municipality", "police_area", "period_text"),
    "municipalities": ("name", "code", "open_count", "closed_count", "area_m2"),
}
_HEADERS = {
    "name": "Namn",
    "year": "År",
    "municipality": "Kommun",
    "police_area": "Lokalpolisområde",
    "change": "Förändring",
    "area_m2": "Yta, m²",
    "period_text": "Upphörde",
    "code": "Kommunkod",
    "open_count": "Öppna",
    "closed_count": "Upphörda",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A feature in a table: where it has its page, and its cells with their headings."""

    id: str
    address: str
    cells: tuple[tuple[str, object], ...]


def facts(question: Question, document: Document) -> dict[str, Any]:
    """Return what a page shows of an answer."""
    content: Any = document.content
    kind = COLLECTIONS.get(question.place.get("collection", ""))
    links = [_as_page(each) for each in content["links"]]
    return {
        "content": content,
        "links": [each for each in links if each["rel"] not in (*PAGED, *VERSIONS, "self", "alternate")],
        "paging": {each["rel"]: each for each in links if each["rel"] in PAGED},
        "versions": [each for each in links if each["rel"] in VERSIONS],
        "kind": kind,
        "collections": [(each, reverse("ogc:collection", args=[each.id]) + "?f=html") for each in COLLECTIONS.values()],
        "headers": [_HEADERS[key] for key in _IN_TABLE[kind.id]] if kind else [],
        "rows": _rows(kind, content) if kind and "features" in content else [],
        "data_address": question.address(f="json"),
        "first": int(question.given.get("offset", "0")) + 1,
    }


def _rows(kind: Collection, content: Mapping[str, Any]) -> list[Row]:
    return [
        Row(
            feature["id"],
            reverse("ogc:item", args=[kind.id, feature["id"]]) + "?f=html",
            tuple((_HEADERS[key], _in_words(key, feature["properties"][key])) for key in _IN_TABLE[kind.id]),
        )
        for feature in content["features"]
    ]


def _in_words(key: str, value: Scalar) -> Scalar:
    return str(Change(str(value)).label) if key == "change" else value


def _as_page(link: Mapping[str, str]) -> Mapping[str, str]:
    """Return the link to the same thing as a page, where it is one of the OGC API's own."""
    address = link["href"]
    if link["type"] not in ("application/json", "application/geo+json"):
        return link
    bare = "&".join(part for part in address.partition("?")[2].split("&") if part and not part.startswith("f="))
    path = address.partition("?")[0]
    return {**link, "href": f"{path}?{bare}&f=html" if bare else f"{path}?f=html"}
