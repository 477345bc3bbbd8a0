"""Two rounds side by side, and the reconciliation of their numbers."""

from dataclasses import replace

import pytest

from kartlaggning.choices import Change, LineageKind, Status
from kartlaggning.errors import NotFoundInEdition
from kartlaggning.selectors.editions import Figure
from kartlaggning.selectors.editions.compare import compare
from kartlaggning.selectors.editions.statistics import reconcile
from tests.builders import atlas, edition, lineage, scene_row, square


def names(rows):
    return [row.name for row in rows]


@pytest.fixture
def county():
    """Five scenes open in 2021: one closes, two merge, one splits in three, one grows; one is new in 2023."""
    merge = lineage("merged", 2023, ["B", "C"], ["BC"])
    split = lineage("split", 2022, ["D"], ["D1", "D2", "D3"])
    gone = {"status": Status.REPLACED, "change": Change.REPLACED}
    return atlas(
        edition(2021, *(scene_row(name, 2021) for name in "ABCDE")),
        edition(
            2023,
            scene_row("A", 2023, Status.CLOSED),
            scene_row("B", 2023, **gone, lineage=(merge,)),
            scene_row("BC", 2023, change=Change.MERGED, lineage=(merge,)),
            scene_row("C", 2023, **gone, lineage=(merge,)),
            scene_row("D", 2023, **gone, lineage=(split,)),
            *(scene_row(name, 2023, change=Change.SPLIT, lineage=(split,)) for name in ("D1", "D2", "D3")),
            scene_row("E", 2023, change=Change.GROWN, outline=square(side_m=110)),
            scene_row("F", 2023, change=Change.NEW),
        ),
    )


def test_each_scene_stands_in_exactly_one_list(county):
    found = compare(county, 2021, 2023)
    assert names(found.closed) == ["A"]
    assert names(found.replaced) == ["B", "C", "D"]
    assert names(found.successors) == ["BC", "D1", "D2", "D3"]
    assert names(found.new) == ["F"]
    assert names(pair.after for pair in found.grown) == ["E"]
    assert (found.shrunk, found.kept, found.reopened) == ((), (), ())


def test_the_order_of_the_years_does_not_matter(county):
    assert compare(county, 2023, 2021) == compare(county, 2021, 2023)


def test_merges_and_splits_are_events_told_once(county):
    found = compare(county, 2021, 2023)
    assert [note.kind for note in found.merges] == [LineageKind.MERGED]
    assert [note.kind for note in found.splits] == [LineageKind.SPLIT]


def test_merging_two_counts_minus_one_and_splitting_in_three_counts_plus_two(county):
    result = reconcile(county, county.newest)
    assert (result.lost_by_merges, result.from_splits) == (1, 2)
    assert (result.opening, result.new, result.closed, result.closing) == (5, 1, 1, 6)
    assert result.balances  # 5 + 1 + 2 − 1 − 1 = 6


def test_rows_that_do_not_add_up_are_not_reconciled(county):
    short = replace(county.newest, scenes=county.newest.scenes[1:])  # the closing of A is forgotten
    assert reconcile(atlas(county.editions[0], short), short) is None


def test_rows_that_are_not_all_of_the_published_total_are_not_reconciled(county):
    published = replace(county, figures=(Figure(2021, "scenes", 64, "antal", "källa"),))
    assert reconcile(published, published.newest) is None


def test_a_scene_that_was_open_in_an_earlier_round_is_reopened_not_new():
    county = atlas(
        edition(2021, scene_row("A", 2021)),
        edition(2023, scene_row("A", 2023, Status.CLOSED)),
        edition(2024, scene_row("A", 2024, change=Change.REOPENED)),
    )
    assert names(compare(county, 2023, 2024).reopened) == ["A"]


def test_an_unknown_year_is_answered_with_those_there_are(county):
    with pytest.raises(NotFoundInEdition, match="2021 och 2023"):
        compare(county, 2021, 2022)


def test_a_comparison_over_three_rounds_counts_what_closed_in_between():
    county = atlas(
        edition(2021, scene_row("A", 2021), scene_row("B", 2021)),
        edition(2023, scene_row("A", 2023, Status.CLOSED), scene_row("B", 2023)),
        edition(2024, scene_row("B", 2024, outline=square(side_m=90))),
    )
    found = compare(county, 2021, 2024)
    assert names(found.closed) == ["A"]
    assert [round(pair.area_change_percent) for pair in found.shrunk] == [-19]
