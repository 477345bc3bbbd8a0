"""The register of contacts: functions of an area or the county, never persons, each checked on a day."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from kartlaggning.choices import Origin, Visibility
from kartlaggning.errors import Refused
from kartlaggning.followup.addresses import looks_personal
from kartlaggning.models import CityDistrict, Contact, Municipality, PoliceArea
from kartlaggning.permissions import Permission
from kartlaggning.services import audit
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.audit import By
from kartlaggning.services.follow_up import registers
from kartlaggning.services.follow_up.numbers import next_number
from kartlaggning.services.follow_up.studies import check_url
from kartlaggning.services.follow_up.texts import checked_explanation

LETTERS = "K"
LONGEST = {"function": 120, "organisation": 120, "email": 254, "phone": 30, "url": 300}
REQUIRED = {
    "function": "Skriv vilken funktion det är, till exempel ”Brottsförebyggande samordning”.",
    "organisation": "Skriv vilken organisation funktionen hör till.",
}
LOOKS_PERSONAL = (
    "Adressen ser ut att vara en persons. Skriv en brevlåda som flera läser,"
    " eller bekräfta att den hör till funktionen."
)


@dataclass(frozen=True, slots=True)
class ContactData:
    """What is written of a contact. `is_function` confirms that an address that looks personal is not a person's."""

    function: str
    organisation: str
    checked_on: date
    email: str = ""
    phone: str = ""
    url: str = ""
    is_function: bool = False
    municipality: Municipality | None = None
    city_district: CityDistrict | None = None
    police_area: PoliceArea | None = None
    sources: tuple[str, ...] = ()
    visibility: Visibility = Visibility.SHARED


@transaction.atomic
def add_contact(data: ContactData, *, by: By, origin: Origin | None = None) -> Contact:
    """Add a contact; raises FieldRefused for what can't stand, a person's address among it. A coordinator's act."""
    registers.allow(by, Permission.RUN_FOLLOW_UP)
    origin = origin or registers.origin_of_new()
    row = Contact(public_id=next_number(Contact, LETTERS, origin), origin=origin)
    _write(row, data, before=None, by=by)
    audit.record(by=by, action="add-contact", subject=row.public_id)
    return row


@transaction.atomic
def change_contact(contact: Contact, version: int, data: ContactData, *, by: By) -> Contact:
    """Change a contact as it was seen at `version`; raises Refused where somebody has changed it since."""
    registers.allow(by, Permission.RUN_FOLLOW_UP)
    row = registers.locked(contact, version, by=by)
    _write(row, data, before=row.visibility, by=by)
    audit.record(by=by, action="change-contact", subject=row.public_id)
    return row


@transaction.atomic
def confirm_contact(contact: Contact, version: int, *, by: By) -> Contact:
    """Say that the contact was tried today and is right."""
    registers.allow(by, Permission.RUN_FOLLOW_UP)
    row = registers.locked(contact, version, by=by)
    if row.checked_on == timezone.localdate():
        raise Refused("Kontakten är redan kontrollerad i dag.")
    row.checked_on = timezone.localdate()
    registers.stamp(row, by=by)
    row.save()
    audit.record(by=by, action="confirm-contact", subject=row.public_id)
    return row


@transaction.atomic
def withdraw_contact(contact: Contact, version: int, reason: str, *, by: By) -> Contact:
    """Take a contact out of the register, with why."""
    registers.allow(by, Permission.RUN_FOLLOW_UP)
    return registers.take_out(contact, version, reason, action="withdraw-contact", by=by)


def _write(row: Contact, data: ContactData, *, before: str | None, by: By) -> None:
    registers.check_level(data.visibility, by=by, before=before)
    texts = {name: getattr(data, name) for name in LONGEST}
    for name, words in registers.checked_texts(texts, LONGEST, REQUIRED).items():
        setattr(row, name, words)
    checked_explanation({"function": row.function, "organisation": row.organisation}, "")
    _check_ways(row, is_function=data.is_function)
    row.sources = registers.checked_lines("sources", data.sources, registers.LONGEST_SOURCE)
    registers.check_sources(data.visibility, row.sources)
    if data.checked_on > timezone.localdate():
        raise FieldRefused("Dagen har inte varit än. Skriv dagen då kontakten kontrollerades.", "checked_on")
    row.municipality, row.city_district, row.police_area = data.municipality, data.city_district, data.police_area
    row.checked_on, row.visibility = data.checked_on, data.visibility
    registers.stamp(row, by=by)
    row.save()


def _check_ways(row: Contact, *, is_function: bool) -> None:
    if not (row.email or row.phone or row.url):
        raise FieldRefused("Skriv minst ett sätt att nå funktionen: e-post, telefon eller webbadress.", "email")
    try:
        if row.email:
            validate_email(row.email)
    except ValidationError as error:
        raise FieldRefused("Skriv en e-postadress, till exempel registrator@kommunen.example.", "email") from error
    if row.email and looks_personal(row.email) and not is_function:
        raise FieldRefused(LOOKS_PERSONAL, "email")
    check_url(row.url)
