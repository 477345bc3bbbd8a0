"""The shapes of the difference between two rounds; see shapes."""

from typing import Any

from rest_framework import serializers

from kartlaggning.api.shapes import Common, EditionSummary, LineageEvent, SceneProperties


def _count(text: str) -> serializers.IntegerField:
    return serializers.IntegerField(help_text=text)


class ChangePair(serializers.Serializer[Any]):
    """A scene that was open in both rounds."""

    before = SceneProperties(help_text="Raden i den tidigare kartläggningen.")
    after = SceneProperties(help_text="Raden i den senare kartläggningen.")
    area_change_percent = serializers.FloatField(
        allow_null=True, help_text="Ytans ändring i procent av den tidigare; tomt där någon av ytorna inte är känd."
    )


class ChangeSummary(serializers.Serializer[Any]):
    """The numbers, which add up."""

    opening = _count("Öppna i den tidigare.")
    closed = _count("Upphörda.")
    replaced = _count("Uppgångna i andra genom sammanslagning eller delning.")
    new = _count("Nya.")
    reopened = _count("Åter öppna.")
    successors = _count("Tillkomna genom sammanslagning eller delning.")
    closing = _count("Öppna i den senare.")
    grown = _count("Öppna i båda, med minst 10 procent större yta.")
    shrunk = _count("Öppna i båda, med minst 10 procent mindre yta.")
    kept = _count("Öppna i båda, med ungefär samma yta eller en som inte är känd.")


class ChangeList(Common):
    """The difference between two rounds."""

    from_edition = EditionSummary(help_text="Den tidigare utgåvan.")
    to_edition = EditionSummary(help_text="Den senare utgåvan.")
    is_complete = serializers.BooleanField(help_text="Sant när båda har lika många rader som det publicerade antalet.")
    summary = ChangeSummary(help_text="Talen.")
    closed = SceneProperties(many=True, help_text="Raderna i den tidigare för dem som har upphört.")
    replaced = SceneProperties(many=True, help_text="Raderna i den tidigare för dem som har gått upp i andra.")
    new = SceneProperties(many=True, help_text="Nya.")
    reopened = SceneProperties(many=True, help_text="Åter öppna.")
    successors = SceneProperties(many=True, help_text="De som har kommit ur andra.")
    grown = ChangePair(many=True, help_text="Större.")
    shrunk = ChangePair(many=True, help_text="Mindre.")
    kept = ChangePair(many=True, help_text="Ungefär lika stora, eller med okänd yta.")
    merges = LineageEvent(many=True, help_text="Sammanslagningar däremellan.")
    splits = LineageEvent(many=True, help_text="Delningar däremellan.")
