"""How long browsers and caches may keep a page without asking again."""

from functools import wraps

from django.http import HttpRequest, HttpResponseBase

from kartlaggning.public.missing import Arguments, View

# What is hidden must be gone from readers' sight within two minutes; with the ETag, asking again costs little.
CACHE_CONTROL = "public, max-age=60"


def kept_briefly(view: View[Arguments]) -> View[Arguments]:
    """Return the view with its successful answers marked as the same for everybody; for pages without a form."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response["Cache-Control"] = CACHE_CONTROL
        return response

    return answered
