"""What templates/staff/review/review.html is told: the review with its drawing, and what the public would see."""

from collections.abc import Callable
from dataclasses import dataclass

from kartlaggning.choices import Status
from kartlaggning.errors import Refused
from kartlaggning.exports.columns import PUBLIC_COLUMNS, Column, Scalar, public_values
from kartlaggning.exports.drawings.outline_drawing import Drawing, Outline, draw
from kartlaggning.exports.rows import PublishedRow
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor
from kartlaggning.selectors.review_page import Review, review_of
from kartlaggning.services.preview import published_row
from kartlaggning.swedish import NO_BREAK_SPACE, number

# What a reviewer looks at first; the rest is for files and addresses.
MAIN_COLUMNS = (
    *("name", "status", "change", "area_m2", "previous_area_m2", "area_change_percent", "municipality"),
    *("city_district", "police_area", "further_areas", "period_text", "note", "sources"),
)


@dataclass(frozen=True, slots=True)
class PublicValue:
    """One public column with its value as it is read: codes and figures in Swedish, empty where there is none."""

    key: str
    header: str
    words: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be published; where nothing would be, `problem` says why."""

    values: tuple[PublicValue, ...]
    drawing: Drawing | None
    is_open: bool
    problem: str = ""

    @property
    def main(self) -> tuple[PublicValue, ...]:
        """Return the values that a reviewer looks at first."""
        return tuple(value for value in self.values if value.key in MAIN_COLUMNS)

    @property
    def others(self) -> tuple[PublicValue, ...]:
        """Return all other public values."""
        return tuple(value for value in self.values if value.key not in MAIN_COLUMNS)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The whole page. `shows_all` is whether the unchanged answers are shown as well."""

    review: Review
    drawing: Drawing | None
    preview: Preview
    shows_all: bool

    @property
    def is_open(self) -> bool:
        """Tell whether the survey says that the scene is open."""
        return self.review.outline_after is not None

    @property
    def area_change(self) -> str:
        """Return the change of the area in percent, with its sign; empty where it can't be told."""
        comparison = self.review.comparison
        if comparison is None:
            return ""
        text = number(comparison.area_change_percent, 1)
        return f"{'+' if comparison.area_change_percent > 0 else ''}{text}{NO_BREAK_SPACE}%"

    @property
    def overlap(self) -> str:
        """Return how much of both outlines together they share, in percent; empty where it can't be told."""
        comparison = self.review.comparison
        return f"{number(100 * comparison.overlap_share)}{NO_BREAK_SPACE}%" if comparison else ""

    @property
    def shift(self) -> str:
        """Return how far the centre has moved; empty where it can't be told."""
        comparison = self.review.comparison
        return f"{number(comparison.centroid_shift_m)}{NO_BREAK_SPACE}m" if comparison else ""


def review_page(survey: Survey, actor: Actor, *, shows_all: bool, page_url: Callable[[str], str]) -> ReviewPage:
    """Return the page of a survey for the actor, who may read it."""
    review = review_of(survey, actor)
    outlines = []
    if review.outline_before is not None:
        size = _hectares(review.outline_before.area)
        outlines.append(Outline(review.outline_before, str(review.year_before), size, is_schematic=False))
    if review.outline_after is not None and review.outline_after.is_valid:
        size = _hectares(review.outline_after.area)
        outlines.append(Outline(review.outline_after, str(survey.survey_round.year), size, is_schematic=False))
    return ReviewPage(review, draw(outlines), _preview(survey, page_url), shows_all)


def _preview(survey: Survey, page_url: Callable[[str], str]) -> Preview:
    try:
        item = published_row(survey, page_url)
    except Refused as error:
        return Preview((), None, is_open=False, problem=str(error))
    values = public_values(item)
    shown = tuple(_public_value(column, values[column.key]) for column in PUBLIC_COLUMNS)
    return Preview(shown, _public_drawing(item), is_open=item.row.status is Status.OPEN)


def _public_value(column: Column, value: Scalar) -> PublicValue:
    return PublicValue(column.key, str(column.header), _in_words(column, value))


def _in_words(column: Column, value: Scalar) -> str:
    if value is None:
        return ""
    if column.choices is not None and value in column.choices.values:
        return str(column.choices(value).label)
    if isinstance(value, float):
        return number(value, 1)
    return number(value) if isinstance(value, int) and column.key.endswith("_m2") else str(value)


def _public_drawing(item: PublishedRow) -> Drawing | None:
    drawn = item.drawn
    if drawn is None or drawn.outline is None:
        return None
    size = "" if drawn.area_m2 is None else _hectares(drawn.area_m2)
    return draw([Outline(drawn.outline, str(drawn.year), size, drawn.is_schematic)])


def _hectares(area_m2: float) -> str:
    return f"{number(area_m2 / 10_000, 2 if area_m2 < 100_000 else 1)}{NO_BREAK_SPACE}ha"
