from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlaggning.choices import CrimeGroup
from kartlaggning.followup.suppression import Before, large_enough, suppress
from kartlaggning.followup.values import CrimeFigure, ImportRef, SafetyFigure

SOURCE = ImportRef("B-0001", "Påhittade brott", "Exempel", is_example=True)
LIMIT = 5


def figure(scene, year, count, *, category="vald", group=CrimeGroup.VIOLENCE, constant=None, number="B-0001"):
    return CrimeFigure(
        key=f"{number}-{scene}-{year}-{category}",
        public_id=scene,
        year=year,
        category=category,
        category_name=category,
        group=group,
        count=count,
        outline_year=year,
        outline_m2=10_000,
        constant_count=constant,
        constant_m2=None if constant is None else 20_000,
        constant_years=() if constant is None else (2023, 2024),
        source=replace(SOURCE, number=number),
    )


def table(rows, *, first_year=2021, category="vald"):
    """Return the figures of rows of counts, one scene a row."""
    return [
        figure(f"S-{number:04}", first_year + column, count, category=category)
        for number, row in enumerate(rows, start=1)
        for column, count in enumerate(row)
    ]


def counts(figures, width):
    found = [each.count for each in figures]
    return [found[start : start + width] for start in range(0, len(found), width)]


def test_a_small_count_is_hidden_and_three_others_so_that_neither_its_row_nor_its_column_gives_it_away():
    # 3 is small. Its row's smallest other is 9, its column's 8; then row and column of those need one more: 20.
    shown = suppress(table([[3, 9, 30], [8, 20, 31], [40, 41, 42]]), LIMIT)
    assert counts(shown, 3) == [[None, None, 30], [None, None, 31], [40, 41, 42]]


def test_nothing_is_hidden_where_nothing_is_small():
    figures = table([[5, 9], [8, 0]])
    assert suppress(figures, LIMIT) == figures


def test_a_count_of_none_is_shown_and_hides_nothing():
    # The sum of a scene with one count above 0 is that count: no 0 beside it could hide it.
    assert counts(suppress(table([[3, 0], [0, 0]]), LIMIT), 2) == [[None, 0], [0, 0]]


def test_two_small_counts_hide_each_other():
    assert counts(suppress(table([[3, 2], [4, 1]]), LIMIT), 2) == [[None, None], [None, None]]


def test_two_counts_of_one_need_a_third():
    # Whoever knows the sum 2 and that nothing hidden is 0 knows both.
    shown = suppress([figure(f"S-{number}", 2023, count) for number, count in enumerate((1, 1, 7, 9))], LIMIT)
    assert [each.count for each in shown] == [None, None, None, 9]


def test_the_sum_of_each_area_is_a_margin():
    areas = {"S-1": ["kommun:a"], "S-2": ["kommun:a"], "S-3": ["kommun:b"], "S-4": ["kommun:b"]}
    figures = [figure(f"S-{number}", 2023, count) for number, count in ((1, 2), (2, 50), (3, 6), (4, 7))]
    without = suppress(figures, LIMIT)
    assert [each.count for each in without] == [None, 50, None, 7]  # 6 would do for the county
    within = suppress(figures, LIMIT, areas=areas)
    assert [each.count for each in within] == [None, None, 6, 7]


def test_the_county_less_an_area_is_no_way_round():
    # a has two small ones, so its sum gives neither away. But county − a would leave S-3 alone with what is shown.
    areas = {"S-1": ["kommun:a"], "S-2": ["kommun:a"]}
    figures = [figure(f"S-{number}", 2023, count) for number, count in ((1, 2), (2, 3), (3, 4), (4, 70))]
    assert [each.count for each in suppress(figures, LIMIT, areas=areas)] == [None, None, None, None]


def test_the_same_count_of_two_imports_is_hidden_in_both():
    figures = [figure("S-1", 2023, 3), figure("S-1", 2023, 6, number="B-0002"), figure("S-2", 2023, 9)]
    assert [each.count for each in suppress(figures, LIMIT)] == [None, None, None]


