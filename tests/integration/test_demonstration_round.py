"""The demonstration's round 2026: something in every state, nothing made up about a real place, removable."""

from io import StringIO

import pytest
from django.core.management import call_command

from kartlaggning.choices import Origin, Status, SurveyState
from kartlaggning.management.change import FIXTURES
from kartlaggning.models import Edition, Notice, Signature, Survey, SurveyRound, User
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.demonstration.county import remove_demonstration
from kartlaggning.services.demonstration.round import DOMAIN, open_example_round
from kartlaggning.services.demonstration.work import work_on_round
from kartlaggning.services.editions.publication import build_edition


@pytest.fixture
def example_round(demonstration):
    survey_round = open_example_round(FIXTURES, by="test")
    work_on_round(survey_round, by="test")
    return survey_round


def test_there_is_a_survey_in_every_state_but_published(example_round):
    found = set(example_round.surveys.values_list("state", flat=True))
    assert found == set(SurveyState) - {SurveyState.PUBLISHED}


def test_the_people_of_the_demonstration_find_something_of_everything(example_round):
    found = set(example_round.surveys.filter(police_area__name="Järva").values_list("state", flat=True))
    assert {"not_started", "draft", "with_municipality", "submitted", "returned", "approved"} <= found


def test_both_reviewers_have_something_to_do(example_round):
    submitted = example_round.surveys.filter(state=SurveyState.SUBMITTED)
    assert submitted.filter(police_reviewed_at=None).exists()
    assert submitted.exclude(police_reviewed_at=None).exists()


def test_the_rarer_ends_are_there_too(example_round):
    surveys = example_round.surveys
    assert surveys.filter(status=Status.CLOSED).exists()
    assert surveys.exclude(alone_reason="").exists()
    assert surveys.filter(change_requests__decision="pending").exists()
    assert Signature.objects.exclude(reservation="").exists()


def test_nothing_is_made_up_about_a_real_place(example_round):
    real = example_round.surveys.filter(scene__is_example=False)
    assert sorted(real.values_list("scene__name", flat=True)) == ["Observatorielunden/Odenplan", "Sergels torg/Klara"]
    for survey in real:
        assert survey.state == SurveyState.NOT_STARTED
        assert set(survey.content) <= {"status"}


def test_every_row_of_the_round_says_that_it_is_an_example(example_round):
    assert set(example_round.surveys.values_list("origin", flat=True)) == {Origin.EXAMPLE}


def test_nobody_is_mailed_about_it(example_round):
    assert not Notice.objects.exists()
    assert all(email.endswith(DOMAIN) for email in User.objects.values_list("email", flat=True))


def test_the_published_years_are_as_they_were(demonstration, example_round):
    assert current_atlas().years == demonstration.years
    rebuilt = build_edition(SurveyRound.objects.get(year=2024), demonstration=True, by="test")
    published = Edition.objects.get(ref="2024-exempel-r1")
    assert rebuilt.scenes.count() == published.scenes.count()


def test_it_is_taken_away_with_the_rest(example_round):
    remove_demonstration(by="test")
    assert not Survey.objects.filter(origin=Origin.EXAMPLE).exists()
    assert not Signature.objects.exists()
    assert not User.objects.filter(email__endswith=DOMAIN).exists()
    assert set(SurveyRound.objects.values_list("year", flat=True)) == {2021, 2023, 2024}


def test_the_first_start_loads_it_once(demonstration):
    first, second = StringIO(), StringIO()
    call_command("first_start", stdout=first)
    call_command("first_start", stdout=second)
    assert "exempelomgången 2026" in first.getvalue()
    assert "lämnas som den är" in second.getvalue()
