"""What gathers around a survey while it is worked on: signatures, comments, visits, requests, notes, messages."""

from django.contrib.gis.db import models
from django.db.models import Q

from kartlaggning.choices import Decision, Party, Section, Visibility
from kartlaggning.models.scene import Scene
from kartlaggning.models.survey import Survey
from kartlaggning.models.user import User


class Signature(models.Model):
    """One party's word for a survey as it stood at `version`. A later change makes it lapse; it is never deleted.

    `name` and `organisation` are copies. `reservation` is what the municipality signed with, if anything.
    """

    survey = models.ForeignKey(Survey, verbose_name="kartläggning", on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField("part", max_length=12, choices=Party.choices)
    signed_by = models.ForeignKey(User, verbose_name="konto", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("namn", max_length=120)
    organisation = models.CharField("organisation", max_length=120, blank=True)
    version = models.PositiveIntegerField("version")
    reservation = models.TextField("reservation", max_length=2000, blank=True)
    signed_at = models.DateTimeField("undertecknad", auto_now_add=True)
    lapsed_at = models.DateTimeField("upphörde gälla", null=True, blank=True)

    class Meta:
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter"
        constraints = [
            models.CheckConstraint(condition=Q(party__in=Party.values), name="signature_party_known"),
            models.UniqueConstraint(
                fields=["survey", "party"], condition=Q(lapsed_at=None), name="signature_one_valid_per_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}: {self.name}"


class SectionComment(models.Model):
    """Why a survey came back, by section. `visibility` is that of the section's most guarded answer."""

    survey = models.ForeignKey(Survey, verbose_name="kartläggning", on_delete=models.CASCADE, related_name="comments")
    section = models.CharField("avsnitt", max_length=12, choices=Section.choices, blank=True)
    body = models.TextField("kommentar", max_length=2000)
    visibility = models.CharField("synlighet", max_length=12, choices=Visibility.choices, default=Visibility.SHARED)
    author = models.CharField("skriven av", max_length=120)
    created_at = models.DateTimeField("skriven", auto_now_add=True)
    settled_at = models.DateTimeField("åtgärdad", null=True, blank=True)

    class Meta:
        verbose_name = "kommentar"
        verbose_name_plural = "kommentarer"
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=[Visibility.SHARED, Visibility.POLICE_ONLY]), name="comment_never_public"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {self.author}"


class ReviewVisit(models.Model):
    """That a reviewer has opened a survey as it stands at `version`: nothing is approved unseen."""

    survey = models.ForeignKey(Survey, verbose_name="kartläggning", on_delete=models.CASCADE, related_name="visits")
    user = models.ForeignKey(User, verbose_name="konto", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField("version")
    visited_at = models.DateTimeField("öppnad", auto_now_add=True)

    class Meta:
        verbose_name = "öppnad granskning"
        verbose_name_plural = "öppnade granskningar"
        constraints = [
            models.UniqueConstraint(fields=["survey", "user", "version"], name="review_visit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.survey}: {self.user}"


class ChangeRequest(models.Model):
    """The wish to change an approved survey, with its reason and what was decided."""

    survey = models.ForeignKey(
        Survey, verbose_name="kartläggning", on_delete=models.PROTECT, related_name="change_requests"
    )
    reason = models.TextField("skäl", max_length=2000)
    requested_by = models.ForeignKey(User, verbose_name="begärd av", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("begärd", auto_now_add=True)
    decision = models.CharField("beslut", max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_by = models.CharField("beslutad av", max_length=120, blank=True)
    decided_at = models.DateTimeField("beslutad", null=True, blank=True)
    answer = models.TextField("svar", max_length=2000, blank=True)

    class Meta:
        verbose_name = "begäran om ändring"
        verbose_name_plural = "begäranden om ändring"
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="change_decision_known"),
            models.UniqueConstraint(
                fields=["survey"], condition=Q(decision=Decision.PENDING), name="change_one_pending_per_survey"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey}: {self.get_decision_display()}"


class Reassessment(models.Model):
    """A dated note on a scene between two rounds; the next round's survey shows it."""

    scene = models.ForeignKey(Scene, verbose_name="plats", on_delete=models.CASCADE, related_name="reassessments")
    made_on = models.DateField("datum")
    body = models.TextField("anteckning", max_length=2000)
    author = models.CharField("skriven av", max_length=120)
    created_at = models.DateTimeField("skriven", auto_now_add=True)

    class Meta:
        verbose_name = "ny bedömning"
        verbose_name_plural = "nya bedömningar"

    def __str__(self) -> str:
        return f"{self.scene} {self.made_on}"


class Notice(models.Model):
    """One line of the daily mail to a person: what has come to them. Never holds an answer or a place's name."""

    user = models.ForeignKey(User, verbose_name="konto", on_delete=models.CASCADE, related_name="notices")
    text = models.CharField("text", max_length=200)
    created_at = models.DateTimeField("skapad", auto_now_add=True)
    sent_at = models.DateTimeField("skickad", null=True, blank=True)

    class Meta:
        verbose_name = "avisering"
        verbose_name_plural = "aviseringar"

    def __str__(self) -> str:
        return self.text
