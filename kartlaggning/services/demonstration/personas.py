"""The demonstration's people: one account for each role, with passwords of this installation's own."""

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kartlaggning.choices import Role
from kartlaggning.errors import Refused
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, User
from kartlaggning.services import audit
from kartlaggning.services.account_rules import AccountData
from kartlaggning.services.accounts import AREAS, confirm_address

FILE = "personas.txt"
# Without l, o, 0 and 1: passwords are read off a screen.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Persona:
    """A person of the demonstration. `area` is the name of the area that bounds the role."""

    email: str
    name: str
    role: Role
    organisation: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class Login:
    """What signs a persona in."""

    persona: Persona
    password: str


PERSONAS = (
    Persona("polis.jarva@example.org", "Polis i Järva", Role.POLICE_OFFICER, "Lokalpolisområde Järva", "Järva"),
    Persona("polis.globen@example.org", "Polis i Globen", Role.POLICE_OFFICER, "Lokalpolisområde Globen", "Globen"),
    Persona("polisregionen@example.org", "Polisregionens samordnare", Role.POLICE_COORDINATOR, "Polisregion Stockholm"),
    Persona(
        *("stadsdel.jarva@example.org", "Handläggare i Järva", Role.MUNICIPAL_OFFICER),
        *("Järva stadsdelsförvaltning", "Järva"),
    ),
    Persona(
        *("kommun.huddinge@example.org", "Handläggare i Huddinge", Role.MUNICIPAL_OFFICER),
        *("Huddinge kommun", "Huddinge"),
    ),
    Persona("samordnare@example.org", "Samordnare ett", Role.COORDINATOR, "SSR"),
    Persona("samordnare2@example.org", "Samordnare två", Role.COORDINATOR, "SSR"),
    Persona("lansstyrelsen@example.org", "Läsare på Länsstyrelsen", Role.READER, "Länsstyrelsen Stockholm"),
    Persona("administrator@example.org", "Administratör", Role.ADMINISTRATOR, "SSR"),
)


def ensure_personas(*, by: str) -> list[Login]:
    """Make the accounts that are missing, and return how each signs in.

    Run again it changes nothing: the passwords stand in DATA_DIR/personas.txt, readable by its owner alone. Where the
    file is gone, all get new ones. Refused outside a demonstration.
    """
    if not settings.DEMONSTRATION:
        raise Refused("Demonstrationens personer finns bara med DEMONSTRATION=1.")
    path = settings.DATA_DIR / FILE
    known = _read(path)
    logins = [Login(persona, known.get(persona.email) or _new_password()) for persona in PERSONAS]
    with transaction.atomic():
        for login in logins:
            _ensure(login, by)
    if any(known.get(login.persona.email) != login.password for login in logins):
        _write(path, logins)
    return logins


def remove_personas(*, by: str) -> None:
    """Delete the demonstration's people and their passwords."""
    User.objects.filter(email__in=[persona.email for persona in PERSONAS]).delete()
    (settings.DATA_DIR / FILE).unlink(missing_ok=True)
    audit.record(by=by, action="remove-accounts", subject="demonstrationens konton")


def _ensure(login: Login, by: str) -> None:
    persona = login.persona
    user = User.objects.filter(email=persona.email).first()
    if user is None:
        user = User.objects.create_user(persona.email, persona.name, persona.role, invited_at=timezone.now())
        user.organisation = persona.organisation
        data = _data(persona)
        for field, key in AREAS:
            getattr(user, field).set(getattr(data, key))
        audit.record(by=by, action="invite-account", subject=f"konto {user.pk} {user.name}")
    if not user.check_password(login.password):
        user.set_password(login.password)
    user.save()
    confirm_address(user)


def _data(persona: Persona) -> AccountData:
    """Return the areas of a persona: a police area, or else a city district or a municipality of that name."""
    data = AccountData(persona.name, persona.role, persona.organisation)
    if persona.role is Role.POLICE_OFFICER:
        police = PoliceArea.objects.filter(name=persona.area).values_list("pk", flat=True)
        return replace(data, police_area_ids=tuple(police))
    municipalities = Municipality.objects.filter(name=persona.area).values_list("pk", flat=True)
    districts = CityDistrict.objects.filter(name=persona.area).values_list("pk", flat=True)
    return replace(data, municipality_ids=tuple(municipalities), city_district_ids=tuple(districts))


def _new_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {words[0]: words[1] for words in lines if len(words) == 2}


def _write(path: Path, logins: list[Login]) -> None:
    """Write the passwords so that nobody else can read them, not even for a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("# Demonstrationens inloggningar, för den här datorn\n")
        file.writelines(f"{login.persona.email} {login.password}\n" for login in logins)
