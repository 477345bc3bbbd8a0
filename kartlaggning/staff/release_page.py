"""What the page shows on which it is decided that an import goes into a round's editions."""

from dataclasses import dataclass

from kartlaggning.choices import ImportKind
from kartlaggning.followup.values import Limits
from kartlaggning.models import FigureImport, SurveyRound
from kartlaggning.permissions import Actor
from kartlaggning.selectors.edition_list import has_been_published
from kartlaggning.selectors.follow_up import figure_pages
from kartlaggning.selectors.follow_up.figure_tables import FigureTable
from kartlaggning.selectors.follow_up.values import limits_value
from kartlaggning.services.follow_up.releases import preview_release
from kartlaggning.services.reading import note_counts


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """An import beside what of it the round's next edition would tell.

    `hidden` counts the figures that are told to be suppressed, `left_out` those that are not told at all.
    """

    figure_import: FigureImport
    survey_round: SurveyRound
    table: FigureTable
    is_crime: bool
    told: int
    hidden: int
    left_out: int
    is_withheld: bool
    is_released: bool
    has_been_published: bool
    limits: Limits


def release_page(figure_import: FigureImport, survey_round: SurveyRound, actor: Actor) -> ReleasePage:
    """Return the page for a person, and note that they see it; counts stand on it only where they may read them."""
    public = preview_release(figure_import, survey_round, by=actor).figures
    own = figure_pages.figures_of_import(figure_import, actor)
    note_counts(figure_import.number, own.counts, by=actor)
    hidden = sum(getattr(figure, "count", 0) is None for figure in public.values())
    choices = figure_pages.round_choices(figure_import)
    return ReleasePage(
        figure_import=figure_import,
        survey_round=survey_round,
        table=own.table_beside(public),
        is_crime=figure_import.kind == ImportKind.CRIME,
        told=len(public) - hidden,
        hidden=hidden,
        left_out=len(own.figures) - len(public),
        is_withheld=own.is_withheld,
        is_released=any(row.release for row in choices if row.survey_round == survey_round),
        has_been_published=has_been_published(survey_round.year),
        limits=limits_value(),
    )
