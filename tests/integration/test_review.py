"""Review: four eyes, nothing unseen, the police's part, and what approval makes of the content."""

import pytest

from kartlaggning import content
from kartlaggning.choices import Party, Provenance, Section, Status, SurveyState, Visibility
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import ReviewVisit, Scene, Survey
from kartlaggning.selectors import surveys
from kartlaggning.selectors.review_list import waiting_for_review
from kartlaggning.services.change_requests import grant_change, refuse_change, request_change
from kartlaggning.services.review import (
    approve,
    approve_unchanged,
    open_review,
    return_survey,
    review_police_only,
    withdraw,
)
from kartlaggning.services.signing import send_to_municipality, sign_for_municipality
from kartlaggning.services.steps import Hindered
from kartlaggning.services.surveys import save_content
from tests.surveys_at import answered_last_round, ask_for_change, of_jarva, open_all_ways, police_have_reviewed, put_in

pytestmark = pytest.mark.usefixtures("demonstration")
S = SurveyState


@pytest.fixture
def survey(round_2026):
    return of_jarva(round_2026)[0]


@pytest.fixture
def ready(survey, personas):
    """A survey with nothing in the way of its approval."""
    return police_have_reviewed(open_all_ways(put_in(survey, S.SUBMITTED, personas), personas), personas)


def test_approval_makes_a_finding_of_the_content(ready, personas):
    approved = approve(ready, version=3, by=personas.actor("coordinator"))
    approved = Survey.objects.get(pk=approved.pk)
    assert (approved.state, approved.status, approved.provenance) == (S.APPROVED, Status.OPEN, Provenance.SURVEYED)
    outline = content.outline_of(approved.content)
    assert from_stored(approved.outline).equals_exact(outline, 0.0072)  # the content keeps centimetres
    assert approved.area_m2 == pytest.approx(outline.area, rel=1e-4)
    assert approved.surveyed_jointly is True
    assert approved.approved_by == personas.coordinator


def test_an_outline_that_nobody_moved_stays_what_it_was_to_the_last_digit(ready, personas):
    last = surveys.previous_of(ready)
    approve(ready, version=3, by=personas.actor("coordinator"))
    approved = Survey.objects.get(pk=ready.pk)
    assert bytes(approved.outline.wkb) == bytes(last.outline.wkb)
    assert approved.area_m2 == last.area_m2


@pytest.mark.parametrize("followed_up", [True, False])
def test_a_closed_scene_has_no_outline_and_is_followed_up_as_the_survey_says(survey, personas, followed_up):
    put_in(survey, S.SUBMITTED, personas, is_closed=True, still_prioritised=followed_up)
    police_have_reviewed(open_all_ways(survey, personas), personas)
    approved = approve(survey, version=3, by=personas.actor("coordinator"))
    assert (approved.status, approved.outline, approved.area_m2) == (Status.CLOSED, None, None)
    assert Scene.objects.get(pk=survey.scene_id).is_followed_up is followed_up
    assert approved.content[content.OUTLINE]  # what was entered is kept


def test_who_submitted_or_signed_cannot_approve_even_in_another_role(ready, personas):
    personas.municipal.role = "coordinator"
    personas.officer.role = "coordinator"
    for name in ("municipal", "officer"):
        ReviewVisit.objects.create(survey=ready, user=getattr(personas, name), version=3)
        with pytest.raises(Hindered, match="Någon annan måste granska"):
            approve(ready, version=3, by=personas.actor(name))


def test_nothing_is_approved_unseen_nor_on_another_version_than_was_seen(ready, personas):
    ReviewVisit.objects.filter(user=personas.coordinator).update(version=2)
    with pytest.raises(Hindered, match="läs kartläggningen först"):
        approve(ready, version=3, by=personas.actor("coordinator"))
    open_review(ready, by=personas.actor("coordinator"))
    assert approve(ready, version=3, by=personas.actor("coordinator")).state == S.APPROVED


def test_only_a_reviewers_opening_counts(survey, personas):
    for name in ("officer", "municipal", "reader"):
        open_review(survey, by=personas.actor(name))
    assert not ReviewVisit.objects.exists()


