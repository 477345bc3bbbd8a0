"""Fields for a time from and to, each known to the year, the month or the day."""

from datetime import date
from typing import Any

from django import forms

from kartlaggning.choices import Precision
from kartlaggning.followup.values import Spell
from kartlaggning.swedish import MONTHS

PARTS = ("year", "month", "day")
FIRST_YEAR, LAST_YEAR = 1970, 2100
_MONTHS = [("", "vet inte"), *((str(number), name) for number, name in enumerate(MONTHS, start=1))]
_NO_YEAR = f"Skriv året med fyra siffror, mellan {FIRST_YEAR} och {LAST_YEAR}."


def year_field(missing: str = "") -> forms.IntegerField:
    """Return a year; one that must be given says so by `missing`."""
    return forms.IntegerField(
        label="År",
        required=bool(missing),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
        error_messages={"required": missing, **dict.fromkeys(("invalid", "min_value", "max_value"), _NO_YEAR)},
    )


def month_field() -> forms.ChoiceField:
    """Return a month that may be left open."""
    return forms.ChoiceField(
        label="Månad", required=False, choices=_MONTHS, error_messages={"invalid_choice": "Välj månad i listan."}
    )


def day_of_month_field() -> forms.IntegerField:
    """Return a day of the month that may be left open."""
    return forms.IntegerField(
        label="Dag",
        required=False,
        min_value=1,
        max_value=31,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 2, "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Skriv dagen som en siffra, 1 till 31."),
    )


class EndForm(forms.Form):
    """When something ended, as exactly as it is known."""

    ends_year = year_field("Skriv vilket år det slutade.")
    ends_month = month_field()
    ends_day = day_of_month_field()

    def clean(self) -> dict[str, Any]:
        """Hold year, month and day against each other."""
        filled = super().clean() or {}
        filled["ends"] = known_day(self, "ends")
        return filled

    @property
    def parts(self) -> list[forms.BoundField]:
        """Return the fields of the day, as one group."""
        return [self[f"ends_{part}"] for part in PARTS]

    @property
    def ends(self) -> tuple[date, Precision]:
        """Return the day and how exactly it is known, of a valid form."""
        day, precision = self.cleaned_data["ends"]
        return day, precision


class SpellForm(forms.Form):
    """From when and, if it is over, to when."""

    starts_year = year_field("Skriv vilket år det började.")
    starts_month = month_field()
    starts_day = day_of_month_field()
    ends_year = year_field()
    ends_month = month_field()
    ends_day = day_of_month_field()

    def clean(self) -> dict[str, Any]:
        """Hold year, month and day against each other, and the end against the beginning."""
        filled = super().clean() or {}
        starts, ends = known_day(self, "starts"), known_day(self, "ends")
        filled["spell"] = Spell(*starts, *(ends or (None, None))) if starts else None
        return filled

    @property
    def spell_fields(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Return the two groups of fields, each with its heading and help."""
        return [
            ("Från", "Månad och dag kan lämnas tomma, om de inte är kända.", self._parts("starts")),
            ("Till", "Lämna tomt om det fortfarande pågår.", self._parts("ends")),
        ]

    def _parts(self, name: str) -> list[forms.BoundField]:
        return [self[f"{name}_{part}"] for part in PARTS]


def known_day(form: forms.Form, name: str) -> tuple[date, Precision] | None:
    """Return the first day of what was filled in and how exactly it is known; None where nothing was, or it is wrong.

    What is wrong is added to the form, at the field that should change.
    """
    filled = form.cleaned_data
    year, month, day = (filled.get(f"{name}_{part}") for part in PARTS)
    if any(f"{name}_{part}" in form.errors for part in PARTS):
        return None
    if year is None:
        if month or day:
            form.add_error(f"{name}_year", "Skriv också året.")
        return None
    if not month:
        if day:
            form.add_error(f"{name}_month", "Välj också månaden.")
            return None
        return date(year, 1, 1), Precision.YEAR
    try:
        return date(year, int(month), day or 1), Precision.DAY if day else Precision.MONTH
    except ValueError:
        form.add_error(f"{name}_day", "Den dagen finns inte i månaden.")
        return None


def spell_initial(spell: Spell) -> dict[str, Any]:
    """Return a spell as the form's initial values."""
    values = _initial("starts", spell.starts_on, spell.starts_precision)
    if spell.ends_on is not None:
        values |= _initial("ends", spell.ends_on, spell.ends_precision or Precision.DAY)
    return values


def _initial(name: str, day: date, precision: Precision) -> dict[str, Any]:
    values: dict[str, Any] = {f"{name}_year": day.year}
    if precision is not Precision.YEAR:
        values[f"{name}_month"] = str(day.month)
    if precision is Precision.DAY:
        values[f"{name}_day"] = day.day
    return values
