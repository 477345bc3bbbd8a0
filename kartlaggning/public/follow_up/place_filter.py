"""The filter of the pages with figures about scenes: by municipality, police area and scene."""

from collections.abc import Collection, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlaggning import swedish
from kartlaggning.choices import AreaKind
from kartlaggning.public.forms import area_label, refuse_unknown
from kartlaggning.selectors.editions import Atlas, SceneRow

PARAMETERS = ("kommun", "lokalpolisomrade", "plats")
_KINDS = {"kommun": AreaKind.MUNICIPALITY, "lokalpolisomrade": AreaKind.POLICE_AREA}


class PlaceFilter(forms.Form):
    """Which scenes are shown, of those that there are figures for; read from the address, and drawn as its form.

    Made as `PlaceFilter(request.GET, atlas, public_ids)`. Raises BadRequest for an unknown parameter, NotFoundInEdition
    for an area or a scene that there is none of.
    """

    kommun = forms.ChoiceField(label=gettext_lazy("Kommun"), required=False)
    lokalpolisomrade = forms.ChoiceField(label=gettext_lazy("Lokalpolisområde"), required=False)
    plats = forms.ChoiceField(label=gettext_lazy("Plats"), required=False)

    use_required_attribute = False

    def __init__(self, parameters: QueryDict, atlas: Atlas, public_ids: Collection[str]) -> None:
        refuse_unknown(parameters, PARAMETERS)
        given = {name: parameters.get(name, "").strip() for name in PARAMETERS}
        self.areas = {kind: atlas.area(kind, given[name]) for name, kind in _KINDS.items() if given[name]}
        self.chosen = atlas.scene_history(given["plats"])[-1] if given["plats"] else None
        newest = atlas.editions[-1].scenes if atlas.editions else ()
        self.all_rows = tuple(row for row in newest if row.public_id in public_ids)
        slugs = {name: self.areas[kind].ref.slug for name, kind in _KINDS.items() if kind in self.areas}
        super().__init__(data={**slugs, "plats": self.chosen.slug if self.chosen else ""}, auto_id="filter-%s")
        self._offer(atlas)

    def _offer(self, atlas: Atlas) -> None:
        every = [("", _("Alla"))]
        for name, kind in _KINDS.items():
            used = {area for row in self.all_rows for area in row.areas}
            areas = [area for area in atlas.areas_of(kind) if area.ref in used or area is self.areas.get(kind)]
            choices = [*every, *((area.ref.slug, area_label(area)) for area in areas)]
            self.fields[name] = forms.ChoiceField(label=self.fields[name].label, required=False, choices=choices)
        rows = list(self.all_rows)
        if self.chosen and self.chosen.public_id not in {row.public_id for row in rows}:
            rows.append(self.chosen)
        rows.sort(key=lambda row: swedish.sort_key(row.name))
        choices = [*every, *((row.slug, row.name) for row in rows)]
        self.fields["plats"] = forms.ChoiceField(label=self.fields["plats"].label, required=False, choices=choices)

    @property
    def is_used(self) -> bool:
        """Tell whether anything is chosen."""
        return bool(self.areas or self.chosen)

    @property
    def shown_fields(self) -> Sequence[forms.BoundField]:
        """Return the fields that the form offers."""
        return [self[name] for name in PARAMETERS]

    def rows(self) -> tuple[SceneRow, ...]:
        """Return the scenes asked for that there are figures for, in Swedish order of name."""
        wanted = {(area.ref.kind, area.ref.slug) for area in self.areas.values()}
        return tuple(
            row
            for row in self.all_rows
            if wanted <= {(area.kind, area.slug) for area in row.areas}
            and (self.chosen is None or row.public_id == self.chosen.public_id)
        )