def test_a_count_shown_of_a_category_within_does_not_give_away_the_whole():
    # The 7 shootings are shown and are violence too, so the reader knows that violence there is at least 7. Were the 7
    # of violence hidden beside the 1, their sum 8 would tell both. So it is 9 that is hidden, though 7 is smaller.
    violence = [figure("S-1", 2023, 7), figure("S-2", 2023, 1), figure("S-3", 2023, 9)]
    shootings = [
        figure("S-1", 2023, 7, category="skjutningar"),
        figure("S-2", 2023, 0, category="skjutningar"),
        figure("S-3", 2023, 0, category="skjutningar"),
    ]
    shown = suppress([*violence, *shootings], LIMIT)
    assert [each.count for each in shown] == [7, None, None, 7, 0, 0]


def test_what_an_earlier_edition_tells_is_not_relied_on_to_hide_anything():
    figures = [figure("S-1", 2023, 3), figure("S-2", 2023, 6), figure("S-3", 2023, 9)]
    assert [each.count for each in suppress(figures, LIMIT)] == [None, None, 9]
    told = Before(told=frozenset({("vald", "S-2", 2023, 6)}))
    assert [each.count for each in suppress(figures, LIMIT, before=told)] == [None, 6, None]
    another = Before(told=frozenset({("vald", "S-2", 2023, 7)}))  # corrected since: the 6 is not known
    assert [each.count for each in suppress(figures, LIMIT, before=another)] == [None, None, 9]


def test_what_an_earlier_edition_hides_stays_hidden():
    # The small 2 of a new year would hide the 3 by itself now. But the earlier edition's sum of 3 and 30 is known.
    figures = [figure("S-1", 2021, 3), figure("S-1", 2022, 30), figure("S-1", 2023, 2)]
    assert [each.count for each in suppress(figures, LIMIT)] == [None, 30, None]
    hidden = Before(hidden=frozenset({("vald", "S-1", 2022, 30)}))
    assert [each.count for each in suppress(figures, LIMIT, before=hidden)] == [None, None, None]


def test_a_count_on_the_constant_outline_is_hidden_with_the_count():
    (shown,) = suppress([figure("S-1", 2023, 3, constant=30)], LIMIT)
    assert (shown.count, shown.constant_count, shown.constant_m2) == (None, None, 20_000)


@pytest.mark.parametrize(("count", "constant", "shown"), [(10, 10, 10), (10, 12, None), (10, 15, 15), (0, 3, None)])
def test_beside_a_count_the_constant_one_is_hidden_where_the_difference_is_small(count, constant, shown):
    (found,) = suppress([figure("S-1", 2023, count, constant=constant)], LIMIT)
    assert (found.count, found.constant_count) == (count, shown)


def band(from_m, to_m, respondents):
    return SafetyFigure(f"{from_m}-{to_m}", 2023, from_m, to_m, respondents, 5, None, None, None, SOURCE)


def test_a_small_group_takes_another_band_with_it_since_the_county_less_the_others_would_be_it():
    bands = [band(0, 500, 20), band(500, 1000, 40), band(1000, None, 300), band(None, None, 360)]
    assert [each.key for each in large_enough(bands, 30)] == ["1000-None", "None-None"]


def test_bands_go_on_being_left_out_while_those_left_out_are_together_too_few():
    # 4 522 − 500 − 4 000 = 22 would be told: 10 + 12 are fewer than 30, so the 500 go too.
    bands = [band(0, 500, 10), band(500, 1000, 12), band(1000, 2000, 500), band(2000, None, 4000)]
    shown = large_enough([*bands, band(None, None, 4522)], 30)
    assert [each.respondents for each in shown] == [4000, 4522]


