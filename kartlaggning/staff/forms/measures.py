"""The forms about measures: what is chosen first, the measure itself, its end, taking it out, and a kind."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kartlaggning.choices import Visibility
from kartlaggning.followup.spells import Stage
from kartlaggning.models import Measure, MeasureKind, Scene
from kartlaggning.permissions import Actor, Permission, can, reads_police_only
from kartlaggning.selectors.follow_up.measures import Asked, MeasureRow
from kartlaggning.selectors.follow_up.values import spell_value
from kartlaggning.services.follow_up.measure_kinds import LONGEST_DESCRIPTION, LONGEST_NAME, KindData
from kartlaggning.services.follow_up.measures import LONGEST, MeasureData
from kartlaggning.services.follow_up.texts import LONGEST_EXPLANATION
from kartlaggning.staff.forms.scenes import reason_field
from kartlaggning.staff.forms.spells import EndForm, SpellForm, spell_initial

STAGES = [("", "alla"), (Stage.GOING_ON.value, "pågår"), (Stage.PLANNED.value, "planerad"), (Stage.ENDED.value, "slut")]
NO_PERSONS = "Skriv inga personuppgifter."


def text_field(name: str, label: str, help_text: str = "", *, missing: str = "", rows: int = 0) -> forms.CharField:
    """Return a text of a measure, a line or, with `rows`, several; `missing` is said where it must be filled in."""
    longest = LONGEST[name]
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=longest,
        widget=widget,
        error_messages={"required": missing, "max_length": f"Korta texten till högst {longest} tecken."},
    )


class FilterForm(forms.Form):
    """The filters above the list; the choices are those that are found in it."""

    slag = forms.ChoiceField(label="Slag", required=False)
    omrade = forms.ChoiceField(label="Område", required=False)
    plats = forms.ChoiceField(label="Plats", required=False)
    lage = forms.ChoiceField(label="Läge", required=False, choices=STAGES)

    def __init__(self, data: Any, *, found: Sequence[MeasureRow]) -> None:
        super().__init__(data)
        kinds = {row.measure.kind.key: row.measure.kind.name for row in found}
        scenes = {row.measure.scene.public_id: row.measure.scene.name for row in found}
        areas = {key: name for row in found for key, name in row.at.areas}
        self._offer("slag", kinds)
        self._offer("omrade", {key: f"{name} ({_KINDS[key.partition(':')[0]]})" for key, name in areas.items()})
        self._offer("plats", scenes)

    @property
    def asked(self) -> Asked:
        """Return the filters; what is no choice counts as none."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return Asked(kind=chosen["slag"], area=chosen["omrade"], scene=chosen["plats"], stage=chosen["lage"])

    def _offer(self, name: str, choices: dict[str, str]) -> None:
        self.fields[name].choices = [("", "alla"), *sorted(choices.items(), key=lambda pair: pair[1])]  # type: ignore[attr-defined]


_KINDS = {"municipality": "kommun", "city_district": "stadsdelsområde", "police_area": "lokalpolisområde"}


