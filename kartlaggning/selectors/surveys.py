"""Reading surveys for the staff side: everything starts from `visible_to`, so that no filter can be forgotten."""

from django.db.models import Q, QuerySet

from kartlaggning import content
from kartlaggning.choices import Decision, Provenance, Role, RoundState, Status
from kartlaggning.errors import NotFound
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import ChangeRequest, Survey, SurveyRound
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.permissions import READER_STATES, Actor, Permission, can
from kartlaggning.questionnaire import STATUS, STATUS_CLOSED, STATUS_OPEN, Questionnaire, opened_keys
from kartlaggning.selectors import questionnaires


def visible_to(actor: Actor | None) -> QuerySet[Survey]:
    """Return the surveys that the actor may read, with what they are shown with; the twin of permissions.can."""
    surveys = Survey.objects.select_related(
        "scene", "survey_round__questionnaire", "municipality", "city_district", "police_area", "submitted_by"
    )
    if actor is None or not can(actor, Permission.READ_SURVEY):
        return surveys.none()
    if actor.role is Role.POLICE_OFFICER:
        return surveys.filter(police_area__in=actor.police_area_ids)
    if actor.role is Role.MUNICIPAL_OFFICER:
        return surveys.filter(Q(municipality__in=actor.municipality_ids) | Q(city_district__in=actor.city_district_ids))
    if actor.role is Role.READER:
        return surveys.filter(state__in=READER_STATES).exclude(status=Status.REPLACED)
    return surveys


def find(actor: Actor | None, year: int, public_id: str) -> Survey:
    """Return one survey, or raise NotFound where it does not exist or may not be read: the two look the same."""
    survey = visible_to(actor).filter(survey_round__year=year, scene__public_id=public_id).first()
    if survey is None:
        raise NotFound("Kartläggningen finns inte, eller ligger utanför dina områden.")
    return survey


def round_of(year: int) -> SurveyRound:
    """Return a round, or raise NotFound."""
    found = SurveyRound.objects.select_related("questionnaire").filter(year=year).first()
    if found is None:
        raise NotFound(f"Det finns ingen omgång {year}.")
    return found


def open_round() -> SurveyRound | None:
    """Return the round that is under way, or None."""
    return SurveyRound.objects.select_related("questionnaire").filter(state="open").first()


def is_over(survey: Survey) -> bool:
    """Tell whether the survey's round is closed and the survey not opened again since, by a granted request."""
    survey_round = survey.survey_round
    if survey_round.state != RoundState.CLOSED:
        return False
    granted = ChangeRequest.objects.filter(survey=survey, decision=Decision.GRANTED)
    return survey_round.closed_at is None or not granted.filter(decided_at__gt=survey_round.closed_at).exists()


def previous_of(survey: Survey) -> Survey | None:
    """Return the scene's last concluded survey before this one's round, or None."""
    return concluded_before(survey.survey_round).filter(scene=survey.scene).order_by("-survey_round__year").first()


def concluded_before(survey_round: SurveyRound) -> QuerySet[Survey]:
    """Return the concluded surveys of all earlier rounds."""
    return Survey.objects.select_related(
        "scene", "survey_round__questionnaire", "municipality", "city_district", "police_area"
    ).filter(survey_round__year__lt=survey_round.year, state__in=CONCLUDED)


def finding_as_content(survey: Survey, asked: Questionnaire) -> dict[str, object]:
    """Return what a concluded survey says, by field key: its answers, and its status and outline as they stand.

    `asked` are the questions that it is held against. What more people may read under them than when it was answered
    is left out: it was given to fewer. A schematic circle is no outline and is left out too.
    """
    left_out = {content.OUTLINE, *opened_keys(questionnaires.of_round(survey.survey_round), asked)}
    found = {key: value for key, value in survey.content.items() if key.removeprefix(content.EXPLAINED) not in left_out}
    status = {Status.OPEN.value: STATUS_OPEN, Status.CLOSED.value: STATUS_CLOSED}.get(survey.status)
    if status:
        found[STATUS] = status
    if survey.outline is not None and survey.provenance != Provenance.SCHEMATIC:
        found[content.OUTLINE] = content.outline_value(from_stored(survey.outline))
    return found


def is_untouched(last: Survey, now: content.Content) -> bool:
    """Tell whether the outline that stands in a content is the last survey's, as the content keeps it."""
    if last.outline is None or last.provenance == Provenance.SCHEMATIC:
        return False
    return content.outline_value(from_stored(last.outline)) == now.get(content.OUTLINE)
