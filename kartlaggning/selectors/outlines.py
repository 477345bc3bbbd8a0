"""What an outline is judged by and drawn among: earlier rounds, the round's other scenes, the areas. EPSG:3006."""

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry import MultiPolygon

from kartlaggning import content
from kartlaggning.choices import Provenance
from kartlaggning.geometry.outline_checks import (
    NamedOutline,
    OutlineComparison,
    OutlineFinding,
    check_outline,
    compare_outlines,
)
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import Municipality, Survey
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.permissions import Actor
from kartlaggning.questionnaire import STATUS, STATUS_CLOSED
from kartlaggning.selectors.surveys import concluded_before, visible_to
from kartlaggning.workflow import OPEN_WORK

NEAR_M = 3_000.0  # so far from the scene others are shown


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a survey's outline. `earlier` are the scene's own by year, the latest first.

    Schematic circles are no outlines and are left out. `neighbours` are the round's other scenes by name.
    """

    earlier: tuple[tuple[int, MultiPolygon], ...]
    neighbours: Mapping[str, MultiPolygon]
    municipality: NamedOutline | None
    county: tuple[MultiPolygon, ...]

    @property
    def previous(self) -> MultiPolygon | None:
        """Return the scene's latest earlier outline, or None."""
        return self.earlier[0][1] if self.earlier else None

    @property
    def previous_year(self) -> int | None:
        """Return the year of the latest earlier outline, or None."""
        return self.earlier[0][0] if self.earlier else None

    def check(self, outline: MultiPolygon | None) -> tuple[OutlineFinding, ...]:
        """Return what is wrong with an outline here, and what wants a reason."""
        return check_outline(
            outline,
            previous=self.previous,
            municipality=self.municipality,
            neighbours=self.neighbours,
            county=self.county,
        )

    def compare(self, outline: MultiPolygon | None) -> OutlineComparison | None:
        """Return how an outline stands against the latest earlier one; None where either is missing or it crosses."""
        if outline is None or self.previous is None or not outline.is_valid:
            return None
        return compare_outlines(self.previous, outline)


def surroundings_of(survey: Survey, actor: Actor | None) -> Surroundings:
    """Return what the outline of a survey is judged by, as far as the actor may see it.

    Of a scene outside the actor's areas the latest concluded outline is taken, never what is being drawn this year.
    """
    earlier = tuple(
        (found.survey_round.year, outline)
        for found in concluded_before(survey.survey_round).filter(scene=survey.scene).order_by("-survey_round__year")
        if (outline := _concluded_outline(found)) is not None
    )
    own = content.outline_of(survey.content) or (earlier[0][1] if earlier else None)
    area = survey.municipality
    return Surroundings(
        earlier=earlier,
        neighbours=_near(own, neighbours_of(survey, actor)),
        municipality=NamedOutline(area.name, from_stored(area.outline)) if area.outline else None,
        county=county_outlines(),
    )


def county_outlines() -> tuple[MultiPolygon, ...]:
    """Return the municipalities' outlines, as far as they are known."""
    known = Municipality.objects.values_list("outline", flat=True)
    return tuple(from_stored(outline) for outline in known if outline is not None)


def neighbours_of(survey: Survey, actor: Actor | None) -> dict[str, MultiPolygon]:
    """Return the outlines of the round's other scenes by name; see surroundings_of for those out of sight."""
    others = (
        Survey.objects.filter(survey_round=survey.survey_round, state__in=(*OPEN_WORK, *CONCLUDED))
        .exclude(pk=survey.pk)
        .select_related("scene")
        .order_by("scene__name")
    )
    in_sight = set(visible_to(actor).filter(survey_round=survey.survey_round).values_list("pk", flat=True))
    hidden = [other.scene_id for other in others if other.pk not in in_sight]
    earlier = concluded_before(survey.survey_round).filter(scene__in=hidden).order_by("survey_round__year")
    concluded = {found.scene_id: _concluded_outline(found) for found in earlier}
    drawn = {
        other.scene.name: _outline_now(other) if other.pk in in_sight else concluded.get(other.scene_id)
        for other in others
    }
    return {name: outline for name, outline in drawn.items() if outline is not None}


def _near(own: MultiPolygon | None, neighbours: dict[str, MultiPolygon]) -> dict[str, MultiPolygon]:
    if own is None:
        return neighbours
    return {name: other for name, other in neighbours.items() if own.distance(other) < NEAR_M}


def _outline_now(survey: Survey) -> MultiPolygon | None:
    if survey.state in CONCLUDED:
        return _concluded_outline(survey)
    return None if survey.content.get(STATUS) == STATUS_CLOSED else content.outline_of(survey.content)


def _concluded_outline(survey: Survey) -> MultiPolygon | None:
    if survey.outline is None or survey.provenance == Provenance.SCHEMATIC:
        return None
    return from_stored(survey.outline)
