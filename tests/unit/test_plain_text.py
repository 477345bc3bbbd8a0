"""Texts as they may be stored: nothing in them that a database or a page can't hold; the services see to it."""

import pytest

from kartlaggning.plain_text import clean
from kartlaggning.services.steps import checked
from kartlaggning.services.words import free_text


@pytest.mark.parametrize("cleaned", [clean, checked, free_text])
def test_nul_goes_half_a_character_is_replaced_and_the_rest_stays(cleaned):
    assert cleaned("a\0b \ud83d å 😀\nc") == "ab \ufffd å 😀\nc"


def test_control_characters_go_and_a_word_processors_line_breaks_become_ordinary():
    assert clean("rad 1\vrad 2\x07\x1b\uffff") == "rad 1\nrad 2"
