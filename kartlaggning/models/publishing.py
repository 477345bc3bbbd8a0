"""What surrounds publishing: plans, preview links, recipients, removals and disposal decisions."""

from django.contrib.gis.db import models
from django.db.models import F, Q

from kartlaggning.choices import RemovalKind
from kartlaggning.models.edition import Edition


class PlannedPublication(models.Model):
    """That a built edition is to become current by itself at a set time."""

    edition = models.OneToOneField(Edition, verbose_name="utgåva", on_delete=models.CASCADE, related_name="plan")
    publish_at = models.DateTimeField("publiceras")
    planned_by = models.CharField("planerat av", max_length=120)
    planned_at = models.DateTimeField("planerat", auto_now_add=True)

    class Meta:
        verbose_name = "planerad publicering"
        verbose_name_plural = "planerade publiceringar"

    def __str__(self) -> str:
        return f"{self.edition} {self.publish_at:%Y-%m-%d %H:%M}"


class PreviewLink(models.Model):
    """A secret address at which a built edition can be read before it is public, until it expires or is revoked.

    Only the SHA-256 of the secret is kept (`token_sha256`). `given_to` says in words who is to have the link.
    """

    edition = models.ForeignKey(Edition, verbose_name="utgåva", on_delete=models.CASCADE, related_name="preview_links")
    token_sha256 = models.CharField("länkens kontrollsumma", max_length=64, unique=True)
    given_to = models.CharField("till vem", max_length=120)
    made_by = models.CharField("gjord av", max_length=120)
    made_at = models.DateTimeField("gjord", auto_now_add=True)
    expires_at = models.DateTimeField("går ut")
    revoked_at = models.DateTimeField("återkallad", null=True, blank=True)

    class Meta:
        verbose_name = "länk för förhandsläsning"
        verbose_name_plural = "länkar för förhandsläsning"
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="preview_link_expires_after_made")
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.given_to}"


class PreviewVisit(models.Model):
    """One page that was read through a preview link: when, from where and which."""

    link = models.ForeignKey(PreviewLink, verbose_name="länk", on_delete=models.CASCADE, related_name="visits")
    visited_at = models.DateTimeField("läst", auto_now_add=True)
    address = models.GenericIPAddressField("från adress", null=True, blank=True)
    path = models.CharField("sida", max_length=300)

    class Meta:
        verbose_name = "läsning av förhandsvisning"
        verbose_name_plural = "läsningar av förhandsvisning"

    def __str__(self) -> str:
        return f"{self.visited_at:%Y-%m-%d %H:%M} {self.path}"


class Recipient(models.Model):
    """One of the actors that are told of editions and errata: a functional mailbox, its areas and formats.

    `areas` is a list of objects with kind and slug; an empty list means the whole county. `formats` lists what its
    message links to: csv, xlsx, geojson, gpkg, pdf.
    """

    name = models.CharField("aktör", max_length=120, unique=True)
    mailbox = models.EmailField("funktionsbrevlåda")
    areas = models.JSONField("områden", default=list, blank=True)
    formats = models.JSONField("format", default=list, blank=True)
    is_active = models.BooleanField("får utskick", default=True)

    class Meta:
        verbose_name = "mottagare"
        verbose_name_plural = "mottagare"

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """That a recipient was told of an edition, and how it went: `error` is empty where the mail server took it."""

    recipient = models.ForeignKey(
        Recipient, verbose_name="mottagare", on_delete=models.PROTECT, related_name="deliveries"
    )
    edition = models.ForeignKey(Edition, verbose_name="utgåva", on_delete=models.CASCADE, related_name="deliveries")
    sent_at = models.DateTimeField("skickat", auto_now_add=True)
    mailbox = models.EmailField("till")
    is_erratum = models.BooleanField("gäller en rättelse", default=False)
    error = models.CharField("fel", max_length=200, blank=True)

    class Meta:
        verbose_name = "utskick"
        verbose_name_plural = "utskick"

    def __str__(self) -> str:
        return f"{self.recipient} {self.edition}"


