"""Messages from the public: that something on the site is wrong, or that it can't be used."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils import timezone

from kartlaggning.choices import MessageKind

LONGEST_BODY = 4000  # characters


class PublicMessage(models.Model):
    """One message as it was sent. `receipt` is the number the sender was given.

    `scene_public_id` and `scene_name` are copies of what the page showed; both are empty unless the message is
    about a scene. `reply_to` is the only thing that may point to a person, and is the sender's choice.
    """

    receipt = models.CharField("kvittonummer", max_length=14, unique=True)
    kind = models.CharField("gäller", max_length=20, choices=MessageKind.choices)
    scene_public_id = models.CharField("platsens nummer", max_length=12, blank=True)
    scene_name = models.CharField("platsens namn", max_length=120, blank=True)
    body = models.TextField("meddelande", max_length=LONGEST_BODY)
    reply_to = models.EmailField("e-postadress för svar", blank=True)
    language = models.CharField("språk", max_length=2)
    created_at = models.DateTimeField("inkom", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "meddelande från allmänheten"
        verbose_name_plural = "meddelanden från allmänheten"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MessageKind.values), name="message_kind_known"),
            models.CheckConstraint(
                condition=Q(receipt__regex=r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$"), name="message_receipt_form"
            ),
            models.CheckConstraint(condition=~Q(body=""), name="message_body_not_empty"),
            models.CheckConstraint(condition=Q(language__in=["sv", "en"]), name="message_language_known"),
            models.CheckConstraint(
                condition=Q(scene_public_id="", scene_name="") | (~Q(scene_public_id="") & ~Q(scene_name="")),
                name="message_scene_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} ({self.get_kind_display()})"
