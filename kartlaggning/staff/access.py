"""The lock of the staff door: every view names the permission it takes, and what is asked for must be in sight."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any, Concatenate, ParamSpec

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from kartlaggning.errors import Forbidden, NotFound
from kartlaggning.permissions import Actor, Located, Permission, can
from kartlaggning.selectors.accounts import actor_for

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_page(permission: Permission | None) -> Callable[[View[P]], View[P]]:
    """Open a view for those whose role has the permission; None means everybody who is signed in.

    Who is not signed in is led to the sign-in page and back; a program's request gets 401. Who lacks the permission
    gets 403. Inside the view NotFound becomes 404 and Forbidden 403. The page may load no tile but STAFF_TILES_URL's
    and is never kept by a cache.
    """

    def locked(view: View[P]) -> View[P]:
        @wraps(view)
        def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_of(request)
            if actor is None:
                return _signed_out(request)
            if permission is not None and not can(actor, permission):
                raise PermissionDenied
            try:
                response = view(request, *args, **kwargs)
            except NotFound as error:
                raise Http404(str(error)) from error
            except Forbidden as error:
                raise PermissionDenied(str(error)) from error
            add_never_cache_headers(response)
            return response

        guarded: Any = csp_replace({"img-src": settings.STAFF_IMAGE_SOURCES})(entered)
        guarded.permission = permission  # what the access matrix test reads
        return guarded  # type: ignore[no-any-return]

    return locked


def actor_of(request: HttpRequest) -> Actor | None:
    """Return who is signed in, read once a request; None for nobody."""
    if not hasattr(request, "staff_actor"):
        user = request.user
        vars(request)["staff_actor"] = actor_for(user, address_of(request)) if user.is_authenticated else None
    return vars(request)["staff_actor"]  # type: ignore[no-any-return]


def address_of(request: HttpRequest) -> str | None:
    """Return the address that asks, for the log; None for what is none, as a proxy's own words may be.

    ClientAddressMiddleware has put it in REMOTE_ADDR, from X-Forwarded-For where TRUSTED_PROXIES says who wrote it.
    """
    try:
        return str(ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0]))
    except ValueError:
        return None


def signed_in(request: HttpRequest) -> Actor:
    """Return who is signed in, inside a view that staff_page guards."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    return actor


def require(request: HttpRequest, permission: Permission, obj: Located | None = None) -> Actor:
    """Return the actor who may do this to this, or answer 403."""
    actor = signed_in(request)
    if not can(actor, permission, obj):
        raise PermissionDenied
    return actor


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a page's script asks, not a person's browser."""
    return request.headers.get("X-Requested-With") == "fetch" or request.headers.get("Accept") == "application/json"


def _signed_out(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"login": settings.LOGIN_URL}, status=401)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else request.path)
