"""How allauth behaves here: by invitation only, in Swedish, and never without the second factor."""

import logging
import smtplib
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kartlaggning.models import User
from kartlaggning.selectors.accounts import has_accepted, number_of_second_factors
from kartlaggning.services.accounts import confirm_address
from kartlaggning.staff.middleware import ENDED

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in, password and address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Kontot är avstängt.",
        "duplicate_email": "Du har redan den e-postadressen.",
        "email_password_mismatch": "E-postadressen eller lösenordet stämmer inte. Försök igen.",
        "email_taken": "Välj en annan e-postadress: den här kan inte användas.",
        "enter_current_password": "Skriv ditt nuvarande lösenord.",
        "incorrect_code": "Koden stämmer inte. Vänta på nästa kod i appen och försök igen.",
        "incorrect_password": "Lösenordet stämmer inte. Försök igen.",
        "invalid_login": "Inloggningen stämmer inte. Försök igen.",
        "invalid_password_reset": "Länken gäller inte längre. Begär en ny.",
        "max_email_addresses": "Du kan inte lägga till fler än %d e-postadresser.",
        "too_many_login_attempts": "För många försök. Vänta fem minuter och försök igen.",
        "same_as_current": "Skriv en annan adress än den du har nu.",
        "rate_limited": "För många försök. Vänta en stund och försök igen.",
        "unverified_primary_email": "Bekräfta e-postadressen först, med länken som vi har skickat.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody can sign up: accounts are by invitation."""
        return False

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Tell whether the password or code must be shown once more: not within minutes of the sign-in itself."""
        if not super().is_reauthentication_required(app=app):
            return False
        shown = [float(record["at"]) for record in get_authentication_records(self.request, self.request.user)]
        return bool(time.time() - max(shown, default=0) >= app_settings.REAUTHENTICATION_TIMEOUT)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Return the ways to show again who one is, in Swedish."""
        words = {
            "reauthenticate": "Använd ditt lösenord",
            "mfa_reauthenticate": "Använd en kod",
            "mfa_reauthenticate:webauthn": "Använd en nyckel",
        }
        return [{**method, "description": words[method["id"]]} for method in super().get_reauthentication_methods(user)]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the person's own account."""
        return reverse("own_account")

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """Mail the link, but not past an invitation: who has not answered theirs is told to ask for a new one."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)
        else:
            self.send_mail("account/email/no_password", email, {"is_invited": not has_accepted(_ours(user))})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send; a mail server that is down is logged, and the page answers as ever."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException):
            log.exception("a mail about an account was not sent")

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse:
        """Answer a sign-in; why the former session ended is no longer of interest."""
        request.session.pop(ENDED, None)
        response: HttpResponse = super().post_login(request, user, **more)
        return response


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Det här är ditt enda andra steg. Lägg till ett annat innan du tar bort det.",
        "cannot_generate_recovery_codes": "Ställ in en app eller en nyckel innan du skapar reservkoder.",
        "incorrect_code": "Koden stämmer inte. Vänta på nästa kod i appen och försök igen.",
        "unverified_email": "Bekräfta din e-postadress innan du ställer in tvåstegsinloggning.",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Tell whether another second factor is left; in a demonstration none is needed."""
        if settings.DEMONSTRATION or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        return number_of_second_factors(authenticator.user_id) > 1

    def generate_authenticator_name(self, user: AbstractBaseUser, *_: Any, **__: Any) -> str:
        """Return a name for a key that got none."""
        return f"Nyckel {number_of_second_factors(user.pk, (Authenticator.Type.WEBAUTHN,)) + 1}"


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on: a way in to an account that exists, matched by the address that the provider has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return that nobody gets an account by signing in."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse to tie a provider's account to whoever is signed in, and take over what the provider has verified."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(redirect("own_account"))
        if sociallogin.is_existing and any(
            address.verified and address.email.lower() == sociallogin.user.email.lower()
            for address in sociallogin.email_addresses
        ):
            confirm_address(_ours(sociallogin.user))


def _ours(user: AbstractBaseUser) -> User:
    if not isinstance(user, User):
        raise TypeError(type(user))
    return user
