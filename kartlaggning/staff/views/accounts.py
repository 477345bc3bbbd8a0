"""Administration of accounts: the list, the invitation, and what may be done to an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.errors import Refused
from kartlaggning.permissions import Permission, can
from kartlaggning.selectors.accounts import area_choices, find_account, list_accounts
from kartlaggning.services import accounts
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.forms.accounts import AccountForm, InvitationForm, filled_from

ACTS = {
    "bjud-in-igen": "En ny inbjudan är skickad till {name}.",
    "stang-av": "Kontot för {name} är avstängt.",
    "aktivera": "Kontot för {name} är aktivt igen.",
    "aterstall": "Tvåstegsinloggningen för {name} är återställd.",
}


@require_GET
@staff_page(Permission.MANAGE_ACCOUNTS)
def account_list(request: HttpRequest) -> HttpResponse:
    """Show who has an account, in which role, and how it stands."""
    return render(request, "staff/accounts/list.html", {"accounts": list_accounts()})


@staff_page(Permission.MANAGE_ACCOUNTS)
def invite(request: HttpRequest) -> HttpResponse:
    """Show the form of an invitation, and send it."""
    actor = signed_in(request)
    may_grant = can(actor, Permission.GRANT_POLICE_ONLY)
    form = InvitationForm(request.POST or None, areas=area_choices(timezone.localdate()), may_grant=may_grant)
    if request.method == "POST" and form.is_valid():
        try:
            user = accounts.invite(
                email=form.cleaned_data["email"], data=form.data_of(), by=actor, link=invitation_link(request)
            )
        except FieldRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Inbjudan är skickad till {user.name}.")
            return redirect("staff:accounts")
    return render(request, "staff/accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@staff_page(Permission.MANAGE_ACCOUNTS)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account and change its name, role and areas."""
    actor, found = signed_in(request), find_account(pk)
    form = AccountForm(
        request.POST or None,
        initial=filled_from(found),
        areas=area_choices(timezone.localdate()),
        may_grant=can(actor, Permission.GRANT_POLICE_ONLY),
    )
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change_account(pk, data=form.data_of(), by=actor)
        except FieldRefused as refusal:
            form.refuse(refusal)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Ändringarna är sparade.")
            return redirect("staff:account", pk)
    may_reset = can(actor, Permission.GRANT_POLICE_ONLY)
    context = {"account": found, "form": form, "is_own": pk == actor.user_id, "may_reset": may_reset}
    return render(request, "staff/accounts/account.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(Permission.MANAGE_ACCOUNTS)
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the acts that need no form: invite again, switch off or on, reset the second factor."""
    actor = signed_in(request)
    try:
        if name == "bjud-in-igen":
            user = accounts.invite_again(pk, by=actor, link=invitation_link(request))
        else:
            verbs = {
                "stang-av": accounts.deactivate,
                "aktivera": accounts.reactivate,
                "aterstall": accounts.reset_second_factor,
            }
            user = verbs[name](pk, by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, ACTS[name].format(name=user.name))
    return redirect("staff:account", pk)


def invitation_link(request: HttpRequest) -> accounts.Link:
    """Return what makes an invitation's address on this site."""
    return lambda token: request.build_absolute_uri(reverse("own_invitation", args=[token]))
