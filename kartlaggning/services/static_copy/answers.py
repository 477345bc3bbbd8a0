"""Answers of the site's own pages without a server: what a static copy is made of."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, HttpResponseBase

from kartlaggning.exports.static_copy import REQUEST_KEY, StaticCopy

VISITS, REFUSALS = "drogscener.access", "django.request"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answers: status, media type, the whole content, and where it leads on to (path) if it does."""

    status: int
    media_type: str
    content: bytes
    location: str = ""


class _OwnRequest(WSGIRequest):
    """A request that we make ourselves: the site's own host is right whatever hosts the outside may ask for."""

    def get_host(self) -> str:
        return str(self.META["HTTP_HOST"])


class Site:
    """Asks the site for one address after another, as a visitor without cookies would."""

    def __init__(self, ref: str = "", title: str = "") -> None:
        self._handler = WSGIHandler()
        self._address = urlsplit(settings.SITE_URL)
        self.copy = StaticCopy(live_url=settings.SITE_URL, ref=ref, title=title)

    def ask(self, address: str) -> Answer:
        """Return what the site answers to a path with query."""
        # Never closed: the end of a request closes the database's connection, which a command still uses.
        response = self._handler.get_response(_OwnRequest(self._environ(address)))
        return Answer(
            status=response.status_code,
            media_type=response.headers.get("Content-Type", "").partition(";")[0],
            content=_content(response),
            location=response.headers.get("Location", "").removeprefix(settings.SITE_URL),
        )

    def _environ(self, address: str) -> dict[str, object]:
        path, _mark, query = address.partition("?")
        scheme = "https" if settings.HTTPS else self._address.scheme
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": self._address.hostname or "localhost",
            "SERVER_PORT": str(self._address.port or (443 if scheme == "https" else 80)),
            "HTTP_HOST": self._address.netloc,
            "HTTP_X_FORWARDED_PROTO": scheme,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": scheme,
            "wsgi.input": BytesIO(),
            REQUEST_KEY: self.copy,
        }


@contextmanager
def without(log_name: str) -> Iterator[None]:
    """Leave our own requests out of a log."""
    log = logging.getLogger(log_name)
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _content(response: HttpResponseBase) -> bytes:
    if isinstance(response, HttpResponse):
        return response.content
    return b"".join(bytes(piece) for piece in response)
