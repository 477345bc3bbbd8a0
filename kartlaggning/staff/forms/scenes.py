"""The forms about scenes: search, new, new name, merge, open again, follow-up, note."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from shapely.geometry import Point

from kartlaggning.choices import Status
from kartlaggning.geometry.position import EXAMPLES, PositionUnreadable, parse_position
from kartlaggning.models import Survey
from kartlaggning.scene_names import warnings_about
from kartlaggning.selectors.places import PlaceChoices
from kartlaggning.selectors.scenes import SceneRow
from kartlaggning.services.rounds import Placement
from kartlaggning.services.scenes import LONGEST_NAME, LONGEST_NOTE, LONGEST_REASON
from kartlaggning.staff.forms.rounds import date_field
from kartlaggning.swedish import enumerate_words

NO_NAME = "Skriv platsens namn."
TOO_LONG = f"Namnet får ha högst {LONGEST_NAME} tecken."
NAME_HELP = "En allmän plats: ett torg, en park, en station. Inte ett företag, en skola eller en fastighet."


class SearchForm(forms.Form):
    """The search above the list of scenes."""

    sok = forms.CharField(label="Namn eller nummer", required=False, max_length=LONGEST_NAME)
    status = forms.ChoiceField(
        label="Senast bedömd som",
        required=False,
        choices=[
            ("", "alla"),
            (Status.OPEN.value, "öppen"),
            (Status.CLOSED.value, "upphörd"),
            (Status.REPLACED.value, "ersatt"),
        ],
    )

    def asked(self) -> dict[str, str]:
        """Return what is asked for; what can't be understood asks for nothing."""
        self.is_valid()
        return {"search": self.cleaned_data.get("sok", ""), "status": self.cleaned_data.get("status", "")}


