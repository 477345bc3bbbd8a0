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


def test_an_address_that_takes_a_form_alone_says_so_when_it_is_opened_as_a_page(demonstration, round_2026, as_persona):
    answer = as_persona("coordinator").get("/personal/omgangar/2026/paminn/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Gå tillbaka och skicka det igen." in answer.content.decode()


@pytest.mark.parametrize("path", ["/personal/finns-inte/", "/personal/kartlaggning/2026/S-9999/"])
def test_what_is_not_there_is_told_in_the_staff_sides_own_frame(demonstration, as_persona, path):
    answer = as_persona("officer").get(path)
    assert answer.status_code == 404
    assert "Till det som är att göra" in answer.content.decode()


def test_what_is_not_ones_own_is_told_in_the_staff_sides_own_frame(demonstration, as_persona):
    answer = as_persona("officer").get("/personal/logg/")
    assert answer.status_code == 403
    assert "Du kan inte öppna sidan" in answer.content.decode()


@pytest.mark.parametrize("persona", ["reader", "administrator", "police_coordinator", "coordinator"])
def test_everybody_has_a_first_page(demonstration, round_2026, as_persona, persona):
    assert as_persona(persona).get("/personal/").status_code == 200
