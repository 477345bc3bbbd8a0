"""Opening a round in two steps on one address: first the dates, then the new areas and the summary."""

from datetime import date
from typing import Any

from django.http import QueryDict

from kartlaggning.errors import Refused
from kartlaggning.models import CityDistrict, PoliceArea, SurveyRound
from kartlaggning.permissions import Actor
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.places import place_choices
from kartlaggning.selectors.rounds import Plan, newest_year, plan
from kartlaggning.services import rounds
from kartlaggning.staff.forms.rounds import MappingForm, RoundForm, defaults

BACK, OPEN = "back", "open"


class RoundOpening:
    """The two steps. The second carries the first one's answers along, so that nothing is kept in between."""

    def __init__(self, actor: Actor, sent: QueryDict | None, today: date) -> None:
        self.actor, self.act = actor, sent.get("act", "") if sent else ""
        self.form = RoundForm(
            sent or None, initial=defaults(newest_year(), today), versions=list(questionnaires.versions())
        )
        self.has_versions = bool(self.form.versions)
        self.plan: Plan | None = None
        self.mapping: MappingForm | None = None
        if self.form.is_valid() and self.act != BACK:
            opening = self.form.opening
            self.plan = plan(opening.year, opening.reference_date)
            self.mapping = MappingForm(sent if self.act == OPEN else None, unmapped=self.plan.unmapped)

    def open(self) -> SurveyRound | None:
        """Open the round if all is there, or return None and have the page say what is missing."""
        if self.act != OPEN or self.mapping is None or not self.mapping.is_valid():
            return None
        opening = self.form.opening
        try:
            placements = self.mapping.placements(self._areas(opening.reference_date))
            return rounds.open_round(opening, placements=placements, by=self.actor)
        except Refused as refusal:
            self.mapping.add_error(None, str(refusal))
            return None

    def _areas(self, day: date) -> list[PoliceArea | CityDistrict]:
        choices = place_choices(self.actor, day)
        return [*choices.police_areas, *choices.city_districts]

    @property
    def context(self) -> dict[str, Any]:
        """Return what the page shows."""
        return {
            "form": self.form,
            "plan": self.plan,
            "mapping": self.mapping,
            "has_versions": self.has_versions,
            "suggested": sum(bool(field.initial) for field in self.mapping.fields.values()) if self.mapping else 0,
        }

    @property
    def status(self) -> int:
        """Return 422 where something must be mended."""
        shown = self.mapping or self.form
        return 422 if shown.is_bound and shown.errors and self.act != BACK else 200
