"""Scenes: the places themselves, which last while their names, outlines and status change."""

from django.contrib.gis.db import models
from django.db.models import Q


class Scene(models.Model):
    """A place that is or has been an open drug scene. `public_id` never changes; name and slug may.

    `is_followed_up` says that a closed scene is still surveyed in every round, so that it does not come back.
    """

    public_id = models.CharField("beständigt nummer", max_length=12, unique=True)
    name = models.CharField("namn", max_length=120)
    slug = models.SlugField("adressdel", max_length=120, unique=True)
    is_example = models.BooleanField("påhittad", default=False)
    is_followed_up = models.BooleanField("följs upp", default=False)

    class Meta:
        verbose_name = "plats"
        verbose_name_plural = "platser"
        constraints = [
            models.CheckConstraint(condition=Q(public_id__regex=r"^[SX]-\d{4}$"), name="scene_public_id_form"),
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name that a scene bore before. Its slug redirects to the present one and is never given to another scene."""

    scene = models.ForeignKey(Scene, verbose_name="plats", on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField("namn", max_length=120)
    slug = models.SlugField("adressdel", max_length=120, unique=True)
    used_until = models.DateField("användes till")

    class Meta:
        verbose_name = "tidigare namn"
        verbose_name_plural = "tidigare namn"

    def __str__(self) -> str:
        return self.name
