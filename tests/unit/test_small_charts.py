"""Small charts: one scale for charts beside each other, gaps where there is no figure, intervals as lines."""

from kartlaggning.exports.drawings.charts import Value
from kartlaggning.exports.drawings.small_charts import Band, band_chart, small_chart


def values(**by_year):
    return [Value(int(year[1:]), value, str(value)) for year, value in by_year.items()]


def test_charts_with_the_same_highest_value_can_be_compared():
    """The plot is 104 units high (34 to 138): 10 of 20 is half of it, 52 above the baseline."""
    years = [2021, 2022]
    low, high = (small_chart(found, years, 20) for found in (values(y2021=10), values(y2022=20)))
    assert low.line.points[0].y == 138 - 52
    assert high.line.points[0].y == 34


def test_a_year_without_a_figure_is_a_gap_that_no_line_crosses():
    chart = small_chart(values(y2020=3, y2022=4, y2023=5), [2020, 2022, 2023], 5)
    assert [gap.years for gap in chart.gaps] == ["2021"]
    assert len(chart.line.segments) == 1
    assert [tick.year for tick in chart.ticks] == [2020, 2021, 2022, 2023]


def test_a_series_beside_has_its_own_line_and_figures_on_the_other_side():
    chart = small_chart(values(y2020=40, y2021=50), [2020, 2021], 100, values(y2020=60, y2021=60))
    assert all(point.text_y > point.y for point in chart.line.points)
    assert all(point.text_y < point.y for point in chart.beside.points)


def test_over_many_years_only_the_ends_are_written():
    chart = small_chart(values(**{f"y{year}": 1 for year in range(2005, 2025)}), list(range(2005, 2025)), 1)
    assert [point.year for point in chart.line.points if point.text] == [2005, 2024]
    assert chart.ticks[-1].year == 2024
    assert len(chart.ticks) < 10


def test_without_a_value_there_is_no_chart():
    assert small_chart([], [2020], 1) is None
    assert band_chart([]) is None


def test_all_zero_lies_on_the_axis():
    assert small_chart(values(y2020=0), [2020], 0).line.points[0].y == 138


def test_a_band_is_a_point_within_its_interval_on_a_scale_from_zero():
    """The axis is 272 units (124 to 396) for 0–50 %: 5,44 a per cent; 36 % stands at 124 + 195,8."""
    chart = band_chart([Band("0–500 m", 36.0, 31.4, 40.8, "36 %"), Band("hela länet", 21.0, None, None, "21 %")])
    first, second = chart.marks
    assert (first.x, first.low_x, first.high_x) == (319.8, 294.8, 346.0)
    assert (second.low_x, second.high_x) == (None, None)
    assert [tick.percent for tick in chart.ticks] == [0, 10, 20, 30, 40, 50]
