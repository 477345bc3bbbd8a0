"""What happens around every request: probes, one access line, and the language of the path."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation

from drogscener import health
from kartlaggning.client_address import client_address

access_log = logging.getLogger("drogscener.access")

GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answers probes before host check and TLS redirect, so that they work by address.

    `/halsa/live`: 200 as long as the process runs. `/halsa/redo`: 200 when the site can be shown, else 503
    with the reasons.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/halsa/live":
            return self._answer([])
        if request.path == "/halsa/redo":
            return self._answer(health.reasons_not_ready())
        return self.get_response(request)

    @staticmethod
    def _answer(reasons: list[str]) -> HttpResponse:
        content = {"status": "not ready", "reasons": reasons} if reasons else {"status": "ok"}
        return JsonResponse(content, status=503 if reasons else 200, headers={"Cache-Control": "no-store"})


class ClientAddressMiddleware:
    """Puts in REMOTE_ADDR who asks, as told by the proxies that we trust: for limits, the audit log and visits."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        remote, told = request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", "")
        request.META["REMOTE_ADDR"] = client_address(remote, told, settings.TRUSTED_PROXIES)
        return self.get_response(request)


class AccessLogMiddleware:
    """Writes one line per request: method, path without query string, status, milliseconds; no visitor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        access_log.info("request", extra={"request": request, "status_code": response.status_code, "ms": milliseconds})
        return response


class PathLanguageMiddleware:
    """The path alone decides the language: `/en/…` is English, everything else Swedish.

    Neither cookie nor Accept-Language is read, so no answer varies by them and every address has one language.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            # Django's own name for it; templates read it.
            vars(request)["LANGUAGE_CODE"] = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
