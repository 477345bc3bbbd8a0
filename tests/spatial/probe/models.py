"""The one table that the tests of the embedded spatial database write to."""

from django.contrib.gis.db import models


class Place(models.Model):
    name = models.CharField(max_length=50)
    visits = models.IntegerField(default=0)
    outline = models.MultiPolygonField(srid=3006, null=True)

    class Meta:
        app_label = "probe"

    def __str__(self):
        return self.name
