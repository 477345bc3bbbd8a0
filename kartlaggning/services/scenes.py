"""Changing scenes: new ones, new names, opening again, follow-up, and notes between the rounds."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kartlaggning import content
from kartlaggning.choices import Origin, Status, SurveyState
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Reassessment, Scene, Survey, SurveyRound
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.permissions import Actor, Located, Permission, Place, can
from kartlaggning.questionnaire import STATUS, STATUS_OPEN
from kartlaggning.scene_names import warnings_about
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.scenes import place_of
from kartlaggning.selectors.surveys import concluded_before, finding_as_content
from kartlaggning.selectors.surveys import open_round as round_under_way
from kartlaggning.services import audit, record
from kartlaggning.services.follow_up.checks import answer_by_reopening
from kartlaggning.services.rounds import Placement, check_applies, lift_nil_returns
from kartlaggning.services.words import free_text

LONGEST_NAME = 120
LONGEST_REASON = 300
LONGEST_NOTE = 2000


@transaction.atomic
def add_scene(name: str, place: Placement, *, by: Actor, name_reason: str = "") -> Survey:
    """Create a scene with an empty survey in the open round, and return the survey.

    `name_reason` says why a name that points at a company, a school or a property is right all the same. Raises
    Forbidden where the actor may not add a scene there, Refused where no round is open or the name can't stand.
    """
    survey_round = _open_round()
    _allow(by, Permission.ADD_SCENE, placed(place))
    scene = new_scene(checked_name(name, name_reason), by=by)
    survey = start_survey(scene, survey_round, place, state=SurveyState.DRAFT, filled={}, by=by)
    details = {"name_reason": name_reason.strip()} if name_reason.strip() else {}
    audit.record(by=by, action="start-survey", subject=audit.survey_subject(survey), details=details)
    return survey


@transaction.atomic
def rename_scene(scene: Scene, name: str, *, by: Actor, name_reason: str = "") -> Scene:
    """Give a scene a new name. The old one stays searchable; the public sees the new one in the next edition."""
    _allow(by, Permission.MANAGE_SCENES)
    checked = checked_name(name, name_reason)
    renamed = record.rename_scene(scene, checked, used_until=timezone.localdate(), by=by)
    if name_reason.strip():
        details = {"name_reason": name_reason.strip()}
        audit.record(by=by, action="explain-name", subject=scene.public_id, details=details)
    return renamed


@transaction.atomic
def reopen_scene(scene: Scene, place: Placement, reason: str, *, by: Actor) -> Survey:
    """Start a survey in the open round of a scene that has closed, filled with what was found when it last was open."""
    _allow(by, Permission.MANAGE_SCENES)
    survey_round = _open_round()
    words = free_text(reason, required="Skriv varför platsen öppnas igen.", longest=LONGEST_REASON)
    if Survey.objects.filter(scene=scene, survey_round=survey_round).exists():
        raise Refused("Platsen har redan en kartläggning i omgången. Svara där att den är öppen.")
    history = list(concluded_before(survey_round).filter(scene=scene).order_by("survey_round__year"))
    if not history or history[-1].status != Status.CLOSED:
        raise Refused("Bara en plats som har upphört kan öppnas igen.")
    filled = _filled_as_open(history, survey_round)
    survey = start_survey(scene, survey_round, place, state=SurveyState.NOT_STARTED, filled=filled, by=by)
    audit.record(by=by, action="reopen-scene", subject=audit.survey_subject(survey), details={"reason": words})
    answer_by_reopening(scene, survey_round.year, by=by)
    return survey


def _filled_as_open(history: list[Survey], survey_round: SurveyRound) -> content.Content:
    was_open = next((row for row in reversed(history) if row.status == Status.OPEN), None)
    if was_open is None:
        return {}
    asked = questionnaires.of_round(survey_round)
    before = finding_as_content(was_open, asked) | {STATUS: STATUS_OPEN}
    return content.prefilled(before, asked)


@transaction.atomic
def set_follow_up(scene: Scene, is_followed_up: bool, reason: str, *, by: Actor) -> Scene:
    """Say whether a closed scene is surveyed in every round all the same, and why."""
    _allow(by, Permission.MANAGE_SCENES)
    words = free_text(reason, required="Skriv varför.", longest=LONGEST_REASON)
    if scene.is_followed_up == is_followed_up:
        raise Refused("Platsen följs redan upp." if is_followed_up else "Platsen följs inte upp.")
    last = Survey.objects.filter(scene=scene, state__in=CONCLUDED).order_by("-survey_round__year").first()
    if is_followed_up and (last is None or last.status != Status.CLOSED):
        raise Refused("Bara en plats som har upphört följs upp. En öppen plats kartläggs i varje omgång ändå.")
    scene.is_followed_up = is_followed_up
    scene.save(update_fields=["is_followed_up"])
    details = {"is_followed_up": is_followed_up, "reason": words}
    audit.record(by=by, action="set-follow-up", subject=scene.public_id, details=details)
    return scene


@transaction.atomic
def note_reassessment(scene: Scene, made_on: date, body: str, *, by: Actor) -> Reassessment:
    """Write a dated note on a scene; the next survey shows it. The log keeps that it was written, not what."""
    _allow(by, Permission.NOTE_REASSESSMENT, place_of(scene))
    words = free_text(body, required="Skriv vad som har ändrats.", longest=LONGEST_NOTE)
    if made_on > timezone.localdate():
        raise Refused("Datumet har inte varit än. Skriv dagen då bedömningen gjordes.")
    note = Reassessment.objects.create(scene=scene, made_on=made_on, body=words, author=by.name[:120])
    details = {"made_on": made_on.isoformat()}
    audit.record(by=by, action="note-reassessment", subject=scene.public_id, details=details)
    return note


def _allow(by: Actor, permission: Permission, obj: Located | None = None) -> None:
    if not can(by, permission, obj):
        raise Forbidden("Du får inte göra det här med platsen.")


def placed(place: Placement) -> Place:
    """Return a placement as the permissions ask for it."""
    district = place.city_district
    return Place(place.police_area.pk, place.municipality.pk, district.pk if district else None)


def _open_round() -> SurveyRound:
    survey_round = round_under_way()
    if survey_round is None:
        raise Refused("Ingen omgång pågår. Vänta tills nästa omgång öppnas.")
    return survey_round


def checked_name(name: str, name_reason: str = "") -> str:
    """Return a name that may stand, or refuse it; one that points at somebody needs a reason."""
    words = " ".join(free_text(name, required="Skriv platsens namn.", longest=LONGEST_NAME).split())
    free_text(name_reason, longest=LONGEST_REASON)
    found = warnings_about(words)
    if found and not name_reason.strip():
        raise Refused(f"Namnet ser ut att peka ut {found[0].kind}. Byt namn, eller skriv varför namnet är rätt.")
    return words


def new_scene(name: str, *, by: Actor) -> Scene:
    """Create a scene; in a demonstration it is made up."""
    return record.add_scene(name, by=by, is_example=settings.DEMONSTRATION)


def start_survey(
    scene: Scene, survey_round: SurveyRound, place: Placement, *, state: SurveyState, filled: content.Content, by: Actor
) -> Survey:
    """Create the survey of a scene in a round that is under way; its areas have a scene now."""
    check_applies(place, survey_round.reference_date, scene.name)
    survey = Survey.objects.create(
        scene=scene,
        survey_round=survey_round,
        state=state,
        origin=origin_of(scene),
        municipality=place.municipality,
        city_district=place.city_district,
        police_area=place.police_area,
        content=dict(filled),
    )
    lift_nil_returns(survey, by=by)
    return survey


def origin_of(scene: Scene) -> Origin:
    """Return the origin of what is now written about a scene: in a demonstration everything is made up."""
    return Origin.EXAMPLE if settings.DEMONSTRATION or scene.is_example else Origin.DOCUMENTED
