"""The search for what has been done on places and what became of them, and taking out what it finds."""

from django import forms

from kartlaggning.followup.outcomes import WORDS
from kartlaggning.selectors.follow_up.what_worked import Search, WhatWorked
from kartlaggning.services.exports import LONGEST_PURPOSE
from kartlaggning.staff.forms.tables import Choices

LONGEST_WORDS = 80
_IN_THE_LIST = {"invalid_choice": "Välj i listan."}


class WhatWorkedForm(forms.Form):
    """What is asked for; nothing chosen is everything."""

    plats = forms.ChoiceField(label="Slag av plats", required=False, error_messages=_IN_THE_LIST)
    insats = forms.ChoiceField(label="Slag av insats", required=False, error_messages=_IN_THE_LIST)
    utfall = forms.ChoiceField(label="Vad som hände sedan", required=False, error_messages=_IN_THE_LIST)
    kommun = forms.ChoiceField(label="Kommun", required=False, error_messages=_IN_THE_LIST)
    ord = forms.CharField(
        label="Ord",
        required=False,
        max_length=LONGEST_WORDS,
        error_messages={"max_length": f"Korta sökningen till högst {LONGEST_WORDS} tecken."},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: object, known: WhatWorked, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        outcomes = tuple((one.value, words) for one, words in WORDS.items())
        self._offer("plats", "alla slag", known.place_kinds)
        self._offer("insats", "alla slag", known.measure_kinds)
        self._offer("utfall", "allt", outcomes)
        self._offer("kommun", "alla kommuner", known.municipalities)

    def _offer(self, name: str, everything: str, choices: Choices) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def search(self) -> Search | None:
        """Return what is asked for, or None where it can't be understood."""
        if not self.is_valid():
            return None
        asked = self.cleaned_data
        return Search(asked["plats"], asked["insats"], asked["utfall"], asked["kommun"], asked["ord"])


class TakeOutForm(forms.Form):
    """What the table of what is found is to be used for."""

    purpose = forms.CharField(
        label="Vad ska tabellen användas till?",
        max_length=LONGEST_PURPOSE,
        help_text="Till exempel: underlag till stadsdelens plan. Texten står i filen och i loggen.",
        error_messages={
            "required": "Skriv vad tabellen ska användas till.",
            "max_length": f"Korta texten till högst {LONGEST_PURPOSE} tecken.",
        },
    )
