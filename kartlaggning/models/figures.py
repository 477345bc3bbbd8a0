"""Figures about scenes and about the county, imported as counts: crime, safety by distance, attitudes to a place."""

from django.contrib.gis.db import models
from django.db.models import F, Q

from kartlaggning.choices import AttitudeGroup, CrimeGroup, ImportKind, Origin
from kartlaggning.models.scene import Scene
from kartlaggning.models.survey_round import SurveyRound


class FollowUpLimits(models.Model):
    """The coordinators' limits, one row. All are the project's own proposals until they are decided on.

    Public counts below `small_number` are suppressed. An outline that changed by more than `outline_percent` is said
    to have. A group of fewer respondents than `smallest_group` is not published.
    """

    small_number = models.PositiveSmallIntegerField("minsta antal som visas offentligt", default=5)
    outline_percent = models.PositiveSmallIntegerField("ändrad gräns nämns från procent", default=20)
    smallest_group = models.PositiveSmallIntegerField("minsta grupp svarande", default=30)

    class Meta:
        verbose_name = "gränser för redovisning"
        verbose_name_plural = "gränser för redovisning"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="follow_up_limits_one_row"),
            models.CheckConstraint(condition=Q(small_number__gte=2), name="follow_up_small_number_hides_one"),
        ]

    def __str__(self) -> str:
        return f"{self.small_number}, {self.outline_percent} %, {self.smallest_group}"


