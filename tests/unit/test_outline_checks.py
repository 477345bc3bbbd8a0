"""The checks of an outline: known answers for each, and what must hold for any outline at all."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from kartlaggning.geometry.outline_checks import (
    ERRORS,
    WARNINGS,
    NamedOutline,
    check_outline,
    compare_outlines,
    repaired,
)
from kartlaggning.geometry.outline_input import exchange_text, in_centimetres, parse_outline

E, N = 674_000, 6_581_000
COUNTY = (MultiPolygon([box(E - 10_000, N - 10_000, E, N + 10_000)]), MultiPolygon([box(E, N, E + 9_000, N + 9_000)]))


def rectangle(east=0.0, north=0.0, width=100.0, height=100.0):
    return MultiPolygon([box(E + east, N + north, E + east + width, N + north + height)])


def codes(outline, **known):
    return [finding.code for finding in check_outline(outline, **({"county": COUNTY} | known))]


def only_finding(outline, **known):
    (finding,) = check_outline(outline, **({"county": COUNTY} | known))
    return finding


BOW_TIE = MultiPolygon([Polygon([(E, N), (E + 100, N + 100), (E + 100, N), (E, N + 100)])])

near = st.tuples(st.floats(E - 500, E + 500), st.floats(N - 500, N + 500))
grid = st.tuples(st.integers(E, E + 8).map(float), st.integers(N, N + 8).map(float))  # many corners in common
anywhere = st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 2)


def outlines(corner):
    rings = st.lists(corner, min_size=3, max_size=9)
    return st.lists(st.builds(Polygon, rings, st.lists(rings, max_size=2)), max_size=3).map(MultiPolygon)


def test_a_sound_outline_has_no_finding():
    assert codes(rectangle()) == []


@pytest.mark.parametrize("outline", [None, MultiPolygon()])
def test_no_outline_is_an_error_that_says_what_to_do(outline):
    finding = only_finding(outline)
    assert (finding.code, finding.is_error) == ("empty", True)
    assert "Rita den på kartan" in finding.message


def test_a_line_that_crosses_itself_is_told_with_the_very_point():
    finding = only_finding(BOW_TIE)
    assert (finding.code, finding.is_error) == ("self_crossing", True)
    assert finding.point == pytest.approx((E + 50, N + 50))
    assert "N 6\N{NO-BREAK SPACE}581\N{NO-BREAK SPACE}050, E 674\N{NO-BREAK SPACE}050" in finding.message


@pytest.mark.parametrize(
    ("outline", "words"),
    [
        (
            MultiPolygon([Polygon(box(E, N, E + 50, N + 50).exterior, [box(E + 90, N, E + 99, N + 9).exterior])]),
            "Ett hål ligger utanför ytan",
        ),
        (MultiPolygon([box(E, N, E + 50, N + 50), box(E + 10, N + 10, E + 20, N + 20)]), "inuti en annan del"),
        (MultiPolygon([box(E, N, E + 50, N + 50), box(E + 25, N + 25, E + 99, N + 99)]), "korsar sig själv"),
        (
            MultiPolygon(
                [
                    Polygon(
                        box(E, N, E + 90, N + 90).exterior,
                        [
                            box(E + 10, N + 10, E + 60, N + 60).exterior,
                            box(E + 20, N + 20, E + 30, N + 30).exterior,
                        ],
                    )
                ]
            ),
            "inuti ett annat hål",
        ),
    ],
)
def test_holes_and_parts_that_do_not_fit_are_told_in_words(outline, words):
    finding = check_outline(outline, county=COUNTY)[0]
    assert finding.code == "self_crossing"
    assert words in finding.message


def test_the_repair_of_a_bow_tie_is_its_two_triangles():
    assert repaired(BOW_TIE).area == pytest.approx(5_000)
    assert len(repaired(BOW_TIE).geoms) == 2


def test_a_sound_outline_is_not_touched_by_the_repair():
    outline = rectangle()
    assert repaired(outline) is outline


def test_too_small_and_too_large_are_errors_at_the_projects_limits():
    assert codes(rectangle(width=9.9, height=10)) == ["too_small"]
    assert codes(rectangle(width=10.1, height=10)) == []
    assert codes(rectangle(width=3_000, height=1_001)) == ["too_large"]
    assert codes(rectangle(width=3_000, height=1_000)) == []
    finding = only_finding(rectangle(width=5, height=5))
    assert finding.message == "Ytan är 25 m², och minst 100 m² krävs. Rita hela platsen."


def test_a_line_without_area_is_too_small():
    flat = MultiPolygon([Polygon([(E, N), (E + 50, N), (E + 100, N)])])
    assert codes(flat) == ["self_crossing", "too_small"]


def test_outside_the_county_begins_3000_metres_past_the_last_municipality():
    assert codes(rectangle(east=9_000 + 2_899, north=100)) == []
    finding = only_finding(rectangle(east=9_000 + 2_901, north=100))
    assert (finding.code, finding.is_error) == ("outside_county", True)
    assert finding.point[0] == E + 12_001


def test_where_no_municipality_is_known_the_box_bounds_the_county():
    assert codes(rectangle(), county=()) == []
    assert codes(rectangle(east=200_000), county=()) == ["outside_county"]


def test_far_from_the_named_municipality_wants_a_reason():
    municipality = NamedOutline("Solna", COUNTY[1])
    assert codes(rectangle(east=-840), municipality=municipality) == []
    finding = only_finding(rectangle(east=-900), municipality=municipality)
    assert (finding.code, finding.is_error) == ("far_from_municipality", False)
    assert "800 m från kommunen Solna" in finding.message


def test_an_overlap_with_another_scene_of_the_round_is_named_and_wants_a_reason():
    neighbours = {"Torget": rectangle(east=90), "Parken": rectangle(east=100), "Bryggan": rectangle(north=50)}
    finding = only_finding(rectangle(), neighbours=neighbours)
    assert (finding.code, finding.is_error, finding.others) == ("overlap", False, ("Torget", "Bryggan"))
    assert "Torget (1\N{NO-BREAK SPACE}000 m²) och Bryggan (5\N{NO-BREAK SPACE}000 m²)" in finding.message
    assert shapely.Point(finding.point).within(rectangle(north=50, height=50))


def test_one_square_metre_in_common_is_no_overlap():
    assert codes(rectangle(), neighbours={"Torget": rectangle(east=99.991)}) == []
    assert codes(rectangle(), neighbours={"Torget": rectangle(east=99.989)}) == ["overlap"]


def test_a_neighbour_that_crosses_itself_is_still_compared():
    assert codes(rectangle(), neighbours={"Torget": BOW_TIE}) == ["overlap"]


@pytest.mark.parametrize(("width", "expected"), [(49, True), (51, False), (149, False), (151, True)])
def test_an_area_that_changed_by_more_than_half_wants_a_reason(width, expected):
    assert ("area_changed" in codes(rectangle(width=width), previous=rectangle())) is expected


def test_the_change_of_the_area_is_told_with_both_areas():
    finding = only_finding(rectangle(width=200), previous=rectangle())
    assert "100 procent större än förra gången: 2,00 ha mot 1,00 ha" in finding.message


def test_errors_stand_before_warnings():
    found = check_outline(BOW_TIE, previous=rectangle(width=1_000), neighbours={"Torget": rectangle()}, county=COUNTY)
    assert [finding.is_error for finding in found] == [True, False, False]


def test_a_slightly_moved_line_is_redrawn_and_a_larger_area_is_changed():
    moved = compare_outlines(rectangle(), rectangle(east=5))
    assert moved.words == "omritad, troligen ingen verklig förändring"
    assert moved.overlap_share == pytest.approx(95 / 105)
    assert (moved.area_change_percent, moved.centroid_shift_m) == (0, pytest.approx(5))
    assert compare_outlines(rectangle(), rectangle(width=111)).words == "ändrad"
    assert compare_outlines(rectangle(), rectangle(east=60)).words == "ändrad"


def test_a_large_area_that_moves_25_metres_is_changed_though_it_overlaps():
    large = rectangle(width=1_000, height=1_000)
    assert compare_outlines(large, rectangle(east=24, width=1_000, height=1_000)).is_redrawn
    assert not compare_outlines(large, rectangle(east=26, width=1_000, height=1_000)).is_redrawn


def test_the_same_outline_with_an_extra_corner_is_unchanged():
    same = MultiPolygon([rectangle().geoms[0].segmentize(60)])
    assert compare_outlines(rectangle(), same).words == "oförändrad"


def test_centimetres_are_no_change_however_long_the_line():
    large = rectangle(width=1_500, height=1_500)
    assert compare_outlines(large, rectangle(east=0.03, width=1_500, height=1_500)).is_same
    assert not compare_outlines(large, rectangle(east=0.1, width=1_500, height=1_500)).is_same


@given(outlines(near) | outlines(grid))
def test_a_repair_is_always_valid_and_nothing_but_areas(outline):
    whole = repaired(outline)
    assert isinstance(whole, MultiPolygon)
    assert whole.is_valid
    assert not any(part.is_empty for part in whole.geoms)


@given(outlines(near) | outlines(grid))
def test_a_repaired_outline_needs_no_second_repair(outline):
    assert "self_crossing" not in codes(repaired(outline))


@given(outlines(near) | outlines(grid))
def test_a_repaired_outline_is_still_valid_when_the_form_sends_it_back(outline):
    back = parse_outline(exchange_text(repaired(in_centimetres(outline))))
    assert back is None or back.is_valid


@given(outlines(near) | outlines(grid) | outlines(anywhere), outlines(near), outlines(near))
def test_no_check_ever_raises(outline, previous, neighbour):
    found = check_outline(outline, previous=previous, neighbours={"Torget": neighbour}, county=COUNTY)
    assert {finding.code for finding in found} <= {*ERRORS, *WARNINGS}
    assert all(finding.message.endswith(".") and finding.is_error == (finding.code in ERRORS) for finding in found)


@given(outlines(near), outlines(near))
def test_a_comparison_never_leaves_its_bounds(before, after):
    compared = compare_outlines(before, after)
    assert 0 <= compared.overlap_share <= 1 + 1e-9
    assert not (compared.is_same and compared.is_redrawn)


@given(st.floats(1, 2_000), st.floats(1, 2_000), st.integers(-1_000_000, 1_000_000), st.integers(-1_000_000, 1_000_000))
def test_moving_an_outline_moves_no_verdict_about_its_size(width, height, east, north):
    size = {"too_small", "too_large", "self_crossing"}
    moved = shapely.transform(rectangle(0, 0, width, height), lambda points: points + np.array([east, north]))
    here, there = set(codes(rectangle(0, 0, width, height))), set(codes(moved))
    assert abs(width * height - 100) < 1e-3 or abs(width * height - 3e6) < 1e-3 or here & size == there & size
