"""What the forms about cooperation, checks, studies and contacts share: texts, areas, readers, sources, taking out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from kartlaggning.choices import Role, Visibility
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, Scene
from kartlaggning.models.area import NamedArea
from kartlaggning.models.measures import InArea, Registered
from kartlaggning.permissions import Actor, Permission, can, reads_police_only
from kartlaggning.selectors.places import place_choices
from kartlaggning.services.follow_up.registers import LONGEST_REASON
from kartlaggning.services.follow_up.texts import LONGEST_EXPLANATION
from kartlaggning.staff.forms.rounds import DateInput
from kartlaggning.staff.forms.scenes import reason_field

SOURCES_HELP = "En på varje rad. Krävs för det som ska bli offentligt."
AREAS = ("municipality", "city_district", "police_area")
_WRONG_DAY = "Skriv datumet som år-månad-dag, till exempel 2026-02-01."


def line(label: str, longest: int, help_text: str = "", *, missing: str = "") -> forms.CharField:
    """Return a line of text; `missing` is said where it must be filled in."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": missing, "max_length": f"Korta texten till högst {longest} tecken."},
    )


def lines(label: str, help_text: str = "", *, rows: int = 3, missing: str = "") -> forms.CharField:
    """Return a text of several lines; `missing` is said where it must be filled in."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def day(label: str, help_text: str = "", *, missing: str = "") -> forms.DateField:
    """Return a day; `missing` is said where it must be filled in."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        widget=DateInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": missing, "invalid": _WRONG_DAY},
    )


def version_field() -> forms.IntegerField:
    """Return the version that was on the screen; a form without one is as stale as can be."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


def explanation_field() -> forms.CharField:
    """Return why what looks like personal data is none; it is shown once something asks for it."""
    return forms.CharField(
        label="Varför hör det inte till en person?",
        required=False,
        max_length=LONGEST_EXPLANATION,
        help_text="Till exempel ”växelns nummer”. Skälet står i loggen, utom för det som bara Polisen får läsa.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ExplainedForm(forms.Form):
    """A form whose texts are checked for personal data; the explanation is asked for when it is needed."""

    explanation = explanation_field()

    @property
    def shows_explanation(self) -> bool:
        """Tell whether the field for an explanation is to be shown: it is written in, or something asks for it."""
        asked = any("hör till en person" in str(error) for errors in self.errors.values() for error in errors)
        return asked or bool(self["explanation"].value())


class ReadersForm(forms.Form):
    """Who may read a row of a register, and whence it comes."""

    sources = lines("Källor", SOURCES_HELP, rows=2)
    visibility = forms.ChoiceField(
        label="Vem får läsa?",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem som får läsa.", "invalid_choice": "Välj vem som får läsa."},
    )

    def __init__(self, *args: Any, by: Actor, shared: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        levels = [(Visibility.SHARED.value, shared)]
        if reads_police_only(by):
            levels.append((Visibility.POLICE_ONLY.value, "Endast Polisen"))
        if can(by, Permission.RUN_FOLLOW_UP):
            levels.append((Visibility.PUBLIC.value, "Alla, från och med nästa utgåva (offentlig)"))
        self.fields["visibility"].choices = levels  # type: ignore[attr-defined]

    @property
    def read_by(self) -> Visibility:
        """Return the level that was chosen, of a valid form."""
        return Visibility(self.cleaned_data["visibility"])

    @property
    def source_lines(self) -> tuple[str, ...]:
        """Return the sources, of a valid form."""
        return tuple(self.cleaned_data["sources"].splitlines())


class AreasForm(forms.Form):
    """Municipality, city district and police area, each of which may be left open."""

    municipality = forms.TypedChoiceField(label="Kommun", coerce=int, required=False, empty_value=None)
    city_district = forms.TypedChoiceField(
        label="Stadsdelsområde", coerce=int, required=False, empty_value=None, help_text="Bara i Stockholm."
    )
    police_area = forms.TypedChoiceField(label="Lokalpolisområde", coerce=int, required=False, empty_value=None)

    def offer_areas(self, by: Actor, row: InArea | None) -> None:
        """Offer the areas that exist today and are the person's, and those that a row already has."""
        today = place_choices(by, timezone.localdate())
        offered: Mapping[str, Sequence[NamedArea]] = {
            "municipality": _own(by, today.municipalities, by.municipality_ids),
            "city_district": _own(by, today.city_districts, by.city_district_ids),
            "police_area": today.police_areas,
        }
        self.areas: dict[str, dict[int, NamedArea]] = {}
        for name, areas in offered.items():
            present = getattr(row, name) if row else None
            found = {area.pk: area for area in (*areas, *((present,) if present else ()))}
            self.areas[name] = found
            self.fields[name].choices = [("", "Inget valt"), *((pk, area.name) for pk, area in found.items())]  # type: ignore[attr-defined]

    def chosen_area(self, name: str) -> Any:
        """Return an area that was chosen, of a valid form; None for none."""
        return self.areas[name].get(self.cleaned_data[name])

    @property
    def chosen_municipality(self) -> Municipality | None:
        """Return the municipality that was chosen."""
        found: Municipality | None = self.chosen_area("municipality")
        return found

    @property
    def chosen_district(self) -> CityDistrict | None:
        """Return the city district that was chosen."""
        found: CityDistrict | None = self.chosen_area("city_district")
        return found

    @property
    def chosen_police_area(self) -> PoliceArea | None:
        """Return the police area that was chosen."""
        found: PoliceArea | None = self.chosen_area("police_area")
        return found


def _own(by: Actor, areas: Sequence[NamedArea], theirs: frozenset[int]) -> Sequence[NamedArea]:
    return [area for area in areas if area.pk in theirs] if by.role is Role.MUNICIPAL_OFFICER else areas


def scene_choices(scenes: Sequence[Scene]) -> list[tuple[str, str]]:
    """Return scenes as choices by permanent id."""
    return [(scene.public_id, scene.name) for scene in scenes]


def registered_initial(row: Registered) -> dict[str, Any]:
    """Return what every form of a register holds of a row that is to be changed."""
    return {"sources": "\n".join(row.sources), "visibility": row.visibility, "version": row.version}


class TakeOutForm(forms.Form):
    """Why a row is taken out of its register."""

    reason = reason_field("Varför tas den bort?", "Skriv varför raden tas bort.", "Till exempel inlagd två gånger.")
    version = version_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].max_length = LONGEST_REASON  # type: ignore[attr-defined]

    @property
    def seen(self) -> int:
        """Return the version that was on the screen, of a valid form."""
        return self.cleaned_data["version"] or 0

    @property
    def why(self) -> str:
        """Return the reason, of a valid form."""
        written: str = self.cleaned_data["reason"]
        return written


def is_stale(form: forms.Form, row: Registered) -> bool:
    """Tell whether what was sent was seen at another version than the row has now."""
    return form.data.get("version", "") not in ("", str(row.version))
