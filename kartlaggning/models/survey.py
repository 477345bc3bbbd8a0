"""Surveys: the assessment of one scene in one round. Live rows; the public side never reads them."""

from django.contrib.gis.db import models
from django.db.models import Q

from kartlaggning.choices import Origin, Provenance, Status, Visibility
from kartlaggning.models.area import CityDistrict, Municipality, PoliceArea
from kartlaggning.models.scene import Scene
from kartlaggning.models.survey_round import SurveyRound

# Who may read each field (see domain.md). Only public fields are copied into an edition; a test holds both lists whole.
VISIBILITY = {
    **dict.fromkeys(
        (
            *("scene", "survey_round", "status", "outline", "area_m2", "provenance", "origin", "sources", "note"),
            *("municipality", "city_district", "police_area"),
            *("further_municipalities", "further_city_districts", "further_police_areas"),
        ),
        Visibility.PUBLIC,
    ),
    "surveyed_jointly": Visibility.SHARED,  # of a single place; the county's share is published
}


class Survey(models.Model):
    """One scene in one round: status, outline (EPSG:3006), area in m² of that outline, and the areas as they were then.

    A closed or replaced scene has no outline. A schematic outline has no area: its size means nothing.
    """

    scene = models.ForeignKey(Scene, verbose_name="plats", on_delete=models.PROTECT, related_name="surveys")
    survey_round = models.ForeignKey(
        SurveyRound, verbose_name="omgång", on_delete=models.PROTECT, related_name="surveys"
    )
    status = models.CharField("status", max_length=10, choices=Status.choices)
    outline = models.MultiPolygonField("gräns", srid=3006, null=True, blank=True)
    area_m2 = models.FloatField("yta i m²", null=True, blank=True)
    provenance = models.CharField("gränsens ursprung", max_length=10, choices=Provenance.choices, blank=True)
    origin = models.CharField("radens ursprung", max_length=10, choices=Origin.choices)
    municipality = models.ForeignKey(
        Municipality, verbose_name="kommun", on_delete=models.PROTECT, related_name="surveys"
    )
    city_district = models.ForeignKey(
        CityDistrict,
        verbose_name="stadsdelsområde",
        on_delete=models.PROTECT,
        related_name="surveys",
        null=True,
        blank=True,
    )
    police_area = models.ForeignKey(
        PoliceArea, verbose_name="lokalpolisområde", on_delete=models.PROTECT, related_name="surveys"
    )
    further_municipalities = models.ManyToManyField(Municipality, verbose_name="fler kommuner", related_name="+")
    further_city_districts = models.ManyToManyField(
        CityDistrict, verbose_name="fler stadsdelsområden", related_name="+"
    )
    further_police_areas = models.ManyToManyField(PoliceArea, verbose_name="fler lokalpolisområden", related_name="+")
    surveyed_jointly = models.BooleanField("gjord med kommunen", null=True)
    sources = models.JSONField("källor", default=list)
    note = models.CharField("anmärkning", max_length=300, blank=True)

    class Meta:
        verbose_name = "kartläggning av en plats"
        verbose_name_plural = "kartläggningar av platser"
        constraints = [
            models.UniqueConstraint(fields=["scene", "survey_round"], name="survey_once_per_round"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="survey_status_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="survey_origin_known"),
            models.CheckConstraint(
                condition=Q(status=Status.OPEN, outline__isnull=False, provenance__in=Provenance.values)
                | (~Q(status=Status.OPEN) & Q(outline__isnull=True, area_m2__isnull=True, provenance="")),
                name="survey_outline_if_open",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.OPEN, provenance=Provenance.SCHEMATIC, area_m2__isnull=True)
                | Q(
                    status=Status.OPEN,
                    provenance__in=[Provenance.SURVEYED, Provenance.DIGITISED],
                    area_m2__isnull=False,  # a comparison with NULL alone would let it pass
                    area_m2__gt=0,
                )
                | ~Q(status=Status.OPEN),
                name="survey_area_unless_schematic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scene}, {self.survey_round}"
