"""Swedish words and figures: order, search, addresses, numbers and dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlaggning import swedish


def test_a_ring_a_umlaut_and_o_umlaut_sort_last_and_in_that_order():
    names = ["Östermalm", "Ängby", "Årsta", "Zinkensdamm", "Alby"]
    assert sorted(names, key=swedish.sort_key) == ["Alby", "Zinkensdamm", "Årsta", "Ängby", "Östermalm"]


def test_numbers_in_names_sort_by_value():
    names = ["Plats 10", "Plats 9", "Plats 1"]
    assert sorted(names, key=swedish.sort_key) == ["Plats 1", "Plats 9", "Plats 10"]


def test_search_finds_a_name_whatever_its_case_but_keeps_the_letters_apart():
    assert swedish.search_key("årsta") in swedish.search_key("Enskede-Årsta-Vantör")
    assert swedish.search_key("arsta") not in swedish.search_key("Årsta")
    assert swedish.search_key("A\N{COMBINING RING ABOVE}rsta") == swedish.search_key("Årsta")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Grantorp/Visättra", "grantorp-visattra"),
        ("Sergels torg/Klara", "sergels-torg-klara"),
        ("Enskede-Årsta-Vantör", "enskede-arsta-vantor"),
        ("  Vårby C ", "varby-c"),
        ("!", ""),
    ],
)
def test_addresses_are_made_of_plain_letters(name, slug):
    assert swedish.slugify(name) == slug


@given(st.text(max_size=40))
def test_an_address_part_is_safe_whatever_the_name(name):
    assert set(swedish.slugify(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_numbers_have_decimal_comma_and_parted_thousands():
    assert swedish.number(1234.56, 1) == "1\N{NO-BREAK SPACE}234,6"
    assert swedish.number(-5) == "\N{MINUS SIGN}5"


def test_dates_are_written_in_words():
    assert swedish.long_date(date(2024, 2, 20)) == "20 februari 2024"


def test_lists_in_sentences_end_with_och():
    assert swedish.enumerate_words([]) == ""
    assert swedish.enumerate_words(["a"]) == "a"
    assert swedish.enumerate_words(["a", "b", "c"]) == "a, b och c"
