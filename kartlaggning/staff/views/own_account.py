"""The person's own account: answering an invitation, coming back to what was being written, ending a session."""

from allauth.socialaccount.providers.openid_connect.views import login as go_to_provider
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.errors import NotFound
from kartlaggning.models import User
from kartlaggning.selectors.accounts import find_account
from kartlaggning.services import accounts
from kartlaggning.staff import held_forms
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.forms.accounts import FirstPasswordForm
from kartlaggning.staff.second_factor import is_let_in


@require_GET
@staff_page(None)
def own_account(request: HttpRequest) -> HttpResponse:
    """Show what one's account may do, and where its password, second factor and sessions are."""
    actor = signed_in(request)
    context = {"account": find_account(actor.user_id), "has_provider": bool(settings.OIDC_SERVER_URL)}
    return render(request, "staff/accounts/own.html", context)


@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the person who was invited choose a password; the link works once."""
    form = FirstPasswordForm(request.POST or None)
    invited = None
    try:
        invited = accounts.invited_by_token(token)
        if request.method == "POST" and form.is_valid():
            accounts.accept_invitation(token, password=form.cleaned_data["password"])
    except NotFound:
        return render(request, "staff/accounts/invitation_over.html", status=410)
    except ValidationError as weak:
        form.add_error("password", weak)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Lösenordet är sparat. Logga in med det.")
        return redirect("account_login")
    context = {"form": form, "invited": invited}
    return render(request, "staff/accounts/invitation.html", context, status=422 if form.errors else 200)


@staff_page(None)
def resume(request: HttpRequest) -> HttpResponse:
    """Show that what was being written when the session ended is still there, to be sent again or thrown away."""
    held = held_forms.held_for(request, signed_in(request).user_id)
    if held is None:
        return redirect("staff:home")
    if request.method == "POST":
        held_forms.discard(request)
        return redirect(held.path)
    return render(request, "staff/accounts/resume.html", {"held": held})


@require_GET
def session_status(request: HttpRequest) -> HttpResponse:
    """Tell an open page whether somebody is signed in, and give it a fresh token; asking is no activity."""
    user = request.user
    signed = isinstance(user, User) and is_let_in(request)
    name = user.name if signed and isinstance(user, User) else ""
    return JsonResponse({"signed_in": signed, "csrf": get_token(request) if signed else "", "name": name})


@require_GET
def provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the organisation's own sign-in; say so where it does not answer."""
    try:
        response: HttpResponse = go_to_provider(request, provider_id)
    except OSError:  # what `requests` raises is one
        response = render(request, "socialaccount/authentication_error.html", status=503)
    return response


@require_POST
@staff_page(None)
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one of the person's other computers or telephones."""
    accounts.end_session(pk, by=signed_in(request))
    messages.success(request, "Den är utloggad.")
    return redirect("usersessions_list")
