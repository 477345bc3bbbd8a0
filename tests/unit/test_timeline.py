"""A scene's timeline: measures, area, crimes and attitudes over the same years, and nothing drawn where nothing is."""

import itertools
from datetime import date

import pytest

from kartlaggning.choices import AttitudeGroup, CrimeGroup, Origin, Precision, Visibility
from kartlaggning.followup.timeline import RoundArea, timeline
from kartlaggning.followup.timeline_drawing import MARGIN, WIDTH, axis_of
from kartlaggning.followup.values import AttitudeFigure, CrimeFigure, FollowUp, ImportRef, MeasureNote, Spell

TODAY = date(2026, 11, 25)
SOURCE = ImportRef("U-0001", "Brott", "Polisen")
ROUNDS = (
    RoundArea(2021, 40_000.0, is_closed=False, is_example=False),
    RoundArea(2023, 20_000.0, is_closed=False, is_example=False),
    RoundArea(2024, None, is_closed=True, is_example=False),
)


def note(spell, title="Ordningsvakter", **changes):
    values = {
        "key": "I-0001",
        "public_id": "S-0001",
        "kind": "ordningsvakter",
        "kind_name": "Ordningsvakter",
        "title": title,
        "spell": spell,
        "actor": "Kommunen",
        "covers": "",
        "aim": "",
        "note": "",
        "visibility": Visibility.PUBLIC,
        "origin": Origin.DOCUMENTED,
        "sources": ("källan",),
    }
    return MeasureNote(**{**values, **changes})


def crime(year, count, outline_m2=40_000.0, *, category="vald", group=CrimeGroup.VIOLENCE, constant=None, number="1"):
    return CrimeFigure(
        key=f"{number}-{category}-{year}",
        public_id="S-0001",
        year=year,
        category=category,
        category_name=category.capitalize(),
        group=group,
        count=count,
        outline_year=year + 1 if outline_m2 else None,
        outline_m2=outline_m2,
        constant_count=constant,
        constant_m2=40_000.0 if constant is not None else None,
        constant_years=(2021, 2023) if constant is not None else (),
        source=ImportRef(number, "Brott", "Polisen"),
    )


def year(first, last=None):
    ends = (date(last, 1, 1), Precision.YEAR) if last else (None, None)
    return Spell(date(first, 1, 1), Precision.YEAR, *ends)


def made(follow_up, areas=ROUNDS):
    return timeline(areas, follow_up, TODAY)


def test_a_scene_that_nothing_follows_up_has_no_timeline():
    assert made(FollowUp()) is None


def test_the_years_reach_from_the_first_thing_known_to_this_year_while_a_measure_goes_on():
    going_on = made(FollowUp(measures=(note(year(2019)),))).axis
    assert (going_on.first, going_on.last) == (2019, 2026)
    assert made(FollowUp(crimes=(crime(2022, 3),))).axis.last == 2024


def test_a_measure_known_to_the_year_covers_whole_years():
    # 2021–2026 is six years over 440 − 2 × 8 = 424 units: 70.67 a year. 2022 begins one year in, at 78.7, and the last
    # day of 2023 is 364/366 of a year before 2024's first, at 8 + 70.67 × 2.9945 = 219.6.
    bar = made(FollowUp(measures=(note(year(2022, 2023)), note(year(2026))))).bars[0]
    assert bar.x == pytest.approx(78.7, abs=0.1)
    assert bar.x + bar.width == pytest.approx(219.6, abs=0.2)
    assert not bar.goes_on


def test_a_measure_that_goes_on_reaches_the_right_edge_and_has_an_arrow():
    bar = made(FollowUp(measures=(note(year(2022)),))).bars[0]
    assert bar.x + bar.width == pytest.approx(WIDTH - MARGIN)
    assert bar.goes_on
    assert bar.label == "Ordningsvakter, sedan 2022"


def test_a_label_that_would_pass_the_edge_ends_at_it_and_a_long_title_is_shortened_with_its_time_whole():
    late = made(FollowUp(measures=(note(year(2026), title="Ordningsvakter och fältassistenter på kvällarna"),))).bars[0]
    assert (late.anchor, late.label_x) == ("end", WIDTH - MARGIN)
    long = made(FollowUp(measures=(note(year(2021), title="x" * 160),))).bars[0]
    assert long.label.endswith("…, sedan 2021")
    assert len(long.label) * 7.4 <= WIDTH


def test_what_began_long_ago_is_drawn_from_the_left_edge():
    drawn = made(FollowUp(measures=(note(year(1995)),)))
    assert drawn.axis.first == 2012
    assert (drawn.bars[0].x, drawn.bars[0].began_before) == (MARGIN, True)


def test_a_year_without_a_round_is_a_gap_and_a_closed_one_says_so():
    area = made(FollowUp(measures=(note(year(2021, 2024)),))).area
    assert [(bar.year, bar.text, bar.is_drawn) for bar in area.bars] == [
        (2021, "4,0\N{NO-BREAK SPACE}ha", True),
        (2023, "2,0\N{NO-BREAK SPACE}ha", True),
        (2024, "upphörd", False),
    ]
    assert [gap.text for gap in area.gaps] == ["inget resultat"]
    assert area.gaps[0].middle == pytest.approx(area.axis.middle(2022), abs=0.2)


