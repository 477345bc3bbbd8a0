"""Questionnaires: each round's questions, kept as they were asked."""

from django.contrib.gis.db import models
from django.db.models import Q

from kartlaggning.choices import QuestionKind, Section, Visibility


class Questionnaire(models.Model):
    """One version of the questions. Once `frozen_at` is set, the database refuses every change to it (see guards)."""

    name = models.CharField("namn", max_length=80, unique=True)
    note = models.CharField("anmärkning", max_length=400, blank=True)
    created_at = models.DateTimeField("skapad", auto_now_add=True)
    frozen_at = models.DateTimeField("fryst", null=True, blank=True)

    class Meta:
        verbose_name = "frågeformulär"
        verbose_name_plural = "frågeformulär"

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """One question. `key` is the same in every version, so that answers can be followed over the years.

    `options` is a list of {"key", "text", "needs_comment", "is_assumed"}; only the two kinds with options have any.
    `group` is a heading that follows each other's questions share. `is_locked` marks what the product itself reads
    (status, follow-up): such a question may be reworded but not removed or given another kind.
    `is_assumed` says that the wording is the project's own, without a source.
    """

    questionnaire = models.ForeignKey(
        Questionnaire, verbose_name="frågeformulär", on_delete=models.CASCADE, related_name="questions"
    )
    key = models.SlugField("nyckel", max_length=60)
    section = models.CharField("avsnitt", max_length=12, choices=Section.choices)
    order = models.PositiveSmallIntegerField("ordning")
    group = models.CharField("rubrik", max_length=120, blank=True)
    text = models.CharField("fråga", max_length=300)
    help = models.CharField("hjälptext", max_length=500, blank=True)
    kind = models.CharField("svarssätt", max_length=10, choices=QuestionKind.choices)
    options = models.JSONField("alternativ", default=list, blank=True)
    is_required = models.BooleanField("måste besvaras", default=False)
    visibility = models.CharField(
        "synlighet", max_length=12, choices=Visibility.choices, default=Visibility.POLICE_ONLY
    )
    is_assumed = models.BooleanField("projektets egen", default=False)
    is_locked = models.BooleanField("låst", default=False)

    class Meta:
        verbose_name = "fråga"
        verbose_name_plural = "frågor"
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="question_key_once"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_known"),
            models.CheckConstraint(condition=Q(section__in=Section.values), name="question_section_known"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="question_visibility_known"),
        ]

    def __str__(self) -> str:
        return self.text
