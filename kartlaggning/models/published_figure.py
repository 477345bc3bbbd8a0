"""Published figures: what authorities have stated about the county, each with its source."""

from django.contrib.gis.db import models


class PublishedFigure(models.Model):
    """One figure of one survey year. `key` names it in snake case, `unit` is as the source has it."""

    year = models.PositiveSmallIntegerField("år")
    key = models.SlugField("uppgift", max_length=60)
    value = models.FloatField("värde")
    unit = models.CharField("enhet", max_length=20)
    source = models.CharField("källa", max_length=200)
    reproduce = models.BooleanField("ska kunna räknas fram ur raderna", default=False)

    class Meta:
        verbose_name = "publicerad uppgift"
        verbose_name_plural = "publicerade uppgifter"
        constraints = [
            models.UniqueConstraint(fields=["year", "key"], name="published_figure_once_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year}: {self.value:g} {self.unit}"
