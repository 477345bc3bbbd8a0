"""What the page of contacts shows, and an area's page of them: functions, never persons, by where they belong."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, Origin
from kartlaggning.followup.values import AreaName, ContactNote
from kartlaggning.selectors.editions import AreaRef, Atlas


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """One contact; `telephone_link` is its number as a telephone takes it."""

    note: ContactNote

    @property
    def is_example(self) -> bool:
        """Tell whether it is made up."""
        return self.note.origin is Origin.EXAMPLE

    @property
    def telephone_link(self) -> str:
        """Return the number as a telephone takes it."""
        return "tel:" + "".join(sign for sign in self.note.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class ContactArea:
    """The contacts of one area; of the whole county it has no area."""

    area: AreaName | None
    entries: tuple[ContactEntry, ...]


@dataclass(frozen=True, slots=True)
class ContactGroup:
    """The contacts by area, of one kind of area."""

    heading: str
    areas: tuple[ContactArea, ...]


def contact_groups(atlas: Atlas) -> tuple[ContactGroup, ...]:
    """Return what the public may read of contacts: the county's, then by municipality, district and police area.

    One that belongs to areas of several kinds stands under each. Kinds without any are left out.
    """
    notes = atlas.follow_up.contacts
    groups = [
        ContactGroup(_("Hela länet"), _county(notes)),
        ContactGroup(_("Kommuner"), _by_area(notes, AreaKind.MUNICIPALITY)),
        ContactGroup(_("Stadsdelsområden"), _by_area(notes, AreaKind.CITY_DISTRICT)),
        ContactGroup(_("Lokalpolisområden"), _by_area(notes, AreaKind.POLICE_AREA)),
    ]
    return tuple(group for group in groups if group.areas)


def contacts_of(atlas: Atlas, ref: AreaRef) -> tuple[ContactEntry, ...]:
    """Return the public contacts of one area."""
    return tuple(
        ContactEntry(note)
        for note in atlas.follow_up.contacts
        if any((area.kind, area.slug) == (ref.kind, ref.slug) for area in note.areas)
    )


def _county(notes: Iterable[ContactNote]) -> tuple[ContactArea, ...]:
    entries = tuple(ContactEntry(note) for note in notes if not note.areas)
    return (ContactArea(None, entries),) if entries else ()


def _by_area(notes: Iterable[ContactNote], kind: AreaKind) -> tuple[ContactArea, ...]:
    found: dict[AreaName, list[ContactEntry]] = {}
    for note in notes:
        for area in note.areas:
            if area.kind is kind:
                found.setdefault(area, []).append(ContactEntry(note))
    ordered = sorted(found, key=lambda area: swedish.sort_key(area.name))
    return tuple(ContactArea(area, tuple(found[area])) for area in ordered)
