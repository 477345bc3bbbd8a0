"""What editions tell of small counts: sums over areas are margins, and what earlier editions told is kept in mind."""

import pytest

from kartlaggning.choices import FollowUpKind
from kartlaggning.models import CrimeCount, Edition, FollowUpLimits
from tests.released_figures import (
    CRIME,
    crime,
    example_scenes,
    figure_import,
    publish,
    release,
    withdraw_all_other_figures,
)

OUTLINE = (2024, 20_000.0)


@pytest.fixture
def scenes(demonstration):
    withdraw_all_other_figures()
    return example_scenes(3)


def counts_in(edition, scenes):
    """Return each scene's counts by year as the edition holds them."""
    found = edition.follow_up.filter(kind=FollowUpKind.CRIME)
    return [
        {row.content["year"]: row.content["count"] for row in found.filter(public_id=scene.public_id)}
        for scene in scenes
    ]


def latest():
    return Edition.objects.filter(year=2024, is_demonstration=True).order_by("revision").last()


def test_a_small_count_takes_another_of_the_county_with_it(scenes):
    made_up = figure_import("U-901", CRIME)
    for scene, count in zip(scenes, (3, 77, 88), strict=True):
        crime(made_up, scene, 2023, "vapen", count, OUTLINE)
    release(made_up)
    publish()
    told = counts_in(latest(), scenes)
    assert told[0] == {2023: None}
    assert [count[2023] for count in told].count(None) >= 2


def test_an_edition_keeps_hidden_what_the_one_before_hid(scenes):
    first, second = figure_import("U-901", CRIME), figure_import("U-902", CRIME)
    for year, count in ((2021, 3), (2022, 71)):
        crime(first, scenes[0], year, "vapen", count, (None, None))
    release(first)
    publish()
    assert counts_in(latest(), scenes)[0] == {2021: None, 2022: None}
    # The next import has the same years and one more that is small: by itself it would show 2022.
    for year, count in ((2021, 3), (2022, 71), (2023, 2)):
        crime(second, scenes[0], year, "vapen", count, (None, None))
    withdraw_all_other_figures()
    release(second)
    publish()
    assert counts_in(latest(), scenes)[0] == {2021: None, 2022: None, 2023: None}


def test_a_lower_limit_shows_what_the_higher_one_hid(scenes):
    made_up = figure_import("U-901", CRIME)
    for year, count in ((2021, 3), (2022, 71)):
        crime(made_up, scenes[0], year, "vapen", count, (None, None))
    release(made_up)
    publish()
    FollowUpLimits.objects.update(small_number=3)
    publish()
    assert counts_in(latest(), scenes)[0] == {2021: 3, 2022: 71}


def test_a_corrected_count_is_shown(scenes):
    first, second = figure_import("U-901", CRIME), figure_import("U-902", CRIME)
    crime(first, scenes[0], 2023, "vapen", 3, OUTLINE)
    release(first)
    publish()
    assert counts_in(latest(), scenes)[0] == {2023: None}
    crime(second, scenes[0], 2023, "vapen", 30, OUTLINE)
    withdraw_all_other_figures()
    release(second)
    publish()
    assert counts_in(latest(), scenes)[0] == {2023: 30}
    assert CrimeCount.objects.filter(figure_import=first).exists()
