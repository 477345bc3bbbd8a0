"""The rows that count: of imports that are not withdrawn, of registers what has not been taken out."""

from django.conf import settings
from django.db.models import Q, QuerySet

from kartlaggning.choices import Origin
from kartlaggning.models import (
    Agreement,
    AttitudeShare,
    Contact,
    CrimeCount,
    FigureImport,
    FigureRelease,
    Measure,
    SafetyBand,
    SceneCheck,
    Study,
    SurveyRound,
)
from kartlaggning.models.measures import Registered


def imports_in_force() -> QuerySet[FigureImport]:
    """Return the imports that are not withdrawn."""
    return FigureImport.objects.filter(withdrawn_at=None)


def released_for(survey_round: SurveyRound) -> QuerySet[FigureImport]:
    """Return the imports whose figures go into the round's editions."""
    releases = FigureRelease.objects.filter(survey_round=survey_round, revoked_at=None)
    return imports_in_force().filter(pk__in=releases.values("figure_import"))


def crimes() -> QuerySet[CrimeCount]:
    """Return the counts in force, joined with what their values need."""
    return all_crimes().filter(figure_import__withdrawn_at=None)


def all_crimes() -> QuerySet[CrimeCount]:
    """Return the counts in force and those of withdrawn imports, which editions may still hold; joined as `crimes`."""
    rows = CrimeCount.objects.select_related("figure_import", "scene", "category")
    return rows.order_by("scene__public_id", "year", "category")


def bands() -> QuerySet[SafetyBand]:
    """Return the bands of distance in force, joined with their import."""
    rows = SafetyBand.objects.filter(figure_import__withdrawn_at=None).select_related("figure_import")
    return rows.order_by("figure_import__number", "year", "from_m")


def attitudes() -> QuerySet[AttitudeShare]:
    """Return the attitudes in force, joined with what their values need."""
    rows = AttitudeShare.objects.filter(figure_import__withdrawn_at=None).select_related("figure_import", "scene")
    return rows.order_by("scene__public_id", "group", "question", "year")


def measures() -> QuerySet[Measure]:
    """Return the measures that stand in the register, oldest first, joined with scene and kind."""
    return Measure.objects.filter(withdrawn_at=None).select_related("scene", "kind").order_by("starts_on", "public_id")


def agreements() -> QuerySet[Agreement]:
    """Return the forms of cooperation that stand in the register, joined with what their values need."""
    rows = Agreement.objects.filter(withdrawn_at=None).select_related(
        "scene", "municipality", "city_district", "police_area"
    )
    return rows.prefetch_related("parties").order_by("starts_on", "public_id")


def checks() -> QuerySet[SceneCheck]:
    """Return the checks of closed scenes, the latest first."""
    return SceneCheck.objects.select_related("scene").order_by("-checked_on", "-pk")


def studies() -> QuerySet[Study]:
    """Return the studies that stand in the register, the newest first."""
    return Study.objects.filter(withdrawn_at=None).prefetch_related("scenes").order_by("-year", "public_id")


def contacts() -> QuerySet[Contact]:
    """Return the contacts that stand in the register, joined with their areas."""
    rows = Contact.objects.filter(withdrawn_at=None).select_related("municipality", "city_district", "police_area")
    return rows.order_by("organisation", "function", "public_id")


def unanswered_signals() -> QuerySet[SceneCheck]:
    """Return the checks that say a closed scene should be reassessed and that no coordinator has answered."""
    return checks().filter(Q(finding="reopen"), answered_at=None)


def is_kept(row: Registered) -> bool:
    """Tell whether a row of a register is left alone here: a demonstration changes nothing that has a source."""
    return settings.DEMONSTRATION and row.origin == Origin.DOCUMENTED
