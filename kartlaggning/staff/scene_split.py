"""Splitting a scene in two steps on one address: the line and the names, then which piece goes to which new scene."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from shapely.geometry import MultiPolygon, Point

from kartlaggning.errors import Refused
from kartlaggning.geometry.divide import pieces_of, united
from kartlaggning.geometry.pieces_sketch import letter, sketch_pieces
from kartlaggning.geometry.position import PositionUnreadable, parse_line
from kartlaggning.scene_names import warnings_about
from kartlaggning.services.lineage import Piece
from kartlaggning.services.scenes import LONGEST_NAME
from kartlaggning.staff.forms.scenes import TOO_LONG, reason_field

MOST_SCENES = 4
SPLIT = "split"


class SplitForm(forms.Form):
    """The names of the new scenes, and the line that divides the outline between them."""

    line = forms.CharField(
        label="Delande linje",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        help_text="En punkt på varje rad, norr först, i SWEREF 99 TM eller WGS 84. Dra linjen tvärs igenom gränsen. "
        "Lämna tomt om gränsen redan har flera delar.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_SCENES + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=f"Plats {number}" if number <= 2 else f"Plats {number} (om det blir så många)",
                max_length=LONGEST_NAME,
                required=number <= 2,
                error_messages={"required": f"Skriv namnet på plats {number}.", "max_length": TOO_LONG},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        self.fields["name_reason"] = reason_field("Varför är namnen rätt ändå?", "", required=False)

    def clean_line(self) -> list[Point]:
        """Return the line's points in EPSG:3006."""
        try:
            return parse_line(self.cleaned_data["line"])
        except PositionUnreadable as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Want different names, and a reason for those that point at somebody."""
        filled = super().clean() or {}
        if len(set(self.names)) < len(self.names):
            self.add_error("name_2", "De nya platserna måste ha olika namn.")
        if self.shows_name_reason and not filled.get("name_reason"):
            self.add_error(
                "name_reason", "Ett av namnen ser ut att peka ut någon. Byt namn, eller skriv varför det är rätt."
            )
        return filled

    @property
    def names(self) -> list[str]:
        """Return the names that have been written."""
        written = (self.data.get(f"name_{number}", "").strip() for number in range(1, MOST_SCENES + 1))
        return [name for name in written if name] if self.is_bound else []

    @property
    def shows_name_reason(self) -> bool:
        """Tell whether a name points at somebody."""
        return any(warnings_about(name) for name in self.names)

    @property
    def name_fields(self) -> list[forms.BoundField]:
        """Return the fields of the names."""
        return [self[f"name_{number}"] for number in range(1, MOST_SCENES + 1)]


class SceneSplit:
    """What the page knows: the outline (EPSG:3006), its pieces, and to which of the new scenes each goes."""

    def __init__(self, outline: MultiPolygon | None, sent: QueryDict | None) -> None:
        self.outline, self.sent = outline, sent
        self.form = SplitForm(sent or None)
        self.pieces: list[MultiPolygon] = []
        self.line: Sequence[Point] = ()
        if outline is not None:
            self._divide(outline)

    def _divide(self, outline: MultiPolygon) -> None:
        self.pieces = pieces_of(outline)
        if not self.form.is_valid():
            return
        self.line = self.form.cleaned_data["line"]
        try:
            self.pieces = pieces_of(outline, self.line)
        except Refused as refusal:
            self.form.add_error("line", str(refusal))
        names, parts = len(self.form.names), len(self.pieces)
        if parts < names and not self.form.errors:
            many = "en enda del" if parts == 1 else f"bara {parts} delar"
            self.form.add_error("line", f"Gränsen är {many}, och namnen är {names}. Dra en linje som delar den.")

    @property
    def is_divided(self) -> bool:
        """Tell whether the second step can be shown."""
        return self.form.is_bound and self.form.is_valid()

    def goes_to(self, place: int) -> int:
        """Return the number from 1 of the new scene that a piece goes to; the first ones each to their own."""
        chosen = self.sent.get(f"piece_{letter(place)}", "") if self.sent else ""
        numbers = range(1, len(self.form.names) + 1)
        return int(chosen) if chosen in map(str, numbers) else min(place + 1, max(numbers, default=1))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the pieces as the page lists them."""
        return [
            {"letter": letter(place), "area_m2": piece.area, "goes_to": self.goes_to(place)}
            for place, piece in enumerate(self.pieces)
        ]

    def parts(self) -> list[Piece] | None:
        """Return the new scenes once the second step has been sent, or None; each must have a piece of the outline."""
        if not self.is_divided or self.sent is None or self.sent.get("act") != SPLIT:
            return None
        reason, made = self.form.cleaned_data["name_reason"], []
        for number, name in enumerate(self.form.names, start=1):
            own = [piece for place, piece in enumerate(self.pieces) if self.goes_to(place) == number]
            if self.outline is not None and not own:
                self.form.add_error(None, f"{name} får ingen del av gränsen. Ge den minst en.")
                return None
            made.append(Piece(name, united(own), reason))
        return made

    @property
    def context(self) -> dict[str, Any]:
        """Return what the page shows."""
        return {
            "form": self.form,
            "split": self,
            "sketch": sketch_pieces(self.pieces, self.line),
            "names": list(enumerate(self.form.names, start=1)),
        }
