"""A question is opened to more readers: what was answered before was given to fewer, and stays with them."""

from datetime import date

import pytest

from kartlaggning.choices import Visibility
from kartlaggning.management.change import FIXTURES
from kartlaggning.models import Question, Survey
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.surveys import finding_as_content, previous_of
from kartlaggning.services.demonstration.round import answer_last_round
from kartlaggning.services.questionnaires import copy_version, load_first_version
from kartlaggning.services.rounds import Opening, open_round
from tests.conftest import placements_2026

SECRET = "MARK-POLICE"


@pytest.fixture
def survey(demonstration, personas):
    """A survey of a round that asks for everybody what the round before asked for the police alone."""
    first = load_first_version(FIXTURES, by="test")
    answer_last_round(first)
    for row in Survey.objects.filter(survey_round__year=2024, scene__is_example=True):
        row.content["people_comment"] = SECRET
        row.save(update_fields=["content"])
    second = copy_version(first, name="Öppnade frågor", by=personas.actor("coordinator"))
    Question.objects.filter(questionnaire=second, key="people_comment").update(visibility=Visibility.SHARED)
    days = {"judged_from": date(2025, 1, 1), "judged_to": date(2025, 12, 31), "reference_date": date(2026, 1, 1)}
    opening = Opening(2026, **days, first_day=date(2026, 2, 1), last_day=date(2026, 2, 28), questionnaire=second)
    survey_round = open_round(opening, placements=placements_2026(), by="test")
    return survey_round.surveys.filter(police_area__name="Järva", scene__is_example=True).order_by("pk").first()


def test_the_old_answer_is_not_carried_over(survey):
    assert previous_of(survey).content["people_comment"] == SECRET
    assert "people_comment" not in survey.content
    assert survey.content["sellers"]  # what is asked of the police alone still is


def test_the_old_answer_is_not_shown_beside_the_question(survey, as_persona):
    page = f"/personal/kartlaggning/2026/{survey.scene.public_id}/"
    for persona in ("municipal", "coordinator", "officer"):
        for path in (page, f"{page}granska/?alla=1", f"{page}historik/"):
            assert SECRET not in as_persona(persona).get(path).content.decode(), (persona, path)


def test_under_the_questions_it_was_answered_under_it_is_whole(survey):
    last = previous_of(survey)
    assert finding_as_content(last, questionnaires.of_round(last.survey_round))["people_comment"] == SECRET
