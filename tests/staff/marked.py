"""Surveys in which every text that is not public is a marker that can be searched for."""

from dataclasses import dataclass
from datetime import date

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.content import REASON
from kartlaggning.demonstration.answers import example_answers
from kartlaggning.models import Agreement, Measure, SceneCheck, Survey, SurveyRound
from kartlaggning.questionnaire import Questionnaire
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.submission import problems
from kartlaggning.services import change_requests, review, signing
from kartlaggning.services.scenes import note_reassessment
from kartlaggning.services.surveys import save_content
from tests.personas import Personas
from tests.staff.cooperation import plant_check, plant_cooperation
from tests.staff.measures import plant_measures
from tests.staff.planted_figures import plant_count

POLICE, SHARED = "MARK-POLICE", "MARK-SHARED"
ANY = "MARK-"
REQUEST = "MARK-REQUEST"  # between the police and the reviewers


@dataclass(frozen=True)
class Marked:
    """Three surveys in Järva: one being written, one submitted, one approved after it had been returned."""

    survey_round: SurveyRound
    draft: Survey
    submitted: Survey
    approved: Survey
    measures: tuple[Measure, Measure]  # shared, and the police's alone; on the approved one's scene
    agreements: tuple[Agreement, Agreement]  # the same
    check: SceneCheck  # a signal about a closed scene in Järva

    @property
    def public_ids(self) -> list[str]:
        return [survey.scene.public_id for survey in (self.draft, self.submitted, self.approved)]


def plant(survey_round: SurveyRound, personas: Personas) -> Marked:
    """Fill three surveys of the round with markers, by the verbs that real work goes through."""
    chosen = survey_round.surveys.filter(police_area__name="Järva", scene__is_example=True).order_by("pk")[:3]
    draft, submitted, approved = chosen
    officer, municipal, coordinator, police_coordinator = (
        personas.actor(name) for name in ("officer", "municipal", "coordinator", "police_coordinator")
    )
    for survey in chosen:
        _fill(survey, personas)
        note_reassessment(survey.scene, made_on=date(2026, 1, 15), body=f"{SHARED}-note", by=officer)
    signing.submit_alone(submitted, version=_now(submitted).version, reason=f"{SHARED}-alone", by=officer)
    _hand_in(approved, officer, municipal)
    words = {Section.PEOPLE: f"{POLICE}-comment", Section.WORK: f"{POLICE}-comment-work"}
    review.return_survey(approved, version=_now(approved).version, words=words, by=police_coordinator)
    _hand_in(approved, officer, municipal)
    words = {Section.SYMPTOMS: f"{SHARED}-comment"}
    review.return_survey(approved, version=_now(approved).version, words=words, by=coordinator)
    _hand_in(approved, officer, municipal)
    for reviewer in (police_coordinator, coordinator):
        review.open_review(_now(approved), by=reviewer)
    review.review_police_only(approved, version=_now(approved).version, by=police_coordinator)
    review.approve(approved, version=_now(approved).version, by=coordinator)
    for answer in (f"{REQUEST}-answer", ""):
        reason = f"{REQUEST}-reason"
        change_requests.request_change(approved, version=_now(approved).version, reason=reason, by=officer)
        if answer:
            change_requests.refuse_change(approved, version=_now(approved).version, answer=answer, by=coordinator)
    measures = plant_measures(approved.scene, personas, shared=SHARED, police=POLICE)
    agreements = plant_cooperation(approved.scene, personas, shared=SHARED, police=POLICE)
    check = plant_check(shared=SHARED)
    plant_count(approved.scene)
    return Marked(survey_round, _now(draft), _now(submitted), _now(approved), measures, agreements, check)


def _hand_in(survey: Survey, officer, municipal) -> None:
    # What came back with a comment is gone through again.
    save_content(survey, {}, base_version=_now(survey).version, confirmed=tuple(Section), by=officer)
    signing.send_to_municipality(survey, version=_now(survey).version, by=officer)
    reservation = f"{SHARED}-reservation"
    signing.sign_for_municipality(survey, version=_now(survey).version, reservation=reservation, by=municipal)


def _fill(survey: Survey, personas: Personas) -> None:
    questions = questionnaires.of_round(survey.survey_round)
    officer = personas.actor("officer")
    answers = example_answers(questions, 3) | _markers(questions)
    save_content(survey, answers, base_version=0, confirmed=tuple(Section), by=officer)
    reasons = {
        problem.key: f"{SHARED}-{problem.key}"
        for problem in problems(_now(survey), officer)
        if problem.key.startswith(REASON)
    }
    save_content(survey, reasons, base_version=_now(survey).version, by=officer)


def _markers(questions: Questionnaire) -> dict[str, str]:
    """Return a marker for each text and each comment, by who may read it."""
    marked = {}
    for question in questions.questions:
        if question.visibility is Visibility.PUBLIC or question.is_locked:
            continue
        word = POLICE if question.visibility is Visibility.POLICE_ONLY else SHARED
        if question.kind is QuestionKind.TEXT:
            marked[question.key] = f"{word}-{question.key}"
        if question.takes_comment:
            marked[question.comment_key] = f"{word}-{question.comment_key}"
    return marked


def _now(survey: Survey) -> Survey:
    rows = Survey.objects.select_related("scene", "survey_round__questionnaire", "police_area", "municipality")
    return rows.get(pk=survey.pk)
