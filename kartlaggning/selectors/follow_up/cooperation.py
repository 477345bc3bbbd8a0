"""Reading the register of cooperation as one person of the staff may see it, and what is to be looked over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from kartlaggning import swedish
from kartlaggning.errors import NotFound
from kartlaggning.followup.spells import Stage, spell_words, stage
from kartlaggning.models import Agreement, AgreementParty
from kartlaggning.permissions import Actor, Permission, Place, can
from kartlaggning.selectors.follow_up import rows
from kartlaggning.selectors.follow_up.reader import may_read_agreement, scene_places
from kartlaggning.selectors.follow_up.values import area_names, spell_value

NEAR = timedelta(days=30)  # how long before its day a review is reminded of; the project's own choice
COUNTY = "hela länet"


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One form of cooperation as it stands in the register on a day; `place` is where the permissions count it."""

    agreement: Agreement
    place: Place
    stage: Stage
    today: date

    @property
    def spell_words(self) -> str:
        """Return from when to when, in words."""
        return spell_words(spell_value(self.agreement))

    @property
    def where(self) -> str:
        """Return the areas in words."""
        names = [f"{area.name} ({area.kind.label})" for area in area_names(self.agreement)]
        return ", ".join(names) or COUNTY

    @property
    def is_due(self) -> bool:
        """Tell whether its review is near or past."""
        day = self.agreement.next_review
        return day is not None and self.stage is not Stage.ENDED and day <= self.today + NEAR

    @property
    def is_overdue(self) -> bool:
        """Tell whether the day of its review has passed."""
        return self.is_due and self.agreement.next_review is not None and self.agreement.next_review < self.today

    @property
    def parties(self) -> list[AgreementParty]:
        """Return the parties that own no property, in their order."""
        return [party for party in self.agreement.parties.all() if not party.is_property_owner]

    @property
    def owners(self) -> list[AgreementParty]:
        """Return the property owners, all of which have agreed to be named."""
        return [party for party in self.agreement.parties.all() if party.is_property_owner]


def agreement_rows(actor: Actor, today: date) -> list[AgreementRow]:
    """Return the forms of cooperation that the actor may read: due ones first, ended ones last, then by title."""
    places = scene_places()
    found = [
        AgreementRow(row, _place(row, places.get(row.scene_id or 0)), stage(spell_value(row), today), today)
        for row in rows.agreements()
        if may_read_agreement(actor, row, places)
    ]
    return sorted(
        found, key=lambda row: (not row.is_due, row.stage is Stage.ENDED, swedish.sort_key(row.agreement.title))
    )


def find_agreement(actor: Actor, number: str, today: date) -> AgreementRow:
    """Return one form of cooperation; raises NotFound where there is none or the actor may not read it.

    One that has been taken out of the register is found by those who could have changed it.
    """
    joined = Agreement.objects.select_related("scene", "municipality", "city_district", "police_area")
    row = joined.prefetch_related("parties").filter(public_id=number).first()
    places = scene_places()
    if row is None or not may_read_agreement(actor, row, places):
        raise NotFound("Samverkan finns inte.")
    found = AgreementRow(row, _place(row, places.get(row.scene_id or 0)), stage(spell_value(row), today), today)
    if row.withdrawn_at and not can(actor, Permission.EDIT_FOLLOW_UP, found.place):
        raise NotFound("Samverkan finns inte.")
    return found


def due_for_review(today: date) -> QuerySet[Agreement]:
    """Return what is to be looked over within the next 30 days or should have been, and has not ended."""
    due = Agreement.objects.filter(withdrawn_at=None, next_review__lte=today + NEAR).order_by(
        "next_review", "public_id"
    )
    ended = [row.pk for row in due if stage(spell_value(row), today) is Stage.ENDED]
    return due.exclude(pk__in=ended)


def due_for(actor: Actor, today: date) -> int:
    """Return how many reviews that are near or past lie with the actor: in their areas, not merely public."""
    return len(_theirs(actor, agreement_rows(actor, today)))


def _theirs(actor: Actor, found: Iterable[AgreementRow]) -> list[AgreementRow]:
    return [row for row in found if row.is_due and can(actor, Permission.EDIT_FOLLOW_UP, row.place)]


def _place(row: Agreement, of_scene: Place | None) -> Place:
    return of_scene or Place(row.police_area_id, row.municipality_id, row.city_district_id)
