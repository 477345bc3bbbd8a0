"""What happened on a scene at the same time: measures, area, crimes and attitudes over one axis of years.

Immutable descriptions that a template draws as SVG. Lengths are units of the drawing's own viewBox: x grows to the
right, y downwards. All panels have the same width and the same years, so that they can be read below each other. A
year without a figure is a gap: no line crosses it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from kartlaggning.choices import CrimeGroup, Origin
from kartlaggning.exports.words.writing import hectares, number, percent
from kartlaggning.followup.rates import CrimeRate, rates
from kartlaggning.followup.timeline_drawing import (
    Axis,
    Bar,
    Panel,
    Value,
    axis_of,
    bar_panel,
    line_panel,
    measure_bar,
    rows_height,
)
from kartlaggning.followup.values import AttitudeFigure, CrimeFigure, FollowUp, MeasureNote

# In this order; those of the last group stand in the table alone.
ORDER = (CrimeGroup.VIOLENCE, CrimeGroup.DETECTION, CrimeGroup.OTHER)
DRAWN = ORDER[:2]


@dataclass(frozen=True, slots=True)
class RoundArea:
    """What a survey round found: the area in m² (EPSG:3006), None where it is not known or the scene had closed."""

    year: int
    area_m2: float | None
    is_closed: bool
    is_example: bool


@dataclass(frozen=True, slots=True)
class CrimePanels:
    """One category: how many, and beside it how many for each hectare; `per_ha` is None where no rate is known."""

    name: str
    is_detection: bool
    counts: Panel
    per_ha: Panel | None


@dataclass(frozen=True, slots=True)
class AttitudePanel:
    """One question to one group: the share that agreed, and beside it the city's mean."""

    heading: str
    panel: Panel


@dataclass(frozen=True, slots=True)
class Timeline:
    """All there is to draw and to tabulate; the oldest first everywhere."""

    axis: Axis
    measures: tuple[MeasureNote, ...]
    bars: tuple[Bar, ...]
    area: Panel | None
    crimes: tuple[CrimePanels, ...]
    attitudes: tuple[AttitudePanel, ...]
    rates: tuple[CrimeRate, ...]
    shares: tuple[AttitudeFigure, ...]
    has_example: bool
    has_detection: bool
    has_hidden: bool

    @property
    def bars_bottom(self) -> float:
        """Return how high the bars of the measures are, together."""
        return rows_height(len(self.bars))

    @property
    def bars_height(self) -> float:
        """Return how high the drawing of the measures is, the years below them included."""
        return self.bars_bottom + 30


def timeline(areas: Sequence[RoundArea], follow_up: FollowUp, today: date) -> Timeline | None:
    """Return the timeline of one scene, or None where nothing follows it up.

    `follow_up` is what one reader may see of the scene: of the public's the counts may be suppressed.
    """
    if not (follow_up.measures or follow_up.crimes or follow_up.attitudes):
        return None
    axis = axis_of(_years(areas, follow_up, today))
    latest = _latest_import(follow_up.crimes)
    reckoned = rates(latest, follow_up.limits)
    return Timeline(
        axis=axis,
        measures=follow_up.measures,
        bars=tuple(measure_bar(note, index, axis) for index, note in enumerate(follow_up.measures)),
        area=_area_panel(areas, axis),
        crimes=tuple(_crimes(reckoned, axis)),
        attitudes=tuple(_attitudes(follow_up.attitudes, axis)),
        rates=reckoned,
        shares=follow_up.attitudes,
        has_example=_has_example(areas, follow_up),
        has_detection=any(rate.figure.group is CrimeGroup.DETECTION for rate in reckoned),
        has_hidden=any(rate.figure.count is None for rate in reckoned),
    )


