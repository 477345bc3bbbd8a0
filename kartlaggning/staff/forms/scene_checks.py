"""The forms about checks of closed scenes: what somebody found, and the answer to a signal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kartlaggning.choices import CheckFinding
from kartlaggning.models import Scene
from kartlaggning.permissions import Actor
from kartlaggning.services.follow_up.checks import LONGEST, CheckData
from kartlaggning.staff.forms.registers import ExplainedForm, day, line, lines, scene_choices


class CheckForm(ExplainedForm):
    """What somebody found on a closed scene."""

    scene = forms.ChoiceField(
        label="Plats", error_messages={"required": "Välj en plats.", "invalid_choice": "Välj en plats i listan."}
    )
    checked_on = day("Datum", "Dagen då någon var på platsen.", missing="Skriv dagen då någon var på platsen.")
    organisation = line(
        *("Vem tittade?", LONGEST["organisation"], "En organisation eller en funktion, inte en person."),
        missing="Skriv vem som tittade: en organisation, inte en person.",
    )
    finding = forms.ChoiceField(
        label="Vad fann ni?",
        choices=[
            (CheckFinding.CALM.value, "Lugnt"),
            (CheckFinding.SIGNS.value, "Tecken på handel eller bruk"),
            (CheckFinding.REOPEN.value, "Platsen bör bedömas på nytt. Samordnaren får en signal."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad ni fann.", "invalid_choice": "Välj vad ni fann."},
    )
    note = lines(
        "Anmärkning", "Vad tyder på det? Skriv inget om enskilda personer. Krävs om det inte är lugnt.", rows=4
    )

    def __init__(self, *args: Any, by: Actor, scenes: Sequence[Scene], today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"organisation": by.organisation, "checked_on": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.scenes = {scene.public_id: scene for scene in scenes}
        self.fields["scene"].choices = [("", "Välj …"), *scene_choices(scenes)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Scene:
        """Return the scene, of a valid form."""
        return self.scenes[self.cleaned_data["scene"]]

    @property
    def data_of(self) -> CheckData:
        """Return what has been filled in, of a valid form."""
        filled = self.cleaned_data
        return CheckData(
            **{name: filled[name] for name in ("checked_on", "organisation", "note", "explanation")},
            finding=CheckFinding(filled["finding"]),
        )


class AnswerForm(forms.Form):
    """A coordinator's answer to a signal."""

    decision = forms.ChoiceField(
        label="Ska platsen bedömas på nytt?",
        choices=[("yes", "Ja"), ("no", "Nej")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ja eller nej.", "invalid_choice": "Välj ja eller nej."},
    )
    words = lines(
        *("Hur, eller varför inte?", "Läses av dem som arbetar med platsen. Skriv inga personuppgifter."),
        missing="Skriv hur platsen bedöms på nytt, eller varför den inte gör det.",
    )

    @property
    def reassess(self) -> bool:
        """Tell whether the scene is to be assessed anew, of a valid form."""
        return bool(self.cleaned_data["decision"] == "yes")
