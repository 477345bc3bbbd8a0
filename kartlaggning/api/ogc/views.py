"""The resources of OGC API – Features: read strictly, answered from kept bytes, as data or as a page."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotAcceptable
from rest_framework.request import Request

from kartlaggning.api.answers import Answer, Document, write
from kartlaggning.api.formats import Format
from kartlaggning.api.ogc import documents, pages
from kartlaggning.api.ogc.features import collection_named
from kartlaggning.api.ogc.links import GEOJSON, HTML, JSON, OPENAPI
from kartlaggning.api.ogc.openapi import openapi_document
from kartlaggning.api.ogc.wanted import ITEM, PAGE, check_names, read_crs, read_items
from kartlaggning.api.query import read_query_string
from kartlaggning.api.question import Question
from kartlaggning.api.reference import read_reference
from kartlaggning.api.views.base import OpenView, kept_or_computed, origin_of
from kartlaggning.selectors.editions.once import atlas_for

HTML_IN_UTF8 = f"{HTML}; charset=utf-8"


@extend_schema(exclude=True)
class OgcView(OpenView):
    """A resource of the OGC API. Subclasses name what it is called as data and its template, and make the document."""

    media_type: ClassVar[str] = JSON
    template: ClassVar[str]

    def get(self, request: Request, **place: str) -> HttpResponseBase:
        """Answer with kept bytes, or make them. Costs one small query, as a page too."""
        django_request = request._request
        atlas = atlas_for(django_request)
        given = read_query_string(request.META.get("QUERY_STRING", ""))
        as_page = wants_page(given.get("f"), django_request, self.media_type)
        origin = origin_of(django_request)
        question = Question(atlas, Format.JSON, origin, request.path, given, {}, place)
        key = (atlas.loaded_key, origin, request.path, tuple(sorted(given.items())), as_page)
        return kept_or_computed(request, key, lambda: self._make(question, django_request, as_page=as_page))

    def _make(self, question: Question, request: HttpRequest, *, as_page: bool) -> Answer:
        document = self.document(question)
        if not as_page:
            return write(document, self.media_type)
        html = render_to_string(self.template, self.facts(question, document), request)
        return write(Document(html.encode(), document.headers), HTML_IN_UTF8)

    def document(self, question: Question) -> Document:
        """Return what is answered; raises ValidationError and NotFoundInEdition."""
        raise NotImplementedError

    def facts(self, question: Question, document: Document) -> dict[str, Any]:
        """Return what the page shows."""
        return pages.facts(question, document)


class Landing(OgcView):
    """The way in."""

    template = "api/ogc/landing.html"

    def document(self, question: Question) -> Document:
        """Return the links to all else."""
        check_names(question.given, PAGE)
        return documents.landing(question)


class Conformance(OgcView):
    """Which parts of the standard there are."""

    template = "api/ogc/conformance.html"

    def document(self, question: Question) -> Document:
        """Return the conformance classes."""
        check_names(question.given, PAGE)
        return documents.conformance(question)


class Api(OgcView):
    """The description as OpenAPI 3.0."""

    media_type = OPENAPI
    template = "api/docs.html"

    def document(self, question: Question) -> Document:
        """Return the description."""
        check_names(question.given, PAGE)
        return Document(openapi_document(question.absolute(reverse("ogc:landing"))))

    def facts(self, question: Question, document: Document) -> dict[str, Any]:
        """Return what the page shows: the same reference as that of the API."""
        described: Any = document.content
        root = reverse("ogc:landing")
        paths = {root + path.removesuffix("/"): item for path, item in described["paths"].items()}
        whole = {**described, "servers": [{"url": question.origin}], "paths": paths}
        return {"reference": read_reference(whole), "schema_url": f"{reverse('ogc:api')}?f=json"}


class Collections(OgcView):
    """All collections."""

    template = "api/ogc/collections.html"

    def document(self, question: Question) -> Document:
        """Return the collections."""
        check_names(question.given, PAGE)
        return documents.collections(question)


class CollectionOf(OgcView):
    """One collection."""

    template = "api/ogc/collection.html"

    def document(self, question: Question) -> Document:
        """Return the collection."""
        kind = collection_named(question.place["collection"])
        check_names(question.given, PAGE)
        return documents.collection(question, kind)


class Items(OgcView):
    """The features of a collection."""

    media_type = GEOJSON
    template = "api/ogc/items.html"

    def document(self, question: Question) -> Document:
        """Return a page of features."""
        kind = collection_named(question.place["collection"])
        return documents.items(question, kind, read_items(question.given, kind.filters))


class Item(OgcView):
    """One feature."""

    media_type = GEOJSON
    template = "api/ogc/item.html"

    def document(self, question: Question) -> Document:
        """Return the feature."""
        kind = collection_named(question.place["collection"])
        check_names(question.given, ITEM)
        return documents.item(question, kind, question.place["feature"], read_crs(question.given, "crs"))


def wants_page(wanted: str | None, request: HttpRequest, media_type: str) -> bool:
    """Tell whether the answer is to be a page; `f=` goes before Accept. Raises NotAcceptable where neither will do."""
    if wanted is not None:
        return wanted == "html"
    preferred = request.get_preferred_type([media_type.partition(";")[0], JSON, HTML])
    if preferred is None:
        raise NotAcceptable(f"Svaret finns som {media_type} och {HTML}.")
    return preferred == HTML