def _years(areas: Sequence[RoundArea], follow_up: FollowUp, today: date) -> Iterator[int]:
    yield from (area.year for area in areas)
    yield from (figure.year for figure in follow_up.crimes)
    yield from (figure.year for figure in follow_up.attitudes)
    for note in follow_up.measures:
        yield note.spell.starts_on.year
        yield note.spell.ends_on.year if note.spell.ends_on else max(today.year, note.spell.starts_on.year)


def _latest_import(figures: Sequence[CrimeFigure]) -> tuple[CrimeFigure, ...]:
    """Return one figure for each year and category, of the latest import that has it."""
    chosen: dict[tuple[str, int], CrimeFigure] = {}
    for figure in sorted(figures, key=lambda figure: figure.source.number):
        chosen[figure.category, figure.year] = figure
    order = list(dict.fromkeys(figure.category for figure in figures))

    def place(figure: CrimeFigure) -> tuple[int, int, int]:
        return ORDER.index(figure.group), order.index(figure.category), figure.year

    return tuple(sorted(chosen.values(), key=place))


def _has_example(areas: Sequence[RoundArea], follow_up: FollowUp) -> bool:
    imports = [figure.source for figure in follow_up.crimes] + [figure.source for figure in follow_up.attitudes]
    return (
        any(area.is_example and area.area_m2 for area in areas)
        or any(source.is_example for source in imports)
        or any(note.origin is Origin.EXAMPLE for note in follow_up.measures)
    )


def _area_panel(areas: Sequence[RoundArea], axis: Axis) -> Panel | None:
    if not any(area.area_m2 for area in areas):
        return None
    values = [
        Value(area.year, area.area_m2, hectares(area.area_m2))
        if area.area_m2 is not None
        else Value(area.year, None, _("upphörd") if area.is_closed else _("okänd"))
        for area in areas
    ]
    return bar_panel(values, axis, _("inget resultat"))


def _crimes(reckoned: Sequence[CrimeRate], axis: Axis) -> Iterator[CrimePanels]:
    for _category, found in groupby(reckoned, key=lambda rate: rate.figure.category):
        of_category = list(found)
        figure = of_category[0].figure
        if figure.group not in DRAWN:
            continue
        counts = [_count(rate.figure) for rate in of_category]
        yield CrimePanels(
            figure.category_name,
            figure.group is CrimeGroup.DETECTION,
            bar_panel(counts, axis, _("ingen uppgift")),
            _per_hectare(of_category, axis),
        )


def _count(figure: CrimeFigure) -> Value:
    if figure.count is None:
        return Value(figure.year, None, _("dolt"))
    return Value(figure.year, float(figure.count), number(figure.count))


def _per_hectare(of_category: Sequence[CrimeRate], axis: Axis) -> Panel | None:
    main = [_decimal(rate.figure.year, rate.per_ha) for rate in of_category if rate.per_ha is not None]
    beside = [
        _decimal(rate.figure.year, rate.constant_per_ha) for rate in of_category if rate.constant_per_ha is not None
    ]
    if not main and not beside:
        return None
    return line_panel(main, beside, axis, (_("årets gräns"), _("konstant gräns")), _("inget tal"))


def _decimal(year: int, value: float) -> Value:
    return Value(year, value, number(value, 1))


def _attitudes(figures: Sequence[AttitudeFigure], axis: Axis) -> Iterator[AttitudePanel]:
    ordered = sorted(figures, key=lambda figure: (figure.group.value, figure.question, figure.year))
    for _key, found in groupby(ordered, key=lambda figure: (figure.group, figure.question)):
        series = list(found)
        main = [Value(figure.year, figure.share, percent(figure.share)) for figure in series]
        beside = [
            Value(figure.year, figure.city_mean, percent(figure.city_mean))
            for figure in series
            if figure.city_mean is not None
        ]
        names = (_("platsen"), _("staden"))
        heading = f"{series[0].group.label.capitalize()}: {series[0].question}"
        yield AttitudePanel(heading, line_panel(main, beside, axis, names, _("ingen mätning")))