def test_approval_waits_for_the_police_regions_coordinator(survey, personas):
    open_all_ways(put_in(survey, S.SUBMITTED, personas), personas)
    with pytest.raises(Hindered, match="Polisens del är inte granskad"):
        approve(survey, version=3, by=personas.actor("coordinator"))
    review_police_only(survey, version=3, by=personas.actor("police_coordinator"))
    with pytest.raises(Hindered, match="redan granskad"):
        review_police_only(survey, version=3, by=personas.actor("police_coordinator"))
    assert approve(survey, version=3, by=personas.actor("coordinator")).state == S.APPROVED


def test_the_police_part_is_reviewed_anew_after_a_return(ready, personas):
    return_survey(ready, version=3, words={Section.PLACE: "Rätta."}, by=personas.actor("coordinator"))
    save_content(ready, {}, base_version=3, confirmed=tuple(Section), by=personas.actor("officer"))
    send_to_municipality(ready, version=4, by=personas.actor("officer"))
    sign_for_municipality(ready, version=4, by=personas.actor("municipal"))
    with pytest.raises(Hindered, match="Polisens del är inte granskad"):
        approve(ready, version=4, by=personas.actor("coordinator"))


def test_a_finding_that_cannot_be_is_not_approved(survey, personas):
    police_have_reviewed(open_all_ways(put_in(survey, S.SUBMITTED, personas, outline=None), personas), personas)
    with pytest.raises(Hindered, match="ingen gräns"):
        approve(survey, version=3, by=personas.actor("coordinator"))


def test_of_two_reviewers_at_once_one_approves_and_the_other_is_told(ready, personas):
    """Both hold the survey as it was when they opened the page; the second meets the row as it is."""
    first, second = Survey.objects.get(pk=ready.pk), Survey.objects.get(pk=ready.pk)
    approve(first, version=3, by=personas.actor("coordinator"))
    with pytest.raises(Refused, match="Kartläggningen är godkänd"):
        approve(second, version=3, by=personas.actor("second_coordinator"))
    assert Survey.objects.get(pk=ready.pk).approved_by == personas.coordinator


@pytest.mark.parametrize(
    ("name", "section", "level"),
    [
        ("coordinator", Section.PLACE, Visibility.SHARED),
        ("coordinator", Section.WORK, Visibility.SHARED),
        ("police_coordinator", Section.WORK, Visibility.POLICE_ONLY),
        ("police_coordinator", Section.SUBSTANCES, Visibility.POLICE_ONLY),
    ],
)
def test_a_comment_is_as_guarded_as_what_its_writer_reads_there(survey, personas, name, section, level):
    put_in(survey, S.SUBMITTED, personas)
    return_survey(survey, version=3, words={section: "Rätta."}, by=personas.actor(name))
    assert survey.comments.get().visibility == level


@pytest.mark.parametrize(
    ("name", "section"), [("coordinator", Section.SUBSTANCES), ("police_coordinator", Section.SYMPTOMS)]
)
def test_nobody_comments_on_a_section_that_is_not_theirs(survey, personas, name, section):
    put_in(survey, S.SUBMITTED, personas)
    with pytest.raises(Forbidden):
        return_survey(survey, version=3, words={section: "Rätta."}, by=personas.actor(name))
    assert Survey.objects.get(pk=survey.pk).state == S.SUBMITTED


def test_a_coordinator_with_the_right_to_read_it_may_comment_and_is_guarded(survey, personas):
    personas.coordinator.may_read_police_only = True
    put_in(survey, S.SUBMITTED, personas)
    words = {Section.SUBSTANCES: "Oklart.", Section.WORK: "Oklart."}
    return_survey(survey, version=3, words=words, by=personas.actor("coordinator"))
    assert {comment.visibility for comment in survey.comments.all()} == {Visibility.POLICE_ONLY}


