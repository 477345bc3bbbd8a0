"""The aims of the regional work, each with what it is followed by. One without an indicator stands here too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kartlaggning.choices import CrimeGroup
from kartlaggning.followup.crime_sums import crime_indicators
from kartlaggning.followup.goal import GoalYear, goal_years
from kartlaggning.followup.indicators import Indicator, IndicatorKind, Reading, Verdict, Why, judged
from kartlaggning.followup.lasting import lasting_indicators
from kartlaggning.followup.safety_shares import safety_indicators
from kartlaggning.followup.values import FollowUp, SafetyFigure


class AimKey(Enum):
    """The aims, in the order that the sources give them (SSR's questions and answers); the value is for addresses."""

    NUMBER = "antal"
    AREA = "yta"
    VIOLENCE = "vald"
    DETECTION = "upptacktsbrott"
    SAFETY = "trygghet"
    YOUNG = "unga"
    COOPERATION = "samverkan"


@dataclass(frozen=True, slots=True)
class CountyResult:
    """The county in one survey year. `scenes` is the published number, or that of a complete edition's rows.

    `area_m2` is the sum over the `measured` of the edition's `open_rows` whose outline is known; `rows_complete` tells
    whether those rows are all there are. `joint` is the percentage of surveys made together with the municipality.
    `said_smaller_by` is the source that says, without a figure, that the area is smaller than in the year before.
    """

    year: int
    reference: str
    scenes: int | None = None
    scenes_source: str = ""
    area_m2: float | None = None
    measured: int = 0
    open_rows: int = 0
    rows_complete: bool = False
    has_examples: bool = False
    joint: float | None = None
    joint_source: str = ""
    said_smaller_by: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """One aim with its indicators: none where nothing is released, or where the aim has no indicator at all.

    `said` is a result for which a source says that the aim was met, without a figure.
    """

    key: AimKey
    indicators: tuple[Indicator, ...]
    goal: tuple[GoalYear, ...] = ()
    said: CountyResult | None = None

    @property
    def has_no_indicator(self) -> bool:
        """Tell whether no source says what the aim could be measured by."""
        return self.key is AimKey.YOUNG


def county_aims(
    county: Sequence[CountyResult],
    published_safety: Sequence[SafetyFigure],
    follow_up: FollowUp,
    *,
    day: date,
    register: str,
) -> tuple[Aim, ...]:
    """Return the aims, in their order, as they stand by the county's results and what one reader may see.

    `published_safety` are shares that others have published; `register` names where the forms of cooperation stand,
    `day` the day that they are counted on.
    """
    numbers = {result.year: result.scenes for result in county if result.scenes is not None}
    return (
        Aim(AimKey.NUMBER, _number(county), goal_years(numbers)),
        Aim(AimKey.AREA, _area(county), said=_said_smaller(county)),
        Aim(AimKey.VIOLENCE, crime_indicators(follow_up.crimes, CrimeGroup.VIOLENCE, follow_up.limits)),
        Aim(AimKey.DETECTION, crime_indicators(follow_up.crimes, CrimeGroup.DETECTION, follow_up.limits)),
        Aim(AimKey.SAFETY, safety_indicators((*published_safety, *follow_up.safety))),
        Aim(AimKey.YOUNG, ()),
        Aim(AimKey.COOPERATION, (*_joint(county), *lasting_indicators(follow_up.agreements, day, register))),
    )


def _number(county: Sequence[CountyResult]) -> tuple[Indicator, ...]:
    readings = [
        Reading(result.year, result.scenes, result.reference, result.scenes_source)
        for result in sorted(county, key=lambda each: each.year, reverse=True)
        if result.scenes is not None
    ]
    return _of_readings(IndicatorKind.SCENES, readings, fewer_is_met=True)


def _joint(county: Sequence[CountyResult]) -> tuple[Indicator, ...]:
    readings = [
        Reading(result.year, result.joint, result.reference, result.joint_source)
        for result in sorted(county, key=lambda each: each.year, reverse=True)
        if result.joint is not None
    ]
    return _of_readings(IndicatorKind.JOINT, readings, fewer_is_met=False)


def _of_readings(kind: IndicatorKind, readings: Sequence[Reading], *, fewer_is_met: bool) -> tuple[Indicator, ...]:
    if not readings:
        return ()
    before = readings[1] if len(readings) > 1 else None
    verdict, why = judged(readings[0], before, fewer_is_met=fewer_is_met)
    return (Indicator(kind, verdict, why, readings[0], before),)


def _area(county: Sequence[CountyResult]) -> tuple[Indicator, ...]:
    known = sorted((result for result in county if result.area_m2 is not None), key=lambda each: each.year)
    if not known:
        return ()
    now, before = known[-1], known[-2] if len(known) > 1 else None
    compared = [result for result in (now, before) if result is not None]
    readings = [Reading(result.year, result.area_m2 or 0, result.reference, "") for result in compared]
    verdict, why = judged(readings[0], readings[1] if before else None, fewer_is_met=True)
    if why is None and not all(result.rows_complete and result.measured == result.open_rows for result in compared):
        verdict, why = Verdict.UNKNOWN, Why.AREAS_MISSING
    return (
        Indicator(
            IndicatorKind.AREA,
            verdict,
            why,
            readings[0],
            readings[1] if before else None,
            is_example=any(result.has_examples for result in compared),
            known=now.measured,
            total=now.scenes if now.scenes is not None else now.open_rows,
        ),
    )


def _said_smaller(county: Sequence[CountyResult]) -> CountyResult | None:
    latest = max((result for result in county if result.scenes is not None), key=lambda each: each.year, default=None)
    return latest if latest is not None and latest.said_smaller_by else None
