"""Reading accounts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from kartlaggning import swedish
from kartlaggning.choices import Role
from kartlaggning.errors import NotFound
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, User
from kartlaggning.permissions import Actor

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def actor_for(user: AbstractBaseUser | AnonymousUser, address: str | None = None) -> Actor | None:
    """Return the account as an actor, its areas included; None where it is nobody's or no longer active."""
    if not isinstance(user, User) or not user.is_active:
        return None
    return Actor(
        user_id=user.pk,
        name=user.name,
        role=Role(user.role),
        organisation=user.organisation,
        police_area_ids=_ids(user.police_areas),
        municipality_ids=_ids(user.municipalities),
        city_district_ids=_ids(user.city_districts),
        may_read_police_only=user.may_read_police_only,
        address=address,
    )


def _ids(areas: object) -> frozenset[int]:
    return frozenset(areas.values_list("pk", flat=True))  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Account:
    """One account as the list and its page show it. `areas` are the names of the areas that bound the role."""

    pk: int
    name: str
    email: str
    organisation: str
    role: Role
    is_deputy: bool
    may_read_police_only: bool
    areas: tuple[str, ...]
    police_area_ids: tuple[int, ...]
    municipality_ids: tuple[int, ...]
    city_district_ids: tuple[int, ...]
    is_active: bool
    has_accepted: bool
    has_second_factor: bool
    invited_at: datetime | None
    last_login: datetime | None

    @property
    def state(self) -> str:
        """Return in a word how the account stands."""
        if not self.is_active:
            return "avstängt"
        return "aktivt" if self.has_accepted else "inbjudet"


def list_accounts() -> list[Account]:
    """Return every account, active ones first, in the order of the names."""
    with_factor = set(Authenticator.objects.filter(type__in=SECOND_FACTORS).values_list("user_id", flat=True))
    accounts = [_account(user, user.pk in with_factor) for user in _with_areas()]
    return sorted(accounts, key=lambda account: (not account.is_active, swedish.sort_key(account.name)))


def find_account(pk: int) -> Account:
    """Return one account; raises NotFound."""
    user = _with_areas().filter(pk=pk).first()
    if user is None:
        raise NotFound("Kontot finns inte.")
    return _account(user, has_second_factor(pk))


def _with_areas() -> QuerySet[User]:
    return User.objects.prefetch_related("police_areas", "municipalities", "city_districts")


def _account(user: User, with_factor: bool) -> Account:
    groups: tuple[Iterable[PoliceArea | Municipality | CityDistrict], ...] = (
        user.police_areas.all(),
        user.municipalities.all(),
        user.city_districts.all(),
    )
    names = sorted((area.name for group in groups for area in group), key=swedish.sort_key)
    return Account(
        pk=user.pk,
        name=user.name,
        email=user.email,
        organisation=user.organisation,
        role=Role(user.role),
        is_deputy=user.is_deputy,
        may_read_police_only=user.may_read_police_only,
        areas=tuple(names),
        police_area_ids=_keys(groups[0]),
        municipality_ids=_keys(groups[1]),
        city_district_ids=_keys(groups[2]),
        is_active=user.is_active,
        has_accepted=has_accepted(user),
        has_second_factor=with_factor,
        invited_at=user.invited_at,
        last_login=user.last_login,
    )


def _keys(areas: Iterable[Model]) -> tuple[int, ...]:
    return tuple(area.pk for area in areas)


def has_accepted(user: User) -> bool:
    """Tell whether the invitation has been answered: with a password, or by single sign-on."""
    return bool(user.has_usable_password() or user.last_login is not None)


def has_second_factor(user_id: int) -> bool:
    """Tell whether the account has an authenticator app or a key; recovery codes alone are none."""
    return number_of_second_factors(user_id) > 0


def number_of_second_factors(user_id: int, kinds: Collection[str] = SECOND_FACTORS) -> int:
    """Return how many apps and keys the account has, or how many of some kinds."""
    return int(Authenticator.objects.filter(user_id=user_id, type__in=kinds).count())


@dataclass(frozen=True, slots=True)
class AreaChoices:
    """The areas that an account can be given today: pairs of key and name, in the order of the names."""

    police_areas: tuple[tuple[int, str], ...]
    municipalities: tuple[tuple[int, str], ...]
    city_districts: tuple[tuple[int, str], ...]


def area_choices(today: date) -> AreaChoices:
    """Return the areas that exist today or later; those that have ended can't be given any more."""
    return AreaChoices(
        police_areas=_pairs(area for area in PoliceArea.objects.all() if _is_of_use(area, today)),
        municipalities=_pairs(Municipality.objects.all()),
        city_districts=_pairs(area for area in CityDistrict.objects.all() if _is_of_use(area, today)),
    )


def _is_of_use(area: PoliceArea | CityDistrict, today: date) -> bool:
    return area.valid_to is None or area.valid_to >= today


def _pairs(areas: Iterable[PoliceArea | Municipality | CityDistrict]) -> tuple[tuple[int, str], ...]:
    return tuple((area.pk, area.name) for area in sorted(areas, key=lambda area: swedish.sort_key(area.name)))