class CrimeCategory(models.Model):
    """A kind of crime that is counted; the coordinators edit the list. One that is used is never deleted."""

    key = models.SlugField("nyckel", max_length=40, unique=True)
    name = models.CharField("namn", max_length=80)
    group = models.CharField("slag", max_length=10, choices=CrimeGroup.choices)
    description = models.CharField("vad som räknas", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    is_active = models.BooleanField("används", default=True)

    class Meta:
        verbose_name = "brottskategori"
        verbose_name_plural = "brottskategorier"
        constraints = [models.CheckConstraint(condition=Q(group__in=CrimeGroup.values), name="crime_group_known")]

    def __str__(self) -> str:
        return self.name


class FigureImport(models.Model):
    """One import of figures; each figure that is shown names it by `number`.

    `constant_years` are the survey rounds whose outlines together make the constant outline that crimes were counted
    on, empty where they were not. A withdrawn import is shown nowhere; its rows stay.
    """

    number = models.CharField("nummer", max_length=12, unique=True)
    kind = models.CharField("slag", max_length=10, choices=ImportKind.choices)
    title = models.CharField("rubrik", max_length=160)
    source = models.CharField("källa", max_length=200)
    origin = models.CharField("ursprung", max_length=10, choices=Origin.choices)
    constant_years = models.JSONField("konstant gräns av kartläggningarna", default=list)
    registration_number = models.CharField("diarienummer", max_length=40, blank=True)
    note = models.CharField("anmärkning", max_length=400, blank=True)
    file_name = models.CharField("fil", max_length=200, blank=True)
    sha256 = models.CharField("filens kontrollsumma", max_length=64, blank=True)
    imported_by = models.CharField("inläst av", max_length=120)
    imported_at = models.DateTimeField("inläst", auto_now_add=True)
    withdrawn_by = models.CharField("återkallad av", max_length=120, blank=True)
    withdrawn_at = models.DateTimeField("återkallad", null=True, blank=True)
    withdrawn_reason = models.CharField("varför den återkallades", max_length=400, blank=True)

    class Meta:
        verbose_name = "underlag"
        verbose_name_plural = "underlag"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ImportKind.values), name="figure_import_kind_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="figure_import_origin_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="figure_import_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class FigureRelease(models.Model):
    """A coordinator's decision that an import goes into a round's editions built from now on; revoked, never deleted.

    Until there is one, counts of crimes are the police's alone, and other figures the staff's.
    """

    figure_import = models.ForeignKey(
        FigureImport, verbose_name="underlag", on_delete=models.CASCADE, related_name="releases"
    )
    survey_round = models.ForeignKey(SurveyRound, verbose_name="omgång", on_delete=models.CASCADE, related_name="+")
    released_by = models.CharField("beslutat av", max_length=120)
    released_at = models.DateTimeField("beslutat", auto_now_add=True)
    revoked_by = models.CharField("upphävt av", max_length=120, blank=True)
    revoked_at = models.DateTimeField("upphävt", null=True, blank=True)

    class Meta:
        verbose_name = "beslut om publicering"
        verbose_name_plural = "beslut om publicering"
        constraints = [
            models.UniqueConstraint(
                fields=["figure_import", "survey_round"],
                condition=Q(revoked_at=None),
                name="figure_release_once_per_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure_import} {self.survey_round}"


class CrimeCount(models.Model):
    """How many crimes of a category were reported on a scene in a calendar year.

    `outline_year` is the round whose judged period covers the year, null where none does: then there is no rate, and
    no area. `outline_m2` is the area of the outline that `count` was made on; `constant_count` and `constant_m2` are
    those of the union of the import's `constant_years`. Square metres in EPSG:3006.
    """

    figure_import = models.ForeignKey(
        FigureImport, verbose_name="underlag", on_delete=models.CASCADE, related_name="crimes"
    )
    scene = models.ForeignKey(Scene, verbose_name="plats", on_delete=models.PROTECT, related_name="crimes")
    year = models.PositiveSmallIntegerField("brottsår")
    category = models.ForeignKey(CrimeCategory, verbose_name="kategori", on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField("antal")
    outline_year = models.PositiveSmallIntegerField("gräns enligt kartläggning", null=True)
    outline_m2 = models.FloatField("gränsens yta i m²", null=True)
    constant_count = models.PositiveIntegerField("antal på konstant gräns", null=True)
    constant_m2 = models.FloatField("konstanta gränsens yta i m²", null=True)

    class Meta:
        verbose_name = "brottsantal"
        verbose_name_plural = "brottsantal"
        constraints = [
            models.UniqueConstraint(
                fields=["figure_import", "scene", "year", "category"], name="crime_count_once_per_import"
            ),
            models.CheckConstraint(
                condition=Q(outline_m2=None) | Q(outline_year__isnull=False, outline_m2__gt=0),
                name="crime_area_with_outline",
            ),
            models.CheckConstraint(
                condition=Q(constant_count=None, constant_m2=None)
                | Q(constant_count__gte=F("count"), constant_m2__gt=0),
                name="crime_constant_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scene} {self.year} {self.category}"


class SafetyBand(models.Model):
    """How many respondents at a distance (metres, EPSG:3006) from the nearest outline felt unsafe in a year.

    From `from_m` up to but not including `to_m`; both null is the whole county, `to_m` alone null is all beyond. The
    weights are sums over the respondents; null where the survey is not weighted.
    """

    figure_import = models.ForeignKey(
        FigureImport, verbose_name="underlag", on_delete=models.CASCADE, related_name="bands"
    )
    year = models.PositiveSmallIntegerField("år")
    from_m = models.PositiveIntegerField("från m", null=True)
    to_m = models.PositiveIntegerField("till m", null=True)
    respondents = models.PositiveIntegerField("svarande")
    unsafe = models.PositiveIntegerField("otrygga")
    weight = models.FloatField("vikternas summa", null=True)
    weight_squares = models.FloatField("kvadrerade vikters summa", null=True)
    unsafe_weight = models.FloatField("de otryggas vikter", null=True)

    class Meta:
        verbose_name = "trygghet i avståndsband"
        verbose_name_plural = "trygghet i avståndsband"
        constraints = [
            models.CheckConstraint(condition=Q(unsafe__lte=F("respondents")), name="safety_unsafe_among_respondents"),
            models.CheckConstraint(
                condition=Q(to_m=None) | Q(from_m__isnull=False, to_m__gt=F("from_m")), name="safety_band_in_order"
            ),
            models.CheckConstraint(
                condition=Q(weight=None, weight_squares=None, unsafe_weight=None)
                | Q(weight__gt=0, weight_squares__gt=0, unsafe_weight__gte=0, unsafe_weight__lte=F("weight")),
                name="safety_weights_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.from_m}–{self.to_m} m"


class AttitudeShare(models.Model):
    """The share (percent) of a group that agreed with something about a scene in a year, and the city's mean."""

    figure_import = models.ForeignKey(
        FigureImport, verbose_name="underlag", on_delete=models.CASCADE, related_name="attitudes"
    )
    scene = models.ForeignKey(Scene, verbose_name="plats", on_delete=models.PROTECT, related_name="attitudes")
    year = models.PositiveSmallIntegerField("år")
    group = models.CharField("grupp", max_length=10, choices=AttitudeGroup.choices)
    question = models.CharField("fråga", max_length=200)
    share = models.FloatField("andel i procent")
    respondents = models.PositiveIntegerField("svarande", null=True)
    city_mean = models.FloatField("stadens medel i procent", null=True)

    class Meta:
        verbose_name = "attityd"
        verbose_name_plural = "attityder"
        constraints = [
            models.UniqueConstraint(
                fields=["figure_import", "scene", "year", "group", "question"], name="attitude_once_per_import"
            ),
            models.CheckConstraint(condition=Q(group__in=AttitudeGroup.values), name="attitude_group_known"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=100), name="attitude_share_is_percent"),
            models.CheckConstraint(
                condition=Q(city_mean=None) | Q(city_mean__gte=0, city_mean__lte=100), name="attitude_mean_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scene} {self.year} {self.group}"
