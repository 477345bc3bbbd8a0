"""The properties of the features, and which of them can be asked for by value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rest_framework.exceptions import ValidationError

from kartlaggning.exports.area_columns import AREA_COLUMNS
from kartlaggning.exports.columns import PUBLIC_COLUMNS
from kartlaggning.swedish import enumerate_words

LONGEST_VALUE = 200
SCENE_FILTERS = (
    *("id", "year", "edition", "status", "change", "municipality", "municipality_code", "city_district"),
    *("police_area", "provenance", "origin"),
)
AREA_FILTERS = ("slug", "name", "code")


@dataclass(frozen=True, slots=True)
class FilterColumn:
    """A property that can be asked for: `name=value` gives the features whose property has exactly that value."""

    name: str
    description: str
    is_integer: bool
    choices: tuple[str, ...]

    def read(self, text: str) -> str | int:
        """Return the value asked for; raises ValidationError for one that the property can't have."""
        if self.is_integer:
            if not re.fullmatch(r"[0-9]{1,9}", text):
                raise ValidationError({self.name: ["Skriv ett heltal."]})
            return int(text)
        if self.choices and text not in self.choices:
            raise ValidationError({self.name: [f"Det går att ange {enumerate_words(self.choices, 'eller')}."]})
        if len(text) > LONGEST_VALUE:
            raise ValidationError({self.name: [f"Värdet har högst {LONGEST_VALUE} tecken."]})
        return text


@dataclass(frozen=True, slots=True)
class PropertyColumn:
    """A property as the description and the pages tell of it; `kind` is text, integer, number or url."""

    name: str
    description: str
    kind: str
    choices: tuple[str, ...]
    is_nullable: bool


SCENE_PROPERTIES = tuple(
    PropertyColumn(
        column.key,
        str(column.description),
        column.kind,
        tuple(column.choices.values) if column.choices else (),
        column.is_nullable,
    )
    for column in PUBLIC_COLUMNS
)
AREA_PROPERTIES = tuple(
    PropertyColumn(column.key, str(column.description), column.kind, (), column.is_nullable) for column in AREA_COLUMNS
)


def filters(names: Sequence[str], properties: Sequence[PropertyColumn]) -> Mapping[str, FilterColumn]:
    """Return the filters of these names, as the properties are."""
    by_name = {each.name: each for each in properties}
    found = (by_name[name] for name in names)
    return {
        each.name: FilterColumn(each.name, each.description, each.kind == "integer", each.choices) for each in found
    }
