"""Survey rounds: one year's survey of the whole county."""

from django.contrib.gis.db import models
from django.db.models import F, Q


class SurveyRound(models.Model):
    """One round. `year` is the round's own, `judged_from`–`judged_to` the period it judges (null: no source says).

    `reference_date` decides which city districts and police areas apply. `published_text` says in words what is
    known of the publication where no day is.
    """

    year = models.PositiveSmallIntegerField("år", unique=True)
    judged_from = models.DateField("bedömer från", null=True, blank=True)
    judged_to = models.DateField("bedömer till", null=True, blank=True)
    reference_date = models.DateField("referensdatum")
    published_on = models.DateField("publicerad", null=True, blank=True)
    published_text = models.CharField("publicering i ord", max_length=80, blank=True)
    sources = models.JSONField("källor", default=list)
    note = models.CharField("anmärkning", max_length=400, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"Kartläggning {self.year}"
