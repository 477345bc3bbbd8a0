"""The statistics page: published totals with source, rows counted apart, gaps where nothing is known."""

import re

import pytest
from django.utils.html import strip_tags

from kartlaggning.choices import AreaKind
from kartlaggning.public.statistics_story import statistics_story


def text_of(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_the_page_is_whole_with_the_documented_record_alone(client, record):
    response = client.get("/statistik/")
    assert response.status_code == 200
    text = text_of(response)
    assert "53 öppna drogscener i 8 kommuner (kartläggning 2024), 10 färre än 2023." in text
    assert "Ingen yta är känd" in text
    assert "exempel" not in text


def test_an_unknown_parameter_is_refused(client, record):
    assert client.get("/statistik/?sortera=yta").status_code == 400


def test_published_totals_stand_with_their_sources_apart_from_the_rows(record):
    story = statistics_story(record)
    assert [(year.year, year.scenes) for year in story.published] == [(2017, 48), (2021, 64), (2023, 63), (2024, 53)]
    assert all(year.sources for year in story.published)
    assert [counted.totals.open_count for counted in story.counted] == [11, 1]
    assert all(counted.missing for counted in story.counted)


def test_no_line_is_drawn_through_2022(record):
    chart = statistics_story(record).number_chart
    year_at = {mark.x: mark.year for mark in chart.marks}
    assert [(year_at[line.x1], year_at[line.x2]) for line in chart.segments] == [(2023, 2024)]
    assert "2022" in [gap.years for gap in chart.gaps]


def test_the_area_chart_has_a_gap_at_2022_too(demonstration):
    assert [gap.years for gap in statistics_story(demonstration).area_chart.gaps] == ["2022"]


def test_whether_the_goal_was_met_is_said_only_where_two_years_follow_each_other(record):
    goal = {year.year: year for year in statistics_story(record).goal}
    assert sorted(goal) == [2022, 2023, 2024, 2025, 2026, 2027]
    assert goal[2024].is_met
    assert goal[2024].verdict == "Ja. 10 färre än 2023."
    assert goal[2023].is_met is None
    assert goal[2023].verdict == "Går inte att bedöma: inget resultat är känt för 2022. 1 färre än 2021."
    assert all(goal[year].verdict == "Inget resultat är känt." for year in (2022, 2025, 2026, 2027))


def test_the_published_figures_reconcile_in_a_sentence(record):
    story = statistics_story(record)
    assert [balance.published for balance in story.balances] == [
        "64 − 12 upphörda + 11 nya = 63",
        "63 − 10 upphörda + 0 nya = 53",
    ]
    assert all(balance.source for balance in story.balances)


def test_rows_that_cannot_reconcile_are_said_not_to(client, record):
    assert all(balance.rows is None for balance in statistics_story(record).balances)
    assert "så de går inte att stämma av mot resultatet 2024" in text_of(client.get("/statistik/"))


def test_the_rows_of_the_example_county_reconcile(client, demonstration):
    rows = statistics_story(demonstration).balances[0].rows
    assert rows.balances
    assert (rows.opening, rows.closed, rows.new, rows.closing) == (64, 12, 11, 63)
    assert "64 − 12 upphörda + 11 nya" in text_of(client.get("/statistik/"))


@pytest.mark.parametrize("kind", [AreaKind.MUNICIPALITY, AreaKind.POLICE_AREA])
def test_the_areas_add_up_to_the_county(demonstration, kind):
    table = next(table for table in statistics_story(demonstration).area_tables if table.kind is kind)
    assert [total.open_count for total in table.totals] == [64, 63, 53]


def test_areas_stand_in_swedish_order_and_are_not_ranked(demonstration):
    names = [line.series.area.name for line in statistics_story(demonstration).area_tables[0].lines]
    assert names[0] == "Botkyrka"
    assert names.index("Södertälje") < names.index("Tyresö") < names.index("Upplands Väsby")


def test_a_district_that_did_not_exist_then_is_not_counted_as_zero(client, demonstration):
    table = next(t for t in statistics_story(demonstration).area_tables if t.kind is AreaKind.CITY_DISTRICT)
    existed = {line.series.area.name: [cell.existed for cell in line.cells] for line in table.lines}
    assert existed["Järva"] == [False, True, True]
    assert existed["Rinkeby-Kista"] == [True, False, False]


def test_no_known_scene_in_an_incomplete_round_is_not_written_as_zero(client, record):
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", client.get("/statistik/").content.decode(), re.DOTALL)
    texts = [" ".join(strip_tags(row).split()) for row in rows]
    assert "Botkyrka 1 ingen känd" in texts


def test_safety_figures_stand_with_source_and_caveat(client, record):
    text = text_of(client.get("/statistik/"))
    assert "36\N{NO-BREAK SPACE}%" in client.get("/statistik/").content.decode()
    assert "Trygghetssiffrorna beskriver dem som svarade på en enkät, i hela länet." in text
    assert "Beslagen gäller hela landet" in text
    assert "Regional trygghetsmätning 2023" in text


def test_drawings_are_named_and_carry_no_inline_style(client, demonstration):
    content = client.get("/statistik/").content.decode()
    assert content.count('role="img"') == content.count("<desc ") == 2
    assert " style=" not in content


def test_drawings_are_written_with_decimal_points_in_swedish_too(client, demonstration):
    content = client.get("/statistik/").content.decode()
    assert not re.search(r'\b(x|y|x1|y1|cx|cy|width|height)="\d+,\d', content)