def test_bars_are_in_proportion_from_zero():
    heights = {bar.year: bar.height for bar in made(FollowUp(measures=(note(year(2021)),))).area.bars}
    assert heights[2023] == pytest.approx(heights[2021] / 2)


def test_violence_that_falls_while_the_outline_shrinks_is_shown_as_count_and_per_hectare():
    # 40 on 4 ha is 10.0 a hectare; 36 on 2 ha is 18.0; on the constant 4 ha 40 is 10.0 and 38 is 9.5.
    crimes = (crime(2022, 40, constant=40), crime(2023, 36, 20_000.0, constant=38))
    panels = made(FollowUp(crimes=crimes)).crimes[0]
    assert [bar.text for bar in panels.counts.bars] == ["40", "36"]
    main, beside = panels.per_ha.lines
    assert [mark.text for mark in main.marks] == ["10,0", "18,0"]
    assert [mark.text for mark in beside.marks] == ["", "9,5"]  # where the two are the same, one figure is enough
    assert (main.name, beside.name) == ("årets gräns", "konstant gräns")
    assert main.marks[1].y < main.marks[0].y
    assert beside.marks[1].y > beside.marks[0].y


def test_no_line_crosses_a_year_without_a_figure():
    crimes = (crime(2020, 10), crime(2022, 12), crime(2023, 11))
    line = made(FollowUp(crimes=crimes)).crimes[0].per_ha.lines[0]
    assert [(part.x1, part.x2) for part in line.segments] == [(line.marks[1].x, line.marks[2].x)]


def test_a_suppressed_count_is_said_to_be_hidden_and_draws_nothing():
    drawn = made(FollowUp(crimes=(crime(2022, None), crime(2023, 12))))
    assert [(bar.text, bar.is_drawn) for bar in drawn.crimes[0].counts.bars] == [("dolt", False), ("12", True)]
    assert drawn.has_hidden
    assert [mark.year for mark in drawn.crimes[0].per_ha.lines[0].marks] == [2023]


def test_no_rate_is_drawn_where_no_round_covers_the_year():
    assert made(FollowUp(crimes=(crime(2022, 12, None),))).crimes[0].per_ha is None


def test_violence_stands_before_detection_crime_which_is_told_apart_and_other_crimes_are_in_the_table_alone():
    crimes = (
        crime(2023, 30, category="narkotika", group=CrimeGroup.DETECTION),
        crime(2023, 9, category="stold", group=CrimeGroup.OTHER),
        crime(2023, 12),
    )
    drawn = made(FollowUp(crimes=crimes))
    assert [(part.name, part.is_detection) for part in drawn.crimes] == [("Vald", False), ("Narkotika", True)]
    assert [rate.figure.category for rate in drawn.rates] == ["vald", "narkotika", "stold"]


def test_of_two_imports_of_the_same_year_the_later_one_is_shown():
    drawn = made(FollowUp(crimes=(crime(2023, 14, number="U-0002"), crime(2023, 12, number="U-0001"))))
    assert [rate.figure.count for rate in drawn.rates] == [14]


def test_attitudes_of_each_group_are_a_drawing_of_their_own_beside_the_citys_mean():
    shares = tuple(
        AttitudeFigure(f"{group}-{known}", "S-0001", known, group, "Känner sig trygg", share, 100, mean, SOURCE)
        for group, known, share, mean in (
            (AttitudeGroup.RESIDENTS, 2022, 40.0, 70.0),
            (AttitudeGroup.RESIDENTS, 2023, 45.0, 71.0),
            (AttitudeGroup.WORKERS, 2023, 50.0, None),
        )
    )
    drawn = made(FollowUp(attitudes=shares))
    assert [part.heading for part in drawn.attitudes] == [
        "Boende: Känner sig trygg",
        "De som arbetar där: Känner sig trygg",
    ]
    assert [[line.name for line in part.panel.lines] for part in drawn.attitudes] == [
        ["platsen", "staden"],
        ["platsen"],
    ]
    assert [mark.text for mark in drawn.attitudes[0].panel.lines[1].marks] == [
        "70\N{NO-BREAK SPACE}%",
        "71\N{NO-BREAK SPACE}%",
    ]


def test_anything_made_up_is_told():
    assert not made(FollowUp(measures=(note(year(2021)),))).has_example
    assert made(FollowUp(measures=(note(year(2021), origin=Origin.EXAMPLE),))).has_example


def test_every_figure_stands_in_the_description_for_those_who_do_not_see_the_drawing():
    drawn = made(FollowUp(crimes=(crime(2022, 40), crime(2023, 36))))
    assert drawn.crimes[0].counts.description == "2022: 40, 2023: 36"
    assert drawn.area.description == "2021: 4,0\N{NO-BREAK SPACE}ha, 2023: 2,0\N{NO-BREAK SPACE}ha, 2024: upphörd"


@pytest.mark.parametrize("last", range(2012, 2027))
def test_years_are_written_where_there_is_room_and_the_last_always(last):
    axis = axis_of([2012, last])
    x = [tick.x for tick in axis.ticks]
    assert axis.ticks[-1].year == last
    assert all(after - before >= 37 for before, after in itertools.pairwise(x))