def test_only_unchanged_and_opened_ones_are_approved_many_at_once(round_2026, personas):
    unchanged, changed, unopened, alone = map(answered_last_round, of_jarva(round_2026)[:4])
    put_in(unchanged, S.SUBMITTED, personas, joint_when="2026-02-03")
    put_in(changed, S.SUBMITTED, personas, grounds="Nytt i år.")
    put_in(unopened, S.SUBMITTED, personas)
    put_in(alone, S.SUBMITTED, personas, by_municipality=False)
    for survey in (unchanged, changed, unopened, alone):
        police_have_reviewed(open_all_ways(survey, personas), personas)
    ReviewVisit.objects.filter(survey=unopened).delete()
    by = personas.actor("coordinator")
    marked = {row.survey.pk for row in waiting_for_review(by) if row.may_be_approved_in_bulk}
    assert marked == {unchanged.pk}
    chosen = [(survey, 3) for survey in (changed, unchanged, unopened, alone)]
    outcomes = {outcome.survey.pk: outcome.problem for outcome in approve_unchanged(chosen, by=by)}
    assert outcomes[unchanged.pk] == ""
    assert "skiljer sig" in outcomes[changed.pk]
    assert "Kommunen har inte skrivit under" in outcomes[alone.pk]
    assert "läs kartläggningen först" in outcomes[unopened.pk]
    states = dict(Survey.objects.filter(pk__in=outcomes).values_list("pk", "state"))
    assert states == {unchanged.pk: S.APPROVED, **dict.fromkeys((changed.pk, unopened.pk, alone.pk), S.SUBMITTED)}


def test_a_reservation_makes_a_survey_one_to_read_alone(ready, personas):
    answered_last_round(ready)
    ready.signatures.filter(party=Party.MUNICIPALITY).delete()
    ready.signatures.create(
        party=Party.MUNICIPALITY, signed_by=personas.municipal, name="M", version=3, reservation="Vi ser färre."
    )
    [outcome] = approve_unchanged([(ready, 3)], by=personas.actor("coordinator"))
    assert "har en reservation" in outcome.problem


def test_withdrawing_takes_a_reason_and_empties_the_finding(survey, personas):
    put_in(survey, S.APPROVED, personas)
    with pytest.raises(Refused, match="Skriv varför"):
        withdraw(survey, version=3, reason="", by=personas.actor("coordinator"))
    gone = withdraw(survey, version=3, reason="Dubblett.", by=personas.actor("coordinator"))
    assert (gone.state, gone.withdrawn_reason, gone.status, gone.outline) == (S.WITHDRAWN, "Dubblett.", "", None)


def test_a_granted_request_opens_the_survey_again_and_empties_the_finding(survey, personas):
    put_in(survey, S.APPROVED, personas)
    request_change(survey, version=3, reason="Fel gräns.", by=personas.actor("officer"))
    with pytest.raises(Refused, match="väntar redan"):
        request_change(survey, version=3, reason="Igen.", by=personas.actor("colleague"))
    opened = grant_change(survey, version=3, by=personas.actor("coordinator"))
    assert (opened.state, opened.status, opened.area_m2, opened.approved_by) == (S.RETURNED, "", None, None)
    assert not opened.signatures.filter(lapsed_at=None).exists()
    assert survey.change_requests.get().decided_by == "Coordinator"
    assert (
        save_content(survey, {"grounds": "Rättat."}, base_version=3, by=personas.actor("officer")).survey.version == 4
    )


def test_a_refused_request_comes_with_an_answer_and_changes_nothing(survey, personas):
    put_in(survey, S.APPROVED, personas)
    ask_for_change(survey, personas)
    with pytest.raises(Refused, match="Skriv ett svar"):
        refuse_change(survey, version=3, answer=" ", by=personas.actor("coordinator"))
    kept = refuse_change(survey, version=3, answer="Gränsen är rätt.", by=personas.actor("coordinator"))
    assert (kept.state, kept.status) == (S.APPROVED, Status.OPEN)
    assert survey.change_requests.get().answer == "Gränsen är rätt."


def test_nothing_is_opened_again_that_nobody_has_asked_for(survey, personas):
    put_in(survey, S.APPROVED, personas)
    with pytest.raises(Refused, match="Ingen har begärt"):
        grant_change(survey, version=3, by=personas.actor("coordinator"))
