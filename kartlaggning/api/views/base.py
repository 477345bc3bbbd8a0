"""What every resource does: read strictly, answer from the kept bytes, and let every origin read."""

from collections.abc import Callable, Hashable
from http import HTTPStatus
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from kartlaggning.api.answers import (
    CORS_HEADERS,
    PREFLIGHT_HEADERS,
    Answer,
    Document,
    answers,
    respond,
    write,
)
from kartlaggning.api.formats import Format, choose
from kartlaggning.api.limits import left_headers
from kartlaggning.api.permissions import Everybody
from kartlaggning.api.query import Query, read_query_string
from kartlaggning.api.question import Question, chosen_edition
from kartlaggning.computed_limit import computed
from kartlaggning.selectors.editions import Atlas, current_atlas


class NoRenderer(BaseContentNegotiation):
    """The views write their own bytes; DRF's renderers have no part in it."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        """Return DRF's first renderer, which is never called."""
        return renderers[0], renderers[0].media_type


class OpenView(APIView):
    """A read-only view that scripts of any site may read."""

    permission_classes = [Everybody]
    content_negotiation_class = NoRenderer
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, errors and 304 included, with the headers that let a script of any site read."""
        response = _preflight() if request.method == "OPTIONS" else super().dispatch(request, *args, **kwargs)
        for name, value in CORS_HEADERS.items():
            response.headers[name] = value
        return response


class ResourceView(OpenView):
    """A resource answered from the current editions. Subclasses name query and formats, and make the document."""

    query: ClassVar[type[Query]] = Query
    formats: ClassVar[tuple[Format, ...]] = (Format.JSON,)

    def get(self, request: Request, **place: str) -> HttpResponseBase:
        """Answer with kept bytes, or make them. Costs one small query, whatever the number of scenes."""
        atlas = current_atlas()
        given = read_query_string(request.META.get("QUERY_STRING", ""))
        format_ = choose(given.get("f"), request.META.get("HTTP_ACCEPT", ""), self.formats)
        origin = origin_of(request._request)
        key = (atlas.loaded_key, origin, request.path, tuple(sorted(given.items())), format_)
        return kept_or_computed(request, key, lambda: self._make(atlas, format_, origin, given, place))

    def _make(self, atlas: Atlas, format_: Format, origin: str, given: dict[str, str], place: dict[str, str]) -> Answer:
        chosen, values = chosen_edition(atlas, self.query.read(given))
        question = Question(chosen, format_, origin, self.request.path, given, values, place)
        return write(self.document(question), format_.content_type)

    def document(self, question: Question) -> Document:
        """Return what is answered; raises NotFoundInEdition."""
        raise NotImplementedError


def kept_or_computed(request: Request, key: Hashable, make: Callable[[], Answer]) -> HttpResponseBase:
    """Answer with what is kept, which is free; else make it, which counts. Raises TooManyQuestions."""
    answer, headers = answers.find(key), {}
    if answer is None:
        headers = left_headers(
            computed.take(request.META.get("REMOTE_ADDR", ""), most=settings.API_COMPUTED_PER_MINUTE)
        )
        answer = answers.keep(key, make())
    response = respond(request, answer)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _preflight() -> HttpResponseBase:
    """Answer a browser's question whether another site's script may read."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT_HEADERS)


def origin_of(request: HttpRequest) -> str:
    """Return scheme and host as the reader wrote them; the host has passed ALLOWED_HOSTS."""
    return f"{request.scheme}://{request.get_host()}"
