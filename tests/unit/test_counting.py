"""Points in outlines and distances to them, worked by hand on squares of 100 m in EPSG:3006."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from kartlaggning.followup.counting import Crimes, RoundOutlines, count_crimes, points_within
from kartlaggning.followup.distance import Respondents, count_bands, distances
from tests.builders import square

E, N = 670_000.0, 6_580_000.0
WHOLE_2023 = (date(2023, 1, 1), date(2023, 12, 31))
WHOLE_2022 = (date(2022, 1, 1), date(2022, 12, 31))


def at(*offsets):
    """Return places given as metres east and north of the square's corner."""
    return np.array([(E + east, N + north) for east, north in offsets], dtype=float)


def round_of(year, judged, **outlines):
    return RoundOutlines(year, judged, {name.replace("_", "-"): outline for name, outline in outlines.items()})


def crimes(*found):
    """Return crimes given as (east, north, year, category)."""
    return Crimes(at(*[each[:2] for each in found]), [each[2] for each in found], [(each[3],) for each in found])


def counted(tallies, scene, year, category="vald"):
    (row,) = [row for row in tallies.rows if (row.public_id, row.year, row.category) == (scene, year, category)]
    return row.count, row.outline_year, row.constant_count


def test_a_point_on_the_border_lies_in_the_outline_and_one_a_centimetre_outside_does_not():
    places = at((50, 50), (100, 50), (100, 100), (100.01, 50), (0, 0))
    (within,) = points_within(places, [square(E, N)])
    assert within.tolist() == [0, 1, 2, 4]


def test_a_hole_is_not_in_the_outline():
    ring = MultiPolygon([box(E, N, E + 100, N + 100).difference(box(E + 40, N + 40, E + 60, N + 60))])
    (within,) = points_within(at((50, 50), (10, 10)), [ring])
    assert within.tolist() == [1]


def test_a_crime_year_is_counted_on_the_outline_that_judged_it_and_on_the_constant_one():
    # 2022 was judged by round 2023, whose square is 100 m wide; 2023 by round 2024, whose is 40 m.
    # In 2022 three crimes, at 10, 50 and 90 m: all on the outline. In 2023 two, at 10 and 90 m: one on it, both on
    # the constant one.
    rounds = [
        round_of(2023, WHOLE_2022, S_1=square(E, N)),
        round_of(2024, WHOLE_2023, S_1=square(E, N, side_m=40)),
    ]
    tallies = count_crimes(
        crimes(*[(x, 10, 2022, "vald") for x in (10, 50, 90)], *[(x, 10, 2023, "vald") for x in (10, 90)]),
        rounds,
        ["vald"],
    )
    assert counted(tallies, "S-1", 2022) == (3, 2023, 3)
    assert counted(tallies, "S-1", 2023) == (1, 2024, 2)
    assert (tallies.constant_years, tallies.on_several, tallies.outside) == ((2023, 2024), 0, 0)


def test_a_year_that_no_round_judged_the_whole_of_has_no_outline_and_counts_on_the_constant_one():
    half = (date(2021, 7, 1), date(2022, 6, 30))
    rounds = [round_of(2022, half, S_1=square(E, N)), round_of(2024, None, S_1=square(E + 50, N))]
    tallies = count_crimes(crimes((10, 10, 2021, "vald"), (140, 10, 2021, "vald")), rounds, ["vald"])
    assert counted(tallies, "S-1", 2021) == (2, None, 2)


def test_a_scene_that_the_round_did_not_find_open_has_no_outline_that_year():
    rounds = [
        round_of(2023, WHOLE_2022, S_1=square(E, N), S_2=square(E + 500, N)),
        round_of(2024, WHOLE_2023, S_1=square(E, N)),
    ]
    tallies = count_crimes(crimes((510, 10, 2022, "vald"), (510, 10, 2023, "vald")), rounds, ["vald"])
    assert counted(tallies, "S-2", 2022) == (1, 2023, 1)
    assert counted(tallies, "S-2", 2023) == (1, None, 1)


def test_of_two_rounds_that_judged_a_year_the_later_counts():
    rounds = [
        round_of(2023, (date(2022, 1, 1), date(2023, 12, 31)), S_1=square(E, N)),
        round_of(2024, WHOLE_2023, S_1=square(E, N, side_m=40)),
    ]
    assert counted(count_crimes(crimes((90, 10, 2023, "vald")), rounds, ["vald"]), "S-1", 2023) == (0, 2024, 1)


def test_a_point_on_two_scenes_counts_on_both_and_is_told():
    rounds = [round_of(2024, WHOLE_2023, S_1=square(E, N), S_2=square(E + 50, N))]
    tallies = count_crimes(crimes((75, 10, 2023, "vald"), (900, 10, 2023, "vald")), rounds, ["vald"])
    assert (counted(tallies, "S-1", 2023), counted(tallies, "S-2", 2023)) == ((1, 2024, 1), (1, 2024, 1))
    assert (tallies.on_several, tallies.outside) == (1, 1)


