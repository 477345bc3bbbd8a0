"""Positions are read as people write them, north first, and what lies outside the county is sent back."""

import pytest

from kartlaggning.geometry.position import PositionUnreadable, in_words, parse_line, parse_position

SERGELS_TORG = (674_266, 6_581_086)  # E, N


@pytest.mark.parametrize(
    "text",
    [
        "59.33253, 18.06413",
        "59,33253 18,06413",
        "59,33253, 18,06413",
        "59.33253 18.06413",
        "6581086, 674266",
        "N 6581086 E 674266",
        " 6581086;674266 ",
    ],
)
def test_a_position_may_be_written_in_many_ways(text):
    point = parse_position(text)
    assert (point.x, point.y) == pytest.approx(SERGELS_TORG, abs=50)


@pytest.mark.parametrize("text", ["", "Sergels torg", "59.33", "59.33, 18.06, 12"])
def test_what_is_no_position_is_refused_with_an_example(text):
    with pytest.raises(PositionUnreadable, match=r"59\.3325, 18\.0640"):
        parse_position(text)


@pytest.mark.parametrize("text", ["18.0640, 59.3325", "57.7, 11.97", "674266, 6581086"])
def test_what_lies_outside_the_county_is_refused(text):
    with pytest.raises(PositionUnreadable, match="utanför"):
        parse_position(text)


def test_a_line_is_one_position_a_row():
    assert len(parse_line("6581086, 674266\n\n6581186, 674266\n")) == 2


def test_a_position_is_read_north_first():
    assert in_words(parse_position("6581086, 674266")).startswith("N 6")
