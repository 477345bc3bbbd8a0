"""The county's divisions: municipalities, Stockholm's city districts and local police areas, with validity."""

from datetime import date

from django.contrib.gis.db import models
from django.db.models import F, Q


class NamedArea(models.Model):
    """What the three kinds share. The outline (EPSG:3006) is for background only and may be missing.

    Which area a scene lies in is decided by a person, never by the outline.
    """

    name = models.CharField("namn", max_length=80)
    slug = models.SlugField("adressdel", max_length=80)
    outline = models.MultiPolygonField("gräns", srid=3006, null=True, blank=True)
    outline_source = models.CharField("gränsens källa", max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class TimedArea(NamedArea):
    """An area that came or went: valid from and to, both days included; null means open-ended."""

    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_to = models.DateField("gäller till", null=True, blank=True)
    note = models.CharField("anmärkning", max_length=200, blank=True)

    class Meta:
        abstract = True

    def applies_on(self, day: date) -> bool:
        """Tell whether the area exists on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Municipality(NamedArea):
    """One of the county's 26 municipalities; `code` is SCB's, a string with its leading zero."""

    code = models.CharField("kommunkod", max_length=4, unique=True)

    class Meta:
        verbose_name = "kommun"
        verbose_name_plural = "kommuner"
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="municipality_slug_unique"),
            models.CheckConstraint(condition=Q(code__regex=r"^\d{4}$"), name="municipality_code_four_digits"),
        ]


class CityDistrict(TimedArea):
    """A city district inside Stockholm's municipality: 13 until 2023-06-30, 11 after."""

    municipality = models.ForeignKey(
        Municipality, verbose_name="kommun", on_delete=models.PROTECT, related_name="city_districts"
    )

    class Meta:
        verbose_name = "stadsdelsområde"
        verbose_name_plural = "stadsdelsområden"
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="city_district_slug_unique"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="city_district_valid_in_order",
            ),
        ]


class PoliceArea(TimedArea):
    """A local police area: 17 until 2024-12-31, 18 after. `covers` says in words what it spans."""

    police_district = models.CharField("polisområde", max_length=20)
    covers = models.CharField("omfattar", max_length=300)

    class Meta:
        verbose_name = "lokalpolisområde"
        verbose_name_plural = "lokalpolisområden"
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="police_area_slug_unique"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="police_area_valid_in_order",
            ),
        ]
