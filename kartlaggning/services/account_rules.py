"""Who may do what to whose account, and which areas a role needs: checked before anything is written."""

from dataclasses import dataclass

from kartlaggning.choices import Role
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import User
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.accounts import has_accepted
from kartlaggning.services.audit import By


@dataclass(frozen=True, slots=True)
class AccountData:
    """What is decided about an account. The ids are those of the areas; a role without bounds has none."""

    name: str
    role: Role
    organisation: str = ""
    is_deputy: bool = False
    police_area_ids: tuple[int, ...] = ()
    municipality_ids: tuple[int, ...] = ()
    city_district_ids: tuple[int, ...] = ()
    may_read_police_only: bool = False


class FieldRefused(Refused):
    """What is refused in one field; `field` is its name in AccountData, or `email`."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def check_data(data: AccountData) -> None:
    """Refuse an account whose role lacks its areas, or that has what its role can't use."""
    if data.role is Role.POLICE_OFFICER and not data.police_area_ids:
        raise FieldRefused("Välj minst ett lokalpolisområde för en polis i lokalpolisområde.", "police_area_ids")
    if data.role is Role.MUNICIPAL_OFFICER and not (data.municipality_ids or data.city_district_ids):
        raise FieldRefused(
            "Välj minst en kommun eller ett stadsdelsområde för kommunens handläggare.", "municipality_ids"
        )
    if data.may_read_police_only and data.role is not Role.COORDINATOR:
        raise FieldRefused(
            "Bara en samordnare vid SSR kan ges rätt att läsa fält för endast Polisen.", "may_read_police_only"
        )


def check_may_touch(by: By, user: User | None, role: Role | None = None) -> None:
    """Refuse who may not manage accounts, a coordinator at an administrator's account, and everybody at their own."""
    if not isinstance(by, Actor):  # a command on the server
        return
    if not can(by, Permission.MANAGE_ACCOUNTS):
        raise Forbidden("Du får inte hantera konton.")
    if user is not None and user.pk == by.user_id:
        raise Refused("Du kan inte ändra ditt eget konto här. Be en annan administratör.")
    of_administrator = Role.ADMINISTRATOR in (role, user.role if user else None)
    if of_administrator and by.role is not Role.ADMINISTRATOR:
        raise Forbidden("Bara en administratör får hantera en administratörs konto.")


def check_may_grant(by: By, data: AccountData, user: User | None) -> None:
    """Refuse who opens or closes the police-only fields without being allowed to."""
    before = user.may_read_police_only if user else False
    is_changed = data.may_read_police_only != before
    if is_changed and isinstance(by, Actor) and not can(by, Permission.GRANT_POLICE_ONLY):
        raise Forbidden("Bara en administratör får öppna eller stänga fält för endast Polisen.")


def check_an_administrator_remains(leaving: User) -> None:
    """Refuse to take away the last administrator who can sign in.

    Called inside the transaction that takes away, which has locked the rows of all administrators: of two who take
    away each other the second waits, and is refused here.
    """
    administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    able = {user.pk for user in administrators if has_accepted(user)}
    if leaving.pk in able and able == {leaving.pk}:
        raise Refused("Det här är den sista administratören. Utse en annan administratör först.")
