"""The public page of safety: the published shares, bands of distance with intervals, attitudes group by group."""

import pytest
from django.utils.html import strip_tags

from tests import released_figures as figures

PATH = "/uppfoljning/trygghet/"


def text_of(client, path=PATH):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def published(demonstration):
    figures.withdraw_all_other_figures()
    [scene] = figures.example_scenes(1)
    safety = figures.figure_import("U-9003", figures.SAFETY)
    figures.band(safety, (0, 500), 400, 144)
    figures.band(safety, (500, 1000), 300, 75, weights=(300.0, 600.0, 60.0))
    figures.band(safety, (1000, 1500), 29, 10)
    figures.band(safety, (1500, None), 12, 3)  # one alone could be reckoned from the county's and the others
    figures.band(safety, (None, None), 3000, 630)
    attitudes = figures.figure_import("U-9004", figures.ATTITUDE)
    for group, share in (("residents", 41.0), ("visitors", 52.0), ("workers", 63.0)):
        figures.attitude(attitudes, scene, 2021, group, share, 70.0)
        figures.attitude(attitudes, scene, 2024, group, share + 5, 71.0)
    figures.release(safety, attitudes)
    figures.publish()
    return scene


def test_the_published_shares_stand_with_source_and_are_said_to_describe_the_county(record, client):
    text = text_of(client)
    assert "inom 500 meter från en öppen drogscen känner sig otrygga 36 %" in text
    assert "av alla svarande i länet känner sig otrygga 21 %" in text
    assert "Regional trygghetsmätning 2023" in text
    assert "Talen gäller svarande i hela länet" in text
    assert "De säger inget om en viss plats, gata eller stadsdel." in text
    assert "exempel" not in text


def test_nothing_but_what_is_published_is_there_until_it_is_released(record, client):
    text = text_of(client)
    assert "Inga andra avstånd är publicerade." in text
    assert "Inga siffror om enskilda platser är publicerade." in text


def test_bands_stand_with_wilsons_interval(published, client):
    """144 of 400 = 36 %. Wilson, z = 1,96: centre (0,36 + 3,8415/800) / (1 + 3,8415/400) = 0,36480 / 1,00960 = 0,36133;
    half 1,96 / 1,00960 × √(0,36 × 0,64 / 400 + 3,8415 / 640 000) = 1,94133 × 0,024124 = 0,04683: 31,4 to 40,8 %."""
    text = text_of(client)
    assert "0–500 m 400 36,0 % 31,4 % och 40,8 %" in text


def test_a_weighted_band_is_worth_fewer_answers(published, client):
    """Σw = 300, Σw² = 600: 300² / 600 = 150 answers (Kish). 60 / 300 = 20 % of 150.

    Wilson: centre (0,2 + 3,8415/300) / (1 + 3,8415/150) = 0,212805 / 1,02561 = 0,20749;
    half 1,96 / 1,02561 × √(0,16 / 150 + 3,8415 / 90 000) = 1,91102 × 0,033308 = 0,06365: 14,4 to 27,1 %."""
    text = text_of(client)
    assert "500–1 000 m 300 20,0 % 14,4 % och 27,1 %" in text
    assert "Kish" in text


def test_a_group_under_the_limit_is_not_there_and_the_limit_is_named(published, client):
    text = text_of(client)
    assert "färre än 30 svarande publiceras inte" in text
    assert "från 1 500 m" not in text
    assert "1 000–1 500 m" not in text
    assert "hela länet 3 000 21,0 %" in text


def test_groups_are_kept_apart_beside_the_citys_mean(published, client):
    text = text_of(client)
    for line in ("Boende, 2021 41 % 70 % 210", "Besökare, 2024 57 % 71 % 210", "De som arbetar där, 2024 68 % 71 %"):
        assert line in text
    assert "grupperna läggs aldrig ihop" in text
    assert "52,0" not in text  # the mean of the three groups in 2021 would be (41 + 52 + 63) / 3


def test_no_line_is_drawn_through_years_without_a_survey(published, client):
    html = client.get(PATH).content.decode()
    charts = html.split('class="chart chart--small"')[1:]
    assert len(charts) == 3
    for chart in charts:
        drawn = chart.split("</svg>")[0]
        assert drawn.count('class="chart__gap"') == 2  # 2022 and 2023
        assert "chart__segment" not in drawn


def test_made_up_figures_are_marked_as_such(published, client):
    html = client.get(PATH).content.decode()
    assert html.count("tag--example") >= 4


def test_a_place_can_be_chosen_and_an_unknown_one_is_refused(published, client):
    assert client.get(f"{PATH}?plats={published.public_id}").status_code == 200
    assert client.get(f"{PATH}?plats=finns-inte").status_code == 404
    assert client.get(f"{PATH}?band=500").status_code == 400
