"""Which door answers a request that is refused: the staff side's or the public one, each in its own frame."""

from django.http import HttpRequest, HttpResponse

from kartlaggning.public.views import errors as public
from kartlaggning.staff.views import refusals as staff


def _is_staff(request: HttpRequest) -> bool:
    return request.path_info.startswith("/personal/")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that failed the check against forgery; `reason` is Django's and technical."""
    return staff.csrf_failure(request, reason) if _is_staff(request) else public.csrf_failure(request, reason)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return staff.forbidden(request, exception) if _is_staff(request) else public.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return staff.not_found(request, exception) if _is_staff(request) else public.not_found(request, exception)
