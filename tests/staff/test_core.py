"""The staff side opens, and only for those who are signed in."""

import pytest


def test_home_shows_the_officers_own_surveys_and_no_others(demonstration, round_2026, as_persona):
    text = as_persona("officer").get("/personal/").content.decode()
    assert "Exempelplats Stockholm" in text
    assert "Exempelplats Huddinge" not in text


def test_who_is_not_signed_in_is_led_to_the_sign_in_page(demonstration, client):
    answer = client.get("/personal/")
    assert answer.status_code == 302
    assert "next=/personal/" in answer["Location"]


@pytest.mark.parametrize("persona", ["reader", "administrator", "police_coordinator", "coordinator"])
def test_everybody_has_a_first_page(demonstration, round_2026, as_persona, persona):
    assert as_persona(persona).get("/personal/").status_code == 200
