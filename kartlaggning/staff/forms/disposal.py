"""The forms about disposal: a decision as it was made, and what of a survey a masked copy shows."""

from typing import Any

from django import forms
from django.utils.functional import cached_property

from kartlaggning import personal_data
from kartlaggning.exports.masked_copy import Choice
from kartlaggning.retention import KINDS
from kartlaggning.selectors.masked_copy import Maskable
from kartlaggning.services.disposal import Decision
from kartlaggning.staff.forms.scenes import reason_field

_DAY = {"type": "date"}
_NO_DAY = "Skriv dagen som år-månad-dag, till exempel 2026-02-20."
_IDENTITY = "Ta bort personnumret. Texten sparas i loggen, och den kan inte ändras."


def day_field(label: str, missing: str, help_text: str = "") -> forms.DateField:
    """Return a day that must be given."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": _NO_DAY},
    )


def line_field(label: str, missing: str, longest: int, help_text: str = "") -> forms.CharField:
    """Return a line of text that must be filled in."""
    return forms.CharField(
        label=label,
        max_length=longest,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": missing, "max_length": f"Korta texten till högst {longest} tecken."},
    )


class DecisionForm(forms.Form):
    """A decision to dispose of one kind of data."""

    kind = forms.ChoiceField(
        label="Slag av uppgifter",
        choices=[("", "välj"), *((kind.key, kind.title) for kind in KINDS.values() if kind.is_disposable)],
        error_messages={"required": "Välj vad som ska gallras.", "invalid_choice": "Välj i listan."},
    )
    before = day_field("Uppgifter från före", "Skriv vilken dag.", "Allt som är från dagen före, eller äldre, gallras.")
    registration_number = line_field("Diarienummer", "Skriv beslutets diarienummer.", 40)
    decided_by = line_field("Beslutat av", "Skriv vem som har beslutat.", 120, "Befattning eller nämnd.")
    decided_on = day_field("Beslutat den", "Skriv vilken dag beslutet fattades.")
    note = reason_field("Skäl", "Skriv skälet till beslutet.", "Skriv inga personuppgifter.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].max_length = 400  # type: ignore[attr-defined]

    @property
    def decision(self) -> Decision:
        """Return the decision of a valid form."""
        data = self.cleaned_data
        return Decision(
            kind=data["kind"],
            before=data["before"],
            registration_number=data["registration_number"],
            decided_by=data["decided_by"],
            decided_on=data["decided_on"],
            note=data["note"],
        )


class MaskedCopyForm(forms.Form):
    """For whom a copy is made, and of each guarded field whether it is shown and on what legal ground."""

    registration_number = line_field("Diarienummer", "Skriv ärendets diarienummer.", 40)
    recipient = line_field(
        "Lämnas ut till",
        "Skriv vem kopian är för.",
        120,
        "Den som begär behöver inte säga vem den är. Skriv då ”anonym”.",
    )

    def __init__(self, *args: Any, maskable: tuple[Maskable, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._maskable = maskable
        for row in maskable:
            self.fields[f"show_{row.key}"] = forms.BooleanField(label="Lämna ut", required=False)
            self.fields[f"ground_{row.key}"] = forms.CharField(
                label="Lagrum eller bedömning",
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"placeholder": row.default_ground, "autocomplete": "off"}),
            )

    @cached_property
    def rows(self) -> list[tuple[Maskable, forms.BoundField, forms.BoundField]]:
        """Return each guarded field with its two controls."""
        return [(row, self[f"show_{row.key}"], self[f"ground_{row.key}"]) for row in self._maskable]

    def clean(self) -> dict[str, Any]:
        """Want an assessment for everything that is shown."""
        filled = super().clean() or {}
        for row in self._maskable:
            if filled.get(f"show_{row.key}") and not filled.get(f"ground_{row.key}", "").strip():
                self.add_error(f"ground_{row.key}", "Skriv den rättsliga bedömningen, eller låt uppgiften vara maskad.")
        for name, value in list(filled.items()):
            if isinstance(value, str) and personal_data.has_identity_number(value):
                self.add_error(name, _IDENTITY)
        return filled

    @property
    def choices(self) -> dict[str, Choice]:
        """Return what a valid form says of each guarded field, by key."""
        data = self.cleaned_data
        return {
            row.key: Choice(data[f"show_{row.key}"], data[f"ground_{row.key}"].strip() or row.default_ground)
            for row in self._maskable
        }
