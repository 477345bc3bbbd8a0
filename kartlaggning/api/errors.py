"""Every error of the API as a problem document (RFC 9457), in Swedish, with a `type` that never changes."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from rest_framework import exceptions

from kartlaggning.api.limits import policy_header
from kartlaggning.errors import GoneFromEdition, NotFoundInEdition, TooManyQuestions
from kartlaggning.exports.formats.jsonrows import json_bytes

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:drogscener:problem:"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong. `slug` completes the type URI; `errors` says parameter by parameter what to change."""

    slug: str
    title: str
    status: HTTPStatus
    detail: str
    errors: tuple[Mapping[str, str], ...] = field(default=())


def problem_response(exception: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Answer an exception; DRF's EXCEPTION_HANDLER. What is our own fault is logged and answered without details."""
    request = context.get("request")
    response = render_problem(problem_of(exception), request.path if request is not None else "")
    if isinstance(exception, TooManyQuestions):
        for name, value in {**policy_header(), "Retry-After": str(exception.wait)}.items():
            response[name] = value
    return response


def render_problem(problem: Problem, path: str) -> HttpResponse:
    """Return the problem as an answer that no cache keeps."""
    content = {
        "type": TYPE_PREFIX + problem.slug,
        "title": problem.title,
        "status": int(problem.status),
        "detail": problem.detail,
        "instance": path,
        "errors": list(problem.errors),
    }
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(json_bytes(content), content_type=MEDIA_TYPE, status=problem.status, headers=headers)


def problem_of(exception: Exception) -> Problem:
    """Return the problem that an exception stands for."""
    if isinstance(exception, exceptions.ValidationError):
        return _bad_parameters(exception)
    if isinstance(exception, GoneFromEdition):
        return Problem("removed", "Det är borttaget", HTTPStatus.GONE, str(exception))
    if isinstance(exception, NotFoundInEdition):
        return Problem("not-in-edition", "Det finns inte i kartläggningen", HTTPStatus.NOT_FOUND, str(exception))
    if isinstance(exception, (Http404, exceptions.NotFound)):
        return unknown_address()
    if isinstance(exception, exceptions.MethodNotAllowed):
        detail = "API:et går bara att läsa. Använd GET, HEAD eller OPTIONS."
        return Problem("method-not-allowed", "Metoden finns inte här", HTTPStatus.METHOD_NOT_ALLOWED, detail)
    if isinstance(exception, exceptions.NotAcceptable):
        return Problem("not-acceptable", "Formatet finns inte här", HTTPStatus.NOT_ACCEPTABLE, str(exception.detail))
    if isinstance(exception, (exceptions.PermissionDenied, exceptions.NotAuthenticated)):
        detail = "Det här är inte öppet för alla."
        return Problem("forbidden", "Du får inte läsa det här", HTTPStatus.FORBIDDEN, detail)
    if isinstance(exception, TooManyQuestions):
        status = HTTPStatus.TOO_MANY_REQUESTS
        return Problem("too-many-questions", "För många frågor", status, str(exception))
    logger.error("API failed", exc_info=exception)
    detail = "Felet är vårt och har antecknats. Försök igen senare."
    return Problem("server-error", "Något gick fel hos oss", HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def unknown_address() -> Problem:
    """Return the problem of an address that leads nowhere."""
    detail = "Adressen finns inte i API:et. Adresserna står i /api/v1/ och har inget snedstreck sist."
    return Problem("unknown-address", "Adressen finns inte", HTTPStatus.NOT_FOUND, detail)


def _bad_parameters(exception: exceptions.ValidationError) -> Problem:
    detail = exception.detail
    by_name = detail if isinstance(detail, dict) else {"": detail}
    errors = tuple(
        {"parameter": str(name), "detail": " ".join(str(message) for message in messages)}
        for name, messages in by_name.items()
    )
    text = " ".join(
        f"{error['parameter']}: {error['detail']}" if error["parameter"] else error["detail"] for error in errors
    )
    return Problem("bad-parameter", "Frågan går inte att läsa", HTTPStatus.BAD_REQUEST, text, errors)
