"""The audit log: who did what, when. Append-only, without keys to live rows."""

from django.contrib.gis.db import models


class AuditEntry(models.Model):
    """One act. `actor` and `subject` are copies in words, `address` is where the request came from.

    `details` never holds what the text check stops. Answers stand in it from submission on, under `changes`, by field
    key; who reads the log sees those of the fields that they may read.
    """

    created_at = models.DateTimeField("tid", auto_now_add=True, db_index=True)
    actor = models.CharField("vem", max_length=120)
    address = models.GenericIPAddressField("från adress", null=True, blank=True)
    action = models.SlugField("vad", max_length=60)
    subject = models.CharField("på vad", max_length=200, db_index=True)
    details = models.JSONField("uppgifter", default=dict)

    class Meta:
        verbose_name = "loggpost"
        verbose_name_plural = "loggposter"

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.subject}"
