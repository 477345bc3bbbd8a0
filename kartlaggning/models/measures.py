"""What is done on the scenes, by whom and together with whom; checks of closed scenes, studies and contacts."""

from django.contrib.gis.db import models
from django.db.models import F, Q

from kartlaggning.choices import AgreementKind, CheckFinding, Origin, Precision, Visibility
from kartlaggning.models.area import CityDistrict, Municipality, PoliceArea
from kartlaggning.models.scene import Scene


class Registered(models.Model):
    """What the registers share: a lasting number, who may read it, whence it comes; withdrawn, never deleted.

    `version` is counted up at each change, so that nobody overwrites what they have not seen.
    """

    public_id = models.CharField("nummer", max_length=12, unique=True)
    visibility = models.CharField("synlighet", max_length=12, choices=Visibility.choices, default=Visibility.SHARED)
    origin = models.CharField("ursprung", max_length=10, choices=Origin.choices, default=Origin.DOCUMENTED)
    sources = models.JSONField("källor", default=list)
    version = models.PositiveIntegerField("version", default=1)
    changed_by = models.CharField("ändrad av", max_length=120)
    changed_at = models.DateTimeField("ändrad", auto_now=True)
    withdrawn_at = models.DateTimeField("borttagen ur registret", null=True, blank=True)
    withdrawn_reason = models.CharField("varför den togs bort", max_length=400, blank=True)

    class Meta:
        abstract = True


class Spell(models.Model):
    """A time from and to, each known to the year, the month or the day; the day is then the first of it."""

    starts_on = models.DateField("från")
    starts_precision = models.CharField("från, hur noga", max_length=5, choices=Precision.choices)
    ends_on = models.DateField("till", null=True, blank=True)
    ends_precision = models.CharField("till, hur noga", max_length=5, choices=Precision.choices, blank=True)

    class Meta:
        abstract = True


def _spell_in_order(name: str) -> models.CheckConstraint:
    in_order = Q(ends_on=None, ends_precision="") | Q(ends_on__gte=F("starts_on"), ends_precision__in=Precision.values)
    return models.CheckConstraint(condition=in_order & Q(starts_precision__in=Precision.values), name=name)


class MeasureKind(models.Model):
    """A kind of measure; the coordinators edit the list. One that is used is never deleted.

    `is_guarded` marks what is the police's alone unless it is set otherwise: cameras, reconnaissance.
    """

    key = models.SlugField("nyckel", max_length=40, unique=True)
    name = models.CharField("namn", max_length=80)
    description = models.CharField("vad som avses", max_length=300, blank=True)
    is_guarded = models.BooleanField("endast Polisen till att börja med", default=False)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    is_active = models.BooleanField("används", default=True)

    class Meta:
        verbose_name = "slag av insats"
        verbose_name_plural = "slag av insatser"

    def __str__(self) -> str:
        return self.name


class Measure(Registered, Spell):
    """Something done on a scene. `covers` is the area guards are appointed for, or what cameras see.

    `is_findable` lets other municipalities find it under what has worked, though it is not public.
    """

    scene = models.ForeignKey(Scene, verbose_name="plats", on_delete=models.PROTECT, related_name="measures")
    kind = models.ForeignKey(MeasureKind, verbose_name="slag", on_delete=models.PROTECT, related_name="measures")
    title = models.CharField("rubrik", max_length=160)
    actor = models.CharField("vem som gör det", max_length=160)
    covers = models.CharField("omfattar", max_length=300, blank=True)
    aim = models.CharField("syfte", max_length=400, blank=True)
    note = models.TextField("anmärkning", max_length=2000, blank=True)
    is_findable = models.BooleanField("får hittas av andra kommuner", default=False)

    class Meta:
        verbose_name = "insats"
        verbose_name_plural = "insatser"
        constraints = [
            _spell_in_order("measure_in_order"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="measure_visibility_known"),
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.POLICE_ONLY, is_findable=True), name="measure_guarded_not_findable"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"