def test_a_crime_can_count_in_several_categories_and_none_is_a_row_too():
    found = Crimes(at((10, 10)), [2023], [("vald", "skjutningar")])
    tallies = count_crimes(found, [round_of(2024, WHOLE_2023, S_1=square(E, N))], ["skjutningar", "stold", "vald"])
    assert [(row.category, row.count) for row in tallies.rows] == [("skjutningar", 1), ("stold", 0), ("vald", 1)]


coordinates = st.tuples(st.integers(-50, 250), st.integers(-50, 250))
squares = st.builds(square, st.integers(0, 150).map(lambda x: E + x), st.just(N), st.sampled_from([40.0, 100.0]))


@given(places=st.lists(coordinates, min_size=1, max_size=40), before=squares, now=squares)
def test_no_count_is_larger_than_the_one_on_the_constant_outline(places, before, now):
    rounds = [round_of(2023, WHOLE_2022, S_1=before), round_of(2024, WHOLE_2023, S_1=now)]
    found = crimes(*[(*place, 2022 + number % 2, "vald") for number, place in enumerate(places)])
    tallies = count_crimes(found, rounds, ["vald"])
    assert all(row.count <= row.constant_count for row in tallies.rows)
    assert sum(row.constant_count for row in tallies.rows) + tallies.outside == len(places)


# --- Distances. From the square's right edge, 100 m east of the corner: a point 130 m east is 30 m away. From its upper
# right corner, a point 30 m east and 40 m north of it is √(30² + 40²) = 50 m away.


def test_distances_are_as_reckoned_by_hand():
    places = at((50, 50), (130, 50), (130, 140), (-500, 50))
    assert distances(places, [square(E, N)]).tolist() == pytest.approx([0, 30, 50, 500])


def test_the_nearest_outline_counts():
    far = square(E + 1000, N)
    assert distances(at((700, 50)), [square(E, N), far]).tolist() == pytest.approx([300])


def test_there_must_be_an_outline_to_measure_from():
    with pytest.raises(ValueError, match="no outline"):
        distances(at((0, 0)), [])


def test_a_band_begins_at_its_first_metre_and_ends_before_its_last():
    places = at((50, 50), (599.99, 50), (600, 50), (1099.99, 50), (1100, 50))
    bands = count_bands(Respondents(places, np.array([True, False, True, True, False])), [square(E, N)], [500, 1000])
    assert [(band.from_m, band.to_m, band.respondents, band.unsafe) for band in bands] == [
        (0, 500, 2, 1),
        (500, 1000, 2, 2),
        (1000, None, 1, 0),
        (None, None, 5, 3),
    ]
    assert all(band.weight is None for band in bands)


def test_weights_are_summed_with_their_squares_and_those_of_the_unsafe():
    # Inside: weights 0.5 and 2, the second unsafe: Σw = 2.5, Σw² = 0.25 + 4 = 4.25, unsafe 2. Beyond 500 m nobody.
    found = Respondents(at((10, 10), (20, 20)), np.array([False, True]), np.array([0.5, 2.0]))
    near, beyond, county = count_bands(found, [square(E, N)], [500])
    assert (near.weight, near.weight_squares, near.unsafe_weight) == (2.5, 4.25, 2.0)
    assert (beyond.respondents, beyond.weight) == (0, None)
    assert (county.weight, county.weight_squares, county.unsafe_weight) == (2.5, 4.25, 2.0)


@pytest.mark.parametrize("limits", [[], [0], [500, 500], [1000, 500]])
def test_limits_that_do_not_rise_from_above_0_are_refused(limits):
    with pytest.raises(ValueError, match="must rise"):
        count_bands(Respondents(at((0, 0)), np.array([True])), [square(E, N)], limits)


@given(
    people=st.lists(st.tuples(coordinates, st.booleans(), st.floats(0.1, 10)), min_size=1, max_size=40),
    limits=st.lists(st.integers(1, 300), min_size=1, max_size=5, unique=True).map(sorted),
)
def test_the_bands_part_the_respondents_among_them(people, limits):
    found = Respondents(
        at(*[place for place, _unsafe, _weight in people]),
        np.array([unsafe for _place, unsafe, _weight in people]),
        np.array([weight for _place, _unsafe, weight in people]),
    )
    *bands, county = count_bands(found, [square(E, N)], limits)
    assert sum(band.respondents for band in bands) == county.respondents == len(people)
    assert sum(band.unsafe for band in bands) == county.unsafe
    for name in ("weight", "weight_squares", "unsafe_weight"):
        assert sum(getattr(band, name) or 0 for band in bands) == pytest.approx(getattr(county, name))
    assert all(0 <= band.unsafe <= band.respondents for band in bands)
