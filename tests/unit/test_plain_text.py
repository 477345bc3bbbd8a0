"""Texts as they may be stored: nothing in them that a database or a page can't hold; the services see to it."""

import pytest

from kartlaggning.plain_text import clean
from kartlaggning.services.steps import checked
from kartlaggning.services.words import free_text


@pytest.mark.parametrize("cleaned", [clean, checked, free_text])
def test_nul_goes_half_a_character_is_replaced_and_the_rest_stays(cleaned):
    assert cleaned("a\0b \ud83d å 😀\nc") == "ab \ufffd å 😀\nc"
