"""The shapes of what follows the scenes up: the columns of the edition's tables, one member each; see shapes."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from kartlaggning.api.shapes import AnyField, Counts, OfEdition, Shape, shape
from kartlaggning.choices import Origin
from kartlaggning.exports.tables.figures import CRIME_FIELDS, SAFETY_FIELDS
from kartlaggning.exports.tables.registers import MEASURE_FIELDS
from kartlaggning.exports.tables.table import Field, TableColumn

IS_HIDDEN = "is_hidden"
HIDDEN_TEXT = "Sant där det finns ett antal som inte visas, för att det är litet eller för att det röjer ett litet."
ORIGIN_TEXT = "documented: raden har en källa. example: raden är påhittad för att visa hur webbplatsen fungerar."


def _member(column: TableColumn) -> AnyField:
    options: dict[str, Any] = {"help_text": column.description, "allow_null": True}
    if column.key == "origin":
        return serializers.ChoiceField(Origin.choices, help_text=ORIGIN_TEXT)
    if column.key.endswith(IS_HIDDEN):
        return serializers.BooleanField(help_text=HIDDEN_TEXT)
    if column.kind == "integer":
        return serializers.IntegerField(**options)
    if column.is_numeric:
        return serializers.FloatField(**options)
    return serializers.CharField(**options)


def _item(name: str, fields: Iterable[Field[Any]]) -> Shape:
    return shape(name, {part.column.key: _member(part.column) for part in fields})


CrimeItem = _item("CrimeItem", CRIME_FIELDS)
SafetyItem = _item("SafetyItem", SAFETY_FIELDS)
MeasureItem = _item("MeasureItem", MEASURE_FIELDS)


class _List(OfEdition, Counts):
    """What every table says of itself."""

    note = serializers.CharField(help_text="Vad man måste veta för att läsa raderna.")


class CrimeList(_List):
    """Released counts of crimes."""

    crimes = CrimeItem(many=True, help_text="En rad för varje plats, kategori och år.")


class SafetyList(_List):
    """Released bands of distance."""

    safety = SafetyItem(many=True, help_text="En rad för varje avståndsband och år.")


class MeasureList(_List):
    """Public measures."""

    measures = MeasureItem(many=True, help_text="En rad för varje insats.")