class ChooseForm(forms.Form):
    """The scene and the kind of a new measure, which decide what the rest of the form is."""

    plats = forms.ChoiceField(
        label="Plats", error_messages={"required": "Välj en plats.", "invalid_choice": "Välj en plats i listan."}
    )
    slag = forms.ChoiceField(
        label="Slag av insats", error_messages={"required": "Välj ett slag.", "invalid_choice": "Välj ett slag."}
    )

    def __init__(self, *args: Any, scenes: Sequence[Scene], kinds: Sequence[MeasureKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scenes, self.kinds = {scene.public_id: scene for scene in scenes}, {kind.key: kind for kind in kinds}
        found = [(scene.public_id, scene.name) for scene in scenes]
        self.fields["plats"].choices = [("", "Välj …"), *found]  # type: ignore[attr-defined]
        self.fields["slag"].choices = [("", "Välj …"), *((kind.key, kind.name) for kind in kinds)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[Scene, MeasureKind]:
        """Return scene and kind, of a valid form."""
        return self.scenes[self.cleaned_data["plats"]], self.kinds[self.cleaned_data["slag"]]


class MeasureForm(SpellForm):
    """A measure. `version` is the one that was on the screen; the explanation is asked for when it is needed."""

    kind = forms.ChoiceField(
        label="Slag av insats", error_messages={"required": "Välj ett slag.", "invalid_choice": "Välj ett slag."}
    )
    title = text_field("title", "Rubrik", "Till exempel ”Ordningsvakter på kvällarna”.", missing="Skriv en rubrik.")
    actor = text_field(
        "actor", "Vem gör det?", "En organisation eller en funktion, inte en person.", missing="Skriv vem som gör det."
    )
    covers = text_field("covers", "Vad omfattar det?", "Området som vakter är förordnade för, eller vad kameror ser.")
    aim = text_field("aim", "Syfte", "Vad ska bli bättre?", rows=2)
    note = text_field("note", "Anmärkning", NO_PERSONS, rows=4)
    sources = text_field("sources", "Källor", "En på varje rad. Krävs för det som ska bli offentligt.", rows=2)
    visibility = forms.ChoiceField(
        label="Vem får läsa?",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem som får läsa.", "invalid_choice": "Välj vem som får läsa."},
    )
    is_findable = forms.BooleanField(
        label="Får hittas av andra kommuner",
        required=False,
        help_text="Insatsen syns då under ”Vad har fungerat” för alla som arbetar med uppföljning i länet.",
    )
    explanation = forms.CharField(
        label="Varför hör det inte till en person?",
        required=False,
        max_length=LONGEST_EXPLANATION,
        help_text="Till exempel ”växelns nummer”. Skälet står i loggen, utom för det som bara Polisen får läsa.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["kind", "title", "actor", "covers", "aim", "starts_year"]

    def __init__(
        self, *args: Any, by: Actor, kinds: Sequence[MeasureKind], measure: Measure | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.guarded = [kind.name for kind in kinds if kind.is_guarded]
        self.fields["kind"].choices = [(kind.key, kind.name) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["visibility"].choices = _levels(by, measure)  # type: ignore[attr-defined]

    @property
    def shows_explanation(self) -> bool:
        """Tell whether the field for an explanation is to be shown: it is written in, or something asks for it."""
        asked = any("hör till en person" in str(error) for errors in self.errors.values() for error in errors)
        return asked or bool(self["explanation"].value())

    @property
    def data_of(self) -> MeasureData:
        """Return what has been filled in, of a valid form."""
        filled = self.cleaned_data
        return MeasureData(
            **{name: filled[name] for name in ("kind", "title", "actor", "covers", "aim", "note", "explanation")},
            spell=filled["spell"],
            sources=tuple(filled["sources"].splitlines()),
            visibility=Visibility(filled["visibility"]),
            is_findable=filled["is_findable"],
        )


def _levels(by: Actor, measure: Measure | None) -> list[tuple[str, str]]:
    levels = [(Visibility.SHARED.value, "Polis och kommun på platsen, samordnare och läsare (delad)")]
    if reads_police_only(by):
        levels.append((Visibility.POLICE_ONLY.value, "Endast Polisen"))
    if measure and measure.visibility == Visibility.PUBLIC and can(by, Permission.RUN_FOLLOW_UP):
        levels.append((Visibility.PUBLIC.value, "Alla, från och med nästa utgåva (offentlig)"))
    return levels


def initial_of(measure: Measure, by: Actor) -> dict[str, Any]:
    """Return what the form holds of a measure that is to be changed."""
    plain = ("title", "actor", "covers", "aim", "note", "version", "is_findable")
    is_lowered = measure.visibility == Visibility.PUBLIC and not can(by, Permission.RUN_FOLLOW_UP)
    return {
        **{name: getattr(measure, name) for name in plain},
        **spell_initial(spell_value(measure)),
        "kind": measure.kind.key,
        "sources": "\n".join(measure.sources),
        "visibility": Visibility.SHARED.value if is_lowered else measure.visibility,
    }


class EndMeasureForm(EndForm):
    """When a measure ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why a measure is taken out of the register."""

    reason = reason_field("Varför tas den bort?", "Skriv varför insatsen tas bort.", "Till exempel inlagd två gånger.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class KindForm(forms.Form):
    """A kind of measure."""

    name = forms.CharField(
        label="Namn",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv slagets namn.", "max_length": f"Korta till högst {LONGEST_NAME} tecken."},
    )
    description = forms.CharField(
        label="Vad som avses",
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"Korta till högst {LONGEST_DESCRIPTION} tecken."},
    )
    is_guarded = forms.BooleanField(
        label="Endast Polisen till att börja med",
        required=False,
        help_text="Nya insatser av slaget får läsas bara av Polisen, tills någon där väljer något annat.",
    )

    @property
    def data_of(self) -> KindData:
        """Return what has been filled in, of a valid form."""
        filled = self.cleaned_data
        return KindData(filled["name"], filled["description"], filled["is_guarded"])
