"""Finished answers: bytes with their ETag, kept while the editions stand still, and the headers they go out with."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.request import Request

from kartlaggning.exports.formats.jsonrows import json_bytes

# What is hidden must be gone within two minutes; with the ETag asking again costs a few hundred bytes.
CACHE_CONTROL = "public, max-age=60"
KEPT_ANSWERS, LARGEST_KEPT = 128, 250_000  # bytes; larger ones are kept compressed in front of Django alone
CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Crs, ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
}
PREFLIGHT_HEADERS = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Document:
    """What a view answers, before it is written: JSON content or finished bytes, and the headers that belong to it."""

    content: Mapping[str, Any] | bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A written answer. `etag` is made of the bytes themselves: equal tags are equal answers."""

    body: bytes
    media_type: str
    etag: str
    headers: Mapping[str, str]


def write(document: Document, media_type: str) -> Answer:
    """Return the document as bytes with their ETag."""
    body = document.content if isinstance(document.content, bytes) else json_bytes(document.content)
    identity = body + media_type.encode() + repr(sorted(document.headers.items())).encode()
    return Answer(body, media_type, f'"{hashlib.sha256(identity).hexdigest()[:32]}"', document.headers)


class AnswerStore:
    """The answers given last, by question and edition; the least recently used go first. Safe among threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the kept answer, or make and keep it."""
        return self.find(key) or self.keep(key, make())

    def find(self, key: Hashable) -> Answer | None:
        """Return the kept answer, or None."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def keep(self, key: Hashable, answer: Answer) -> Answer:
        """Keep an answer that is not too large, and return it."""
        if len(answer.body) > LARGEST_KEPT:
            return answer
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return answer


answers = AnswerStore(KEPT_ANSWERS)


def respond(request: Request, answer: Answer) -> HttpResponseBase:
    """Return the answer, or 304 where the reader has it already."""
    headers = {"ETag": answer.etag, "Cache-Control": CACHE_CONTROL, **answer.headers}
    response = HttpResponse(answer.body, content_type=answer.media_type, headers=headers)
    patch_vary_headers(response, ["Accept"])
    conditional = get_conditional_response(request._request, etag=answer.etag, response=response)
    return conditional if conditional is not None else response
