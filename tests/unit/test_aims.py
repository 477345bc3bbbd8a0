"""The county against its aims: what is met, what is not, and what can't be told, worked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from kartlaggning.choices import AgreementKind, CrimeGroup, Origin, Precision, Visibility
from kartlaggning.followup.aim_words import words_of
from kartlaggning.followup.aims import AimKey, CountyResult, county_aims
from kartlaggning.followup.indicators import Verdict, Why
from kartlaggning.followup.values import (
    NOTHING,
    AgreementNote,
    CrimeFigure,
    FollowUp,
    ImportRef,
    SafetyFigure,
    Spell,
)

DAY = date(2024, 11, 1)
# The published totals: 64 in 2021, 63 in 2023, 53 in 2024. For 2022 there is no result.
PUBLISHED = (
    CountyResult(2017, "", 48, "avhandling"),
    CountyResult(2021, "", 64, "Länsstyrelsen"),
    CountyResult(2023, "Kartläggning 2023, revision 1", 63, "Polisen"),
    CountyResult(2024, "Kartläggning 2024, revision 1", 53, "Länsstyrelsen", said_smaller_by="Länsstyrelsen"),
)
IMPORT = ImportRef("U-0001", "Brott", "Polisen")
LATER = ImportRef("U-0002", "Brott, rättade", "Polisen")
MADE_UP = ImportRef("U-0003", "Exempel", "påhittad", is_example=True)


def aims(county=PUBLISHED, follow_up=NOTHING, safety=()):
    found = county_aims(county, safety, follow_up, day=DAY, register="Kartläggning 2024, revision 1")
    return {aim.key: aim for aim in found}


def crimes(year, count, public_id="X-1", *, constant=None, outline_m2=10_000.0, source=IMPORT, category="vald"):
    return CrimeFigure(
        *(f"{source.number}-{public_id}-{year}-{category}", public_id, year, category, category.capitalize()),
        *(CrimeGroup.DETECTION if category == "narkotika" else CrimeGroup.VIOLENCE, count, year, outline_m2),
        *(constant, None if constant is None else 20_000.0, () if constant is None else (2023, 2024), source),
    )


def violence(*figures):
    return aims(follow_up=FollowUp(crimes=figures))[AimKey.VIOLENCE].indicators


def verdict(indicator):
    return indicator.verdict, indicator.why


def test_all_seven_aims_stand_in_the_order_of_the_source_even_where_there_is_nothing_to_show():
    assert list(aims(county=())) == list(AimKey)
    assert [aim.indicators for aim in aims(county=()).values()] == [()] * 7


def test_the_number_of_2024_is_met_against_2023_with_both_sources_named():
    [indicator] = aims()[AimKey.NUMBER].indicators
    assert (indicator.now.value, indicator.before.value) == (53, 63)
    assert verdict(indicator) == (Verdict.MET, None)
    words = words_of(aims()[AimKey.NUMBER]).indicators[0]
    assert words.verdict == "Målet är uppnått 2024."
    assert words.references == ("Kartläggning 2024, revision 1", "Kartläggning 2023, revision 1")
    assert words.sources == ("Länsstyrelsen", "Polisen")


def test_the_number_of_2023_is_not_judged_against_2021_as_if_a_year_lay_between():
    [indicator] = aims(PUBLISHED[:3])[AimKey.NUMBER].indicators
    assert (indicator.now.value, indicator.before.year) == (63, 2021)
    assert verdict(indicator) == (Verdict.UNKNOWN, Why.GAP)
    assert "ingen siffra för 2022" in words_of(aims(PUBLISHED[:3])[AimKey.NUMBER]).indicators[0].verdict


def test_the_goal_to_2027_has_a_line_for_each_year_and_says_what_is_not_known():
    goal = aims()[AimKey.NUMBER].goal
    assert [(year.year, year.scenes, year.is_met) for year in goal] == [
        (2022, None, None),
        (2023, 63, None),
        (2024, 53, True),
        (2025, None, None),
        (2026, None, None),
        (2027, None, None),
    ]


@pytest.mark.parametrize(("now", "expected"), [(52, Verdict.MET), (53, Verdict.NOT_MET), (54, Verdict.NOT_MET)])
def test_as_many_as_last_year_is_not_fewer(now, expected):
    county = (*PUBLISHED, CountyResult(2025, "", now, "påhittad i testet"))
    assert aims(county)[AimKey.NUMBER].indicators[0].verdict is expected


def test_a_source_that_says_smaller_without_a_figure_is_quoted_and_makes_no_figure():
    area = aims()[AimKey.AREA]
    assert area.indicators == ()
    words = words_of(area)
    assert words.said == "Länsstyrelsen säger att ytan minskade i kartläggningen 2024, men anger ingen siffra."
    assert words.nothing.startswith("Ingen siffra")


def test_what_was_said_of_2024_is_not_said_of_a_later_year():
    assert aims((*PUBLISHED, CountyResult(2025, "", 50, "")))[AimKey.AREA].said is None


def with_areas(measured, open_rows=53):
    known = {"measured": measured, "open_rows": open_rows, "rows_complete": True}
    earlier = {"measured": 63, "open_rows": 63, "rows_complete": True}
    return (replace(PUBLISHED[2], area_m2=300.0, **earlier), replace(PUBLISHED[3], area_m2=200.0, **known))


def test_the_area_is_judged_where_every_outline_is_known():
    [indicator] = aims(with_areas(53))[AimKey.AREA].indicators
    assert verdict(indicator) == (Verdict.MET, None)


def test_a_smaller_area_of_fewer_known_outlines_proves_nothing():
    [indicator] = aims(with_areas(41))[AimKey.AREA].indicators
    assert verdict(indicator) == (Verdict.UNKNOWN, Why.AREAS_MISSING)
    words = words_of(aims(with_areas(41))[AimKey.AREA]).indicators[0]
    assert words.notes == ("Ytan är räknad på de platser vars gräns är känd: 41 av 53.",)


def test_violence_is_judged_on_the_same_ground_in_both_years():
    # On the outlines of the year 30 → 20, on the same ground 30 → 32: there was more violence, not less.
    [indicator] = violence(crimes(2023, 30, constant=30), crimes(2024, 20, constant=32, outline_m2=5_000.0))
    assert verdict(indicator) == (Verdict.NOT_MET, None)


def test_klaras_pattern_is_told_count_area_and_both_rates_beside_each_other():
    # 60 on 3 ha is 20 a hectare, 38 on 1 ha is 38 a hectare; on the same 2 ha 60 → 40 is 30 → 20 a hectare.
    before = crimes(2023, 60, constant=60, outline_m2=30_000.0)
    now = crimes(2024, 38, constant=40, outline_m2=10_000.0)
    found = aims(follow_up=FollowUp(crimes=(before, now)))[AimKey.VIOLENCE]
    words = words_of(found).indicators[0]
    assert [(line.label, line.before, line.now) for line in words.lines] == [
        ("Anmälda brott", "60", "38"),
        ("Yta enligt årets gränser", "3,0\N{NO-BREAK SPACE}ha", "1,0\N{NO-BREAK SPACE}ha"),
        ("Per hektar", "20,0", "38,0"),
        ("Brott på samma gränser båda åren", "60", "40"),
        ("Per hektar på samma gränser", "30,0", "20,0"),
    ]
    assert words.verdict == "Målet är uppnått 2024 på de här platserna."
    assert "Brotten blev inte fler, men gränserna krympte: därför steg antalet per hektar." in words.notes


def test_without_a_constant_outline_a_shrunken_one_can_not_be_judged():
    # 1.0 → 0.7 ha is 30 per cent smaller, and the limit is 20.
    [indicator] = violence(crimes(2023, 30), crimes(2024, 20, outline_m2=7_000.0))
    assert verdict(indicator) == (Verdict.UNKNOWN, Why.OUTLINE_CHANGED)
    [indicator] = violence(crimes(2023, 30), crimes(2024, 20, outline_m2=9_000.0))
    assert verdict(indicator) == (Verdict.MET, None)


def test_only_scenes_with_figures_in_both_years_are_compared():
    # X-2 has none of 2023: 30 → 25 for X-1 alone, not 30 → 35.
    [indicator] = violence(crimes(2023, 30), crimes(2024, 25), crimes(2024, 10, "X-2"))
    assert (indicator.before.value, indicator.now.value, indicator.crimes.scenes) == (30, 25, 1)
    assert verdict(indicator) == (Verdict.MET, None)


def test_no_scene_with_figures_in_both_years_is_said():
    [indicator] = violence(crimes(2023, 30), crimes(2024, 25, "X-2"))
    assert verdict(indicator) == (Verdict.UNKNOWN, Why.OTHER_SCENES)


def test_a_suppressed_number_leaves_the_verdict_open_and_is_never_summed():
    figures = crimes(2023, 30), crimes(2024, 20), crimes(2023, 6, "X-2"), crimes(2024, None, "X-2")
    [indicator] = violence(*figures)
    assert (indicator.before.value, indicator.now.value) == (30, 20)
    assert verdict(indicator) == (Verdict.UNKNOWN, Why.HIDDEN)
    assert (indicator.crimes.scenes, indicator.crimes.hidden) == (2, 1)


def test_a_sum_of_the_few_that_are_not_suppressed_is_not_shown():
    hidden = [crimes(year, None, f"X-{scene}") for scene in (2, 3) for year in (2023, 2024)]
    aim = aims(follow_up=FollowUp(crimes=(crimes(2023, 0), crimes(2024, 0), *hidden)))[AimKey.VIOLENCE]
    [words] = words_of(aim).indicators
    assert (words.label, words.lines) == ("Vald på 3 platser", ())
    assert words.notes == ("Talen är för små för att visas på 2 av 3 platser, så ingen summa står här.",)


def test_where_all_is_suppressed_there_is_no_figure_at_all():
    [indicator] = violence(crimes(2023, None), crimes(2024, None))
    assert (indicator.now, indicator.before) == (None, None)
    assert verdict(indicator) == (Verdict.UNKNOWN, Why.HIDDEN)


def test_a_year_that_is_missing_is_not_stepped_over():
    assert verdict(violence(crimes(2021, 30), crimes(2023, 20))[0]) == (Verdict.UNKNOWN, Why.GAP)


def test_where_two_imports_have_the_same_figure_the_newer_counts_and_nothing_is_doubled():
    [indicator] = violence(crimes(2023, 30), crimes(2023, 28, source=LATER), crimes(2024, 25))
    assert (indicator.before.value, indicator.now.value) == (28, 25)
    assert "U-0002" in indicator.before.reference


def test_made_up_figures_are_never_added_to_documented_ones_and_categories_never_to_each_other():
    figures = (
        *(crimes(2023, 30), crimes(2024, 25)),
        *(crimes(2023, 9, "E-1", source=MADE_UP), crimes(2024, 8, "E-1", source=MADE_UP)),
        *(crimes(2023, 3, category="skjutningar"), crimes(2024, 2, category="skjutningar")),
    )
    found = violence(*figures)
    assert [(each.name, each.now.value, each.is_example) for each in found] == [
        ("Skjutningar", 2, False),
        ("Vald", 25, False),
        ("Vald", 8, True),
    ]


def test_of_detection_crimes_more_is_what_is_aimed_at_and_fewer_is_said_to_mean_less_looking():
    figures = crimes(2023, 40, category="narkotika"), crimes(2024, 30, category="narkotika")
    aim = aims(follow_up=FollowUp(crimes=figures))[AimKey.DETECTION]
    assert aim.indicators[0].verdict is Verdict.NOT_MET
    caveats = words_of(aim).caveats
    assert "betyder oftast att någon har letat mindre" in caveats[0]
    assert "aldrig" in caveats[0]


def survey(year, unsafe, respondents=1000):
    return SafetyFigure(f"{year}", year, None, None, respondents, unsafe, None, None, None, IMPORT)


def published_share(year, share):
    return SafetyFigure(f"p{year}", year, None, None, None, None, None, None, None, ImportRef("", "", "mätning"), share)


def safety(*figures):
    return aims(safety=figures)[AimKey.SAFETY].indicators[0]


def test_the_published_share_of_one_year_can_not_be_judged():
    indicator = safety(published_share(2023, 21.0))
    assert (indicator.now.value, verdict(indicator)) == (21.0, (Verdict.UNKNOWN, Why.ONE_YEAR))


def test_a_difference_within_the_margins_of_error_is_not_called_a_change():
    # Wilson's interval of 210 of 1 000 is 18.6–23.6 %, of 200 of 1 000 17.6–22.6 %: they overlap.
    assert verdict(safety(survey(2023, 210), survey(2024, 200))) == (Verdict.UNKNOWN, Why.WITHIN_MARGIN)
    # Of 140 of 1 000 it is 12.0–16.3 %: apart from 18.6–23.6 %.
    assert verdict(safety(survey(2023, 210), survey(2024, 140))) == (Verdict.MET, None)


def test_a_share_is_always_said_to_describe_respondents_and_not_a_place():
    words = words_of(aims(safety=[published_share(2023, 21.0)])[AimKey.SAFETY])
    assert words.caveats == (
        "Siffrorna beskriver dem som svarade på en enkät i länet. De säger inget om en viss plats.",
    )


def test_bands_of_the_same_survey_stand_in_one_table_nearest_first_after_the_county():
    county, near = survey(2024, 210), replace(survey(2024, 360), from_m=0, to_m=500)
    [words] = words_of(aims(safety=[near, county])[AimKey.SAFETY]).indicators
    assert [(line.label, line.now) for line in words.lines] == [
        ("I hela länet", "21\N{NO-BREAK SPACE}% (19\N{WORD JOINER}–\N{WORD JOINER}24)"),
        # Wilson's interval of 360 of 1 000 is 33.1–39.0 %.
        ("Inom 500 meter från en öppen drogscen", "36\N{NO-BREAK SPACE}% (33\N{WORD JOINER}–\N{WORD JOINER}39)"),
    ]


def test_young_people_found_early_has_no_indicator_and_is_not_left_out():
    words = words_of(aims()[AimKey.YOUNG])
    assert words.nothing.startswith("Ingen indikator.")
    assert words.indicators == ()


def agreement(starts, ends=None, precision=Precision.DAY, origin=Origin.DOCUMENTED):
    spell = Spell(starts, Precision.DAY, ends, precision if ends else None)
    nothing = ((), (), (), "")
    return AgreementNote(
        *("A-1", "", AgreementKind.FORUM, "Forum", *nothing, spell, None, "", Visibility.PUBLIC, origin, ("källa",))
    )


@pytest.mark.parametrize(
    ("ends", "precision", "kept"),
    [
        (None, None, 2),
        (date(2024, 10, 31), Precision.DAY, 1),
        # Known to end in 2024, and no more: on 1 November it may still go on.
        (date(2024, 1, 1), Precision.YEAR, 2),
    ],
)
def test_what_of_cooperation_has_lasted_a_year_is_counted_and_not_judged(ends, precision, kept):
    # On 1 November 2023 two went on; the third began after that and is not asked about.
    notes = agreement(date(2022, 1, 1)), agreement(date(2021, 1, 1), ends, precision), agreement(date(2024, 6, 1))
    [indicator] = aims(follow_up=FollowUp(agreements=notes))[AimKey.COOPERATION].indicators
    assert (indicator.known, indicator.total) == (kept, 2)
    assert verdict(indicator) == (Verdict.UNKNOWN, Why.NO_LIMIT)


def test_the_share_of_joint_surveys_is_shown_and_one_year_alone_is_not_judged():
    county = (*PUBLISHED[:3], replace(PUBLISHED[3], joint=96.0, joint_source="SSR"))
    [indicator] = aims(county)[AimKey.COOPERATION].indicators
    assert (indicator.now.value, verdict(indicator)) == (96.0, (Verdict.UNKNOWN, Why.ONE_YEAR))
