"""The people that tests act as: one account for each role, and those beside them that must be refused."""

from dataclasses import dataclass

from kartlaggning.choices import Role
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, User
from kartlaggning.permissions import Actor
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.services.accounts import confirm_address

PASSWORD = "ett långt lösenord som ingen gissar"
ADDRESS = "192.0.2.7"  # from the range for documentation, RFC 5737


@dataclass(frozen=True)
class Personas:
    """Accounts by what they are. The officer and the municipal officer have Järva, the others beside them do not."""

    officer: User  # police, Järva
    colleague: User  # police, Järva too
    other_officer: User  # police, Globen
    police_coordinator: User
    municipal: User  # Stockholm's city district Järva
    other_municipal: User  # Huddinge
    coordinator: User
    second_coordinator: User
    reader: User
    administrator: User

    def actor(self, name: str) -> Actor:
        """Return the account as the services take it."""
        actor = actor_for(getattr(self, name), ADDRESS)
        assert actor is not None
        return actor


NAMES = tuple(Personas.__annotations__)


def _user(name: str, role: Role, **more: object) -> User:
    user = User.objects.create_user(f"{name}@example.org", name.replace("_", " ").title(), role, PASSWORD, **more)
    confirm_address(user)
    return user


def make_personas() -> Personas:
    """Write the accounts; the areas must be there."""
    made = Personas(
        officer=_user("officer", Role.POLICE_OFFICER, organisation="Polisen, lokalpolisområde Järva"),
        colleague=_user("colleague", Role.POLICE_OFFICER, organisation="Polisen, lokalpolisområde Järva"),
        other_officer=_user("other_officer", Role.POLICE_OFFICER, organisation="Polisen, lokalpolisområde Globen"),
        police_coordinator=_user("police_coordinator", Role.POLICE_COORDINATOR, organisation="Polisregionen"),
        municipal=_user("municipal", Role.MUNICIPAL_OFFICER, organisation="Stadsdelsförvaltningen Järva"),
        other_municipal=_user("other_municipal", Role.MUNICIPAL_OFFICER, organisation="Huddinge kommun"),
        coordinator=_user("coordinator", Role.COORDINATOR, organisation="SSR"),
        second_coordinator=_user("second_coordinator", Role.COORDINATOR, organisation="SSR"),
        reader=_user("reader", Role.READER, organisation="Länsstyrelsen"),
        administrator=_user("administrator", Role.ADMINISTRATOR, organisation="SSR"),
    )
    for police, area in (("officer", "Järva"), ("colleague", "Järva"), ("other_officer", "Globen")):
        getattr(made, police).police_areas.set(PoliceArea.objects.filter(name=area))
    made.municipal.city_districts.set(CityDistrict.objects.filter(name="Järva"))
    made.other_municipal.municipalities.set(Municipality.objects.filter(name="Huddinge"))
    return made
