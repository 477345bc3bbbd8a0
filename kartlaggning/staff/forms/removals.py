"""The forms about removals: what is to be taken away, from which editions, and why."""

from typing import Any

from django import forms

from kartlaggning.choices import RemovalKind
from kartlaggning.errors import NotFound
from kartlaggning.removable import REMOVABLE
from kartlaggning.selectors import removals
from kartlaggning.services.removals.decisions import LONGEST_PUBLIC_REASON, LONGEST_REASON, Reasons
from kartlaggning.staff.forms.scenes import reason_field

_UNCHOSEN = {"invalid_choice": "Välj i listan."}


class ReasonsForm(forms.Form):
    """Why, for the log and for the public."""

    scene = forms.CharField(
        label="Plats",
        required=False,
        max_length=140,
        help_text="Namn eller nummer, till exempel S-0001.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "published-scenes"}),
    )
    reason = reason_field("Skäl, för loggen", "Skriv skälet.", "Läses bara av personal. Skriv inga personuppgifter.")
    public_reason = reason_field(
        "Skäl, för allmänheten",
        "Skriv vad allmänheten ska få veta.",
        "Visas på adresserna i stället för uppgifterna. Säg inte vad som stod där.",
    )
    registration_number = forms.CharField(
        label="Diarienummer (om det finns)",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].max_length = LONGEST_REASON  # type: ignore[attr-defined]
        self.fields["public_reason"].max_length = LONGEST_PUBLIC_REASON  # type: ignore[attr-defined]
        self.fields["scene"].required = self.needs_scene()

    def needs_scene(self) -> bool:
        """Tell whether a scene must be named."""
        return True

    def clean_scene(self) -> str:
        """Turn what was typed into the permanent id of a published scene."""
        typed: str = self.cleaned_data["scene"]
        if not typed.strip():
            return ""
        try:
            return removals.find_published_scene(typed)
        except NotFound as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def reasons(self) -> Reasons:
        """Return the reasons of a valid form."""
        data = self.cleaned_data
        return Reasons(data["reason"], data["public_reason"], data["registration_number"])


class HideForm(ReasonsForm):
    """A scene that is to be hidden at once."""


class AskForm(ReasonsForm):
    """What is to be taken away for good, once a second person has confirmed it."""

    kind = forms.ChoiceField(
        label="Vad ska tas bort?",
        choices=[
            (RemovalKind.SCENE.value, "En plats"),
            (RemovalKind.FIELD.value, "En uppgift om en plats"),
            (RemovalKind.FILE.value, "En fil"),
        ],
        error_messages={"required": "Välj vad som ska tas bort."} | _UNCHOSEN,
    )
    field = forms.ChoiceField(
        label="Uppgift",
        required=False,
        choices=[("", "välj"), *((key, removable.words) for key, removable in REMOVABLE.items())],
        help_text="Fylls bara i när en uppgift om en plats ska tas bort.",
        error_messages=_UNCHOSEN,
    )
    file = forms.ChoiceField(
        label="Fil",
        required=False,
        help_text="Fylls bara i när en fil ska tas bort. Arkivpaketet görs då om utan den.",
        error_messages=_UNCHOSEN,
    )
    editions = forms.ModelMultipleChoiceField(
        label="Utgåvor",
        queryset=removals.published_editions(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Välj inget för alla utgåvor som innehåller platsen.",
        error_messages={"invalid_choice": "Välj bland utgåvorna.", "invalid_pk_value": "Välj bland utgåvorna."},
    )
    field_order = ("kind", "scene", "field", "file", "editions", "reason", "public_reason", "registration_number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = removals.published_files()
        self.fields["file"].choices = [  # type: ignore[attr-defined]
            ("", "välj"),
            *((edition.ref, [(f"{edition.ref}/{path}", path) for path in paths]) for edition, paths in listed),
        ]

    def needs_scene(self) -> bool:
        """Tell whether a scene must be named: not to take a file away."""
        return self.data.get("kind") != RemovalKind.FILE.value

    def clean(self) -> dict[str, Any]:
        """Want the field or the file that is to go."""
        filled = super().clean() or {}
        if filled.get("kind") == RemovalKind.FIELD and not filled.get("field"):
            self.add_error("field", "Välj vilken uppgift som ska tas bort.")
        if filled.get("kind") == RemovalKind.FILE and not filled.get("file"):
            self.add_error("file", "Välj vilken fil som ska tas bort.")
        return filled
