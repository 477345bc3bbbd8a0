"""The whole public site as another edition has it: below a superseded edition's address, and below a preview link.

`/utgavor/<ref>/las/…` shows an edition with the earlier rounds it was based on. `/forhandsvisning/<secret>/…` shows a
built edition as if it were published. The pages themselves know nothing of it: the prefix is taken off the path, put
in front of every address they make, and what they read goes through a lens.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils.cache import add_never_cache_headers

from kartlaggning.public.views.errors import gone, not_found
from kartlaggning.selectors.editions import current_atlas, lens
from kartlaggning.selectors.editions.lens import Lens
from kartlaggning.selectors.editions.previews import find_preview
from kartlaggning.services.editions.preview_links import record_visit

READING = re.compile(r"^/utgavor/(?P<ref>[a-z0-9-]+)/las(?P<rest>/.*)$")
PREVIEW = re.compile(r"^/forhandsvisning/(?P<token>[A-Za-z0-9_-]+)(?P<rest>/.*)$")
NOT_BELOW = (
    *("/personal/", "/halsa/", "/static/", "/utgavor/", "/forhandsvisning/"),
    *("/datasets/", "/sitemap.xml", "/robots.txt", "/en/utgavor/"),
)
SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class OtherEdition:
    """What the page's frame says: which edition is read, and until when the link holds (None for no preview)."""

    ref: str
    title: str
    expires_at: datetime | None = None


class OtherEditionMiddleware:
    """Takes the prefix off, sets the lens, and marks the answers as not for search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if found := READING.match(request.path_info):
            return self._read(request, found["ref"], found["rest"])
        if found := PREVIEW.match(request.path_info):
            return self._preview(request, found["token"], found["rest"])
        return self.get_response(request)

    def _read(self, request: HttpRequest, ref: str, rest: str) -> HttpResponse:
        entry = next((entry for entry in current_atlas().register if entry.ref == ref), None)
        if entry is None:
            return not_found(request, Http404())
        if entry.is_withdrawn:
            return gone(request, entry.state_reason)
        through = Lens(ref, as_it_was=True)
        return self._answer(
            request, request.path_info.removesuffix(rest), rest, through, OtherEdition(ref, entry.title)
        )

    def _preview(self, request: HttpRequest, token: str, rest: str) -> HttpResponse:
        preview = find_preview(token)
        if preview is None:
            return not_found(request, Http404())
        record_visit(preview.link_id, path=rest, address=request.META.get("REMOTE_ADDR"))
        shown = OtherEdition(preview.ref, preview.title, preview.expires_at)
        prefix = request.path_info.removesuffix(rest)
        response = self._answer(request, prefix, rest, Lens(preview.ref, as_it_was=False), shown)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        return response

    def _answer(self, request: HttpRequest, prefix: str, rest: str, through: Lens, shown: OtherEdition) -> HttpResponse:
        if rest.startswith(NOT_BELOW) or request.method not in SAFE:
            return not_found(request, Http404())
        before = get_script_prefix()
        request.path_info = rest
        vars(request)["other_edition"] = shown
        set_script_prefix(before.rstrip("/") + prefix + "/")
        try:
            with lens.reading(through):
                response = self.get_response(request)
        finally:
            set_script_prefix(before)
        response["X-Robots-Tag"] = "noindex"
        return response
