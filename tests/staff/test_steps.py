"""The steps as forms: who is offered which, what hinders them, and what happens when they are posted."""

import pytest
from django.utils import timezone

from kartlaggning.choices import Party, Section, SurveyState
from kartlaggning.models import Survey
from tests.surveys_at import ask_for_change, fill_in, of_jarva, put_in

pytestmark = pytest.mark.usefixtures("demonstration")
S = SurveyState


@pytest.fixture
def survey(round_2026):
    return of_jarva(round_2026)[0]


def page(client, survey):
    return client.get(f"/personal/kartlaggning/2026/{survey.scene.public_id}/granska/").content.decode()


def post(client, survey, step, **data):
    address = f"/personal/kartlaggning/2026/{survey.scene.public_id}/steg/{step}/"
    return client.post(address, {"version": survey.version, **data})


def state_of(survey):
    return Survey.objects.get(pk=survey.pk).state


OFFERED = [
    (S.DRAFT, "officer", {"send-to-municipality", "submit-alone"}),
    (S.DRAFT, "municipal", set()),
    (S.WITH_MUNICIPALITY, "municipal", {"sign-for-municipality", "hand-back"}),
    (S.WITH_MUNICIPALITY, "officer", {"submit-alone"}),
    (S.SUBMITTED, "officer", set()),
    (S.SUBMITTED, "coordinator", {"return", "approve", "withdraw"}),
    (S.SUBMITTED, "police_coordinator", {"return", "review-police-only"}),
    (S.APPROVED, "officer", {"request-change"}),
    (S.APPROVED, "coordinator", {"withdraw"}),
    (S.APPROVED, "reader", set()),
    (S.PUBLISHED, "coordinator", set()),
]


@pytest.mark.parametrize(("state", "name", "steps"), OFFERED)
def test_each_is_offered_their_own_steps(survey, personas, as_persona, state, name, steps):
    put_in(survey, state, personas)
    text = page(as_persona(name), survey)
    assert {step for step in ALL_STEPS if f"/steg/{step}/" in text} == steps


ALL_STEPS = (
    *("send-to-municipality", "sign-for-municipality", "hand-back", "submit-alone", "return", "approve"),
    *("review-police-only", "request-change", "refuse-change", "reopen", "withdraw", "publish"),
)


def test_a_request_for_change_is_answered_where_it_is_read(survey, personas, as_persona):
    put_in(survey, S.APPROVED, personas)
    ask_for_change(survey, personas)
    text = page(as_persona("coordinator"), survey)
    assert "Fel gräns." in text
    assert {step for step in ALL_STEPS if f"/steg/{step}/" in text} == {"reopen", "refuse-change", "withdraw"}
    assert "Fel gräns." not in page(as_persona("municipal"), survey)


def test_signing_leads_back_and_says_what_happened(survey, personas, as_persona):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    client = as_persona("municipal")
    answer = post(client, survey, "sign-for-municipality", reason="Vi ser färre.")
    assert answer.status_code == 302
    text = client.get(answer["Location"]).content.decode()
    assert "Du har skrivit under. Kartläggningen är inlämnad." in text
    assert "<h1>Att göra</h1>" in text  # where the next one stands
    assert survey.signatures.get(party=Party.MUNICIPALITY).reservation == "Vi ser färre."
    assert state_of(survey) == S.SUBMITTED


def test_what_is_left_to_do_is_listed_and_nothing_typed_is_lost(survey, personas, as_persona):
    fill_in(survey, symptoms=None)
    answer = post(as_persona("officer"), survey, "submit-alone", reason="Kommunen avstod i år.")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Besvara frågan ”Vilka symtom stämmer in på platsen?”." in text
    assert "Kommunen avstod i år." in text
    assert state_of(survey) == S.DRAFT


def test_a_refused_return_keeps_the_comments_at_their_sections(survey, personas, as_persona):
    put_in(survey, S.SUBMITTED, personas)
    comment = "Ring 19121212-1212."
    answer = post(as_persona("coordinator"), survey, "return", **{"section-place": comment, "section-work": "Bra."})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert comment in text
    assert "Bra." in text
    assert 'role="alert"' in text
    assert "personnummer" in text


