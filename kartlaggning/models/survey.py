"""Surveys: the assessment of one scene in one round. Live rows; the public side never reads them."""

from django.contrib.gis.db import models
from django.db.models import Q

from kartlaggning.choices import Origin, Provenance, Status, SurveyState, Visibility
from kartlaggning.models.area import CityDistrict, Municipality, PoliceArea
from kartlaggning.models.scene import Scene
from kartlaggning.models.survey_round import SurveyRound
from kartlaggning.models.user import User

# In these states the survey's finding stands: status, outline and area are set. In all others they are empty.
CONCLUDED = (SurveyState.APPROVED, SurveyState.PUBLISHED)

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
    **dict.fromkeys(
        (
            *("state", "version", "field_versions", "confirmed_sections", "saved_by", "saved_at", "submitted_by"),
            *("submitted_at", "alone_reason", "police_reviewed_by", "police_reviewed_at", "approved_by"),
            *("approved_at", "withdrawn_reason"),
        ),
        Visibility.SHARED,
    ),
    "content": Visibility.POLICE_ONLY,  # as a whole; each field in it has its question's own level (see content.py)
}


class Survey(models.Model):
    """One scene in one round: status, outline (EPSG:3006), area in m² of that outline, and the areas as they were then.

    A closed or replaced scene has no outline. A schematic outline has no area: its size means nothing.

    What is entered stands in `content`, a value by field key (see content.py), until approval makes findings of it.
    `version` counts the saved changes, `field_versions` says at which of them each field was last changed, and
    `confirmed_sections` which sections somebody has gone through.
    """

    scene = models.ForeignKey(Scene, verbose_name="plats", on_delete=models.PROTECT, related_name="surveys")
    survey_round = models.ForeignKey(
        SurveyRound, verbose_name="omgång", on_delete=models.PROTECT, related_name="surveys"
    )
    state = models.CharField("läge", max_length=20, choices=SurveyState.choices, default=SurveyState.PUBLISHED)
    content = models.JSONField("innehåll", default=dict)
    version = models.PositiveIntegerField("version", default=0)
    field_versions = models.JSONField("fältens versioner", default=dict)
    confirmed_sections = models.JSONField("genomgångna avsnitt", default=list)
    saved_by = models.CharField("senast sparad av", max_length=120, blank=True)
    saved_at = models.DateTimeField("senast sparad", null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, verbose_name="inlämnad av", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    submitted_at = models.DateTimeField("inlämnad", null=True, blank=True)
    alone_reason = models.TextField("varför utan kommunen", max_length=2000, blank=True)
    police_reviewed_by = models.ForeignKey(
        User, verbose_name="granskad för Polisen av", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    police_reviewed_at = models.DateTimeField("granskad för Polisen", null=True, blank=True)
    approved_by = models.ForeignKey(
        User, verbose_name="godkänd av", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField("godkänd", null=True, blank=True)
    withdrawn_reason = models.TextField("varför återtagen", max_length=2000, blank=True)
    status = models.CharField("status", max_length=10, choices=Status.choices, blank=True)
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
            models.CheckConstraint(condition=Q(state__in=SurveyState.values), name="survey_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=CONCLUDED, status__in=Status.values) | (~Q(state__in=CONCLUDED) & Q(status="")),
                name="survey_status_when_concluded",
            ),
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
            models.CheckConstraint(
                condition=Q(submitted_by=None, submitted_at=None)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="survey_submission_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("submitted_by")), name="survey_four_eyes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scene}, {self.survey_round}"