class InArea(models.Model):
    """What belongs to one area, or to the whole county where no area is set."""

    municipality = models.ForeignKey(
        Municipality, verbose_name="kommun", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    city_district = models.ForeignKey(
        CityDistrict, verbose_name="stadsdelsområde", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    police_area = models.ForeignKey(
        PoliceArea, verbose_name="lokalpolisområde", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        abstract = True


class Agreement(Registered, Spell, InArea):
    """An agreement, a forum or joint briefings, for areas and perhaps for one scene.

    `rhythm` says how often it meets; `goals` is a list of sentences; on `next_review` it is to be looked over.
    """

    kind = models.CharField("slag", max_length=10, choices=AgreementKind.choices)
    title = models.CharField("rubrik", max_length=160)
    scene = models.ForeignKey(
        Scene, verbose_name="plats", on_delete=models.PROTECT, related_name="agreements", null=True, blank=True
    )
    goals = models.JSONField("mål", default=list)
    rhythm = models.CharField("hur ofta", max_length=120, blank=True)
    next_review = models.DateField("nästa genomgång", null=True, blank=True)
    reminded_on = models.DateField("påmint", null=True, blank=True)
    note = models.TextField("anmärkning", max_length=2000, blank=True)

    class Meta:
        verbose_name = "samverkan"
        verbose_name_plural = "samverkan"
        constraints = [
            _spell_in_order("agreement_in_order"),
            models.CheckConstraint(condition=Q(kind__in=AgreementKind.values), name="agreement_kind_known"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="agreement_visibility_known"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"


class AgreementParty(models.Model):
    """An organisation that takes part. A property owner stands only where it has agreed to be named."""

    agreement = models.ForeignKey(Agreement, verbose_name="samverkan", on_delete=models.CASCADE, related_name="parties")
    name = models.CharField("part", max_length=120)
    is_property_owner = models.BooleanField("fastighetsägare", default=False)
    has_agreed = models.BooleanField("har sagt ja till att nämnas", default=False)

    class Meta:
        verbose_name = "part"
        verbose_name_plural = "parter"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "name"], name="agreement_party_once"),
            models.CheckConstraint(
                condition=Q(is_property_owner=False) | Q(has_agreed=True), name="property_owner_has_agreed"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SceneCheck(models.Model):
    """That somebody went to look at a closed scene, and what they found.

    `reopen` is a signal to the coordinators, who answer it once: `answered_*`.
    """

    scene = models.ForeignKey(Scene, verbose_name="plats", on_delete=models.PROTECT, related_name="checks")
    checked_on = models.DateField("datum")
    organisation = models.CharField("vem som tittade", max_length=120)
    finding = models.CharField("vad de fann", max_length=10, choices=CheckFinding.choices)
    note = models.TextField("anmärkning", max_length=2000, blank=True)
    origin = models.CharField("ursprung", max_length=10, choices=Origin.choices, default=Origin.DOCUMENTED)
    made_by = models.CharField("skriven av", max_length=120)
    made_at = models.DateTimeField("skriven", auto_now_add=True)
    answered_by = models.CharField("besvarad av", max_length=120, blank=True)
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    answer = models.CharField("svar", max_length=600, blank=True)

    class Meta:
        verbose_name = "kontroll av upphörd plats"
        verbose_name_plural = "kontroller av upphörda platser"
        constraints = [
            models.CheckConstraint(condition=Q(finding__in=CheckFinding.values), name="scene_check_finding_known"),
            models.CheckConstraint(condition=Q(answered_at=None) | ~Q(answer=""), name="scene_check_answer_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.scene} {self.checked_on}"


class Study(Registered):
    """An evaluation or a study: where it is, and what it found in a few lines. No person is named.

    `place_kinds` and `measure_kinds` are keys: of the survey's kinds of place, and of MeasureKind.
    """

    title = models.CharField("titel", max_length=240)
    organisation = models.CharField("utgivare", max_length=160)
    year = models.PositiveSmallIntegerField("år")
    url = models.URLField("adress", max_length=400, blank=True)
    findings = models.TextField("vad den fann", max_length=2000)
    place_kinds = models.JSONField("slag av plats", default=list)
    measure_kinds = models.JSONField("slag av insats", default=list)
    scenes = models.ManyToManyField(Scene, verbose_name="platser", related_name="studies", blank=True)
    checked_on = models.DateField("adressen kontrollerad", null=True, blank=True)

    class Meta:
        verbose_name = "studie"
        verbose_name_plural = "studier"
        constraints = [
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="study_visibility_known")
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"


class Contact(Registered, InArea):
    """A function that can be reached, never a named person."""

    function = models.CharField("funktion", max_length=120)
    organisation = models.CharField("organisation", max_length=120)
    email = models.EmailField("e-post till funktionen", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    url = models.URLField("webbadress", max_length=300, blank=True)
    checked_on = models.DateField("kontrollerad")

    class Meta:
        verbose_name = "kontakt"
        verbose_name_plural = "kontakter"
        constraints = [
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="contact_visibility_known"),
            models.CheckConstraint(condition=~Q(email="", phone="", url=""), name="contact_can_be_reached"),
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.organisation}"
