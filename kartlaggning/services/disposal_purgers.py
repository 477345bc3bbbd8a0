"""How each kind of data that may be disposed of is found and purged; each gives identifiers, never content."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from kartlaggning.choices import RoundState
from kartlaggning.models import Delivery, Notice, PreviewVisit, PublicMessage, ReviewVisit, User

ANONYMOUS_DOMAIN = "@gallrat.invalid"


@dataclass(frozen=True, slots=True)
class Found:
    """What a purge takes: how each is called in the protocol, and its time, oldest first."""

    identifiers: tuple[str, ...]
    times: tuple[datetime, ...]

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self.identifiers)


@dataclass(frozen=True, slots=True)
class Purger:
    """`find(before)` tells what is older; `purge(before)` takes away just that, inside the caller's transaction."""

    find: Callable[[datetime], Found]
    purge: Callable[[datetime], None]


def _rows(query: Callable[[datetime], "QuerySet[Model]"], name: str, time: str) -> Purger:
    """Purge rows: `name` is the column that the protocol calls them by, `time` the one that their age is read from."""

    def find(before: datetime) -> Found:
        return _found(query(before).order_by(time, name).values_list(name, time))

    def purge(before: datetime) -> None:
        query(before).delete()

    return Purger(find, purge)


def _found(pairs: Iterable[tuple[object, datetime]]) -> Found:
    listed = list(pairs)
    return Found(tuple(str(name) for name, _time in listed), tuple(time for _name, time in listed))


def _old_accounts(before: datetime) -> "QuerySet[User]":
    """Return the accounts that are switched off, not used since and not emptied yet."""
    unused = Q(last_login__lt=before) | Q(last_login=None, invited_at__lt=before)
    return User.objects.filter(unused, is_active=False).exclude(email__endswith=ANONYMOUS_DOMAIN)


def _find_accounts(before: datetime) -> Found:
    used_at = Coalesce("last_login", "invited_at")
    return _found(_old_accounts(before).order_by(used_at, "pk").values_list("pk", used_at))


def _empty_accounts(before: datetime) -> None:
    """Take the person out of the account; the row stays, because surveys and signatures point at it."""
    for user in _old_accounts(before).select_for_update():
        for model in (EmailAddress, Authenticator, SocialAccount, UserSession, Notice):
            model.objects.filter(user=user).delete()
        user.email, user.name, user.organisation = f"{user.pk}{ANONYMOUS_DOMAIN}", f"Gallrat konto {user.pk}", ""
        user.set_unusable_password()
        user.save(update_fields=["email", "name", "organisation", "password"])


def _files(folder_name: str) -> Purger:
    """Purge what lies in a folder of DATA_DIR. Files can't be rolled back: they go when the transaction is through."""

    def old(before: datetime) -> list[tuple[Path, datetime]]:
        folder: Path = settings.DATA_DIR / folder_name
        dated = [(path, datetime.fromtimestamp(path.stat().st_mtime, UTC)) for path in folder.glob("*")]
        return sorted((pair for pair in dated if pair[1] < before), key=lambda pair: pair[1])

    def find(before: datetime) -> Found:
        return _found((path.name, time) for path, time in old(before))

    def purge(before: datetime) -> None:
        for path, _time in old(before):
            transaction.on_commit(lambda path=path: _delete(path))  # type: ignore[misc]

    return Purger(find, purge)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _ended_sessions(before: datetime) -> "QuerySet[Session]":
    return Session.objects.filter(expire_date__lt=min(before, timezone.now() - timedelta(seconds=1)))


def _find_sessions(before: datetime) -> Found:
    """Sessions have no name but their secret key, which the protocol must not hold: they are only counted."""
    times = _ended_sessions(before).order_by("expire_date").values_list("expire_date", flat=True)
    return _found((f"nr {number}", time) for number, time in enumerate(times, start=1))


def _delete_sessions(before: datetime) -> None:
    _ended_sessions(before).delete()


def _closed_visits(before: datetime) -> "QuerySet[ReviewVisit]":
    return ReviewVisit.objects.filter(visited_at__lt=before, survey__survey_round__state=RoundState.CLOSED)


PURGERS: Mapping[str, Purger] = {
    "messages": _rows(lambda before: PublicMessage.objects.filter(created_at__lt=before), "receipt", "created_at"),
    "accounts": Purger(_find_accounts, _empty_accounts),
    "sessions": Purger(_find_sessions, _delete_sessions),
    "review-visits": _rows(_closed_visits, "pk", "visited_at"),
    "notices": _rows(
        lambda before: Notice.objects.filter(created_at__lt=before, sent_at__isnull=False), "pk", "created_at"
    ),
    "preview-visits": _rows(lambda before: PreviewVisit.objects.filter(visited_at__lt=before), "pk", "visited_at"),
    "deliveries": _rows(lambda before: Delivery.objects.filter(sent_at__lt=before), "pk", "sent_at"),
    "imports": _files("imports"),
    "mail": _files("mail"),
}
