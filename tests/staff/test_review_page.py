"""The review page and the reviewers' list: what differs, what the public will see, and nothing that is not theirs."""

import pytest

from kartlaggning.choices import SurveyState, Visibility
from kartlaggning.models import ReviewVisit, Survey
from kartlaggning.questionnaire import QuestionKind
from kartlaggning.selectors import questionnaires
from tests.surveys_at import answered_last_round, moved_outline, of_jarva, police_have_reviewed, put_in

pytestmark = pytest.mark.usefixtures("demonstration")
S = SurveyState


@pytest.fixture
def survey(round_2026):
    return answered_last_round(of_jarva(round_2026)[0])


def page(client, survey, query=""):
    answer = client.get(f"/personal/kartlaggning/2026/{survey.scene.public_id}/granska/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_changed_answers_are_shown_until_all_are_asked_for(survey, personas, as_persona):
    put_in(survey, S.SUBMITTED, personas, grounds="Nya skäl i år.")
    client = as_persona("coordinator")
    text = page(client, survey)
    assert "Nya skäl i år." in text
    assert "Exempel: samtliga kriterier" in text  # last round's answer beside it
    assert "Beskriv platsen" not in text
    assert "Ett svar är ändrat sedan 2024." in text
    assert "Beskriv platsen" in page(client, survey, "?alla")


def test_outlines_lie_over_each_other_with_the_numbers(survey, personas, as_persona):
    put_in(survey, S.SUBMITTED, personas, outline=moved_outline(survey, 4))
    text = page(as_persona("coordinator"), survey)
    assert "Gränsen är omritad, troligen ingen verklig förändring." in text
    assert "4\N{NO-BREAK SPACE}m" in text
    assert text.count('class="outlines__shape') == 3  # two over each other, and the public's


def test_a_warning_stands_with_the_reason_that_was_written(survey, personas, as_persona):
    put_in(survey, S.SUBMITTED, personas, criterion_use=False, **{"reason.criteria": "Sällan men grovt."})
    text = page(as_persona("coordinator"), survey)
    assert "alla kriterier är inte uppfyllda" in text
    assert "Sällan men grovt." in text


def test_the_public_columns_are_shown_and_nothing_shared_among_them(survey, personas, as_persona):
    put_in(survey, S.SUBMITTED, personas, place_description="MARKÖR")
    text = page(as_persona("coordinator"), survey)
    public = text.partition('id="review-public"')[2].partition('class="review__steps"')[0]
    assert "Beteckning" in public or "Utgåva" in public
    assert survey.scene.name in public
    assert "MARKÖR" in text
    assert "MARKÖR" not in public


def test_opening_counts_for_reviewers_only(survey, personas, as_persona):
    put_in(survey, S.SUBMITTED, personas)
    for name in ("officer", "municipal", "coordinator", "police_coordinator"):
        page(as_persona(name), survey)
    seen = set(ReviewVisit.objects.filter(survey=survey).values_list("user__email", flat=True))
    assert seen == {"coordinator@example.org", "police_coordinator@example.org"}


@pytest.mark.parametrize(
    ("name", "reads"), [("officer", True), ("police_coordinator", True), ("coordinator", False), ("municipal", False)]
)
@pytest.mark.parametrize("query", ["", "?alla"])
def test_what_is_for_the_police_alone_reaches_nobody_else(survey, personas, as_persona, name, reads, query):
    questions = questionnaires.of_round(survey.survey_round).questions
    guarded = [
        question
        for question in questions
        if question.visibility is Visibility.POLICE_ONLY and question.kind is QuestionKind.TEXT
    ]
    assert guarded
    put_in(survey, S.SUBMITTED, personas, **{question.key: "MARKÖR" for question in guarded})
    text = page(as_persona(name), survey, query)
    assert ("MARKÖR" in text) is reads
    assert all((question.text in text) is reads for question in guarded)


@pytest.mark.parametrize(
    ("name", "status"), [("other_officer", 404), ("other_municipal", 404), ("reader", 404), ("administrator", 403)]
)
def test_those_outside_cannot_open_it(survey, personas, as_persona, name, status):
    put_in(survey, S.SUBMITTED, personas)
    assert as_persona(name).get(f"/personal/kartlaggning/2026/{survey.scene.public_id}/granska/").status_code == status


def test_who_is_not_signed_in_is_led_to_the_sign_in_page(survey, client):
    assert client.get(f"/personal/kartlaggning/2026/{survey.scene.public_id}/granska/").status_code == 302


def test_the_list_ticks_only_what_is_unchanged_and_opened(survey, personas, as_persona):
    police_have_reviewed(put_in(survey, S.SUBMITTED, personas), personas)
    client = as_persona("coordinator")
    value = f'value="2026/{survey.scene.public_id}/3"'
    before = client.get("/personal/granskning/").content.decode()
    assert survey.scene.name in before
    assert value not in before
    page(client, survey)
    assert value in client.get("/personal/granskning/").content.decode()


def test_many_are_approved_at_once_and_the_rest_are_told_why(round_2026, personas, as_persona):
    first, second = map(answered_last_round, of_jarva(round_2026)[:2])
    police_have_reviewed(put_in(first, S.SUBMITTED, personas), personas)
    police_have_reviewed(put_in(second, S.SUBMITTED, personas, grounds="Nytt."), personas)
    client = as_persona("coordinator")
    for survey in (first, second):
        page(client, survey)
    chosen = [f"2026/{survey.scene.public_id}/3" for survey in (first, second)]
    text = client.post("/personal/granskning/godkann/", {"survey": chosen}, follow=True).content.decode()
    assert "1 kartläggning är godkänd." in text
    assert f"{second.scene.name} är inte godkänd. Den skiljer sig från förra omgången." in text
    assert [Survey.objects.get(pk=row.pk).state for row in (first, second)] == [S.APPROVED, S.SUBMITTED]


@pytest.mark.parametrize("value", ["", "2026", "2026/X-0001", "år/X-0001/3", "2026/X-9999/3", "2026//3"])
def test_what_is_no_survey_is_not_found(round_2026, as_persona, value):
    assert as_persona("coordinator").post("/personal/granskning/godkann/", {"survey": value}).status_code == 404


@pytest.mark.parametrize(
    ("name", "reads", "approves"),
    [
        ("coordinator", 200, 302),
        ("police_coordinator", 200, 403),
        ("officer", 403, 403),
        ("municipal", 403, 403),
        ("reader", 403, 403),
        ("administrator", 403, 403),
    ],
)
def test_the_list_is_for_reviewers_and_approval_for_ssr(round_2026, as_persona, name, reads, approves):
    assert as_persona(name).get("/personal/granskning/").status_code == reads
    assert as_persona(name).post("/personal/granskning/godkann/").status_code == approves
