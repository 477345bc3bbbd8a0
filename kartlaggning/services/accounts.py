"""Accounts: invited, changed, switched off, and what a person's own sign-in leaves in the log."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kartlaggning.choices import Role
from kartlaggning.errors import Forbidden, NotFound, Refused
from kartlaggning.models import User
from kartlaggning.permissions import POLICE_ROLES, Actor
from kartlaggning.selectors.accounts import actor_for, has_accepted
from kartlaggning.services import account_mail, audit
from kartlaggning.services.account_rules import (
    AccountData,
    FieldRefused,
    check_an_administrator_remains,
    check_data,
    check_may_grant,
    check_may_touch,
)
from kartlaggning.services.audit import By

INVITATION_DAYS = 7
_SALT = "kartlaggning.invitation"
# What in an account may open more of the police's part when it is changed.
GIVING_ACCESS = frozenset(("account_role", "may_read_police_only", "police_areas"))
AREAS = (
    ("police_areas", "police_area_ids"),
    ("municipalities", "municipality_ids"),
    ("city_districts", "city_district_ids"),
)
# Makes the whole address of an invitation's page from its token; the door knows the site's name.
Link = Callable[[str], str]


@transaction.atomic
def invite(*, email: str, data: AccountData, by: By, link: Link) -> User:
    """Make an account that nobody can sign in to yet, and mail the way in.

    Raises FieldRefused where the address is taken or the role lacks its areas, Forbidden.
    """
    check_may_touch(by, None, data.role)
    check_may_grant(by, data, None)
    check_data(data)
    email = email.strip().lower()
    taken = User.objects.filter(email__iexact=email) or EmailAddress.objects.filter(email__iexact=email)
    if taken.exists():
        raise FieldRefused("Det finns redan ett konto med den e-postadressen.", "email")
    user = User.objects.create_user(email, data.name, data.role, invited_at=timezone.now())
    _write(user, data)
    _mail_invitation(user, by, link)
    _tell_of_police_access(user, by)
    audit.record(by=by, action="invite-account", subject=_subject(user), details=_details(user))
    return user


@transaction.atomic
def invite_again(user_id: int, *, by: By, link: Link) -> User:
    """Send a new invitation; the former one stops working. Raises Refused where it has been answered."""
    user = _locked(user_id)
    check_may_touch(by, user)
    if has_accepted(user) or not user.is_active:
        raise Refused("Inbjudan är redan besvarad, eller kontot är avstängt.")
    user.invited_at = timezone.now()
    user.save(update_fields=["invited_at"])
    _mail_invitation(user, by, link)
    audit.record(by=by, action="invite-account-again", subject=_subject(user))
    return user


def invitation_token(user: User) -> str:
    """Return the signed token of the account's latest invitation."""
    return signing.dumps([user.pk, _stamp(user)], salt=_SALT)


