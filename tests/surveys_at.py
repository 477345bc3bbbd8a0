"""A survey put where a test wants it: filled in whole, and in any state with all that belongs to the state."""

from django.utils import timezone
from shapely.affinity import translate

from kartlaggning import content
from kartlaggning.choices import Party, Section, SurveyState
from kartlaggning.demonstration.answers import closed_answers, example_answers
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import ChangeRequest, ReviewVisit, Signature, Survey
from kartlaggning.selectors import questionnaires, surveys
from kartlaggning.services.review import set_finding
from kartlaggning.services.surveys import locked

S = SurveyState
SIGNED_BY_POLICE = (S.WITH_MUNICIPALITY, S.SUBMITTED, S.APPROVED, S.PUBLISHED)
SUBMITTED = (S.SUBMITTED, S.APPROVED, S.PUBLISHED)
DECIDED = (S.APPROVED, S.PUBLISHED)


def of_jarva(survey_round):
    """Return the surveys of the officer's and the municipal officer's area that have an earlier outline."""
    rows = Survey.objects.filter(survey_round=survey_round, police_area__name="Järva").order_by("pk")
    return [locked(row) for row in rows if row.content.get(content.OUTLINE)]


def fill_in(survey, *, is_closed=False, **answers):
    """Fill in the survey whole, as last round but for what is given; version 3."""
    questions = questionnaires.of_round(survey.survey_round)
    last = surveys.previous_of(survey)
    before = surveys.finding_as_content(last, questions)
    filled = {**example_answers(questions, survey.scene_id), **before}
    filled = closed_answers(filled) if is_closed else filled
    survey.content = {**filled, **answers}
    survey.confirmed_sections = [section.value for section in Section]
    survey.version, survey.state = 3, S.DRAFT
    survey.save()
    return survey


def put_in(survey, state, personas, *, by_municipality=True, is_closed=False, **answers):
    """Fill in the survey and put it in the state, signed and reviewed as far as the state says."""
    fill_in(survey, is_closed=is_closed, **answers)
    if state in SIGNED_BY_POLICE:
        _sign(survey, Party.POLICE, personas.officer)
    if state in SUBMITTED and by_municipality:
        _sign(survey, Party.MUNICIPALITY, personas.municipal)
    if state in SUBMITTED:
        survey.submitted_by = personas.municipal if by_municipality else personas.officer
        survey.submitted_at = timezone.now()
        survey.alone_reason = "" if by_municipality else "Kommunen hade ingen att avvara."
    survey.state = state
    if state in DECIDED:
        set_finding(survey)
        survey.approved_by, survey.approved_at = personas.second_coordinator, timezone.now()
    survey.save()
    return survey


def answered_last_round(survey):
    """Let last round have answered as the survey does before anything is changed in it."""
    questions = questionnaires.of_round(survey.survey_round)
    answers = example_answers(questions, survey.scene_id)
    last = surveys.previous_of(survey)
    Survey.objects.filter(pk=last.pk).update(content=answers)
    return survey


def _sign(survey, party, user):
    Signature.objects.create(survey=survey, party=party, signed_by=user, name=user.name, version=survey.version)


def open_all_ways(survey, personas):
    """Make every step possible as far as others must have done something first: opened, reviewed, asked for."""
    for user in (personas.coordinator, personas.second_coordinator, personas.police_coordinator):
        ReviewVisit.objects.get_or_create(survey=survey, user=user, version=survey.version)
    return survey


def police_have_reviewed(survey, personas):
    """Note that the police region's coordinator has gone through the police's part."""
    survey.police_reviewed_by, survey.police_reviewed_at = personas.police_coordinator, timezone.now()
    survey.save()
    return survey


def ask_for_change(survey, personas):
    """Write a request for change that waits for an answer."""
    return ChangeRequest.objects.create(survey=survey, reason="Fel gräns.", requested_by=personas.officer)


def moved_outline(survey, metres):
    """Return the survey's last outline moved east, as the content keeps it."""
    outline = from_stored(surveys.previous_of(survey).outline)
    moved = translate(outline, xoff=metres)
    return content.outline_value(moved)
