"""The error pages: what went wrong, what there is instead, and the way back."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from kartlaggning.errors import NotFoundInEdition


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with our own message; what Django's refusals say is for the log, not for the visitor."""
    message = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"message": message}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 without saying what is behind the door."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was sent without its protection; `reason` is Django's and technical."""
    return render(request, "403.html", {"is_form": True}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404; where an edition lacks what was asked for, with the message that says what there is."""
    message = str(exception) if isinstance(exception.__cause__, NotFoundInEdition) else ""
    return render(request, "404.html", {"message": message}, status=404)


def gone(request: HttpRequest, message: str) -> HttpResponse:
    """Answer 410 for what has been taken away by decision; `message` says what is known about it.

    It says how long it may be kept: browsers keep a 410 that doesn't for ever, and what is hidden may be shown again.
    """
    response = render(request, "410.html", {"message": message}, status=410)
    patch_cache_control(response, public=True, max_age=60)
    return response


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """Answer 429 where too much was to be made at once: come back in `wait` seconds."""
    response = render(request, "public/too_many.html", {"wait": wait}, status=429)
    response["Retry-After"] = str(wait)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 from a page that needs neither database nor context."""
    return HttpResponse(render_to_string("500.html"), status=500)
