"""Deciding that an import goes into a round's editions, revoking it, and what the public would get of it."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kartlaggning.audit_words import PREVIEW_RELEASE
from kartlaggning.choices import ImportKind
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.followup.values import AttitudeFigure, CrimeFigure, SafetyFigure
from kartlaggning.models import FigureImport, FigureRelease, SurveyRound
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.follow_up import rows, values
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.editions import rows as edition_rows
from kartlaggning.services.editions.follow_up import public_figures, scene_areas, told_before
from kartlaggning.services.editions.publication import header
from kartlaggning.services.reading import note_once_an_hour
from kartlaggning.services.removals.rules import without_removed

Figure = CrimeFigure | SafetyFigure | AttitudeFigure


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """What of an import the public would get, by the figures' keys, and the scenes that the edition would hold."""

    figures: dict[str, Figure]
    public_ids: frozenset[str]


@transaction.atomic
def release_figures(figure_import: FigureImport, survey_round: SurveyRound, *, by: By) -> FigureRelease:
    """Let an import go into the round's editions that are built from now on.

    Raises Refused where it does already or the import is withdrawn; Forbidden for who may not decide it.
    """
    _allow(by)
    figure_import = FigureImport.objects.select_for_update().get(pk=figure_import.pk)
    if figure_import.withdrawn_at is not None:
        raise Refused(f"{figure_import.number} är återkallat och kan inte publiceras.")
    if _in_force(figure_import, survey_round).exists():
        raise Refused(f"{figure_import.number} ska redan med i utgåvorna av kartläggning {survey_round.year}.")
    release = FigureRelease.objects.create(
        figure_import=figure_import, survey_round=survey_round, released_by=str(by)[:120]
    )
    details = {"survey_round": survey_round.year}
    audit.record(by=by, action="release-figures", subject=figure_import.number, details=details)
    return release


@transaction.atomic
def revoke_release(figure_import: FigureImport, survey_round: SurveyRound, *, by: By) -> None:
    """Keep an import out of the round's editions that are built from now on; what is published stays as it is.

    Raises Refused where it is not released for the round; Forbidden for who may not decide it.
    """
    _allow(by)
    found = _in_force(figure_import, survey_round).select_for_update().first()
    if found is None:
        raise Refused(f"{figure_import.number} ska inte med i utgåvorna av kartläggning {survey_round.year}.")
    found.revoked_by, found.revoked_at = str(by)[:120], timezone.now()
    found.save(update_fields=["revoked_by", "revoked_at"])
    details = {"survey_round": survey_round.year}
    audit.record(by=by, action="revoke-release", subject=figure_import.number, details=details)


@transaction.atomic
def preview_release(figure_import: FigureImport, survey_round: SurveyRound, *, by: Actor) -> PublicFigures:
    """Return what the public would get, and note that the person has seen it of crimes, once an hour and import."""
    if figure_import.kind == ImportKind.CRIME:
        note_once_an_hour(figure_import.number, by=by, action=PREVIEW_RELEASE)
    return public_if_released(figure_import, survey_round)


def public_if_released(figure_import: FigureImport, survey_round: SurveyRound) -> PublicFigures:
    """Return what the round's next edition would tell of the import, beside all that is released for it already.

    Made as the edition is made: what is suppressed depends on everything that is published together.
    """
    edition = header(survey_round, demonstration=settings.DEMONSTRATION)
    sources = edition_rows.collect(demonstration=edition.is_demonstration)
    scenes = without_removed(edition, edition_rows.scene_rows(edition, survey_round, sources))
    areas = scene_areas(scenes)
    together = {*rows.released_for(survey_round), figure_import}
    found: dict[str, Figure] = {}
    limits = values.limits_value()
    for _kind, figure in public_figures(together, limits, areas, told_before(edition, limits)):
        public_id = getattr(figure, "public_id", "")
        if figure.source.number == figure_import.number and (not public_id or public_id in areas):
            found[figure.key] = figure
    return PublicFigures(found, frozenset(areas))


def _in_force(figure_import: FigureImport, survey_round: SurveyRound) -> QuerySet[FigureRelease]:
    return FigureRelease.objects.filter(figure_import=figure_import, survey_round=survey_round, revoked_at=None)


def _allow(by: By) -> None:
    if isinstance(by, Actor) and not can(by, Permission.RELEASE_FIGURES):
        raise Forbidden("Du får inte besluta om publicering.")
