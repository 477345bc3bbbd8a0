"""The query of a public page: year, areas, status, name and order as they stand in the address."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, Status
from kartlaggning.selectors.editions import Area, Atlas, Edition, SceneRow
from kartlaggning.selectors.editions.filters import STATUSES, SceneFilter, select

AREA_PARAMETERS = {
    "kommun": AreaKind.MUNICIPALITY,
    "stadsdelsomrade": AreaKind.CITY_DISTRICT,
    "lokalpolisomrade": AreaKind.POLICE_AREA,
}
DEFAULT_SORT = "namn"
SORT_CHOICES = (
    ("namn", gettext_lazy("namn, A till Ö")),
    ("-namn", gettext_lazy("namn, Ö till A")),
    ("kommun", gettext_lazy("kommun, A till Ö")),
    ("-kommun", gettext_lazy("kommun, Ö till A")),
    ("stadsdelsomrade", gettext_lazy("stadsdelsområde, A till Ö")),
    ("-stadsdelsomrade", gettext_lazy("stadsdelsområde, Ö till A")),
    ("lokalpolisomrade", gettext_lazy("lokalpolisområde, A till Ö")),
    ("-lokalpolisomrade", gettext_lazy("lokalpolisområde, Ö till A")),
    ("status", gettext_lazy("öppna först")),
    ("-status", gettext_lazy("upphörda först")),
    ("yta", gettext_lazy("minsta ytan först")),
    ("-yta", gettext_lazy("största ytan först")),
)
# What pages take from their address; the map's own names stand in map_page.
SELECTION_PARAMETERS = ("ar", *AREA_PARAMETERS, "status", "q")
LIST_PARAMETERS = (*SELECTION_PARAMETERS, "sortera")
PARAMETERS = (*SELECTION_PARAMETERS, "sortera", "jamfor")
STATUS_CHOICES = (
    (Status.OPEN.value, gettext_lazy("Öppna")),
    (Status.CLOSED.value, gettext_lazy("Upphörda")),
    ("all", gettext_lazy("Öppna och upphörda")),
)


class SceneQuery(forms.Form):
    """What a page was asked to show, read from the address; the same fields make the filter form.

    Made as `SceneQuery(request.GET, atlas, accepted)`, where `accepted` names what the page takes. Raises
    NotFoundInEdition for a year or place that there is none of, BadRequest for a parameter or value that does not exist
    or is given twice; the messages say what does exist.
    `edition` is the round shown, `compared` the other round of `jamfor` or None.
    """

    ar = forms.ChoiceField(label=gettext_lazy("Kartläggning"))
    kommun = forms.ChoiceField(label=gettext_lazy("Kommun"), required=False)
    stadsdelsomrade = forms.ChoiceField(label=gettext_lazy("Stadsdelsområde"), required=False)
    lokalpolisomrade = forms.ChoiceField(label=gettext_lazy("Lokalpolisområde"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Visa"), choices=STATUS_CHOICES)
    q = forms.CharField(
        label=gettext_lazy("Platsens namn"), required=False, max_length=80, widget=forms.TextInput({"type": "search"})
    )
    sortera = forms.ChoiceField(label=gettext_lazy("Ordning"), required=False, choices=SORT_CHOICES)
    jamfor = forms.ChoiceField(label=gettext_lazy("Jämför med"), required=False)

    use_required_attribute = False

    def __init__(self, parameters: QueryDict, atlas: Atlas, accepted: Sequence[str]) -> None:
        refuse_unknown(parameters, accepted)
        given = {name: parameters.get(name, "").strip() for name in PARAMETERS}
        self.atlas = atlas
        self.edition: Edition = atlas.edition(_year(given["ar"]))
        self.compared: Edition | None = atlas.edition(_year(given["jamfor"])) if given["jamfor"] else None
        self.chosen_areas: dict[AreaKind, Area] = {
            kind: atlas.area(kind, given[name]) for name, kind in AREA_PARAMETERS.items() if given[name]
        }
        given["status"] = _one_of("status", given["status"] or Status.OPEN.value, STATUSES)
        given["sortera"] = _one_of("sortera", given["sortera"] or DEFAULT_SORT, [key for key, _label in SORT_CHOICES])
        self.values: dict[str, str] = given | {"ar": str(self.edition.year)}
        super().__init__(data=self.values, auto_id="filter-%s")
        self._offer_choices()

    def _offer_choices(self) -> None:
        years = [(str(year), str(year)) for year in reversed(self.atlas.years)]
        self.fields["ar"] = forms.ChoiceField(label=self.fields["ar"].label, choices=years)
        self.fields["jamfor"] = forms.ChoiceField(
            label=self.fields["jamfor"].label,
            required=False,
            choices=[("", _("Inget annat år")), *(year for year in years if year[0] != self.values["ar"])],
        )
        for name, kind in AREA_PARAMETERS.items():
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, required=False, choices=[("", _("Alla")), *self._area_choices(kind)]
            )

    def _area_choices(self, kind: AreaKind) -> Sequence[tuple[str, str]]:
        """Offer the areas that have or had a scene in any round, and the chosen one whatever it is."""
        used = {area for edition in self.atlas.editions for row in edition.scenes for area in row.areas}
        chosen = self.chosen_areas.get(kind)
        areas = [a for a in self.atlas.areas_of(kind) if a.ref in used or a is chosen]
        return [(area.ref.slug, area_label(area)) for area in areas]

    @property
    def status_shown(self) -> str:
        """Return which scenes are shown: one of filters.STATUSES."""
        return self.values["status"]

    @property
    def sort_column(self) -> str:
        """Return which column the list is sorted by: a key of SORT_CHOICES without its minus sign."""
        return self.values["sortera"].removeprefix("-")

    @property
    def is_descending(self) -> bool:
        """Tell whether the list is sorted from the end."""
        return self.values["sortera"].startswith("-")

    @property
    def list_fields(self) -> list[forms.BoundField]:
        """Return the fields that the list's filter form offers."""
        return [self[name] for name in LIST_PARAMETERS]

    @property
    def scene_filter(self) -> SceneFilter:
        """Return the question as the selectors take it."""
        return SceneFilter(
            municipality=self.values["kommun"],
            city_district=self.values["stadsdelsomrade"],
            police_area=self.values["lokalpolisomrade"],
            status=self.status_shown,
            name=self.values["q"],
        )

    def rows(self) -> tuple[SceneRow, ...]:
        """Return the rows asked for, in Swedish order of name."""
        return select(self.edition, self.scene_filter)

    def address(self, **changes: str) -> str:
        """Return the query string, `?` included, of this query with changes; what is default is left out."""
        values = self.values | changes
        defaults = {"ar": str(self.atlas.newest.year), "status": Status.OPEN.value, "sortera": DEFAULT_SORT}
        kept = {name: values[name] for name in PARAMETERS if values[name] and values[name] != defaults.get(name)}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def selection_address(self) -> str:
        """Return the query string of the same rows on any page: without what only one of them takes."""
        return self.address(sortera=DEFAULT_SORT, jamfor="")

    @property
    def api_address(self) -> str:
        """Return the query string of the same rows in the API, without `f`. The API knows no search by name."""
        chosen = {kind.value.replace("_", "-"): area.ref.slug for kind, area in self.chosen_areas.items()}
        return "?" + urlencode({"year": self.values["ar"], "status": self.status_shown} | chosen)