def name_field(label: str = "Platsens namn") -> forms.CharField:
    """Return a required name."""
    return forms.CharField(
        label=label,
        max_length=LONGEST_NAME,
        help_text=NAME_HELP,
        error_messages={"required": NO_NAME, "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def reason_field(label: str, missing: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    """Return a short free text."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_REASON,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing, "max_length": f"Korta texten till högst {LONGEST_REASON} tecken."},
    )


class NamedForm(forms.Form):
    """A name, and why one that points at somebody is right; the reason is asked for only then."""

    name = name_field()
    name_reason = reason_field(
        "Varför är namnet rätt ändå?", "", "Till exempel att det är platsens vedertagna namn.", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Want a reason for a name that points at somebody."""
        filled = super().clean() or {}
        found = self.name_warnings
        if found and not filled.get("name_reason"):
            kinds = enumerate_words([warning.kind for warning in found], "eller")
            self.add_error(
                "name_reason", f"Namnet ser ut att peka ut {kinds}. Byt namn, eller skriv varför det är rätt."
            )
        return filled

    @property
    def name_warnings(self) -> tuple[Any, ...]:
        """Return what in the name points at somebody."""
        return warnings_about(str(self.data.get("name", ""))) if self.is_bound else ()

    @property
    def shows_name_reason(self) -> bool:
        """Tell whether the reason is asked for."""
        return bool(self.name_warnings)


class PlaceForm(forms.Form):
    """Municipality, city district and police area."""

    municipality = forms.TypedChoiceField(label="Kommun", coerce=int, error_messages={"required": "Välj en kommun."})
    city_district = forms.TypedChoiceField(
        label="Stadsdelsområde", coerce=int, required=False, empty_value=None, help_text="Bara i Stockholm."
    )
    police_area = forms.TypedChoiceField(
        label="Lokalpolisområde", coerce=int, error_messages={"required": "Välj ett lokalpolisområde."}
    )

    def __init__(self, *args: Any, areas: PlaceChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        groups = {
            "municipality": areas.municipalities,
            "city_district": areas.city_districts,
            "police_area": areas.police_areas,
        }
        for name, group in groups.items():
            pairs = [(area.pk, area.name) for area in group]
            alone = len(pairs) == 1 and name == "police_area"
            none = "Ingen" if name == "city_district" else "Välj …"
            self.fields[name].choices = pairs if alone else [("", none), *pairs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold the district against the municipality."""
        filled = super().clean() or {}
        municipality, district = filled.get("municipality"), filled.get("city_district")
        with_districts = {area.municipality_id for area in self.areas.city_districts}
        inside = {area.pk for area in self.areas.city_districts if area.municipality_id == municipality}
        if municipality and district and district not in inside:
            self.add_error("city_district", "Stadsdelsområdet ligger inte i kommunen. Ändra det ena.")
        if municipality in with_districts and not district and not self.errors.get("city_district"):
            self.add_error("city_district", "Välj ett stadsdelsområde.")
        return filled

    @property
    def placement(self) -> Placement:
        """Return what has been chosen, once the form is valid."""
        filled, areas = self.cleaned_data, self.areas
        districts = {area.pk: area for area in areas.city_districts}
        return Placement(
            municipality={area.pk: area for area in areas.municipalities}[filled["municipality"]],
            police_area={area.pk: area for area in areas.police_areas}[filled["police_area"]],
            city_district=districts.get(filled["city_district"]),
        )


def placed_as(survey: Survey) -> dict[str, Any]:
    """Return where a survey lies as the place form's initial values."""
    return {name: getattr(survey, f"{name}_id") for name in ("municipality", "city_district", "police_area")}


class SceneForm(NamedForm, PlaceForm):
    """A new scene. `seen` is the name and position for which the near ones have been shown."""

    position = forms.CharField(
        label="Läge",
        max_length=80,
        help_text=f"Mitt på platsen, norr först: {EXAMPLES}. Används för att hitta platser i närheten.",
        error_messages={"required": f"Skriv platsens läge, till exempel {EXAMPLES}."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_position(self) -> Point:
        """Return the position in EPSG:3006."""
        try:
            return parse_position(self.cleaned_data["position"])
        except PositionUnreadable as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def shown(self) -> str:
        """Return the name and position as `seen` keeps them."""
        return f"{self.data.get('name', '').strip()} @ {self.data.get('position', '').strip()}"

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the near ones of just this name and position have been seen."""
        return str(self.data.get("seen", "")) == self.shown


class MergeForm(NamedForm, PlaceForm):
    """The scenes to merge a scene with, and the name and place of what comes of it."""

    others = forms.MultipleChoiceField(
        label="Slå ihop med", error_messages={"required": "Välj minst en plats att slå ihop med."}
    )

    def __init__(self, *args: Any, rows: Sequence[SceneRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["others"].choices = [(row.scene.public_id, row.scene.name) for row in rows]  # type: ignore[attr-defined]
        self.fields["name"].label = "Den nya platsens namn"

    @property
    def options(self) -> list[tuple[SceneRow, bool]]:
        """Return the scenes, each with whether it is chosen."""
        chosen = self["others"].value() or []
        return [(row, row.scene.public_id in chosen) for row in self.rows]


class ReopenForm(PlaceForm):
    """Where a scene that opens again lies, and why."""

    reason = reason_field("Varför öppnas platsen igen?", "Skriv varför platsen öppnas igen.")


class FollowUpForm(forms.Form):
    """Whether a closed scene is followed up, and why."""

    reason = reason_field("Varför?", "Skriv varför.", "Det står sedan i loggen.")


class NoteForm(forms.Form):
    """A dated note between the rounds."""

    made_on = date_field("Datum", "Välj dagen då bedömningen gjordes.")
    body = forms.CharField(
        label="Anteckning",
        max_length=LONGEST_NOTE,
        help_text="Vad har ändrats sedan kartläggningen? Skriv inga personuppgifter.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Skriv vad som har ändrats.",
            "max_length": f"Korta texten till högst {LONGEST_NOTE} tecken.",
        },
    )

    @staticmethod
    def starting(today: date) -> "NoteForm":
        """Return an empty form dated today."""
        return NoteForm(initial={"made_on": today})
