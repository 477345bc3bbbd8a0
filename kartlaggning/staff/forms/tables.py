"""The forms about tables: which edition, rounds and area; and for internal answers for what and why."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from kartlaggning.choices import AreaKind
from kartlaggning.selectors.editions import Area, AreaRef
from kartlaggning.services.exports import LONGEST_PURPOSE, LONGEST_REASON

Choices = Sequence[tuple[str, Any]]
FORMATS = (("xlsx", "Arbetsbok för kalkylprogram (XLSX)"), ("csv", "CSV i en zip, med datalexikon och förteckning"))
_NO_AREA = {"invalid_choice": "Välj ett område i listan."}


def area_choices(areas: Iterable[Area], everything: str) -> Choices:
    """Return what stands for no limit, then the areas by kind, each under the word for its kind."""
    by_kind: dict[AreaKind, list[tuple[str, str]]] = {kind: [] for kind in AreaKind}
    for area in areas:
        by_kind[area.ref.kind].append((area_value(area.ref), area.ref.name))
    grouped = [(str(kind.label).capitalize(), found) for kind, found in by_kind.items() if found]
    return [("", everything), *grouped]


def area_value(area: AreaRef) -> str:
    """Return what stands for an area in a form: `municipality:solna`."""
    return f"{area.kind.value}:{area.slug}"


class TablesForm(forms.Form):
    """What is to be shown and taken as files; nothing chosen is the newest edition, all its rounds, the county."""

    edition = forms.ChoiceField(
        label="Utgåva", required=False, error_messages={"invalid_choice": "Välj en utgåva i listan."}
    )
    area = forms.ChoiceField(label="Område", required=False, error_messages=_NO_AREA)
    years = forms.MultipleChoiceField(
        label="Omgångar i tabeller över tid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, editions: Choices, areas: Choices, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = editions  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        self.fields["years"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]


class AnswersForm(forms.Form):
    """Which answers are to be taken out, in which format, and for what and why: that stands in the file and the log."""

    years = forms.TypedMultipleChoiceField(
        label="Omgångar",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en omgång.", "invalid_choice": "Välj bland omgångarna."},
    )
    area = forms.ChoiceField(label="Område", required=False, error_messages=_NO_AREA)
    file_format = forms.ChoiceField(
        label="Format",
        choices=FORMATS,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett format.", "invalid_choice": "Välj ett av formaten."},
    )
    purpose = forms.CharField(
        label="Vad ska uppgifterna användas till?",
        max_length=LONGEST_PURPOSE,
        help_text="Till exempel: underlag till styrgruppens möte.",
        error_messages={
            "required": "Skriv vad uppgifterna ska användas till.",
            "max_length": f"Korta texten till högst {LONGEST_PURPOSE} tecken.",
        },
    )
    reason = forms.CharField(
        label="Varför behöver du ta ut dem?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skriv inget om personer. Texten står i filen och i loggen.",
        error_messages={
            "required": "Skriv varför du behöver ta ut uppgifterna.",
            "max_length": f"Korta texten till högst {LONGEST_REASON} tecken.",
        },
    )

    def __init__(self, *args: Any, areas: Choices, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        self.fields["years"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
