"""The question of the page of change: which two rounds, which area, and the areas as they were when."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlaggning.choices import AreaKind
from kartlaggning.exports.words.divisions import Division, divisions
from kartlaggning.exports.words.writing import long_date
from kartlaggning.public.forms import AREA_PARAMETERS, area_label, refuse_unknown
from kartlaggning.selectors.editions import Area, Atlas, Edition

PARAMETERS = ("fran", "till", "omrade", "indelning")
_BETWEEN = "-"  # of the kind of area and its slug; no kind has one in its name


class ChangeForm(forms.Form):
    """Made as `ChangeForm(request.GET, atlas)`. What is left out is the two newest rounds, the county, and the areas
    as they were at the later round.

    Raises BadRequest for a parameter that there is none of, NotFoundInEdition for a round or an area that there is
    none of and before the first publication. That the two rounds are the same is an error of the form.
    """

    fran = forms.ChoiceField(label=gettext_lazy("Från kartläggningen"))
    till = forms.ChoiceField(label=gettext_lazy("Till kartläggningen"))
    omrade = forms.ChoiceField(label=gettext_lazy("Område"), required=False)
    indelning = forms.ChoiceField(
        label=gettext_lazy("Områden som de var"),
        required=False,
        help_text=gettext_lazy(
            "Stadsdelsområden och lokalpolisområden har ändrats. Här väljer du vilken tids områden som platserna "
            "räknas i."
        ),
    )

    use_required_attribute = False

    def __init__(self, parameters: QueryDict, atlas: Atlas) -> None:
        refuse_unknown(parameters, PARAMETERS)
        given = {name: parameters.get(name, "").strip() for name in PARAMETERS}
        self.atlas = atlas
        self.later: Edition = atlas.edition(_year(given["till"]))
        before = atlas.edition_before(self.later)
        self.earlier: Edition = atlas.edition(_year(given["fran"]) or (before.year if before else None))
        self.area: Area | None = _area(atlas, given["omrade"])
        self.divisions = divisions(atlas)
        self.day = _day(given["indelning"]) or self._usual_day()
        values = {
            "fran": str(self.earlier.year),
            "till": str(self.later.year),
            "omrade": area_value(self.area) if self.area else "",
            "indelning": self.division.day.isoformat(),
        }
        super().__init__(data=values, auto_id="forandring-%s")
        self._offer_choices()

    def _usual_day(self) -> date:
        """Return the day of the later round, or of the nearest time in which the chosen area existed."""
        day = max(self.earlier.reference_date, self.later.reference_date)
        if self.area is None or self.area.applies_on(day):
            return day
        times = [one.day for one in self.divisions if self.area.applies_on(one.day)]
        return min(times, key=lambda one: abs((one - day).days), default=day)

    @cached_property
    def division(self) -> Division:
        """Return the time between changes of areas that the chosen day falls in."""
        return next(one for one in self.divisions if one.covers(self.day))

    def _offer_choices(self) -> None:
        years = [(str(year), str(year)) for year in self.atlas.years]
        choices: dict[str, list[Any]] = {
            "fran": years,
            "till": years,
            "omrade": [("", _("Hela länet")), *self._areas()],
            "indelning": [(one.day.isoformat(), division_words(one)) for one in reversed(self.divisions)],
        }
        for name, offered in choices.items():
            old = self.fields[name]
            self.fields[name] = forms.ChoiceField(
                label=old.label, required=old.required, help_text=old.help_text, choices=offered
            )

    def _areas(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Offer the areas by kind, those that no longer exist included."""
        labels = {
            AreaKind.MUNICIPALITY: _("Kommuner"),
            AreaKind.CITY_DISTRICT: _("Stadsdelsområden"),
            AreaKind.POLICE_AREA: _("Lokalpolisområden"),
        }
        return [
            (labels[kind], [(area_value(area), area_label(area)) for area in self.atlas.areas_of(kind)])
            for kind in AreaKind
        ]

    def clean(self) -> dict[str, str]:
        """Refuse two rounds that are one."""
        if self.earlier.year == self.later.year:
            raise ValidationError(_("Välj två olika kartläggningar. Inom en och samma finns inget att jämföra."))
        return self.cleaned_data


def area_value(area: Area) -> str:
    """Return the area as the form's field names it: `kommun-solna`."""
    parameter = next(name for name, kind in AREA_PARAMETERS.items() if kind is area.ref.kind)
    return f"{parameter}{_BETWEEN}{area.ref.slug}"


def division_words(division: Division) -> str:
    """Return the time in words: `från och med 1 januari 2025`."""
    if division.first is None and division.last is None:
        return _("alltid desamma")
    if division.first is None and division.last is not None:
        return _("till och med %(last)s") % {"last": long_date(division.last)}
    if division.first is not None and division.last is not None:
        return _("%(first)s till %(last)s") % {"first": long_date(division.first), "last": long_date(division.last)}
    return _("från och med %(first)s") % {"first": long_date(division.day)}


def _area(atlas: Atlas, text: str) -> Area | None:
    if not text:
        return None
    parameter, _between, slug = text.partition(_BETWEEN)
    if parameter not in AREA_PARAMETERS:
        raise BadRequest(
            _("Området ”%(text)s” går inte att läsa. Skriv det som kommun-solna eller stadsdelsomrade-jarva.")
            % {"text": text}
        )
    return atlas.area(AREA_PARAMETERS[parameter], slug)


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise BadRequest(_("Året ”%(text)s” går inte att läsa. Skriv det med fyra siffror.") % {"text": text})
    return int(text)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequest(_("Dagen ”%(text)s” går inte att läsa. Skriv den som 2023-07-01.") % {"text": text}) from None
