"""The forms about rounds: opening one, placing scenes in new areas, nil returns, and closing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from kartlaggning.choices import AreaKind
from kartlaggning.models import CityDistrict, PoliceArea, Questionnaire
from kartlaggning.selectors.board import PARAMETERS
from kartlaggning.selectors.rounds import AreaOption, Unmapped
from kartlaggning.services.rounds import LONGEST_REASON, Closing, Opening, Placement

FIRST_YEAR, LAST_YEAR = 2000, 2100


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def date_field(label: str, missing: str, help_text: str = "") -> forms.DateField:
    """Return a required date that is written as 2026-02-01."""
    wrong = "Skriv datumet som år-månad-dag, till exempel 2026-02-01."
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=DateInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": missing, "invalid": wrong},
    )


class RoundForm(forms.Form):
    """The dates of a new round and what it asks."""

    year = forms.IntegerField(
        label="Omgångens år",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "required": "Skriv omgångens år.",
            "invalid": "Skriv året med fyra siffror, till exempel 2026.",
            "min_value": "Skriv året med fyra siffror, till exempel 2026.",
            "max_value": "Skriv året med fyra siffror, till exempel 2026.",
        },
    )
    judged_from = date_field(
        "Bedömer från", "Välj första dagen i perioden som bedöms.", "Perioden som kartläggningen gäller."
    )
    judged_to = date_field("Bedömer till", "Välj sista dagen i perioden som bedöms.")
    reference_date = date_field(
        "Referensdatum",
        "Välj ett referensdatum.",
        "Avgör vilka stadsdelsområden och lokalpolisområden som gäller.",
    )
    first_day = date_field(
        "Första dag", "Välj första dagen för att fylla i.", "Då kan kartläggningarna börja fyllas i."
    )
    last_day = date_field(
        "Sista dag", "Välj sista dagen för att fylla i.", "Efter den dagen räknas det som är kvar som försenat."
    )
    questionnaire = forms.TypedChoiceField(
        label="Frågeformulär",
        coerce=int,
        help_text="När omgången öppnas fryses formuläret och kan inte ändras mer.",
        error_messages={"required": "Välj ett frågeformulär.", "invalid_choice": "Välj ett frågeformulär i listan."},
    )
    registration_number = forms.CharField(
        label="Diarienummer (frivilligt)",
        max_length=40,
        required=False,
        error_messages={"max_length": "Diarienumret får ha högst 40 tecken."},
    )

    def __init__(self, *args: Any, versions: Sequence[Questionnaire], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {version.pk: version for version in versions}
        pairs = [(version.pk, version.name) for version in versions]
        self.fields["questionnaire"].choices = pairs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold the dates against each other and the year."""
        filled = super().clean() or {}
        self._in_order("judged_from", "judged_to", "Perioden slutar innan den börjar. Ändra någon av dagarna.")
        self._in_order("first_day", "last_day", "Sista dagen är före den första. Ändra någon av dagarna.")
        self._in_order(
            "judged_from", "last_day", "Sista dagen är före perioden som bedöms. Kontrollera årtalen.", at="last_day"
        )
        year, reference = filled.get("year"), filled.get("reference_date")
        if year and reference and abs(reference.year - year) > 1:
            self.add_error("reference_date", f"Referensdatumet ligger långt från {year}. Kontrollera årtalet.")
        judged_to = filled.get("judged_to")
        if year and judged_to and not year - 1 <= judged_to.year <= year:
            self.add_error("judged_to", f"Perioden ska sluta {year - 1} eller {year}. Kontrollera årtalet.")
        last_day = filled.get("last_day")
        if year and last_day and not year <= last_day.year <= year + 1:
            self.add_error("last_day", f"Sista dagen ska ligga {year} eller {year + 1}. Kontrollera årtalet.")
        return filled

    def _in_order(self, first: str, second: str, message: str, at: str = "") -> None:
        one, other = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if one and other and other < one and not self.errors.get(at or second):
            self.add_error(at or second, message)

    @property
    def opening(self) -> Opening:
        """Return what has been filled in, once the form is valid."""
        filled = dict(self.cleaned_data)
        version = self.versions[filled.pop("questionnaire")]
        return Opening(questionnaire=version, **filled)


