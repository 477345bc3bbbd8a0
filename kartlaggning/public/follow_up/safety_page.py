"""The page of safety and attitudes as values: published shares, bands of distance with intervals, and places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kartlaggning.choices import AttitudeGroup
from kartlaggning.exports.drawings.charts import Value
from kartlaggning.exports.drawings.small_charts import Band, BandChart, SmallChart, band_chart, small_chart
from kartlaggning.exports.words.writing import number, percent
from kartlaggning.followup.intervals import Share, safety_share
from kartlaggning.followup.values import AttitudeFigure, FollowUp, ImportRef, SafetyFigure
from kartlaggning.public.follow_up.place_filter import PlaceFilter
from kartlaggning.selectors.editions import Atlas, Figure, SceneRow

NEAR, COUNTY = "unsafe_within_500_m", "unsafe_county"
_HIGHEST_SHARE = 100.0


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """What is published of one year; either share may be missing."""

    year: int
    near: Figure | None
    county: Figure | None

    @property
    def sources(self) -> tuple[str, ...]:
        """Return where the shares are published, each source once."""
        return tuple(dict.fromkeys(figure.source for figure in (self.near, self.county) if figure))


@dataclass(frozen=True, slots=True)
class BandLine:
    """One band: its name, the figure, and the share with its interval."""

    label: str
    figure: SafetyFigure
    share: Share

    @property
    def is_weighted(self) -> bool:
        """Tell whether the answers are weighted."""
        return self.figure.weight is not None


@dataclass(frozen=True, slots=True)
class BandYear:
    """The bands of one import and year. `key` is the part's name on the page."""

    key: str
    year: int
    source: ImportRef
    lines: tuple[BandLine, ...]
    chart: BandChart | None

    @property
    def is_weighted(self) -> bool:
        """Tell whether any band is weighted."""
        return any(line.is_weighted for line in self.lines)


@dataclass(frozen=True, slots=True)
class GroupPart:
    """One group's answers to one question about a place, year by year, beside the city's mean."""

    group: AttitudeGroup
    figures: tuple[AttitudeFigure, ...]
    chart: SmallChart | None


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """One question about a place, each group by itself: they are never added up. `key` is its name on the page."""

    key: str
    text: str
    groups: tuple[GroupPart, ...]
    imports: tuple[ImportRef, ...]

    @property
    def is_example(self) -> bool:
        """Tell whether any of the figures is made up."""
        return any(source.is_example for source in self.imports)


@dataclass(frozen=True, slots=True)
class PlacePart:
    """The questions about one place."""

    row: SceneRow
    questions: tuple[QuestionPart, ...]


@dataclass(frozen=True, slots=True)
class SafetyPage:
    """What the page shows."""

    published: tuple[PublishedYear, ...]
    bands: tuple[BandYear, ...]
    query: PlaceFilter
    places: tuple[PlacePart, ...]
    has_places: bool
    smallest_group: int


def safety_page(atlas: Atlas, query: PlaceFilter) -> SafetyPage:
    """Return the page's values; the query chooses among the places that there are attitudes to."""
    follow_up: FollowUp = atlas.follow_up
    return SafetyPage(
        published=_published(atlas),
        bands=_bands(follow_up.safety),
        query=query,
        places=tuple(_place(row, follow_up.of_scene(row.public_id).attitudes) for row in query.rows()),
        has_places=bool(query.all_rows),
        smallest_group=follow_up.limits.smallest_group,
    )


def attitude_scenes(figures: Iterable[AttitudeFigure]) -> frozenset[str]:
    """Return the permanent ids of the scenes that there are figures for."""
    return frozenset(figure.public_id for figure in figures)


def band_label(figure: SafetyFigure) -> str:
    """Return a band's name: `0–500 m`, `mer än 1 500 m`, `hela länet`."""
    if figure.from_m is None:
        return _("hela länet")
    values = {"from": number(figure.from_m), "to": number(figure.to_m or 0)}
    if figure.to_m is None:
        return _("från %(from)s m") % values
    return _("%(from)s–%(to)s m") % values


def _published(atlas: Atlas) -> tuple[PublishedYear, ...]:
    years = sorted({figure.year for figure in atlas.figures if figure.key in (NEAR, COUNTY)})
    return tuple(PublishedYear(year, atlas.figure(year, NEAR), atlas.figure(year, COUNTY)) for year in years)


def _bands(figures: Sequence[SafetyFigure]) -> tuple[BandYear, ...]:
    grouped: dict[tuple[int, ImportRef], list[SafetyFigure]] = {}
    for figure in figures:
        grouped.setdefault((figure.year, figure.source), []).append(figure)
    ordered = sorted(grouped.items(), key=lambda item: (item[0][0], item[0][1].number))
    return tuple(_band_year(year, source, found) for (year, source), found in ordered)


def _band_year(year: int, source: ImportRef, figures: Sequence[SafetyFigure]) -> BandYear:
    ordered = sorted(figures, key=lambda figure: (figure.from_m is None, figure.from_m or 0))
    lines = tuple(BandLine(band_label(figure), figure, safety_share(figure)) for figure in ordered)
    drawn = [
        Band(line.label, line.share.percent, line.share.low, line.share.high, percent(line.share.percent))
        for line in lines
        if line.share.percent is not None
    ]
    return BandYear(f"{source.number}-{year}", year, source, lines, band_chart(drawn))


def _place(row: SceneRow, figures: Sequence[AttitudeFigure]) -> PlacePart:
    texts = sorted({figure.question for figure in figures})
    questions = tuple(
        _question(f"{row.public_id}-{number}", text, [figure for figure in figures if figure.question == text])
        for number, text in enumerate(texts, 1)
    )
    return PlacePart(row, questions)


def _question(key: str, text: str, figures: Sequence[AttitudeFigure]) -> QuestionPart:
    years = sorted({figure.year for figure in figures})
    groups = tuple(
        _group(group, [figure for figure in figures if figure.group is group], years)
        for group in AttitudeGroup
        if any(figure.group is group for figure in figures)
    )
    return QuestionPart(key, text, groups, tuple(dict.fromkeys(figure.source for figure in figures)))


def _group(group: AttitudeGroup, figures: Sequence[AttitudeFigure], years: Sequence[int]) -> GroupPart:
    ordered = tuple(sorted(figures, key=lambda figure: (figure.year, figure.source.number)))
    place = [Value(figure.year, figure.share, number(figure.share)) for figure in ordered]
    means = [(figure.year, figure.city_mean) for figure in ordered]
    city = [Value(year, mean, number(mean)) for year, mean in means if mean is not None]
    return GroupPart(group, ordered, small_chart(place, years, _HIGHEST_SHARE, city))
