"""Editions: what has been published. Rows hold copies, never keys to live rows, and the database freezes them."""

from django.contrib.gis.db import models
from django.db.models import Q

from kartlaggning.choices import AreaKind, Change, EditionState, FollowUpKind, Origin, Provenance, Status


class Edition(models.Model):
    """One survey round's result, frozen. Once built only the state columns change, and only forwards (see guards).

    The state columns are `state`, `state_changed_at`, `published_at` (first current), `state_reason` (why it was
    withdrawn) and `removals_mark` (another one when what is shown of it changes by a removal). `checksum` is SHA-256
    over the header and all rows. `based_on` names the editions of earlier rounds that were current when it was built:
    with them it is the record as it stood then. `replaces` is the edition of its own round then, empty for the first.
    """

    ref = models.SlugField("beteckning", max_length=20, unique=True)
    year = models.PositiveSmallIntegerField("år")
    revision = models.PositiveSmallIntegerField("revision")
    is_demonstration = models.BooleanField("innehåller påhittade uppgifter", default=False)
    state = models.CharField("läge", max_length=12, choices=EditionState.choices, default=EditionState.BUILDING)
    state_changed_at = models.DateTimeField("läget ändrat")
    published_at = models.DateTimeField("först gällande", null=True, blank=True)
    state_reason = models.CharField("varför den återkallades", max_length=400, blank=True)
    removals_mark = models.CharField("märke för borttagningar", max_length=32, blank=True)
    built_at = models.DateTimeField("byggd")
    published_on = models.DateField("publicerad", null=True)
    published_text = models.CharField("publicering i ord", max_length=80, blank=True)
    judged_from = models.DateField("bedömer från", null=True)
    judged_to = models.DateField("bedömer till", null=True)
    reference_date = models.DateField("referensdatum")
    sources = models.JSONField("källor", default=list)
    note = models.CharField("anmärkning", max_length=400, blank=True)
    registration_number = models.CharField("diarienummer", max_length=40, blank=True)
    based_on = models.JSONField("bygger på", default=list)
    replaces = models.CharField("ersätter", max_length=20, blank=True)
    joint_surveys = models.PositiveSmallIntegerField("gjorda med kommunen", null=True)
    joint_surveys_of = models.PositiveSmallIntegerField("av så många", null=True)
    checksum = models.CharField("kontrollsumma", max_length=64, blank=True)

    class Meta:
        verbose_name = "utgåva"
        verbose_name_plural = "utgåvor"
        constraints = [
            models.UniqueConstraint(fields=["year", "revision", "is_demonstration"], name="edition_revision_unique"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(state=EditionState.CURRENT), name="edition_one_current_per_year"
            ),
            models.CheckConstraint(condition=Q(state__in=EditionState.values), name="edition_state_known"),
            models.CheckConstraint(
                condition=Q(state=EditionState.BUILDING) | ~Q(checksum=""), name="edition_sealed_before_current"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class EditionScene(models.Model):
    """One scene as published: copies of names and codes, outline in EPSG:3006 and as finished WGS 84 coordinates."""

    edition = models.ForeignKey(Edition, verbose_name="utgåva", on_delete=models.CASCADE, related_name="scenes")
    public_id = models.CharField("beständigt nummer", max_length=12)
    name = models.CharField("namn", max_length=120)
    slug = models.SlugField("adressdel", max_length=120)
    sort_key = models.CharField("sorteringsnyckel", max_length=160)
    former_names = models.JSONField("tidigare namn", default=list)
    former_slugs = models.JSONField("tidigare adressdelar", default=list)
    status = models.CharField("status", max_length=10, choices=Status.choices)
    change = models.CharField("förändring", max_length=12, choices=Change.choices)
    area_m2 = models.FloatField("yta i m²", null=True)
    previous_year = models.PositiveSmallIntegerField("föregående år", null=True)
    previous_area_m2 = models.FloatField("föregående yta i m²", null=True)
    areas = models.JSONField("områden", default=list)
    provenance = models.CharField("gränsens ursprung", max_length=10, choices=Provenance.choices, blank=True)
    origin = models.CharField("radens ursprung", max_length=10, choices=Origin.choices)
    last_open_year = models.PositiveSmallIntegerField("senast öppen", null=True)
    sources = models.JSONField("källor", default=list)
    note = models.CharField("anmärkning", max_length=300, blank=True)
    lineage = models.JSONField("släktskap", default=list)
    outline = models.MultiPolygonField("gräns", srid=3006, null=True)
    outline_wgs84 = models.JSONField("gräns i WGS 84", null=True)

    class Meta:
        verbose_name = "plats i utgåva"
        verbose_name_plural = "platser i utgåva"
        constraints = [
            models.UniqueConstraint(fields=["edition", "public_id"], name="edition_scene_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="edition_scene_status_known"),
            models.CheckConstraint(condition=Q(change__in=Change.values), name="edition_scene_change_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.public_id})"


class EditionArea(models.Model):
    """A municipality, city district or police area as it stood when the edition was built."""

    edition = models.ForeignKey(Edition, verbose_name="utgåva", on_delete=models.CASCADE, related_name="areas")
    kind = models.CharField("slag", max_length=14, choices=AreaKind.choices)
    name = models.CharField("namn", max_length=80)
    slug = models.SlugField("adressdel", max_length=80)
    code = models.CharField("kommunkod", max_length=4, blank=True)
    valid_from = models.DateField("gäller från", null=True)
    valid_to = models.DateField("gäller till", null=True)
    police_district = models.CharField("polisområde", max_length=20, blank=True)
    covers = models.CharField("omfattar", max_length=300, blank=True)
    note = models.CharField("anmärkning", max_length=200, blank=True)
    outline_wgs84 = models.JSONField("gräns i WGS 84", null=True)

    class Meta:
        verbose_name = "område i utgåva"
        verbose_name_plural = "områden i utgåva"
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "slug"], name="edition_area_once"),
        ]

    def __str__(self) -> str:
        return self.name


class EditionFigure(models.Model):
    """A published figure as it stood when the edition was built."""

    edition = models.ForeignKey(Edition, verbose_name="utgåva", on_delete=models.CASCADE, related_name="figures")
    year = models.PositiveSmallIntegerField("år")
    key = models.SlugField("uppgift", max_length=60)
    value = models.FloatField("värde")
    unit = models.CharField("enhet", max_length=20)
    source = models.CharField("källa", max_length=200)

    class Meta:
        verbose_name = "uppgift i utgåva"
        verbose_name_plural = "uppgifter i utgåva"
        constraints = [
            models.UniqueConstraint(fields=["edition", "year", "key"], name="edition_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"


class EditionFollowUp(models.Model):
    """One thing that follows the scenes up, as released: a figure, a measure, a contact.

    `content` is its value (followup/values.py) as JSON, `public_id` the scene's, empty where it concerns none.
    """

    edition = models.ForeignKey(Edition, verbose_name="utgåva", on_delete=models.CASCADE, related_name="follow_up")
    kind = models.CharField("slag", max_length=10, choices=FollowUpKind.choices)
    key = models.CharField("nyckel", max_length=120)
    public_id = models.CharField("platsens nummer", max_length=12, blank=True)
    content = models.JSONField("innehåll", default=dict)

    class Meta:
        verbose_name = "uppföljning i utgåva"
        verbose_name_plural = "uppföljning i utgåva"
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "key"], name="edition_follow_up_once"),
            models.CheckConstraint(condition=Q(kind__in=FollowUpKind.values), name="edition_follow_up_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class EditionManifest(models.Model):
    """The files of an edition: what they are called, how large they are and their SHA-256.

    Number 0 is what was published. A removal writes the files anew under the next number; the earlier manifests stay
    as a trace, their files do not. `files` is a list of objects with path, media_type, title, size and sha256;
    `rows_checksum` is the checksum of the rows that they were made of, `sha256` that of the manifest as canonical JSON.
    """

    edition = models.ForeignKey(Edition, verbose_name="utgåva", on_delete=models.CASCADE, related_name="manifests")
    number = models.PositiveSmallIntegerField("nummer")
    files = models.JSONField("filer", default=list)
    rows_checksum = models.CharField("radernas kontrollsumma", max_length=64)
    sha256 = models.CharField("kontrollsumma", max_length=64)
    made_at = models.DateTimeField("gjord")

    class Meta:
        verbose_name = "filförteckning"
        verbose_name_plural = "filförteckningar"
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="edition_manifest_once")]

    def __str__(self) -> str:
        return f"{self.edition} {self.number}"


class Erratum(models.Model):
    """A correction: what the edition, a new revision, puts right in the one it replaces. Frozen with the edition.

    `scenes` holds the permanent ids of the scenes that it concerns; an empty list means the edition as a whole.
    """

    edition = models.ForeignKey(Edition, verbose_name="utgåva", on_delete=models.CASCADE, related_name="errata")
    what = models.CharField("vad som rättas", max_length=600)
    why = models.CharField("varför", max_length=600)
    decided_by = models.CharField("vem som beslutade", max_length=120)
    decided_on = models.DateField("beslutat")
    scenes = models.JSONField("platser", default=list)

    class Meta:
        verbose_name = "rättelse"
        verbose_name_plural = "rättelser"

    def __str__(self) -> str:
        return f"{self.edition}: {self.what[:40]}"
