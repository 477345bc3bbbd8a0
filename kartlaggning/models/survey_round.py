"""Survey rounds: one year's survey of the whole county."""

from django.contrib.gis.db import models
from django.db.models import F, Q

from kartlaggning.choices import RoundState
from kartlaggning.models.area import Municipality, PoliceArea
from kartlaggning.models.questionnaire import Questionnaire


class SurveyRound(models.Model):
    """One round. `year` is the round's own, `judged_from`–`judged_to` the period it judges (null: no source says).

    `reference_date` decides which city districts and police areas apply. `first_day` and `last_day` are when surveys
    are to be entered; both are null for rounds that were not entered here. `published_text` says in words what is
    known of the publication where no day is. `closing_reason` is set where a round was closed with work left open.
    """

    year = models.PositiveSmallIntegerField("år", unique=True)
    state = models.CharField("läge", max_length=10, choices=RoundState.choices, default=RoundState.CLOSED)
    judged_from = models.DateField("bedömer från", null=True, blank=True)
    judged_to = models.DateField("bedömer till", null=True, blank=True)
    reference_date = models.DateField("referensdatum")
    first_day = models.DateField("första dag", null=True, blank=True)
    last_day = models.DateField("sista dag", null=True, blank=True)
    questionnaire = models.ForeignKey(
        Questionnaire,
        verbose_name="frågeformulär",
        on_delete=models.PROTECT,
        related_name="rounds",
        null=True,
        blank=True,
    )
    registration_number = models.CharField("diarienummer", max_length=40, blank=True)
    published_on = models.DateField("publicerad", null=True, blank=True)
    published_text = models.CharField("publicering i ord", max_length=80, blank=True)
    sources = models.JSONField("källor", default=list)
    note = models.CharField("anmärkning", max_length=400, blank=True)
    closed_at = models.DateTimeField("avslutad", null=True, blank=True)
    closing_reason = models.CharField("varför den avslutades", max_length=400, blank=True)

    class Meta:
        verbose_name = "kartläggningsomgång"
        verbose_name_plural = "kartläggningsomgångar"
        constraints = [
            models.CheckConstraint(
                condition=Q(judged_from=None, judged_to=None)
                | Q(judged_from__isnull=False, judged_to__gte=F("judged_from")),
                name="round_judged_period_whole",
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="round_year_plausible"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_known"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=RoundState.OPEN), name="round_one_open_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.OPEN)
                | Q(first_day__isnull=False, last_day__gte=F("first_day"), questionnaire__isnull=False),
                name="round_open_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Kartläggning {self.year}"


class NilReturn(models.Model):
    """The word of one area that it has no scene in a round: without it, absence would be read as zero."""

    survey_round = models.ForeignKey(
        SurveyRound, verbose_name="omgång", on_delete=models.CASCADE, related_name="nil_returns"
    )
    police_area = models.ForeignKey(
        PoliceArea, verbose_name="lokalpolisområde", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name="kommun", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reported_by = models.CharField("anmält av", max_length=120)
    reported_at = models.DateTimeField("anmält", auto_now_add=True)
    note = models.CharField("anmärkning", max_length=300, blank=True)

    class Meta:
        verbose_name = "nollrapport"
        verbose_name_plural = "nollrapporter"
        constraints = [
            models.UniqueConstraint(fields=["survey_round", "police_area"], name="nil_return_police_area_once"),
            models.UniqueConstraint(fields=["survey_round", "municipality"], name="nil_return_municipality_once"),
            models.CheckConstraint(
                condition=Q(police_area__isnull=False, municipality=None)
                | Q(police_area=None, municipality__isnull=False),
                name="nil_return_of_one_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.police_area or self.municipality} {self.survey_round}"