def area_label(area: Area) -> str:
    """Return an area's name for a choice, with its last year where it no longer exists."""
    if area.valid_to is None:
        return area.ref.name
    return _("%(name)s (till %(year)s)") % {"name": area.ref.name, "year": area.valid_to.year}


def refuse_unknown(parameters: QueryDict, known: Sequence[str]) -> None:
    """Raise BadRequest that names the parameters there are, if any other is given, or one of them twice."""
    unknown = next((name for name in parameters if name not in known), None)
    if unknown is not None:
        raise BadRequest(_unknown_sentence(unknown, known))
    twice = next((name for name, values in parameters.lists() if len(values) > 1), None)
    if twice is not None:
        raise BadRequest(_("Uppgiften ”%(name)s” står flera gånger i adressen. Skriv den en gång.") % {"name": twice})


def _unknown_sentence(unknown: str, known: Sequence[str]) -> str:
    values = {"unknown": unknown, "known": swedish.enumerate_words(known, _("och"))}
    if not known:
        return _("Sidan har ingen uppgift som heter ”%(unknown)s”. Den tar inte emot några uppgifter.") % values
    return _("Sidan har ingen uppgift som heter ”%(unknown)s”. Den kan ta emot %(known)s.") % values


def _year(text: str) -> int | None:
    """Return the year, or None for the newest; raises BadRequest for what is no year."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise BadRequest(_("Året ”%(text)s” går inte att läsa. Skriv det med fyra siffror.") % {"text": text})
    return int(text)


def _one_of(name: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise BadRequest(
            _("”%(value)s” finns inte att välja för %(name)s. Det finns %(known)s.")
            % {"value": value, "name": name, "known": swedish.enumerate_words(known, _("och"))}
        )
    return value
