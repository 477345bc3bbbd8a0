"""What allauth tells about accounts, written into the log, and what follows from it for the session."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import user_logged_out
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from kartlaggning.models import User
from kartlaggning.selectors.accounts import SECOND_FACTORS
from kartlaggning.services import accounts, import_files
from kartlaggning.staff import held_forms
from kartlaggning.staff.access import address_of
from kartlaggning.staff.second_factor import SET_UP_HERE


def connect() -> None:
    """Listen, once at the start of the process."""
    account_signals.user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    account_signals.password_changed.connect(_noted("change-password"), weak=False)
    account_signals.password_set.connect(_noted("set-password"), weak=False)
    account_signals.password_reset.connect(_noted("reset-password"), weak=False)
    account_signals.email_changed.connect(_noted("change-email"), weak=False)
    mfa_signals.authenticator_added.connect(_authenticator_added)
    mfa_signals.authenticator_removed.connect(_authenticator_removed)
    mfa_signals.authenticator_reset.connect(_noted("renew-recovery-codes"), weak=False)


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    request.session.set_expiry(None)  # as the settings say, whatever the anonymous session before had
    held_forms.held_for(request, user.pk)  # throws away another's
    SessionStore.clear_expired()  # so that no job has to
    import_files.purge()  # the same
    accounts.note(user, "sign-in", address=_address(request))


def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        accounts.note(user, "sign-out", address=_address(request))


def _noted(action: str) -> Any:
    def note(request: HttpRequest, user: User, **_: Any) -> None:
        accounts.note(user, action, address=_address(request))

    return note


def _authenticator_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Note it. Sessions begun elsewhere with the password alone end: they have not shown the new factor."""
    if authenticator.type in SECOND_FACTORS:
        request.session[SET_UP_HERE] = user.pk
        accounts.end_sessions(user, but=request.session.session_key)
    accounts.note(user, "add-authenticator", address=_address(request), details={"type": str(authenticator.type)})


def _authenticator_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    accounts.note(user, "remove-authenticator", address=_address(request), details={"type": str(authenticator.type)})


def _address(request: HttpRequest) -> str | None:
    return address_of(request)
