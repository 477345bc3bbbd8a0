"""The form about a recipient of editions: who it is, its areas and its formats."""

from typing import Any

from django import forms

from kartlaggning.choices import AreaKind
from kartlaggning.models import Recipient
from kartlaggning.selectors.edition_recipients import area_options
from kartlaggning.services.recipients import FORMATS, LONGEST_NAME, Details


class RecipientForm(forms.Form):
    """A recipient."""

    name = forms.CharField(
        label="Aktör",
        max_length=LONGEST_NAME,
        help_text="Till exempel en kommun, en stadsdelsförvaltning eller en myndighet.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv aktörens namn.", "max_length": "Korta namnet till högst 120 tecken."},
    )
    mailbox = forms.EmailField(
        label="Funktionsbrevlåda",
        help_text="En brevlåda som flera läser, inte en persons.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Skriv e-postadressen.",
            "invalid": "Skriv en e-postadress, till exempel registrator@kommunen.example.",
        },
    )
    formats = forms.MultipleChoiceField(
        label="Format",
        choices=list(FORMATS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett format.", "invalid_choice": "Välj format i listan."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, options in area_options().items():
            self.fields[kind.value] = forms.MultipleChoiceField(
                label=_LABELS[kind],
                choices=options,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "Välj områden i listan."},
            )

    @property
    def area_fields(self) -> list[forms.BoundField]:
        """Return the fields of the areas, a fieldset each."""
        return [self[kind.value] for kind in _LABELS]

    @property
    def details(self) -> Details:
        """Return what has been filled in, of a valid form."""
        data = self.cleaned_data
        chosen = [value.partition(":") for kind in _LABELS for value in data[kind.value]]
        areas = tuple((AreaKind(kind), slug) for kind, _colon, slug in chosen)
        return Details(data["name"], data["mailbox"], areas, tuple(data["formats"]))


def initial_of(recipient: Recipient) -> dict[str, Any]:
    """Return what the form holds of a recipient that is to be changed."""
    values: dict[str, Any] = {"name": recipient.name, "mailbox": recipient.mailbox, "formats": recipient.formats}
    for kind in _LABELS:
        values[kind.value] = [f"{area['kind']}:{area['slug']}" for area in recipient.areas if area["kind"] == kind]
    return values


_LABELS = {
    AreaKind.MUNICIPALITY: "Kommuner",
    AreaKind.CITY_DISTRICT: "Stadsdelsområden",
    AreaKind.POLICE_AREA: "Lokalpolisområden",
}
