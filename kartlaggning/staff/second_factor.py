"""Whether a session has passed the second factor that every account needs outside a demonstration."""

from enum import Enum, auto

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from kartlaggning.models import User
from kartlaggning.selectors.accounts import has_second_factor

SET_UP_HERE = "second_factor_set_up"  # in the session in which the first one was added


class Factor(Enum):
    """How a signed-in session stands to the second factor."""

    PASSED = auto()
    MISSING = auto()  # the account has none yet
    NOT_ASKED = auto()  # the account has one that this session never showed, added elsewhere meanwhile


def factor_of(request: HttpRequest, user: User) -> Factor:
    """Tell how the session of this signed-in person stands; a demonstration asks for nothing."""
    if settings.DEMONSTRATION:
        return Factor.PASSED
    if not has_second_factor(user.pk):
        return Factor.MISSING
    shown = any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
    return Factor.PASSED if shown or request.session.get(SET_UP_HERE) == user.pk else Factor.NOT_ASKED


def is_let_in(request: HttpRequest) -> bool:
    """Tell whether somebody is signed in who may use the staff side."""
    user = request.user
    return isinstance(user, User) and user.is_active and factor_of(request, user) is Factor.PASSED
