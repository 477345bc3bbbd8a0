"""What an import of surveys is held against: the round's scenes, areas and questions as they stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from kartlaggning.choices import RoundState, Visibility
from kartlaggning.errors import Forbidden, NotFound
from kartlaggning.imports.survey_mapping import SurveyMapping, Target, targets
from kartlaggning.imports.survey_rows import AreaNames
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, Scene, Survey, SurveyRound
from kartlaggning.permissions import Actor, Permission, Place, can, levels_for
from kartlaggning.questionnaire import Questionnaire
from kartlaggning.selectors import questionnaires
from kartlaggning.swedish import search_key

Importer = Actor | str  # a person, or what the command is called


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a line is compared with. `last` and `current` are surveys by scene: the latest before, and this round's.

    `scenes` are by number and by every name that a scene bears or bore, folded for search.
    """

    survey_round: SurveyRound
    questionnaire: Questionnaire
    targets: Mapping[str, Target]
    scenes: Mapping[str, tuple[Scene, ...]]
    last: Mapping[int, Survey]
    current: Mapping[int, Survey]
    municipalities: Mapping[str, Municipality]
    city_districts: Mapping[str, CityDistrict]
    police_areas: Mapping[str, PoliceArea]

    @property
    def is_open(self) -> bool:
        """Tell whether the round is under way: then lines become drafts."""
        return self.survey_round.state == RoundState.OPEN

    @property
    def areas(self) -> AreaNames:
        """Return the areas as lines name them."""
        names = {code: area.name for code, area in self.municipalities.items()}
        return AreaNames(names, frozenset(self.city_districts), frozenset(self.police_areas))


def importable_rounds() -> list[SurveyRound]:
    """Return the rounds that can be read into, the newest first."""
    return list(SurveyRound.objects.select_related("questionnaire").order_by("-year"))


def round_to_import(year: int) -> SurveyRound:
    """Return a round, or raise NotFound."""
    found = SurveyRound.objects.select_related("questionnaire").filter(year=year).first()
    if found is None:
        raise NotFound(f"Det finns ingen omgång {year}.")
    return found


def targets_for(survey_round: SurveyRound, by: Importer) -> tuple[Target, ...]:
    """Return the fields that the person may import; a command may import all."""
    return tuple(target for target in _all_targets(survey_round) if target.visibility in _levels(by))


def _all_targets(survey_round: SurveyRound) -> tuple[Target, ...]:
    asked = questionnaires.of_round(survey_round)
    return targets(asked, is_open_round=survey_round.state == RoundState.OPEN)


def _levels(by: Importer) -> frozenset[Visibility]:
    return levels_for(by, Place()) if isinstance(by, Actor) else frozenset(Visibility)


def require_may_import(survey_round: SurveyRound, mapping: SurveyMapping, by: Importer) -> None:
    """Raise Forbidden where the person may not import, or not into one of the fields."""
    if not isinstance(by, Actor):
        return
    if not can(by, Permission.IMPORT_SURVEYS):
        raise Forbidden("Du får inte läsa in kartläggningar.")
    allowed = {target.key for target in targets_for(survey_round, by)}
    others = {target.key for target in _all_targets(survey_round)} - allowed
    if others & {*mapping.columns.values(), *mapping.values}:
        raise Forbidden("Du får inte läsa in fält som bara Polisen får se.")


def facts_for(survey_round: SurveyRound, by: Importer) -> Facts:
    """Return what lines of a file are compared with, read once."""
    day = survey_round.reference_date
    surveys = Survey.objects.select_related("scene", "municipality", "city_district", "police_area", "survey_round")
    earlier = surveys.exclude(survey_round=survey_round).order_by("survey_round__year")
    return Facts(
        survey_round=survey_round,
        questionnaire=questionnaires.of_round(survey_round),
        targets={target.key: target for target in targets_for(survey_round, by)},
        scenes=_scenes(),
        last={row.scene_id: row for row in earlier.defer("outline", "content")},
        current={row.scene_id: row for row in surveys.filter(survey_round=survey_round)},
        municipalities={row.code: row for row in Municipality.objects.all()},
        city_districts={row.name: row for row in CityDistrict.objects.all() if row.applies_on(day)},
        police_areas={row.name: row for row in PoliceArea.objects.all() if row.applies_on(day)},
    )


def _scenes() -> dict[str, tuple[Scene, ...]]:
    found: dict[str, dict[int, Scene]] = {}
    for scene in Scene.objects.prefetch_related("former_names"):
        names = (scene.public_id, scene.name, *(former.name for former in scene.former_names.all()))
        for name in names:
            found.setdefault(search_key(name), {})[scene.pk] = scene
    return {key: tuple(scenes.values()) for key, scenes in found.items()}
