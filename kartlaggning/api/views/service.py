"""What the API says of itself: its index, its version, its description, and addresses that lead nowhere."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from kartlaggning.api import register_shapes as shapes
from kartlaggning.api.answers import Document, answers, respond, write
from kartlaggning.api.description import API_NAME, API_RELEASED, API_VERSION, described, openapi_document
from kartlaggning.api.errors import render_problem, unknown_address
from kartlaggning.api.formats import Format
from kartlaggning.api.members import common_members
from kartlaggning.api.query import Query, read_query_string
from kartlaggning.api.question import Question
from kartlaggning.api.reference import Reference, read_reference
from kartlaggning.api.views.base import OpenView, ResourceView, origin_of

RESOURCES = (
    "scenes",
    "closed_scenes",
    "municipalities",
    "city_districts",
    "police_areas",
    "editions",
    "errata",
    "changes",
    "statistics",
    "published_figures",
    "measures",
    "crimes",
    "safety",
    "api_info",
    "openapi",
    "docs",
)
OPENAPI_MEDIA_TYPE = "application/vnd.oai.openapi+json"


@extend_schema_view(
    get=described("index", "Ingång", "Adresserna till allt som API:et har.", Query, {Format.JSON: shapes.Index})
)
class Index(ResourceView):
    """The way in."""

    def document(self, question: Question) -> Document:
        """Return the addresses of all resources."""
        members = common_members(question, self.formats, is_demonstration=question.atlas.has_demonstration)
        resources = [{"name": name, "url": question.absolute(reverse(f"api:{name}"))} for name in RESOURCES]
        resources.append({"name": "ogc_api_features", "url": question.absolute(reverse("ogc:landing"))})
        return Document({**members, "title": API_NAME, "resources": resources})


@extend_schema_view(
    get=described(
        "api-info",
        "Om API:et",
        "Namn, version och läge så som den nationella REST API-profilen vill ha dem.",
        Query,
        {Format.JSON: shapes.ApiInfo},
    )
)
class ApiInfo(ResourceView):
    """Name, version and state of the API, as the national REST API profile asks for."""

    def document(self, question: Question) -> Document:
        """Return what the profile lists."""
        return Document(
            {
                "api_name": API_NAME,
                "api_version": API_VERSION,
                "api_released": API_RELEASED,
                "api_documentation": question.absolute(reverse("api:docs")),
                "api_status": "active",
            }
        )


@extend_schema(exclude=True)
class OpenApi(OpenView):
    """The API's description as OpenAPI."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the description, made once a process."""
        Query.read(read_query_string(request.META.get("QUERY_STRING", "")))
        origin = origin_of(request._request)
        return respond(
            request,
            answers.get(("openapi", origin), lambda: write(Document(openapi_document(origin)), OPENAPI_MEDIA_TYPE)),
        )


@extend_schema(exclude=True)
class UnknownAddress(OpenView):
    """Every address below /api/ that is no resource."""

    def get(self, request: Request, **place: Any) -> HttpResponse:
        """Answer that there is nothing here."""
        return render_problem(unknown_address(), request.path)


def docs(request: HttpRequest) -> HttpResponse:
    """Show the description as a page to read."""
    facts = {"reference": _reference(origin_of(request)), "schema_url": reverse("api:openapi")}
    return render(request, "api/docs.html", facts)


@lru_cache(maxsize=8)
def _reference(origin: str) -> Reference:
    """Return the reference for a site at this origin; making it takes a fifth of a second."""
    return read_reference(openapi_document(origin))
