"""The shapes of statistics, published figures and of the API's own resources; see shapes."""

from typing import Any

from rest_framework import serializers

from kartlaggning.api.shapes import Common, shape
from kartlaggning.choices import Change


def _count(text: str, *, allow_null: bool = False) -> serializers.IntegerField:
    return serializers.IntegerField(help_text=text, allow_null=allow_null)


CountyYear = shape(
    "CountyYear",
    {
        "year": _count("Kartläggningens år."),
        "published": _count("Publicerat antal öppna drogscener.", allow_null=True),
        "source": serializers.CharField(help_text="Källan till det publicerade antalet.", allow_blank=True),
        "counted": _count("Antal öppna platser bland raderna här.", allow_null=True),
        "area_m2": _count("Radernas yta i hela kvadratmeter.", allow_null=True),
        "difference": _count("Skillnad mot det närmast tidigare publicerade antalet.", allow_null=True),
        "years_between": _count("År sedan det tidigare antalet.", allow_null=True),
    },
)
Changes = shape("Changes", {change.value: _count(str(change.label)) for change in Change})


class Reconciliation(serializers.Serializer[Any]):
    """How the number before became the number now."""

    opening = _count("Öppna i kartläggningen före.")
    new = _count("Nya.")
    reopened = _count("Åter öppna.")
    from_splits = _count("Tillkomna genom delning.")
    closed = _count("Upphörda.")
    lost_by_merges = _count("Försvunna genom sammanslagning.")
    closing = _count("Öppna i den här kartläggningen.")


class Round(serializers.Serializer[Any]):
    """What the rows of one edition count."""

    year = _count("Kartläggningens år.")
    edition = serializers.CharField(help_text="Utgåvans beteckning.")
    is_complete = serializers.BooleanField(help_text="Sant när raderna är lika många som det publicerade antalet.")
    open_count = _count("Öppna platser.")
    closed_count = _count("Platser som upphörde.")
    area_m2 = _count("De öppna platsernas yta i hela kvadratmeter, för dem vars yta är känd.")
    measured_count = _count("Öppna platser vars yta är känd.")
    municipality_count = _count("Kommuner med minst en öppen plats.")
    city_district_count = _count("Stadsdelsområden med minst en öppen plats.")
    police_area_count = _count("Lokalpolisområden med minst en öppen plats.")
    example_count = _count("Rader som är påhittade exempel.")
    changes = Changes(help_text="Antal rader för varje förändring.")
    reconciliation = Reconciliation(
        allow_null=True, help_text="Avstämning mot kartläggningen före; tomt där raderna inte räcker till."
    )


class AreaRound(serializers.Serializer[Any]):
    """An area in one round."""

    year = _count("Kartläggningens år.")
    open_count = _count("Öppna platser.")
    closed_count = _count("Platser som upphörde.")
    area_m2 = _count("De öppna platsernas yta i hela kvadratmeter, för dem vars yta är känd.")
    measured_count = _count("Öppna platser vars yta är känd.")


class AreaSeries(serializers.Serializer[Any]):
    """An area over the rounds."""

    slug = serializers.CharField(help_text="Områdets adressdel.")
    name = serializers.CharField(help_text="Områdets namn.")
    rounds = AreaRound(many=True, help_text="Kartläggningarna, äldst först.")


class Statistics(Common):
    """Counts over all editions."""

    goal_last_year = _count("Antalet ska minska varje år till och med detta år.")
    county_years = CountyYear(many=True, help_text="Länet år för år. År utan resultat saknas.")
    rounds = Round(many=True, help_text="Vad utgåvornas rader ger.")
    municipalities = AreaSeries(many=True, help_text="Kommuner som har eller har haft en plats.")
    city_districts = AreaSeries(many=True, help_text="Stadsdelsområden som har eller har haft en plats.")
    police_areas = AreaSeries(many=True, help_text="Lokalpolisområden som har eller har haft en plats.")


Figure = shape(
    "Figure",
    {
        "year": _count("Kartläggningens år."),
        "key": serializers.CharField(help_text="Vad talet gäller."),
        "value": serializers.FloatField(help_text="Talet."),
        "unit": serializers.CharField(help_text="Enheten."),
        "source": serializers.CharField(help_text="Källan."),
    },
)


class FigureList(Common):
    """Published figures."""

    published_figures = Figure(many=True)


class Resource(serializers.Serializer[Any]):
    """A resource of the API."""

    name = serializers.CharField(help_text="Resursens namn.")
    url = serializers.URLField(help_text="Resursens adress.")


class Index(Common):
    """The way in."""

    title = serializers.CharField(help_text="API:ets namn.")
    resources = Resource(many=True)


class ApiInfo(serializers.Serializer[Any]):
    """What the national REST API profile asks for."""

    api_name = serializers.CharField(help_text="API:ets namn.")
    api_version = serializers.CharField(help_text="API:ets version.")
    api_released = serializers.DateField(help_text="Dag då versionen släpptes.")
    api_documentation = serializers.URLField(help_text="Adressen till dokumentationen.")
    api_status = serializers.ChoiceField(["active", "deprecated"], help_text="API:ets läge.")
