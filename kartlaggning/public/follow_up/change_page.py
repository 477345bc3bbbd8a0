"""What the page of change shows: sentences, the sums, the goal year by year, the map and the places."""

import itertools
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kartlaggning.exports.drawings.change_map import change_map, on_map
from kartlaggning.exports.drawings.svg import Picture
from kartlaggning.exports.tables.changes import (
    BalanceLine,
    ChangeKind,
    Changes,
    PlaceChange,
    changes_between,
    open_by_round,
)
from kartlaggning.exports.words import change_words
from kartlaggning.exports.words.goal import Verdict, area_verdict, number_verdict
from kartlaggning.followup.breaks import SeriesBreak, breaks_after
from kartlaggning.followup.goal import GOAL_FIRST_YEAR, GOAL_LAST_YEAR
from kartlaggning.public.comparison_words import incomplete_sentence
from kartlaggning.public.follow_up.change_form import ChangeForm
from kartlaggning.public.statistics_story import published_balance
from kartlaggning.selectors.editions import Atlas
from kartlaggning.selectors.editions.statistics import Totals, totals

# Of these the number changes; the rest of the kinds change the area alone.
COUNTING = (ChangeKind.CLOSED, ChangeKind.NEW, ChangeKind.REOPENED, ChangeKind.SPLIT, ChangeKind.MERGED)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One year against the goal. `number` and `area_m2` are None where they are not known."""

    year: int
    number: int | None
    number_verdict: Verdict
    area_m2: float | None
    area_verdict: Verdict


@dataclass(frozen=True, slots=True)
class PublishedSum:
    """How a published number became the next, as a line of words with its source."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in the table; `number` is its number on the map, 0 where it has none."""

    place: PlaceChange
    words: str
    number: int


@dataclass(frozen=True)
class ChangePage:
    """What the page shows. Sentences may be empty; `map_source` is the map as an address that holds it."""

    form: ChangeForm
    changes: Changes
    number_sentence: str
    parts_sentence: str
    area_sentence: str
    missing: str
    transfers: tuple[str, ...]
    uncertain: str
    published: tuple[PublishedSum, ...]
    counting: tuple[BalanceLine, ...]
    resizing: tuple[BalanceLine, ...]
    goal: tuple[GoalLine, ...]
    places: tuple[PlaceLine, ...]
    picture: Picture | None
    breaks: tuple[SeriesBreak, ...]

    @property
    def map_source(self) -> str:
        """Return the map as an address that holds it; empty where no place is known."""
        return _held(self.picture.svg) if self.picture else ""

    @property
    def has_examples(self) -> bool:
        """Tell whether any place's change is made up."""
        return any(line.place.is_example for line in self.places)

    @property
    def query_string(self) -> str:
        """Return the query of the same question, `?` included."""
        return "?" + urlencode({name: value for name, value in self.form.data.items() if value})

    @property
    def file_address(self) -> str:
        """Return the path of the table as a file, the same for both languages, with the same question."""
        with translation.override(settings.LANGUAGE_CODE):
            return reverse("public:change_csv") + self.query_string

    @property
    def goal_last_year(self) -> int:
        """Return the year until which the goal is set."""
        return GOAL_LAST_YEAR


def change_page(atlas: Atlas, form: ChangeForm) -> ChangePage:
    """Return the page of a valid form."""
    area = form.area.ref if form.area else None
    changes = changes_between(atlas, form.earlier.year, form.later.year, area, form.day)
    numbers = {one.row.public_id: at for at, one in enumerate(on_map(changes), start=1)} if area else {}
    lines = changes.balance.lines
    return ChangePage(
        form=form,
        changes=changes,
        number_sentence=change_words.number_sentence(atlas, changes),
        parts_sentence=change_words.parts_sentence(changes),
        area_sentence=change_words.area_sentence(changes),
        missing=incomplete_sentence(atlas, changes.earlier, changes.later),
        transfers=tuple(change_words.transfer_sentence(one) for one in changes.transfers),
        uncertain=change_words.uncertain_sentence(changes),
        published=tuple(_published(atlas, changes)) if area is None else (),
        counting=tuple(line for line in lines if line.kind in COUNTING),
        resizing=tuple(line for line in lines if line.kind not in COUNTING and line.count),
        goal=tuple(_goal(atlas, changes)),
        places=tuple(
            PlaceLine(one, change_words.place_words(one), numbers.get(one.row.public_id, 0)) for one in changes.places
        ),
        picture=change_map(atlas, changes),
        breaks=breaks_after(changes.earlier.year, area.kind if area else None),
    )


def _held(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _published(atlas: Atlas, changes: Changes) -> Iterator[PublishedSum]:
    """Yield how the published numbers between the two rounds add up, step by step."""
    span = range(changes.earlier.year, changes.later.year + 1)
    results = [figure for figure in atlas.figures_of("scenes") if figure.year in span]
    for before, after in itertools.pairwise(results):
        text, source = published_balance(atlas, before, after)
        if text:
            yield PublishedSum(_("%(first)s till %(second)s: %(sum)s") % _step(before.year, after.year, text), source)


def _step(first: int, second: int, text: str) -> dict[str, object]:
    return {"first": first, "second": second, "sum": text}


def _goal(atlas: Atlas, changes: Changes) -> Iterator[GoalLine]:
    """Yield each year after the earlier round, to the later one, that the goal holds for."""
    found = {year: totals(rows) for year, rows in open_by_round(atlas, changes).items()}
    known = found if changes.is_complete else {}
    numbers = {year: one.open_count for year, one in known.items()}
    if changes.area is None:
        numbers |= {figure.year: int(figure.value) for figure in atlas.figures_of("scenes")}
    areas = {year: one.area_m2 for year, one in known.items() if one.measured_count or not one.open_count}
    partly = {year: one for year, one in known.items() if 0 < one.measured_count < one.open_count}
    for year in range(changes.earlier.year + 1, changes.later.year + 1):
        if GOAL_FIRST_YEAR <= year <= GOAL_LAST_YEAR:
            verdict = area_verdict(year, areas)
            if year in numbers and year not in areas:
                verdict = Verdict(None, _("Ytan är inte känd."))
            missing = next((partly[each] for each in (year, year - 1) if each in partly), None)
            if verdict.is_met is not None and missing is not None:
                verdict = Verdict(None, _partly_known(missing))
            yield GoalLine(year, numbers.get(year), number_verdict(year, numbers), areas.get(year), verdict)


def _partly_known(counted: Totals) -> str:
    """Return why an area is not judged: what is known is not the area of all the places."""
    return _("Går inte att bedöma: ytan är känd för %(known)s av %(all)s platser.") % {
        "known": counted.measured_count,
        "all": counted.open_count,
    }
