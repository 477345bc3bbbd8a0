"""The forms about editions: publishing, the erratum of a correction, withdrawing, and a preview link."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from kartlaggning.models import Edition
from kartlaggning.selectors.editions.atlas import title_of
from kartlaggning.services.editions.building import LONGEST_NAME, LONGEST_TEXT
from kartlaggning.services.editions.publication import Correcting
from kartlaggning.services.editions.withdrawal import LONGEST_REASON, NO_REASON
from kartlaggning.staff.forms.rounds import date_field

NOW, LATER = "nu", "senare"
WHOLE, SOME = "hela", "vissa"
NOTHING_INSTEAD = "ingen"


def text_field(label: str, missing: str, help_text: str, longest: int) -> forms.CharField:
    """Return a required short text."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing, "max_length": f"Korta texten till högst {longest} tecken."},
    )


def time_field(label: str) -> forms.TimeField:
    """Return a required time of day, written as 09:00."""
    wrong = "Skriv klockslaget som timmar och minuter, till exempel 09:00."
    return forms.TimeField(
        label=label,
        help_text="Svensk tid, till exempel 09:00.",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Skriv ett klockslag.", "invalid": wrong},
    )


class MomentForm(forms.Form):
    """A day and a time of day."""

    day = date_field("Dag", "Välj en dag.")
    time = time_field("Klockslag")

    @property
    def moment(self) -> datetime:
        """Return the moment, in the site's time zone, of a valid form."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))


class PublishForm(MomentForm):
    """When a built edition is to become current; the time is asked for only where it is not now."""

    when = forms.ChoiceField(
        label="När?",
        choices=[(NOW, "Nu"), (LATER, "Vid en bestämd tid")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj när utgåvan ska publiceras.", "invalid_choice": "Välj i listan."},
    )
    field_order = ("when", "day", "time")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("when") != LATER:
            self.fields["day"].required = self.fields["time"].required = False

    @property
    def is_now(self) -> bool:
        """Tell whether the edition is to be published at once."""
        return bool(self.cleaned_data["when"] == NOW)


class LinkForm(MomentForm):
    """To whom a preview link is given, and until when it holds."""

    given_to = forms.CharField(
        label="Till vem",
        max_length=120,
        help_text="En funktion eller en redaktion, så att ni vet vems länken är.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv till vem länken ska.", "max_length": "Korta texten till högst 120 tecken."},
    )
    day = date_field("Går ut, dag", "Välj vilken dag länken går ut.")
    time = time_field("Går ut, klockslag")
    field_order = ("given_to", "day", "time")


class CorrectionForm(forms.Form):
    """The erratum of a new revision."""

    what = text_field("Vad rättas?", "Skriv vad som rättas.", "Visas på sidorna det gäller.", LONGEST_TEXT)
    why = text_field("Varför?", "Skriv varför.", "Visas för alla. Skriv inga personuppgifter.", LONGEST_TEXT)
    decided_by = forms.CharField(
        label="Vem beslutade?",
        max_length=LONGEST_NAME,
        help_text="En funktion, till exempel samordningskansliet. Visas för alla.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv vem som beslutade.", "max_length": "Korta texten till högst 120 tecken."},
    )
    decided_on = date_field("När?", "Välj vilken dag det beslutades.")
    concerns = forms.ChoiceField(
        label="Vad gäller rättelsen?",
        choices=[(WHOLE, "Utgåvan i sin helhet"), (SOME, "Vissa platser")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad rättelsen gäller.", "invalid_choice": "Välj i listan."},
    )
    scenes = forms.MultipleChoiceField(
        label="Platser som rättelsen gäller",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Välj platser i listan."},
    )

    def __init__(self, *args: Any, scenes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenes"].choices = scenes  # type: ignore[attr-defined]

    def clean_decided_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Dagen har inte varit än. Välj dagen då det beslutades.")
        return day

    def clean(self) -> dict[str, Any]:
        """Want scenes where some are meant."""
        filled = super().clean() or {}
        if filled.get("concerns") == SOME and not filled.get("scenes") and "scenes" not in self.errors:
            self.add_error("scenes", "Välj minst en plats.")
        return filled

    @property
    def erratum(self) -> Correcting:
        """Return the erratum of a valid form."""
        data = self.cleaned_data
        scenes = tuple(data["scenes"]) if data["concerns"] == SOME else ()
        return Correcting(data["what"], data["why"], data["decided_by"], data["decided_on"], scenes)


class WithdrawForm(forms.Form):
    """Why an edition is withdrawn, and what is to count in its place."""

    reason = text_field(
        "Varför återkallas utgåvan?", NO_REASON, "Visas för alla som följer en länk till den.", LONGEST_REASON
    )
    instead = forms.ChoiceField(
        label="Vad ska gälla i stället?",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som ska gälla i stället.", "invalid_choice": "Välj i listan."},
    )

    def __init__(self, *args: Any, year: int, earlier: Iterable[Edition], is_current: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {edition.ref: edition for edition in earlier}
        if not is_current:
            del self.fields["instead"]
            return
        titles = {
            ref: title_of(edition.year, edition.revision, is_demonstration=edition.is_demonstration)
            for ref, edition in self.earlier.items()
        }
        nothing = f"Ingen utgåva. Kartläggningen {year} försvinner från webbplatsen tills en ny revision publiceras"
        self.fields["instead"].choices = [  # type: ignore[attr-defined]
            *((ref, f"{title} ({ref}) blir gällande igen") for ref, title in titles.items()),
            (NOTHING_INSTEAD, nothing),
        ]

    @property
    def chosen(self) -> Edition | None:
        """Return the edition that is to count in the place of the withdrawn one, of a valid form."""
        return self.earlier.get(self.cleaned_data.get("instead", ""))