def invited_by_token(token: str) -> User:
    """Return who is invited. Raises NotFound where the token is forged, too old, replaced or used."""
    try:
        pk, stamp = signing.loads(token, salt=_SALT, max_age=INVITATION_DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotFound("Länken gäller inte längre.") from error
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or has_accepted(user) or _stamp(user) != stamp:
        raise NotFound("Länken gäller inte längre.")
    return user


def _stamp(user: User) -> str:
    return user.invited_at.isoformat() if user.invited_at else ""


@transaction.atomic
def accept_invitation(token: str, *, password: str) -> User:
    """Set the first password; having come by mail, the address counts as verified.

    Raises NotFound as invited_by_token, and Django's ValidationError where the password is too weak.
    """
    user = _locked(invited_by_token(token).pk)
    invited_by_token(token)  # once more, now that nobody else can answer it
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    confirm_address(user)
    audit.record(by=user.name, action="accept-invitation", subject=_subject(user))
    return user


def confirm_address(user: User) -> None:
    """Note that the account's address has been shown to be the person's own."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def change_account(user_id: int, *, data: AccountData, by: By) -> User:
    """Change name, role and areas. Raises Refused and Forbidden as account_rules says."""
    user = _locked(user_id)
    check_may_touch(by, user, data.role)
    check_may_grant(by, data, user)
    check_data(data)
    if data.role is not Role.ADMINISTRATOR:
        check_an_administrator_remains(user)
    before = _details(user)
    _write(user, data)
    after = _details(user)
    changed = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if changed:
        if changed.keys() & GIVING_ACCESS:
            _tell_of_police_access(user, by)
        audit.record(by=by, action="change-account", subject=_subject(user), details={"account": changed})
    return user


@transaction.atomic
def deactivate(user_id: int, *, by: By) -> User:
    """Switch an account off: its sessions end at once and nobody can sign in to it."""
    user = _locked(user_id)
    check_may_touch(by, user)
    check_an_administrator_remains(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    audit.record(by=by, action="deactivate-account", subject=_subject(user))
    return user


@transaction.atomic
def reactivate(user_id: int, *, by: By) -> User:
    """Switch an account on again, in the role and with the areas that it had."""
    user = _locked(user_id)
    check_may_touch(by, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    _tell_of_police_access(user, by)
    audit.record(by=by, action="reactivate-account", subject=_subject(user))
    return user


@transaction.atomic
def reset_second_factor(user_id: int, *, by: By) -> User:
    """Take away a lost telephone or key: the person sets up a new one at the next sign-in, and is told by mail.

    Only an administrator may.
    """
    user = _locked(user_id)
    check_may_touch(by, user)
    if isinstance(by, Actor) and by.role is not Role.ADMINISTRATOR:
        raise Forbidden("Bara en administratör får återställa tvåstegsinloggningen.")
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    account_mail.send_when_safe(user.email, "Din tvåstegsinloggning är återställd", "second_factor_reset", user=user)
    audit.record(by=by, action="reset-second-factor", subject=_subject(user))
    return user


def end_sessions(user: User, *, but: str | None = None) -> None:
    """End all of the person's sessions, except the one with this key."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()


@transaction.atomic
def end_session(pk: int, *, by: Actor) -> None:
    """End one of the person's own sessions; another person's is left alone."""
    for session in UserSession.objects.filter(user_id=by.user_id, pk=pk):
        session.end()
        audit.record(by=by, action="end-session", subject=f"konto {by.user_id} {by.name}")


def note(user: User, action: str, *, address: str | None, details: dict[str, Any] | None = None) -> None:
    """Log what a person did to their own account: signed in, changed password, added a key."""
    by = actor_for(user, address) or user.name
    audit.record(by=by, action=action, subject=_subject(user), details=details)


def _locked(user_id: int) -> User:
    """Return the account, locked together with every administrator's, always in the same order: no two can deadlock."""
    rows = User.objects.select_for_update().filter(Q(pk=user_id) | Q(role=Role.ADMINISTRATOR)).order_by("pk")
    user = next((row for row in rows if row.pk == user_id), None)
    if user is None:
        raise NotFound("Kontot finns inte.")
    return user


def _write(user: User, data: AccountData) -> None:
    user.name, user.organisation, user.role = data.name, data.organisation, data.role
    user.is_deputy, user.may_read_police_only = data.is_deputy, data.may_read_police_only
    user.save()
    keeps = {Role.POLICE_OFFICER: AREAS[:1], Role.MUNICIPAL_OFFICER: AREAS[1:]}.get(data.role, ())
    for field, key in AREAS:
        getattr(user, field).set(getattr(data, key) if (field, key) in keeps else ())


def _subject(user: User) -> str:
    return f"konto {user.pk} {user.name}"


def _details(user: User) -> dict[str, Any]:
    """Return what the log keeps of an account: no e-mail address."""
    areas = {field: sorted(getattr(user, field).values_list("name", flat=True)) for field, _key in AREAS}
    return {
        "name": user.name,
        "organisation": user.organisation,
        "account_role": str(user.role),
        "is_deputy": user.is_deputy,
        "may_read_police_only": user.may_read_police_only,
        **areas,
    }


def _mail_invitation(user: User, by: By, link: Link) -> None:
    account_mail.send_when_safe(
        user.email,
        "Inbjudan till kartläggningen av öppna drogscener",
        "invitation",
        user=user,
        by=by if not isinstance(by, str) else "",
        role=Role(user.role).label,
        address=link(invitation_token(user)),
        days=INVITATION_DAYS,
    )


def _tell_of_police_access(user: User, by: By) -> None:
    """Mail the administrators and the police region's coordinators that somebody has been let in to the police's part.

    Whoever did it: without this a second account of one's own would go unseen.
    """
    if user.role not in POLICE_ROLES and not user.may_read_police_only:
        return
    told = User.objects.filter(role__in=(Role.ADMINISTRATOR, Role.POLICE_COORDINATOR), is_active=True)
    for person in told.exclude(pk=user.pk):
        if not isinstance(by, Actor) or person.pk != by.user_id:
            subject = "Någon har släppts in till Polisens del av kartläggningen"
            account_mail.send_when_safe(person.email, subject, "police_role_given", user=user, by=by)
