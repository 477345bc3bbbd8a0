"""Signing: what a signature stands for, when it lapses, and what the log keeps of it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kartlaggning.choices import Party, Section, SurveyState, Visibility
from kartlaggning.conclusion import TAKEN_OUT
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import AuditEntry, Survey, SurveyRound
from kartlaggning.services.review import approve, return_survey
from kartlaggning.services.signing import hand_back, send_to_municipality, sign_for_municipality, submit_alone
from kartlaggning.services.steps import Hindered
from kartlaggning.services.surveys import save_content
from tests.surveys_at import fill_in, moved_outline, of_jarva, open_all_ways, police_have_reviewed, put_in

pytestmark = pytest.mark.usefixtures("demonstration")
S = SurveyState
IDENTITY_NUMBER = "19121212-1212"


@pytest.fixture
def survey(round_2026):
    return of_jarva(round_2026)[0]


def valid(survey):
    return [(one.party, one.name, one.version) for one in survey.signatures.filter(lapsed_at=None).order_by("pk")]


def test_two_signatures_submit_the_survey(survey, personas):
    fill_in(survey)
    sent = send_to_municipality(survey, version=3, by=personas.actor("officer"))
    assert (sent.state, sent.submitted_by) == (S.WITH_MUNICIPALITY, None)
    signed = sign_for_municipality(survey, version=3, by=personas.actor("municipal"))
    assert (signed.state, signed.submitted_by) == (S.SUBMITTED, personas.municipal)
    assert valid(survey) == [(Party.POLICE, "Officer", 3), (Party.MUNICIPALITY, "Municipal", 3)]


def test_a_reservation_stands_with_the_signature_and_not_in_the_log(survey, personas):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    sign_for_municipality(survey, version=3, reservation=" Vi ser färre. ", by=personas.actor("municipal"))
    assert survey.signatures.get(party=Party.MUNICIPALITY).reservation == "Vi ser färre."
    entry = AuditEntry.objects.latest("pk")
    assert entry.details["with_reservation"] is True
    assert "färre" not in str(entry.details)


def test_what_is_left_to_fill_in_stops_both_ways_of_submitting_and_is_told(survey, personas):
    fill_in(survey, symptoms=None)
    survey.confirmed_sections.remove(Section.WORK)
    survey.save()
    for submit in (
        lambda by: send_to_municipality(survey, version=3, by=by),
        lambda by: submit_alone(survey, version=3, reason="Ingen tid.", by=by),
    ):
        with pytest.raises(Hindered) as refusal:
            submit(personas.actor("officer"))
        assert "Symtom: Besvara frågan ”Vilka symtom stämmer in på platsen?”." in refusal.value.hindrances
        assert "Utfört arbete: Gå igenom avsnittet ”Utfört arbete”." in refusal.value.hindrances
    assert Survey.objects.get(pk=survey.pk).state == S.DRAFT
    assert valid(survey) == []


def test_an_identity_number_stops_submission_and_never_reaches_the_log(survey, personas):
    fill_in(survey, grounds=f"Se {IDENTITY_NUMBER}.")
    with pytest.raises(Hindered):
        send_to_municipality(survey, version=3, by=personas.actor("officer"))
    put_in(survey, S.DRAFT, personas)
    with pytest.raises(Refused, match="personnummer"):
        submit_alone(survey, version=3, reason=f"{IDENTITY_NUMBER} sa nej", by=personas.actor("officer"))
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    words = {Section.PLACE: f"Fråga {IDENTITY_NUMBER}"}
    with pytest.raises(Refused, match="personnummer"):
        hand_back(survey, version=3, words=words, by=personas.actor("municipal"))
    assert not AuditEntry.objects.filter(details__icontains=IDENTITY_NUMBER).exists()


def test_one_that_stands_in_last_rounds_answers_is_taken_out_of_the_log(survey, personas):
    fill_in(survey)
    Survey.objects.filter(scene=survey.scene, survey_round__year=2024).update(
        content={**survey.content, "grounds": f"Gammalt: {IDENTITY_NUMBER}"}
    )
    send_to_municipality(survey, version=3, by=personas.actor("officer"))
    assert AuditEntry.objects.latest("pk").details["changes"]["grounds"][0] == TAKEN_OUT


def test_the_log_holds_values_against_last_round_and_the_outline_without_its_place(survey, personas):
    fill_in(survey, grounds="Nya skäl.", outline=moved_outline(survey, 5))
    send_to_municipality(survey, version=3, by=personas.actor("officer"))
    changes = AuditEntry.objects.latest("pk").details["changes"]
    assert changes["grounds"][1] == "Nya skäl."
    before, after = changes["outline"]
    assert before["area_m2"] == after["area_m2"]
    assert before["sha256"] != after["sha256"]
    assert set(after) == {"area_m2", "sha256"}


def test_handing_back_lets_the_signature_lapse_and_opens_the_survey_for_the_police(survey, personas):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    words = {Section.PLACE: "Gränsen går över skolgården.", Section.SYMPTOMS: "  "}
    back = hand_back(survey, version=3, words=words, by=personas.actor("municipal"))
    assert back.state == S.RETURNED
    assert valid(survey) == []
    [comment] = survey.comments.all()
    assert (comment.section, comment.visibility) == (Section.PLACE, Visibility.SHARED)
    saved = save_content(survey, {"grounds": "Rättat."}, base_version=3, by=personas.actor("officer")).survey
    assert saved.version == 4


def test_sending_again_settles_the_comments_and_keeps_the_lapsed_signature(survey, personas):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    hand_back(survey, version=3, words={Section.PLACE: "Rätta."}, by=personas.actor("municipal"))
    with pytest.raises(Hindered, match="Gå igenom avsnittet ”Plats och gräns”"):
        send_to_municipality(survey, version=3, by=personas.actor("colleague"))
    save_content(survey, {}, base_version=3, confirmed=tuple(Section), by=personas.actor("colleague"))
    send_to_municipality(survey, version=4, by=personas.actor("colleague"))
    assert survey.comments.get().settled_at is not None
    assert valid(survey) == [(Party.POLICE, "Colleague", 4)]
    assert survey.signatures.count() == 2


def test_one_person_never_signs_for_both_whatever_role_they_are_given(survey, personas):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    personas.officer.role = "municipal_officer"
    personas.officer.save()
    personas.officer.city_districts.set(personas.municipal.city_districts.all())
    with pytest.raises(Hindered, match="själv skrivit under för Polisen"):
        sign_for_municipality(survey, version=3, by=personas.actor("officer"))


@pytest.mark.parametrize("state", [S.DRAFT, S.WITH_MUNICIPALITY])
def test_nothing_goes_on_in_a_round_that_is_closed(survey, personas, state):
    put_in(survey, state, personas)
    SurveyRound.objects.update(state="closed", closed_at=timezone.now())
    with pytest.raises(Refused, match="Omgången är avslutad"):
        save_content(survey, {"grounds": "x"}, base_version=3, by=personas.actor("officer"))
    step = send_to_municipality if state is S.DRAFT else sign_for_municipality
    with pytest.raises(Refused, match="Omgången är avslutad"):
        step(survey, version=3, by=personas.actor("officer" if state is S.DRAFT else "municipal"))


def test_handing_back_without_a_word_is_refused(survey, personas):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    with pytest.raises(Refused, match="minst ett avsnitt"):
        hand_back(survey, version=3, words={Section.PLACE: " "}, by=personas.actor("municipal"))


def test_the_municipality_cannot_comment_on_what_it_may_not_read(survey, personas):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    with pytest.raises(Forbidden):
        hand_back(survey, version=3, words={Section.SUBSTANCES: "Fel."}, by=personas.actor("municipal"))


def test_going_alone_takes_a_reason_and_is_no_joint_survey(survey, personas):
    fill_in(survey)
    with pytest.raises(Refused, match="Skriv varför"):
        submit_alone(survey, version=3, reason=" ", by=personas.actor("officer"))
    alone = submit_alone(survey, version=3, reason="Kommunen avstod.", by=personas.actor("officer"))
    assert (alone.state, alone.alone_reason) == (S.SUBMITTED, "Kommunen avstod.")
    police_have_reviewed(open_all_ways(alone, personas), personas)
    assert approve(alone, version=3, by=personas.actor("coordinator")).surveyed_jointly is False


def test_one_that_waits_for_the_municipality_may_go_alone_and_has_one_valid_signature(survey, personas):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    submit_alone(survey, version=3, reason="Inget svar på tre veckor.", by=personas.actor("colleague"))
    assert valid(survey) == [(Party.POLICE, "Colleague", 3)]


def test_a_return_empties_what_submission_set(survey, personas):
    put_in(survey, S.SUBMITTED, personas, by_municipality=False)
    police_have_reviewed(survey, personas)
    words = {Section.ASSESSMENT: "Skälen räcker inte."}
    back = return_survey(survey, version=3, words=words, by=personas.actor("coordinator"))
    emptied = (back.submitted_by, back.submitted_at, back.alone_reason, back.police_reviewed_at)
    assert emptied == (None, None, "", None)
    assert valid(survey) == []


def test_what_has_moved_on_meanwhile_cannot_be_signed(survey, personas):
    """The page was opened before a colleague saved: the row itself is asked, not the object that the page has."""
    stale = fill_in(survey)
    save_content(survey, {"grounds": "Ändrat under tiden."}, base_version=3, by=personas.actor("colleague"))
    with pytest.raises(Refused, match="ändrats sedan du öppnade sidan"):
        send_to_municipality(stale, version=3, by=personas.actor("officer"))


def test_what_is_signed_meanwhile_cannot_be_changed(survey, personas):
    stale = fill_in(survey)
    send_to_municipality(survey, version=3, by=personas.actor("officer"))
    with pytest.raises(Refused, match="hos kommunen"):
        save_content(stale, {"grounds": "För sent."}, base_version=3, by=personas.actor("colleague"))


def test_the_database_takes_one_valid_signature_a_party_and_no_rewriting(survey, personas):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    with pytest.raises(IntegrityError), transaction.atomic():
        survey.signatures.create(party=Party.POLICE, signed_by=personas.colleague, name="x", version=3)
    with pytest.raises(Exception, match="kan inte ändras"), transaction.atomic():
        survey.signatures.update(name="En annan")
