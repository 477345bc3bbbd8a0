"""The outlines that crimes are counted on, measured: of a scene in a round, and of all of its rounds together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from shapely import union_all
from shapely.geometry import MultiPolygon

from kartlaggning.choices import Provenance, Status
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import Survey
from kartlaggning.models.survey import CONCLUDED


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines (EPSG:3006) of one scene by round; None for a schematic one, whose size means nothing."""

    by_round: Mapping[int, MultiPolygon | None]

    def area_m2(self, survey_round: int) -> float | None:
        """Return the area of a round's outline, None where it is schematic. Raises KeyError where there is none."""
        outline = self.by_round[survey_round]
        return None if outline is None else outline.area

    def constant_m2(self, rounds: Collection[int]) -> float | None:
        """Return the area of the rounds' outlines together; a round in which the scene was not open adds nothing.

        None where one of them is schematic, or there is none at all.
        """
        there = [self.by_round[year] for year in rounds if year in self.by_round]
        known = [outline for outline in there if outline is not None]
        if not known or len(known) < len(there):
            return None
        return float(union_all(known).area)


def outlines_of(scenes: Collection[int]) -> Mapping[int, Outlines]:
    """Return the outlines of the scenes, by their database keys; one that was never open has none. One query."""
    rows = Survey.objects.filter(scene__in=scenes, status=Status.OPEN, state__in=CONCLUDED)
    found: dict[int, dict[int, MultiPolygon | None]] = {scene: {} for scene in scenes}
    for row in rows.select_related("survey_round").only("scene", "survey_round__year", "outline", "provenance"):
        outline = None if row.provenance == Provenance.SCHEMATIC else row.outline
        found[row.scene_id][row.survey_round.year] = None if outline is None else from_stored(outline)
    return {scene: Outlines(by_round) for scene, by_round in found.items()}
