"""Where the series over the rounds is broken: the list, and the marks of it in a chart."""

from kartlaggning.choices import AreaKind
from kartlaggning.exports.drawings.chart_svg import bars
from kartlaggning.exports.drawings.charts import Value, yearly_chart
from kartlaggning.exports.words.break_words import breaks_sentence
from kartlaggning.followup.breaks import BREAKS, breaks_after, breaks_at

ROUNDS = [Value(2021, 64, "64"), Value(2023, 63, "63"), Value(2024, 53, "53")]


def keys(breaks):
    return [one.key for one in breaks]


def test_every_break_says_why_and_who_says_so():
    assert all(str(one.text).endswith(".") and one.source for one in BREAKS)


def test_a_series_is_broken_by_what_came_after_its_first_round():
    assert keys(breaks_after(2021)) == ["no_result_2022", "joint_method"]
    assert keys(breaks_after(2017)) == ["other_survey", "no_result_2022", "joint_method"]
    assert keys(breaks_after(2023)) == []


def test_changed_areas_break_the_series_of_their_own_division_alone():
    assert "city_districts" in keys(breaks_after(2021, AreaKind.CITY_DISTRICT))
    assert keys(breaks_after(2023, AreaKind.POLICE_AREA)) == ["police_areas"]
    assert keys(breaks_after(2021, AreaKind.MUNICIPALITY)) == keys(breaks_after(2021))


def test_a_break_lies_just_before_its_round():
    assert keys(breaks_at(2023, breaks_after(2017))) == ["no_result_2022", "joint_method"]
    assert breaks_at(2024, breaks_after(2017)) == ()


def test_a_chart_marks_a_break_between_the_rounds_that_it_parts():
    chart = yearly_chart(ROUNDS, breaks=breaks_after(2021, AreaKind.CITY_DISTRICT))
    [mark] = chart.breaks
    before, after = chart.marks[0].x, chart.marks[1].x
    assert before < mark.x < after
    assert mark.text == "ny metod, nya områden"  # 2022 is a gap of the chart already
    assert [gap.years for gap in chart.gaps] == ["2022"]


def test_a_break_after_the_last_result_is_not_drawn():
    chart = yearly_chart(ROUNDS, goal_year=2027, breaks=breaks_after(2023, AreaKind.POLICE_AREA))
    assert chart.breaks == ()


def test_the_printed_chart_marks_it_and_tells_it_to_those_who_cannot_see():
    picture = bars(yearly_chart(ROUNDS, breaks=breaks_after(2021)), "Antal")
    assert ">ny metod</text>" in picture.svg
    assert "Serien bryts: ny metod." in picture.words


def test_a_note_names_year_reason_and_source():
    text = breaks_sentence(breaks_after(2021))
    assert text.startswith("Serien bryts. 2022 saknas: ")
    assert "(Källa: SSR:s frågor och svar om öppna drogscener.)" in text
    assert breaks_sentence(()) == ""
