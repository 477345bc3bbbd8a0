"""Documents for machines: made once while the editions stand still, and found at one address for all languages."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils import translation

from kartlaggning.public.editions.file_answers import CORS_HEADERS, PREFLIGHT_HEADERS
from kartlaggning.public.keeping import CACHE_CONTROL
from kartlaggning.public.missing import Arguments, View
from kartlaggning.selectors.editions import Atlas

_made: dict[str, tuple[str, bytes]] = {}


def made_once(name: str, atlas: Atlas, make: Callable[[], bytes]) -> bytes:
    """Return a document of the current editions, in Swedish; made anew when what the public may read has changed."""
    key, content = _made.get(name, ("", b""))
    if key != atlas.loaded_key:
        with translation.override(settings.LANGUAGE_CODE):
            content = make()
        _made[name] = atlas.loaded_key, content
    return content


def document(content: bytes, media_type: str) -> HttpResponse:
    """Return a document as an answer that programs of other sites may read."""
    return HttpResponse(content, content_type=media_type, headers={"Cache-Control": CACHE_CONTROL, **CORS_HEADERS})


def at_one_address(view: View[Arguments]) -> View[Arguments]:
    """Return the view with its English address leading to the Swedish one, and with an answer to preflights."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT_HEADERS)
        if translation.get_language() != settings.LANGUAGE_CODE:
            prefix = request.path.removesuffix(request.path_info)
            own = request.path_info.removeprefix(f"/{translation.get_language()}")
            return HttpResponsePermanentRedirect(prefix + own)
        return view(request, *args, **kwargs)

    return answered
