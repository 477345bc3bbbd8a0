"""Merging and splitting scenes in a round that is under way, and undoing it while nobody has gone on from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from shapely.geometry import MultiPolygon

from kartlaggning import content
from kartlaggning.choices import LineageKind, Status, SurveyState
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.geometry.divide import united
from kartlaggning.models import Lineage, Scene, Survey, SurveyRound
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.questionnaire import Questionnaire
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.scenes import event_to_undo
from kartlaggning.selectors.surveys import concluded_before
from kartlaggning.selectors.surveys import open_round as round_under_way
from kartlaggning.services import audit, record
from kartlaggning.services.rounds import Placement
from kartlaggning.services.scenes import checked_name, new_scene, origin_of, start_survey
from kartlaggning.services.surveys import locked
from kartlaggning.workflow import OPEN_WORK

FURTHER = ("further_municipalities", "further_city_districts", "further_police_areas")
PRIMARY = ("municipality", "city_district", "police_area")


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the scenes that a scene is split in. The outline is EPSG:3006."""

    name: str
    outline: MultiPolygon | None
    name_reason: str = ""


@transaction.atomic
def merge_scenes(scenes: Sequence[Scene], name: str, place: Placement, *, by: Actor, name_reason: str = "") -> Survey:
    """Make one new scene of two or more of the open round, and return its survey with the united outline.

    The old ones' surveys are concluded as replaced; signatures on them lapse. Raises Forbidden for who does not manage
    scenes, Refused where the scenes can't be merged as things stand.
    """
    survey_round = _round_for(by)
    if len({scene.pk for scene in scenes}) < 2:
        raise Refused("Välj minst två platser att slå ihop.")
    parents = [_work_of(scene, survey_round) for scene in scenes]
    scene = new_scene(checked_name(name, name_reason), by=by)
    whole = united([outline for row in parents if (outline := content.outline_of(row.content))])
    filled = {content.OUTLINE: content.outline_value(whole)} if whole else {}
    survey = start_survey(scene, survey_round, place, state=SurveyState.NOT_STARTED, filled=filled, by=by)
    _reach_on(survey, parents)
    _replace(parents, [survey], LineageKind.MERGED, by)
    return survey


@transaction.atomic
def split_scene(scene: Scene, pieces: Sequence[Piece], *, by: Actor) -> list[Survey]:
    """Make two or more new scenes of one of the open round, and return their surveys, each with its outline.

    They begin with the old one's answers and lie in its areas. Raises as merge_scenes.
    """
    survey_round = _round_for(by)
    if len(pieces) < 2:
        raise Refused("En delad plats blir minst två. Skriv minst två namn.")
    parent = _work_of(scene, survey_round)
    place = Placement(parent.municipality, parent.police_area, parent.city_district)
    questions = questionnaires.of_round(survey_round)
    surveys = [_child(piece, parent, place, questions, by) for piece in pieces]
    _replace([parent], surveys, LineageKind.SPLIT, by)
    return surveys


def _child(piece: Piece, parent: Survey, place: Placement, questions: Questionnaire, by: Actor) -> Survey:
    scene = new_scene(checked_name(piece.name, piece.name_reason), by=by)
    answers = {key: value for key, value in parent.content.items() if key != content.OUTLINE}
    filled = content.prefilled(answers | {content.OUTLINE: content.outline_value(piece.outline)}, questions)
    survey = start_survey(scene, parent.survey_round, place, state=SurveyState.NOT_STARTED, filled=filled, by=by)
    _reach_on(survey, [parent])
    return survey


@transaction.atomic
def undo(scene: Scene, *, by: Actor) -> list[Survey]:
    """Undo the scene's merge or split of the open round, and return the surveys that go on as they were.

    What was written in them is there; who had signed signs again. Refused once somebody has worked on what came of it.
    """
    survey_round = _round_for(by)
    event = event_to_undo(scene)
    if event is None:
        raise Refused("Det går inte att ångra: någon har börjat kartlägga det som blev, eller omgången är en annan.")
    parents, children = list(event.from_scenes.all()), list(event.to_scenes.all())
    surveys = [locked(row) for row in Survey.objects.filter(scene__in=parents, survey_round=survey_round)]
    for survey in surveys:
        _take_up_again(survey)
    details = {"from": _ids(parents), "to": _ids(children)}
    audit.record(by=by, action="undo-lineage", subject=f"{event.kind} {'+'.join(_ids(parents))}"[:200], details=details)
    Survey.objects.filter(scene__in=children).delete()
    event.delete()
    Scene.objects.filter(pk__in=[child.pk for child in children]).delete()
    return surveys