def test_an_older_page_is_refused_in_words(survey, personas, as_persona):
    put_in(survey, S.SUBMITTED, personas)
    answer = post(as_persona("coordinator"), survey, "withdraw", version=2, reason="Dubblett")
    assert answer.status_code == 422
    assert "ändrats sedan du öppnade sidan" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "status"), [("reader", 404), ("other_officer", 404), ("other_municipal", 404), ("administrator", 403)]
)
def test_those_outside_cannot_post_a_step(survey, personas, as_persona, name, status):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    for step in ALL_STEPS:
        assert post(as_persona(name), survey, step, reason="x").status_code == status
    assert state_of(survey) == S.WITH_MUNICIPALITY


def test_the_other_party_cannot_take_a_step_that_is_not_theirs(survey, personas, as_persona):
    put_in(survey, S.WITH_MUNICIPALITY, personas)
    assert post(as_persona("officer"), survey, "sign-for-municipality").status_code == 403
    assert post(as_persona("municipal"), survey, "submit-alone", reason="x").status_code == 403
    assert post(as_persona("coordinator"), survey, "sign-for-municipality").status_code == 403
    assert state_of(survey) == S.WITH_MUNICIPALITY


def test_an_unknown_step_and_a_whole_rounds_step_are_not_found(survey, personas, as_persona):
    for step in ("publish", "nonsense"):
        assert post(as_persona("coordinator"), survey, step).status_code == 404


def test_a_step_is_posted_and_never_followed_as_a_link(survey, as_persona):
    address = f"/personal/kartlaggning/2026/{survey.scene.public_id}/steg/send-to-municipality/"
    answer = as_persona("officer").get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/personal/kartlaggning/2026/{survey.scene.public_id}/")
    assert state_of(survey) == S.NOT_STARTED


def test_who_signs_in_again_after_a_step_was_lost_comes_back_to_the_survey(survey, client):
    address = f"/personal/kartlaggning/2026/{survey.scene.public_id}/steg/send-to-municipality/"
    assert f"next={address}" in client.post(address, {"version": 0})["Location"]


def test_who_signed_and_with_what_reservation_is_shown_to_both(survey, personas, as_persona):
    put_in(survey, S.SUBMITTED, personas)
    survey.signatures.filter(party=Party.MUNICIPALITY).delete()
    survey.signatures.create(
        party=Party.MUNICIPALITY, signed_by=personas.municipal, name="Mona", version=3, reservation="Inte på helger."
    )
    for name in ("officer", "municipal", "coordinator"):
        text = page(as_persona(name), survey)
        assert "Mona" in text
        assert "Inte på helger." in text


def test_a_guarded_comment_reaches_the_police_and_nobody_else(survey, personas, as_persona):
    put_in(survey, S.SUBMITTED, personas)
    post(as_persona("police_coordinator"), survey, "return", **{f"section-{Section.WORK.value}": "MARKÖR spaning"})
    assert "MARKÖR" in page(as_persona("officer"), survey)
    for name in ("municipal", "coordinator"):
        assert "MARKÖR" not in page(as_persona(name), survey)


def test_a_reader_sees_who_signed_but_not_how_it_came_about(survey, personas, as_persona):
    put_in(survey, S.APPROVED, personas)
    Survey.objects.filter(pk=survey.pk).update(alone_reason="Ensamskäl.", withdrawn_reason="Återtagsskäl.")
    survey.signatures.filter(party=Party.MUNICIPALITY).delete()
    survey.signatures.create(
        party=Party.MUNICIPALITY, signed_by=personas.municipal, name="Mona", version=3, reservation="Inte på helger."
    )
    survey.signatures.create(
        party=Party.POLICE, signed_by=personas.officer, name="Gammal Namnteckning", version=1, lapsed_at=timezone.now()
    )
    working = ("Ensamskäl.", "Återtagsskäl.", "Inte på helger.", "Gammal Namnteckning")
    text = page(as_persona("officer"), survey)
    assert [word for word in working if word not in text] == []
    text = page(as_persona("reader"), survey)
    assert "Mona" in text
    assert [word for word in working if word in text] == []