@given(groups=st.lists(st.integers(0, 60), min_size=1, max_size=7), limit=st.integers(1, 40))
def test_what_is_left_out_is_nobody_or_large_enough_together_and_no_band_more(groups, limit):
    bands = [band(index, index + 1, group) for index, group in enumerate(groups)]
    shown = [each.respondents for each in large_enough([*bands, band(None, None, sum(groups))], limit)]
    assert all(group >= limit for group in shown)
    bands_shown = shown[:-1] if sum(groups) >= limit else shown
    left_out = list((Counter(groups) - Counter(bands_shown)).elements())
    together = sum(left_out)
    assert together == 0 or together >= limit or not bands_shown
    large = [group for group in left_out if group >= limit]
    # One large group is enough beside the small ones, and only where they need it.
    assert len(large) <= 1
    assert not large or 0 < together - sum(large) < limit


def test_groups_that_are_large_enough_stay():
    bands = [band(0, 500, 30), band(500, None, 40), band(None, None, 70)]
    assert large_enough(bands, 30) == bands


# --- Whatever the table: reckoned here by other means than the module's own.

AREAS = st.dictionaries(
    st.sampled_from([f"S-{number:04}" for number in range(1, 6)]),
    st.sets(st.sampled_from(["kommun:a", "kommun:b", "polis:p", "polis:q"]), max_size=2).map(sorted),
)
COUNTS = st.one_of(st.just(0), st.integers(1, 6), st.integers(5, 60))
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=5)
)


def margins(figures, areas):
    """Return every margin of one category: the cells (index of figure) above 0 that it sums, where they are several."""
    found = {}
    for index, each in enumerate(figures):
        if each.count == 0:
            continue
        found.setdefault(("scene", each.public_id), set()).add(index)
        for area in {"county", *areas.get(each.public_id, ())}:
            found.setdefault((area, each.year), set()).add(index)
    return [cells for cells in found.values() if len(cells) > 1]


def solvable(sums, unknown):
    """Return the unknown cells that the sums determine, by exact Gaussian elimination."""
    cells = sorted(unknown)
    rows = [[Fraction(cell in margin) for cell in cells] for margin in sums if margin & unknown]
    rank = 0
    for column in range(len(cells)):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        rows[rank] = [value / rows[rank][column] for value in rows[rank]]
        for other in range(len(rows)):
            if other != rank and rows[other][column]:
                factor = rows[other][column]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[rank], strict=True)]
        rank += 1
    return {cells[row.index(1)] for row in rows[:rank] if sum(value != 0 for value in row) == 1}


def given_away(figures, hidden, sums):
    """Return the hidden cells that a single sum tells, or all of them together though hiding more would help."""
    told = solvable(sums, hidden) - solvable(sums, {i for i, each in enumerate(figures) if each.count})
    for margin in sums:
        within = margin & hidden
        # Each is at least 1, since a 0 is shown; at most the sum less 1 for each of the others.
        if within and within != margin and (len(within) == 1 or sum(figures[i].count for i in within) == len(within)):
            told |= within
    return told


@settings(max_examples=150, deadline=None)
@given(rows=TABLES, areas=AREAS)
def test_no_hidden_count_can_be_reckoned_and_none_is_hidden_without_need(rows, areas):
    figures = table(rows)
    shown = suppress(figures, LIMIT, areas=areas)
    hidden = {index for index, each in enumerate(shown) if each.count is None}
    small = {index for index, each in enumerate(figures) if 0 < each.count < LIMIT}
    sums = margins(figures, areas)
    assert small <= hidden
    assert all(figures[index].count for index in hidden)
    assert all(len(margin & hidden) != 1 for margin in sums)
    assert given_away(figures, hidden, sums) == set()
    for beside in hidden - small:
        assert given_away(figures, hidden - {beside}, sums)


@settings(max_examples=60, deadline=None)
@given(rows=TABLES, parts=TABLES, areas=AREAS, order=st.randoms(use_true_random=False))
def test_the_order_changes_nothing_and_neither_does_doing_it_twice(rows, parts, areas, order):
    figures = [*table(rows), *table(parts, category="skjutningar")]
    shown = suppress(figures, LIMIT, areas=areas)
    assert suppress(shown, LIMIT, areas=areas) == shown
    mixed = list(figures)
    order.shuffle(mixed)
    assert sorted(suppress(mixed, LIMIT, areas=areas), key=str) == sorted(shown, key=str)
