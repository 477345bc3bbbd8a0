"""The form about a study or an evaluation."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from kartlaggning.followup.place_kinds import PLACE_KINDS
from kartlaggning.models import Scene, Study
from kartlaggning.permissions import Actor
from kartlaggning.services.follow_up.studies import LONGEST, REQUIRED, StudyData
from kartlaggning.staff.forms.registers import (
    ExplainedForm,
    ReadersForm,
    day,
    line,
    lines,
    registered_initial,
    scene_choices,
    version_field,
)

SHARED = "Alla som arbetar med uppföljning i länet (delad)"


class StudyForm(ReadersForm, ExplainedForm):
    """A study."""

    title = line("Titel", LONGEST["title"], missing=REQUIRED["title"])
    organisation = line("Utgivare", LONGEST["organisation"], "En organisation.", missing=REQUIRED["organisation"])
    year = forms.IntegerField(
        label="År",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Skriv året.", "invalid": "Skriv året med fyra siffror, till exempel 2023."},
    )
    url = line("Webbadress", LONGEST["url"], "Där studien kan läsas. Börjar med https://.")
    checked_on = day("Adressen kontrollerad", "Dagen då du såg att länken fungerar.")
    findings = lines(
        "Vad den fann", "Några rader, med egna ord. Är resultatet inte känt, skriv det.", missing=REQUIRED["findings"]
    )
    place_kinds = forms.MultipleChoiceField(
        label="Slag av plats",
        choices=list(PLACE_KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Välj bland slagen av plats."},
    )
    measure_kinds = forms.MultipleChoiceField(
        label="Slag av insats",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Välj bland slagen av insats."},
    )
    scenes = forms.MultipleChoiceField(
        label="Platser som den handlar om",
        required=False,
        help_text="Håll ned Ctrl eller Kommando för att välja flera eller ta bort ett val.",
        widget=forms.SelectMultiple(attrs={"size": 8}),
        error_messages={"invalid_choice": "Välj platser i listan."},
    )
    version = version_field()

    def __init__(
        self, *args: Any, by: Actor, scenes: Sequence[Scene], kinds: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, by=by, shared=SHARED, **kwargs)
        self.offered = {scene.public_id: scene for scene in scenes}
        self.fields["scenes"].choices = scene_choices(scenes)  # type: ignore[attr-defined]
        self.fields["measure_kinds"].choices = list(kinds)  # type: ignore[attr-defined]

    @property
    def seen(self) -> int:
        """Return the version that was on the screen, of a valid form."""
        return self.cleaned_data["version"] or 0

    @property
    def data_of(self) -> StudyData:
        """Return what has been filled in, of a valid form."""
        filled = self.cleaned_data
        return StudyData(
            **{name: filled[name] for name in ("title", "organisation", "year", "url", "findings", "explanation")},
            checked_on=filled["checked_on"],
            place_kinds=tuple(filled["place_kinds"]),
            measure_kinds=tuple(filled["measure_kinds"]),
            scenes=tuple(self.offered[public_id] for public_id in filled["scenes"]),
            sources=self.source_lines,
            visibility=self.read_by,
        )


def initial_of(study: Study, scenes: Iterable[Scene]) -> dict[str, Any]:
    """Return what the form holds of a study that is to be changed."""
    plain = ("title", "organisation", "year", "url", "checked_on", "findings", "place_kinds", "measure_kinds")
    return {
        **{name: getattr(study, name) for name in plain},
        **registered_initial(study),
        "scenes": [scene.public_id for scene in scenes],
    }