def note_reopening(survey: Survey, *, by: Actor) -> Lineage | None:
    """Write in the lineage that a scene has opened again, once its survey has been concluded so; None where it has not.

    To be called when a survey is approved. Written once a round.
    """
    before = concluded_before(survey.survey_round).filter(scene=survey.scene).order_by("survey_round__year").last()
    if survey.status != Status.OPEN or before is None or before.status != Status.CLOSED:
        return None
    year = survey.survey_round.year
    kind = LineageKind.REOPENED
    if Lineage.objects.filter(kind=kind, to_scenes=survey.scene, happened_on__year=year).exists():
        return None
    return record.record_lineage(
        kind,
        _day_in(survey.survey_round),
        from_scenes=[survey.scene],
        to_scenes=[survey.scene],
        origin=origin_of(survey.scene),
        by=by,
    )


def _round_for(by: Actor) -> SurveyRound:
    if not can(by, Permission.MANAGE_SCENES):
        raise Forbidden("Bara samordnaren slår ihop och delar platser.")
    survey_round = round_under_way()
    if survey_round is None:
        raise Refused("Ingen omgång pågår. Platser slås ihop och delas bara i en omgång.")
    return survey_round


def _work_of(scene: Scene, survey_round: SurveyRound) -> Survey:
    """Return the scene's survey of the round, locked; refused where there is none to go on with."""
    survey = Survey.objects.filter(scene=scene, survey_round=survey_round).first()
    if survey is None:
        raise Refused(f"{scene.name} har ingen kartläggning i omgången.")
    survey = locked(survey)
    if survey.state not in OPEN_WORK:
        raise Refused(f"Kartläggningen av {scene.name} är {SurveyState(survey.state).label} och kan inte ersättas.")
    return survey


def _reach_on(survey: Survey, parents: Sequence[Survey]) -> None:
    """Let a scene reach into all the areas that those before it did, beside its own."""
    for field, primary in zip(FURTHER, PRIMARY, strict=True):
        own = getattr(survey, f"{primary}_id")
        firsts = {getattr(parent, f"{primary}_id") for parent in parents}
        more = {area.pk for parent in parents for area in getattr(parent, field).all()}
        getattr(survey, field).set((firsts | more) - {own, None})


def _replace(parents: Sequence[Survey], children: Sequence[Survey], kind: LineageKind, by: Actor) -> None:
    into = _ids(child.scene for child in children)
    record.record_lineage(
        kind,
        _day_in(parents[0].survey_round),
        from_scenes=[parent.scene for parent in parents],
        to_scenes=[child.scene for child in children],
        origin=origin_of(children[0].scene),
        by=by,
    )
    for parent in parents:
        details = {"kind": kind.value, "into": into, "was": parent.state}
        audit.record(by=by, action="replace-survey", subject=audit.survey_subject(parent), details=details)
        _conclude_as_replaced(parent, by)


def _conclude_as_replaced(survey: Survey, by: Actor) -> None:
    now = timezone.now()
    survey.signatures.filter(lapsed_at=None).update(lapsed_at=now)
    survey.state, survey.status = SurveyState.APPROVED, Status.REPLACED
    # What is replaced was not handed in as a finding: nobody submitted it, and the coordinator alone decides.
    survey.submitted_by = survey.submitted_at = None
    survey.police_reviewed_by = survey.police_reviewed_at = None
    survey.approved_by_id, survey.approved_at = by.user_id, now
    survey.save()


def _take_up_again(survey: Survey) -> None:
    returned = survey.comments.filter(settled_at=None).exists()
    begun = survey.version or survey.confirmed_sections
    survey.state = SurveyState.RETURNED if returned else SurveyState.DRAFT if begun else SurveyState.NOT_STARTED
    survey.status, survey.approved_by, survey.approved_at, survey.alone_reason = "", None, None, ""
    survey.save()


def _day_in(survey_round: SurveyRound) -> date:
    """Return today, or the day of the round's year that is nearest: an edition counts events by their year."""
    today, year = timezone.localdate(), survey_round.year
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def _ids(scenes: Iterable[Scene]) -> list[str]:
    return [scene.public_id for scene in scenes]
