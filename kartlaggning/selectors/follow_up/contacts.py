"""Reading the register of contacts for the staff."""

from dataclasses import dataclass
from datetime import date

from kartlaggning import swedish
from kartlaggning.errors import NotFound
from kartlaggning.models import Contact
from kartlaggning.permissions import Actor, Permission, can, reads
from kartlaggning.selectors.follow_up import rows
from kartlaggning.selectors.follow_up.cooperation import COUNTY
from kartlaggning.selectors.follow_up.studies import is_old
from kartlaggning.selectors.follow_up.values import area_names


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as it stands in the register; `is_old` says that it is to be checked again."""

    contact: Contact
    is_old: bool

    @property
    def is_kept(self) -> bool:
        """Tell whether it is left alone in a demonstration."""
        return rows.is_kept(self.contact)

    @property
    def where(self) -> str:
        """Return the areas in words."""
        return ", ".join(f"{area.name} ({area.kind.label})" for area in area_names(self.contact)) or COUNTY


def contact_rows(actor: Actor, today: date) -> list[ContactRow]:
    """Return the contacts that the actor may read: those to be checked first, then the county's, then by area."""
    found = [
        ContactRow(row, is_old(row.checked_on, today)) for row in rows.contacts() if reads(actor, row.visibility, None)
    ]
    return sorted(found, key=lambda row: (not row.is_old, row.where != COUNTY, swedish.sort_key(row.where)))


def find_contact(actor: Actor, number: str, today: date) -> ContactRow:
    """Return one contact; raises NotFound where there is none or the actor may not read it.

    One that has been taken out of the register is found by the coordinators.
    """
    joined = Contact.objects.select_related("municipality", "city_district", "police_area")
    row = joined.filter(public_id=number).first()
    if row is None or not reads(actor, row.visibility, None):
        raise NotFound("Kontakten finns inte.")
    if row.withdrawn_at and not can(actor, Permission.RUN_FOLLOW_UP):
        raise NotFound("Kontakten finns inte.")
    return ContactRow(row, is_old(row.checked_on, today))
