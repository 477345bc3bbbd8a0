"""The answers of OGC API – Features as data: landing page, conformance, collections and features."""

from typing import Any

from django.urls import reverse
from shapely import segmentize

from kartlaggning.api.answers import Document
from kartlaggning.api.description import API_NAME
from kartlaggning.api.members import DEMONSTRATION_NOTICE, LICENCE
from kartlaggning.api.ogc import links
from kartlaggning.api.ogc.crs import CRS84, STORED, SYSTEMS, Crs
from kartlaggning.api.ogc.features import COLLECTIONS, Collection, bounds
from kartlaggning.api.ogc.links import GEOJSON, HTML, JSON, LICENCE_LINK, OPENAPI, link
from kartlaggning.api.ogc.wanted import Wanted
from kartlaggning.api.question import Link, Question
from kartlaggning.exports.formats.jsonrows import utc_time
from kartlaggning.geometry.projection import to_wgs84
from kartlaggning.selectors.editions import Atlas

CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)
TEXT = (
    "Kartläggningen av öppna drogscener i Stockholms län enligt OGC API – Features, för QGIS, ArcGIS, FME och andra "
    "kartprogram. Alla publicerade kartläggningar är med; year eller datetime väljer en."
)
_SECONDS = ("-01-01T00:00:00Z", "-12-31T23:59:59Z")


def landing(question: Question) -> Document:
    """Return the way in."""
    api = question.absolute(reverse("ogc:api"))
    found = [
        *links.own(question, JSON),
        link("service-desc", api, OPENAPI, "Beskrivningen som OpenAPI 3.0"),
        link("service-doc", f"{api}?f=html", HTML, "Beskrivningen som sida"),
        link("conformance", question.absolute(reverse("ogc:conformance")), JSON, "Vilka delar av standarden som finns"),
        link("data", question.absolute(reverse("ogc:collections")), JSON, "Samlingarna"),
        LICENCE_LINK,
    ]
    return Document({"title": API_NAME, "description": TEXT, **_notice(question.atlas), "links": found})


def conformance(question: Question) -> Document:
    """Return the conformance classes, each of which has its tests in tests/ogc."""
    return Document({"conformsTo": list(CONFORMANCE), "links": links.own(question, JSON)})


def collections(question: Question) -> Document:
    """Return all collections."""
    described = [_collection(question, each, links_to_self=True) for each in COLLECTIONS.values()]
    found = [*links.own(question, JSON), LICENCE_LINK]
    return Document({**_notice(question.atlas), "links": found, "crs": list(SYSTEMS), "collections": described})


def collection(question: Question, kind: Collection) -> Document:
    """Return one collection."""
    return Document({**_collection(question, kind, links_to_self=False), **_notice(question.atlas)})


def items(question: Question, kind: Collection, wanted: Wanted) -> Document:
    """Return a page of features. Its `timeStamp` is when the newest edition was built: the answer is what it was then.

    So the same question has the same bytes and the same ETag until something else is published.
    """
    found = kind.find(question, wanted)
    own_collection = question.absolute(reverse("ogc:collection", args=[kind.id]))
    all_links = [
        *links.own(question, GEOJSON),
        *links.pages(question, wanted, found.matched),
        link("collection", own_collection, JSON, kind.title),
        *links.items_versions(question, kind, wanted),
        LICENCE_LINK,
    ]
    members = {
        "type": "FeatureCollection",
        **_notice(question.atlas),
        "links": all_links,
        **_time_stamp(question.atlas),
        "numberMatched": found.matched,
        "numberReturned": len(found.features),
        "features": [feature.as_geojson() for feature in found.features],
    }
    return Document(members, {**_content_crs(wanted.crs), "Link": _header(all_links)})


def item(question: Question, kind: Collection, feature_id: str, crs: Crs) -> Document:
    """Return one feature; raises NotFoundInEdition, and GoneFromEdition for what has been taken away."""
    feature = kind.get(question, feature_id, crs)
    own_collection = question.absolute(reverse("ogc:collection", args=[kind.id]))
    all_links = [
        *links.own(question, GEOJSON),
        link("collection", own_collection, JSON, kind.title),
        link("about", feature.page, HTML, f"Sidan om {feature.name}"),
        *links.item_versions(question, kind, feature),
        LICENCE_LINK,
    ]
    members = {**feature.as_geojson(), **_notice(question.atlas), "links": all_links}
    return Document(members, {**_content_crs(crs), "Link": _header(all_links)})


def _collection(question: Question, kind: Collection, *, links_to_self: bool) -> dict[str, Any]:
    address = question.absolute(reverse("ogc:collection", args=[kind.id]))
    data = links.items_address(question, kind)
    return {
        "id": kind.id,
        "title": kind.title,
        "description": kind.description,
        "links": [
            link("self", address if links_to_self else question.address(), JSON, kind.title),
            link("alternate", f"{address}?f=html", HTML, f"{kind.title}, som sida"),
            link("items", data, GEOJSON, f"{kind.title} som GeoJSON"),
            link("items", f"{data}?f=html", HTML, f"{kind.title} som sidor"),
            *links.collection_versions(question, kind),
            link("version-history", question.absolute(reverse("public:editions")), HTML, "Utgåvor och rättelser"),
            LICENCE_LINK,
        ],
        "extent": _extent(question.atlas, kind),
        "itemType": "feature",
        "crs": list(SYSTEMS),
        "storageCrs": STORED.uri if kind.has_rounds else CRS84.uri,
    }


def _extent(atlas: Atlas, kind: Collection) -> dict[str, Any]:
    extent: dict[str, Any] = {}
    around = bounds(atlas) if kind.has_rounds else None
    if around is not None:
        degrees = [round(number, 5) for number in to_wgs84(segmentize(around, 1000)).bounds]
        extent["spatial"] = {"bbox": [degrees], "crs": CRS84.uri}
    if atlas.years and kind.has_rounds:
        ends = [f"{year:04}{rest}" for year, rest in zip((atlas.years[0], atlas.years[-1]), _SECONDS, strict=True)]
        trs = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
        extent["temporal"] = {"interval": [ends], "trs": trs}
    return extent


def _notice(atlas: Atlas) -> dict[str, Any]:
    """Return whether anything is made up, said in words too."""
    made_up = atlas.has_demonstration
    return {"is_demonstration": made_up, "notice": DEMONSTRATION_NOTICE if made_up else None, "license": LICENCE["id"]}


def _time_stamp(atlas: Atlas) -> dict[str, str]:
    moments = [edition.built_at for edition in atlas.editions]
    return {"timeStamp": utc_time(max(moments))} if moments else {}


def _content_crs(crs: Crs) -> dict[str, str]:
    return {"Content-Crs": f"<{crs.uri}>"}


def _header(all_links: list[Link]) -> str:
    """Return the Link header (RFC 8288), without titles, which would not be ASCII."""
    return ", ".join(f'<{each["href"]}>; rel="{each["rel"]}"; type="{each["type"]}"' for each in all_links)
