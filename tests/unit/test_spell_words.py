"""A time from and to is written as exactly as it is known, in both languages, and is over when its last day is."""

from datetime import date

import pytest
from django.utils import translation

from kartlaggning.choices import Precision
from kartlaggning.followup.spells import Stage, spell_words, stage
from kartlaggning.followup.values import Spell

Y, M, D = Precision.YEAR, Precision.MONTH, Precision.DAY


@pytest.mark.parametrize(
    ("spell", "swedish", "english"),
    [
        (Spell(date(2019, 1, 1), Y), "sedan 2019", "since 2019"),
        (Spell(date(2022, 6, 1), M), "sedan juni 2022", "since June 2022"),
        (Spell(date(2022, 6, 3), D), "sedan 3 juni 2022", "since 3 June 2022"),
        (Spell(date(2022, 6, 1), M, date(2023, 3, 1), M), "juni 2022 – mars 2023", "June 2022 – March 2023"),
        (Spell(date(2019, 1, 1), Y, date(2022, 3, 1), M), "2019 – mars 2022", "2019 – March 2022"),
        (Spell(date(2019, 1, 1), Y, date(2019, 1, 1), Y), "2019", "2019"),
    ],
)
def test_a_spell_in_words(spell, swedish, english):
    assert spell_words(spell) == swedish
    with translation.override("en"):
        assert spell_words(spell).replace("sedan", "since") == english


@pytest.mark.parametrize(
    ("spell", "day", "expected"),
    [
        (Spell(date(2027, 1, 1), Y), date(2026, 12, 31), Stage.PLANNED),
        (Spell(date(2026, 1, 1), Y), date(2026, 1, 1), Stage.GOING_ON),
        # A year that is known and no more is over when the year is; a month likewise.
        (Spell(date(2025, 1, 1), Y, date(2026, 1, 1), Y), date(2026, 12, 31), Stage.GOING_ON),
        (Spell(date(2025, 1, 1), Y, date(2026, 1, 1), Y), date(2027, 1, 1), Stage.ENDED),
        (Spell(date(2025, 1, 1), Y, date(2026, 2, 1), M), date(2026, 2, 28), Stage.GOING_ON),
        (Spell(date(2025, 1, 1), Y, date(2026, 2, 1), M), date(2026, 3, 1), Stage.ENDED),
        (Spell(date(2025, 1, 1), Y, date(2026, 2, 3), D), date(2026, 2, 4), Stage.ENDED),
    ],
)
def test_how_far_a_spell_has_come(spell, day, expected):
    assert stage(spell, day) is expected