class Removal(models.Model):
    """What is taken away from published editions, by whom and why. The content goes; this trace stays.

    `is_urgent` marks the quick hiding of a scene by one coordinator, in force from `asked_at` until it is confirmed by
    a second (then it is redacted for good) or undone. Anything else is in force from `confirmed_at`. `touched` are the
    editions of later rounds that rest on `editions`: their files hold the same rows. `done_at` is when
    rows and files were rewritten; while a confirmed removal is not done, and only then, the frozen rows of its
    editions may be changed (see guards). `checksums` are the editions' checksums after it, by reference.
    """

    kind = models.CharField("slag", max_length=10, choices=RemovalKind.choices)
    editions = models.ManyToManyField(Edition, verbose_name="utgåvor", related_name="removals")
    touched = models.ManyToManyField(Edition, verbose_name="berörda utgåvor", related_name="+")
    public_id = models.CharField("platsens nummer", max_length=12, blank=True)
    slugs = models.JSONField("platsens adressdelar", default=list)
    field = models.SlugField("uppgift", max_length=40, blank=True)
    file_path = models.CharField("fil", max_length=120, blank=True)
    reason = models.CharField("skäl, för loggen", max_length=600)
    public_reason = models.CharField("skäl, för allmänheten", max_length=300)
    registration_number = models.CharField("diarienummer", max_length=40, blank=True)
    is_urgent = models.BooleanField("dold genast", default=False)
    asked_by = models.CharField("begärd av", max_length=120)
    asked_by_user = models.PositiveBigIntegerField("konto som begärde")
    asked_at = models.DateTimeField("begärd")
    confirmed_by = models.CharField("bekräftad av", max_length=120, blank=True)
    confirmed_at = models.DateTimeField("bekräftad", null=True, blank=True)
    done_at = models.DateTimeField("utförd", null=True, blank=True)
    undone_by = models.CharField("upphävd av", max_length=120, blank=True)
    undone_at = models.DateTimeField("upphävd", null=True, blank=True)
    checksums = models.JSONField("kontrollsummor efteråt", default=dict)

    class Meta:
        verbose_name = "borttagning"
        verbose_name_plural = "borttagningar"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RemovalKind.values), name="removal_kind_known"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(undone_at=None), name="removal_confirmed_or_undone_not_both"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(confirmed_at__isnull=False), name="removal_done_after_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(kind=RemovalKind.FILE, public_id="", is_urgent=False) & ~Q(file_path="")
                | Q(kind=RemovalKind.SCENE, field="", file_path="") & ~Q(public_id="")
                | Q(kind=RemovalKind.FIELD, file_path="", is_urgent=False) & ~Q(public_id="") & ~Q(field=""),
                name="removal_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id or self.file_path}"


class DisposalDecision(models.Model):
    """A recorded decision to dispose of one kind of data (gallringsbeslut), and what came of it.

    `kind` is a key of retention.py. `before` is the day before which the data is disposed of. `protocol` holds what
    was purged: counts and identifiers, never content.
    """

    kind = models.SlugField("slag av uppgifter", max_length=40)
    before = models.DateField("uppgifter från före")
    registration_number = models.CharField("diarienummer", max_length=40)
    decided_by = models.CharField("beslutat av", max_length=120)
    decided_on = models.DateField("beslutat")
    note = models.CharField("anmärkning", max_length=400, blank=True)
    done_at = models.DateTimeField("utfört", null=True, blank=True)
    done_by = models.CharField("utfört av", max_length=120, blank=True)
    protocol = models.JSONField("protokoll", default=dict)

    class Meta:
        verbose_name = "gallringsbeslut"
        verbose_name_plural = "gallringsbeslut"

    def __str__(self) -> str:
        return f"{self.kind} {self.registration_number}"