def defaults(newest_year: int | None, today: date) -> dict[str, Any]:
    """Return what a new round most likely is: the year after the last, about the year before, done in February."""
    year = max(today.year, (newest_year or 0) + 1)
    return {
        "year": year,
        "judged_from": date(year - 1, 1, 1),
        "judged_to": date(year - 1, 12, 31),
        "reference_date": date(year, 1, 1),
        "first_day": date(year, 2, 1),
        "last_day": date(year, 2, 28),
    }


class MappingForm(forms.Form):
    """The new areas of the scenes whose old ones are gone: one choice or two for each."""

    def __init__(self, *args: Any, unmapped: Iterable[Unmapped], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unmapped = tuple(unmapped)
        for row in self.unmapped:
            for kind, options in self._kinds(row):
                self.fields[_name(kind, row)] = _area_field(row, options, kind)

    @staticmethod
    def _kinds(row: Unmapped) -> list[tuple[AreaKind, tuple[AreaOption, ...]]]:
        pairs = [(AreaKind.CITY_DISTRICT, row.city_districts), (AreaKind.POLICE_AREA, row.police_areas)]
        return [(kind, options) for kind, options in pairs if options]

    @property
    def groups(self) -> list[tuple[Unmapped, list[forms.BoundField]]]:
        """Return the scenes, each with its choices."""
        return [(row, [self[_name(kind, row)] for kind, _ in self._kinds(row)]) for row in self.unmapped]

    def placements(self, areas: Iterable[PoliceArea | CityDistrict]) -> dict[int, Placement]:
        """Return what has been chosen, by the scenes' pk; `areas` are those that the choices name."""
        known = {(type(area), area.pk): area for area in areas}
        return {row.last.scene_id: self._placement(row, known) for row in self.unmapped}

    def _placement(self, row: Unmapped, known: dict[Any, Any]) -> Placement:
        district = self.cleaned_data.get(_name(AreaKind.CITY_DISTRICT, row))
        police_area = self.cleaned_data.get(_name(AreaKind.POLICE_AREA, row))
        return Placement(
            municipality=row.last.municipality,
            police_area=known[PoliceArea, police_area] if police_area else row.last.police_area,
            city_district=known[CityDistrict, district] if district else row.last.city_district,
        )


def _name(kind: AreaKind, row: Unmapped) -> str:
    return f"{PARAMETERS[kind]}-{row.last.scene.public_id}"


def _area_field(row: Unmapped, options: Sequence[AreaOption], kind: AreaKind) -> forms.TypedChoiceField:
    """Return a choice with the successors first, the suggested one chosen."""
    successors = [(option.pk, option.name) for option in options if option.is_successor]
    others = [(option.pk, option.name) for option in options if not option.is_successor]
    suggested = next((option.pk for option in options if option.is_suggested), "")
    groups = [("Efterföljare", successors), ("Övriga", others)] if successors else [("", others)]
    word = "stadsdelsområde" if kind is AreaKind.CITY_DISTRICT else "lokalpolisområde"
    choose = f"Välj nytt {word} för {row.last.scene.name}. Utan det kan omgången inte öppnas."
    return forms.TypedChoiceField(
        label=f"Nytt {word} för {row.last.scene.name}",
        coerce=int,
        choices=[("", "Välj …"), *groups],
        initial=suggested,
        error_messages={"required": choose, "invalid_choice": choose},
    )


class NilForm(forms.Form):
    """The word that an area has no scene: which area, by kind and address part."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.value) for kind in (AreaKind.POLICE_AREA, AreaKind.MUNICIPALITY)]
    )
    slug = forms.SlugField()


class ClosingForm(forms.Form):
    """Why a round is closed with work left, and why its counts do not add up; only what has to be said is asked."""

    reason = forms.CharField(
        label="Varför avslutas omgången innan allt är klart?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
        help_text=f"Högst {LONGEST_REASON} tecken. Det står sedan vid omgången och i loggen.",
    )
    explanation = forms.CharField(
        label="Varför går antalen inte ihop?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
        help_text=f"Högst {LONGEST_REASON} tecken. Det står sedan vid omgången och i loggen.",
    )

    def __init__(self, *args: Any, asks_reason: bool, asks_explanation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
        if not asks_explanation:
            del self.fields["explanation"]

    @property
    def closing(self) -> Closing:
        """Return what has been written."""
        return Closing(**self.cleaned_data)
