"""Charts over the years: true to the figures, and no line or bar where no survey was made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlaggning.exports.drawings.charts import HEIGHT, WIDTH, Value, yearly_chart

COUNTY = {2017: 48, 2021: 64, 2023: 63, 2024: 53}


def county_chart(goal_year=None):
    return yearly_chart([Value(year, count, str(count)) for year, count in COUNTY.items()], goal_year)


def test_nothing_known_gives_no_chart():
    assert yearly_chart([]) is None


def test_only_adjacent_survey_years_are_joined_by_a_line():
    chart = county_chart()
    x = {mark.year: mark.x for mark in chart.marks}
    assert [(segment.x1, segment.x2) for segment in chart.segments] == [(x[2023], x[2024])]


def test_years_without_a_result_are_bands_that_say_which():
    assert [gap.years for gap in county_chart().gaps] == ["2018–2020", "2022"]
    assert [gap.is_narrow for gap in county_chart().gaps] == [False, True]


def test_a_band_covers_its_years_and_no_mark():
    chart = county_chart()
    for gap in chart.gaps:
        assert not [mark for mark in chart.marks if gap.x < mark.x < gap.x + gap.width]
        step = gap.width / (gap.last_year - gap.first_year + 1)
        assert step == pytest.approx((chart.x2 - chart.x1) / 8, abs=0.2)


def test_heights_are_in_proportion_from_zero():
    heights = {mark.year: mark.bar_height for mark in county_chart().marks}
    assert heights[2024] / heights[2021] == pytest.approx(53 / 64, abs=0.005)


def test_the_goal_reaches_from_the_last_result_to_its_last_year():
    chart = county_chart(goal_year=2027)
    last = chart.marks[-1]
    assert (chart.goal.x1, chart.goal.y) == (last.x, last.y)
    assert len(chart.goal.years_x) == 3
    assert [tick.year for tick in chart.ticks] == [2017, 2021, 2023, 2024, 2027]


def test_a_goal_that_is_past_is_not_drawn():
    assert county_chart(goal_year=2024).goal is None


def test_a_year_of_nothing_but_zero_lies_on_the_axis():
    chart = yearly_chart([Value(2024, 0, "0")])
    assert chart.marks[0].y == chart.baseline


values = st.dictionaries(st.integers(2000, 2040), st.floats(0, 1e7), min_size=1, max_size=12)


@given(values)
def test_every_mark_lies_inside_the_drawing_and_in_time_order(by_year):
    chart = yearly_chart([Value(year, value, "") for year, value in by_year.items()], goal_year=2041)
    assert [mark.year for mark in chart.marks] == sorted(by_year)
    places = [mark.x for mark in chart.marks]
    assert places == sorted(set(places))
    assert all(0 < x < WIDTH for x in places)
    assert all(0 < mark.y <= chart.baseline < HEIGHT for mark in chart.marks)


@given(values)
def test_no_line_passes_a_year_without_a_result(by_year):
    chart = yearly_chart([Value(year, value, "") for year, value in by_year.items()])
    year_at = {mark.x: mark.year for mark in chart.marks}
    assert all(year_at[segment.x2] - year_at[segment.x1] == 1 for segment in chart.segments)
    gap_years = {year for gap in chart.gaps for year in range(gap.first_year, gap.last_year + 1)}
    assert gap_years | set(by_year) == set(range(min(by_year), max(by_year) + 1))
    assert not gap_years & set(by_year)
