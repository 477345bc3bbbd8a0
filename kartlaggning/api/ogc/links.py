"""The links of the answers: to other forms, other pages, and other versions (RFC 5829)."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from kartlaggning.api.members import LICENCE
from kartlaggning.api.ogc.features import Collection, Feature, Scenes
from kartlaggning.api.ogc.wanted import Wanted
from kartlaggning.api.question import Link, Question
from kartlaggning.selectors.editions import Atlas, Edition, lens

JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
LICENCE_LINK = {"rel": "license", "href": LICENCE["url"], "type": HTML, "title": LICENCE["name"]}


def link(rel: str, href: str, media_type: str, title: str) -> Link:
    """Return a link as the answers list them."""
    return {"rel": rel, "href": href, "type": media_type, "title": title}


def own(question: Question, media_type: str) -> list[Link]:
    """Return the links to this answer as data and as a page. Written for the answer as data."""
    return [
        link("self", question.address(), media_type, "Det här svaret"),
        link("alternate", question.address(f="html"), HTML, "Samma svar som sida"),
    ]


def items_address(question: Question, collection: Collection, **query: str | int) -> str:
    """Return the absolute address of a collection's items."""
    path = question.absolute(reverse("ogc:items", args=[collection.id]))
    return f"{path}?{urlencode(query)}" if query else path


def item_address(question: Question, collection: Collection, feature_id: str) -> str:
    """Return the absolute address of a feature."""
    return question.absolute(reverse("ogc:item", args=[collection.id, feature_id]))


def pages(question: Question, wanted: Wanted, matched: int) -> list[Link]:
    """Return the links to the next page and the one before, where there are any."""
    links = []
    if wanted.offset + wanted.limit < matched:
        address = question.address(limit=wanted.limit, offset=wanted.offset + wanted.limit)
        links.append(link("next", address, GEOJSON, "Nästa sida"))
    if wanted.offset:
        address = question.address(limit=wanted.limit, offset=max(0, wanted.offset - wanted.limit))
        links.append(link("prev", address, GEOJSON, "Sidan före"))
    return links


def collection_versions(question: Question, collection: Collection) -> list[Link]:
    """Return the links from a collection to its newest round, and the round before that."""
    years = question.atlas.years
    if not collection.has_rounds or not years:
        return []
    found = [("latest-version", years[-1]), *(("predecessor-version", year) for year in years[-2:-1])]
    return [link(rel, items_address(question, collection, year=year), GEOJSON, _round(year)) for rel, year in found]


def items_versions(question: Question, collection: Collection, wanted: Wanted) -> list[Link]:
    """Return the links from one round to those around it and to the newest; to the newest alone from several rounds."""
    atlas = question.atlas
    if not isinstance(collection, Scenes) or not atlas.years:
        return []
    asked = collection.years(atlas, wanted)
    year = asked[0] if len(asked) == 1 else None
    kept = {name: value for name, value in question.given.items() if name not in ("datetime", "year", "offset")}
    links = [
        link(rel, items_address(question, collection, **kept, year=other), GEOJSON, _round(other))
        for rel, other in _versions(atlas.years, year)
    ]
    return links + (_replaced(question, question.path, atlas.edition(year), f"?year={year}") if year else [])


def item_versions(question: Question, collection: Collection, feature: Feature) -> list[Link]:
    """Return the links from a scene in one round to the same scene in the rounds around it."""
    if not isinstance(collection, Scenes) or feature.year is None:
        return []
    years = collection.years_of(question.atlas, feature.public_id)
    links = [
        link(rel, item_address(question, collection, f"{feature.public_id}-{other}"), GEOJSON, _round(other))
        for rel, other in _versions(years, feature.year)
    ]
    return links + _replaced(question, question.path, question.atlas.edition(feature.year), "")


def _versions(years: Sequence[int], year: int | None) -> list[tuple[str, int]]:
    before = [other for other in years if year is not None and other < year]
    after = [other for other in years if year is not None and other > year]
    return [
        *(("predecessor-version", other) for other in before[-1:]),
        *(("successor-version", other) for other in after[:1]),
        ("latest-version", years[-1]),
    ]


def _replaced(question: Question, path: str, edition: Edition, query: str) -> list[Link]:
    """Return the link to the same in the revision that the edition replaces, where that can be read."""
    ref = _readable(question.atlas, edition)
    if not ref or lens.chosen() is not None:  # the address of the reading would stand in front of its own
        return []
    address = question.absolute(f"{reverse('public:edition', args=[ref])}las{path}{query}")
    return [link("predecessor-version", address, GEOJSON, f"Utgåva {ref}, som den här ersätter")]


def _readable(atlas: Atlas, edition: Edition) -> str:
    replaced = {entry.ref: entry.replaces for entry in atlas.register}.get(edition.ref, "")
    found = next((entry for entry in atlas.register if replaced and entry.ref == replaced), None)
    return found.ref if found and not found.is_withdrawn else ""


def _round(year: int) -> str:
    return f"Kartläggningen {year}"
