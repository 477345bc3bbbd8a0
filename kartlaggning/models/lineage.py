"""Lineage: how scenes follow each other when they merge, split or open again."""

from django.contrib.gis.db import models
from django.db.models import Q

from kartlaggning.choices import LineageKind, Origin
from kartlaggning.models.scene import Scene


class Lineage(models.Model):
    """One dated event: from which scenes, to which. Merging n counts −(n−1), splitting into n counts +(n−1)."""

    kind = models.CharField("slag", max_length=10, choices=LineageKind.choices)
    happened_on = models.DateField("datum")
    from_scenes = models.ManyToManyField(Scene, verbose_name="från", related_name="lineage_out")
    to_scenes = models.ManyToManyField(Scene, verbose_name="till", related_name="lineage_in")
    origin = models.CharField("ursprung", max_length=10, choices=Origin.choices)
    source = models.CharField("källa", max_length=200, blank=True)

    class Meta:
        verbose_name = "släktskap"
        verbose_name_plural = "släktskap"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LineageKind.values), name="lineage_kind_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="lineage_origin_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on}"
