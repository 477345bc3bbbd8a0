"""What surrounds every staff page: no caches, an end to idle sessions, the second factor, and no lost work."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from kartlaggning.models import User
from kartlaggning.staff import held_forms
from kartlaggning.staff.access import wants_json
from kartlaggning.staff.second_factor import Factor, factor_of

STAFF, OWN_ACCOUNT = "/personal/", "/personal/konto/"
# Activity is noted at most this often, so that a page is not a write.
SECONDS_BETWEEN_NOTES = 60
SEEN, ENDED, AFTER_SET_UP = "seen_at", "ended_by_idleness", "after_second_factor"
# All that an account without a second factor may open: what sets one up, and the way out.
SET_UP_PAGES = frozenset(
    (
        *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"),
        "account_logout",
    )
)
# Asking whether one is signed in is no activity: a page that lies open may ask as often as it likes.
NO_ACTIVITY = "own_session_status"

GetResponse = Callable[[HttpRequest], HttpResponse]


class StaffMiddleware:
    """Stands last, inside session, CSRF and sign-in: a form that it holds has passed the check against forgery."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(STAFF):
            return self.get_response(request)
        vars(request)["staff_session_of"] = request.session.get(SESSION_KEY)
        _end_if_idle(request)
        held_forms.discard_if_too_old(request)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET" and not response.content:
            response = _not_a_page(request, response)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        # For allauth's pages and the error pages, which staff_page does not guard: no third party sees them either.
        vars(response).setdefault("_csp_replace", {"img-src": settings.STAFF_IMAGE_SOURCES})
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer in the view's place where the session has ended or the second factor is missing."""
        if not request.path_info.startswith(STAFF):
            return None
        user = request.user
        if isinstance(user, User):
            return _second_factor(request, user)
        ended_for = vars(request).get("staff_session_of")
        if ended_for is None or request.path_info.startswith(OWN_ACCOUNT):
            return None
        if wants_json(request):
            return JsonResponse({"login": settings.LOGIN_URL}, status=401)
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            return _hold(request, int(ended_for))
        return None


def _not_a_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answer in words where an address that only takes a form is opened as a page, as after signing in again."""
    heading = "Det går inte att öppna adressen som en sida"
    sentences = ("Den tar bara emot ett formulär, och det kom inte med. Gå tillbaka och skicka det igen.",)
    page = render(request, "staff/refused.html", {"heading": heading, "sentences": sentences}, status=405)
    page.headers["Allow"] = response.headers.get("Allow", "")
    return page


def _end_if_idle(request: HttpRequest) -> None:
    session, now = request.session, int(time.time())
    if session.get(SESSION_KEY) is None:
        return
    seen = session.get(SEEN, now)
    if now - seen > settings.SESSION_IDLE_MINUTES * 60:
        session.flush()
        session[ENDED] = True
    elif SEEN not in session or (now - seen >= SECONDS_BETWEEN_NOTES and request.path != reverse(NO_ACTIVITY)):
        session[SEEN] = now


def _hold(request: HttpRequest, user_id: int) -> HttpResponse:
    """Hold the form and lead to the sign-in page; after that the person is asked whether to send it again."""
    if held_forms.hold(request, user_id):
        return redirect_to_login(reverse("own_resume"))
    messages.warning(request, "Formuläret var för stort för att hållas kvar när du loggades ut.")
    return redirect_to_login(request.path)


def _second_factor(request: HttpRequest, user: User) -> HttpResponse | None:
    """Lead whoever has no second factor to where it is set up, and a session that never showed one to sign in again."""
    factor = factor_of(request, user)
    match = request.resolver_match
    name = match.view_name if match else ""
    if factor is Factor.PASSED:
        _forget_what_has_been_reached(request, user)
        return None
    if name == NO_ACTIVITY:
        return None  # it tells that nobody is let in
    if factor is Factor.NOT_ASKED:
        logout(request)
        if wants_json(request):
            return JsonResponse({"login": settings.LOGIN_URL}, status=401)
        return redirect_to_login(request.path if request.method == "GET" else reverse("staff:home"))
    if name in SET_UP_PAGES:
        return None
    if wants_json(request):
        return JsonResponse({"login": reverse("mfa_index")}, status=401)
    if request.method == "GET":
        request.session[AFTER_SET_UP] = request.get_full_path()
    return redirect("mfa_index")


def _forget_what_has_been_reached(request: HttpRequest, user: User) -> None:
    """Forget where the set-up was to lead, and the held form, once the person is there."""
    if request.session.get(AFTER_SET_UP) == request.get_full_path():
        del request.session[AFTER_SET_UP]
    if request.method == "POST" and not request.path_info.startswith(OWN_ACCOUNT):
        held = held_forms.held_for(request, user.pk)
        if held and held.path == request.get_full_path():
            held_forms.discard(request)
