"""The forms about cooperation: agreement, forum or briefing, its end, and taking it out of the register."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kartlaggning.choices import AgreementKind
from kartlaggning.models import Agreement, Scene
from kartlaggning.permissions import Actor
from kartlaggning.selectors.follow_up.cooperation import AgreementRow
from kartlaggning.selectors.follow_up.values import spell_value
from kartlaggning.services.follow_up.agreements import LONGEST, AgreementData, Party, Where
from kartlaggning.staff.forms.registers import (
    AREAS,
    AreasForm,
    ExplainedForm,
    ReadersForm,
    day,
    line,
    lines,
    registered_initial,
    version_field,
)
from kartlaggning.staff.forms.spells import EndForm, SpellForm, spell_initial

SHARED = "Polis och kommun i området, samordnare och läsare (delad)"


class AgreementForm(SpellForm, ReadersForm, AreasForm, ExplainedForm):
    """A form of cooperation. The property owners stand in a field of their own, and with a box to confirm them."""

    kind = forms.ChoiceField(
        label="Slag av samverkan",
        choices=[(kind.value, kind.label) for kind in AgreementKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett slag.", "invalid_choice": "Välj ett slag."},
    )
    title = line(
        "Rubrik", LONGEST["title"], "Till exempel ”Strategiskt forum för centrum”.", missing="Skriv en rubrik."
    )
    scene = forms.ChoiceField(
        label="Plats",
        required=False,
        help_text="Områdena hämtas då från platsen. Annars väljer du områden nedan, eller inget för hela länet.",
        error_messages={"invalid_choice": "Välj en plats i listan."},
    )
    parties = lines(
        "Parter", "En på varje rad: myndigheter, förvaltningar och andra organisationer. Inga personer.", rows=4
    )
    owners = lines("Fastighetsägare", "En på varje rad. Bara de som har sagt ja till att stå här.", rows=2)
    owners_agreed = forms.BooleanField(
        label="Varje fastighetsägare ovan har sagt ja till att nämnas här", required=False
    )
    goals = lines(
        "Mål", "Ett på varje rad, som en mening med datum. Till exempel ”Färre våldsbrott till 2027.”", rows=4
    )
    rhythm = line("Hur ofta", LONGEST["rhythm"], "Till exempel ”varje månad” eller ”två gånger i veckan”.")
    next_review = day("Nästa genomgång", "När ska den ses över? Då kommer en påminnelse 30 dagar före.")
    note = lines("Anmärkning", "Skriv inga personuppgifter.", rows=4)
    version = version_field()

    def __init__(
        self, *args: Any, by: Actor, scenes: Sequence[Scene], agreement: Agreement | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, by=by, shared=SHARED, **kwargs)
        present = [agreement.scene] if agreement and agreement.scene else []
        self.scenes = {scene.public_id: scene for scene in (*scenes, *present)}
        found = [(public_id, scene.name) for public_id, scene in self.scenes.items()]
        self.fields["scene"].choices = [("", "Ingen särskild plats"), *found]  # type: ignore[attr-defined]
        self.offer_areas(by, agreement)

    @property
    def seen(self) -> int:
        """Return the version that was on the screen, of a valid form."""
        return self.cleaned_data["version"] or 0

    @property
    def data_of(self) -> AgreementData:
        """Return what has been filled in, of a valid form."""
        filled = self.cleaned_data
        return AgreementData(
            **{name: filled[name] for name in ("title", "rhythm", "next_review", "note", "explanation", "spell")},
            kind=AgreementKind(filled["kind"]),
            where=self._where(),
            parties=self._parties(),
            goals=tuple(filled["goals"].splitlines()),
            sources=self.source_lines,
            visibility=self.read_by,
        )

    def _where(self) -> Where:
        return Where(
            scene=self.scenes.get(self.cleaned_data["scene"]),
            municipality=self.chosen_municipality,
            city_district=self.chosen_district,
            police_area=self.chosen_police_area,
        )

    def _parties(self) -> tuple[Party, ...]:
        filled = self.cleaned_data
        others = (Party(name) for name in filled["parties"].splitlines())
        owners = (
            Party(name, is_property_owner=True, has_agreed=filled["owners_agreed"])
            for name in filled["owners"].splitlines()
        )
        return (*others, *owners)


def initial_of(row: AgreementRow) -> dict[str, Any]:
    """Return what the form holds of a form of cooperation that is to be changed."""
    agreement = row.agreement
    return {
        **{name: getattr(agreement, name) for name in ("kind", "title", "rhythm", "next_review", "note")},
        **{name: getattr(agreement, f"{name}_id") for name in AREAS},
        **spell_initial(spell_value(agreement)),
        **registered_initial(agreement),
        "scene": agreement.scene.public_id if agreement.scene else "",
        "parties": "\n".join(party.name for party in row.parties),
        "owners": "\n".join(party.name for party in row.owners),
        "owners_agreed": bool(row.owners),
        "goals": "\n".join(agreement.goals),
    }


class EndAgreementForm(EndForm):
    """When a form of cooperation ended."""

    version = version_field()

    @property
    def seen(self) -> int:
        """Return the version that was on the screen, of a valid form."""
        return self.cleaned_data["version"] or 0
