from dataclasses import replace

import pytest
from django.utils import translation

from kartlaggning.choices import CrimeGroup
from kartlaggning.followup.rates import per_hectare, rates
from kartlaggning.followup.values import CrimeFigure, ImportRef, Limits

SOURCE = ImportRef("B-0001", "Påhittade brott", "Exempel", is_example=True)
LIMITS = Limits(small_number=5, outline_percent=20, smallest_group=30)


def figure(year, count, outline_m2, *, constant=None, scene="S-0901", category="vald", group=CrimeGroup.VIOLENCE):
    return CrimeFigure(
        key=f"{scene}-{year}-{category}",
        public_id=scene,
        year=year,
        category=category,
        category_name=category,
        group=group,
        count=count,
        outline_year=None if outline_m2 is None else year + 1,
        outline_m2=outline_m2,
        constant_count=constant,
        constant_m2=None if constant is None else 50_000,
        constant_years=() if constant is None else (2023, 2024),
        source=SOURCE,
    )


# The pattern of Klara (source 3): violence falls, the outline shrinks more, and the rate nearly doubles.
# 40 crimes on 4.0 ha are 10 per hectare; 30 on 1.6 ha are 30 / 1.6 = 18.75. The outline: 1.6 / 4.0 − 1 = −60 %.
# On the constant 5.0 ha: 45 / 5 = 9 and 36 / 5 = 7.2.
BEFORE, AFTER = figure(2022, 40, 40_000, constant=45), figure(2023, 30, 16_000, constant=36)


def test_the_rate_rises_on_the_outline_and_falls_on_the_constant_one():
    before, after = rates([BEFORE, AFTER], LIMITS)
    assert (before.per_ha, before.constant_per_ha) == (10, 9)
    assert (after.per_ha, after.constant_per_ha) == (18.75, pytest.approx(7.2))
    assert before.outline_changed_percent is None
    assert after.outline_changed_percent == pytest.approx(-60)


def test_the_note_says_why_the_rate_rose_though_the_crimes_fell():
    with translation.override("sv"):
        before, after = rates([BEFORE, AFTER], LIMITS)
    assert before.note == ""
    assert after.note.replace("\N{NO-BREAK SPACE}", " ") == (
        "Gränsen är 60 % mindre än för 2022: 1,6 ha mot 4,0 ha då. Antalet brott gick från 40 till 30, men antalet per "
        "hektar steg från 10,0 till 18,8. Det beror på att gränsen har krympt, inte på fler brott. På en och samma "
        "gräns (5,0 ha) gick antalet per hektar från 9,0 till 7,2."
    )


def test_the_note_says_why_the_rate_fell_though_the_crimes_rose():
    # 20 on 2 ha are 10 per hectare, 24 on 3 ha are 8; 3 / 2 − 1 = +50 %.
    with translation.override("sv"):
        _before, after = rates([figure(2022, 20, 20_000), figure(2023, 24, 30_000)], LIMITS)
    assert after.outline_changed_percent == pytest.approx(50)
    assert "50\N{NO-BREAK SPACE}% större" in after.note
    assert "sjönk från 10,0 till 8,0. Det beror på att gränsen har vuxit, inte på färre brott." in after.note


def test_a_change_of_outline_up_to_the_limit_needs_no_note():
    _before, after = rates([figure(2022, 20, 20_000), figure(2023, 20, 24_000)], LIMITS)
    assert after.outline_changed_percent == pytest.approx(20)
    assert after.note == ""


def test_a_year_that_no_round_covers_has_no_rate_and_says_so():
    with translation.override("sv"):
        (rate,) = rates([figure(2022, 20, None, constant=25)], LIMITS)
    assert (rate.per_ha, rate.constant_per_ha, rate.outline_changed_percent) == (None, 5, None)
    assert rate.note.startswith("Ingen kartläggning med känd bedömningsperiod täcker 2022")


def test_a_hidden_count_has_no_rate_but_the_outline_is_still_said_to_have_changed():
    hidden = replace(AFTER, count=None, constant_count=None)
    with translation.override("sv"):
        _before, after = rates([BEFORE, hidden], LIMITS)
    assert (after.per_ha, after.constant_per_ha) == (None, None)
    assert "60\N{NO-BREAK SPACE}% mindre" in after.note
    assert "40" not in after.note
    assert after.note.endswith("Antalet per hektar går därför inte att jämföra rakt av.")


def test_years_are_compared_with_the_nearest_earlier_one_of_the_same_scene_and_category_that_has_an_outline():
    figures = [
        figure(2023, 30, 16_000),
        figure(2022, 33, None),
        figure(2020, 40, 40_000),
        figure(2021, 35, 32_000),
        figure(2022, 99, 90_000, scene="S-0902"),
        figure(2022, 99, 90_000, category="stold"),
    ]
    changed = rates(figures, LIMITS)[0].outline_changed_percent
    assert changed == pytest.approx(-50)  # 1.6 ha against the 3.2 ha of 2021


def test_the_order_of_the_figures_is_kept():
    assert [rate.figure for rate in rates([AFTER, BEFORE], LIMITS)] == [AFTER, BEFORE]


@pytest.mark.parametrize(("count", "area_m2"), [(None, 10_000), (3, None), (3, 0)])
def test_there_is_no_rate_without_count_or_area(count, area_m2):
    assert per_hectare(count, area_m2) is None


def test_no_crimes_are_none_per_hectare():
    assert per_hectare(0, 10_000) == 0
