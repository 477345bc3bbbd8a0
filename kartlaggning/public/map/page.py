"""What the map page shows, worked out: the list that is the map in words, its groups, key figures and classes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import BadRequest
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning.choices import Change, Status
from kartlaggning.exports.words import edition_words
from kartlaggning.exports.words.writing import hectares
from kartlaggning.public import comparison_words, words
from kartlaggning.public.forms import SELECTION_PARAMETERS, SceneQuery
from kartlaggning.selectors.editions import Atlas, SceneRow
from kartlaggning.selectors.editions.compare import Comparison, Pair, compare
from kartlaggning.selectors.editions.filters import SceneFilter, select
from kartlaggning.selectors.editions.statistics import Totals, totals

# What a shared link says beside the question: the chosen scene's slug, and the map's centre (lat, lon) and zoom.
CHOSEN, VIEW = "plats", "vy"
MAP_PARAMETERS = (*SELECTION_PARAMETERS, "jamfor", CHOSEN, VIEW)
VIEW_PATTERN = re.compile(r"-?\d{1,2}(\.\d{1,5})?,-?\d{1,3}(\.\d{1,5})?,\d{1,2}(\.\d)?", re.ASCII)
# The legend's fixed classes. Colours and line styles belong to them, whatever is shown.
OPEN, NEW, GROWN, SHRUNK, CLOSED = "open", "new", "grown", "shrunk", "closed"
SHAPE_OF_CHANGE = {
    Change.NEW: NEW,
    Change.REOPENED: NEW,
    Change.GROWN: GROWN,
    Change.SHRUNK: SHRUNK,
    Change.CLOSED: CLOSED,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One scene in the list and on the map.

    `shape` is its class in the legend. The map draws the outline of `drawn` and, as a thin line, that of `earlier`:
    rows of the same scene that have an outline, or None.
    """

    row: SceneRow
    shape: str
    status_words: str
    drawn: SceneRow | None
    earlier: SceneRow | None = None

    @property
    def is_schematic(self) -> bool:
        """Tell whether only an approximate position can be drawn."""
        return self.drawn is not None and self.drawn.is_schematic

    @property
    def area_keys(self) -> str:
        """Return every area that the scene counts in, as the map's script compares them: `municipality:solna …`."""
        return " ".join(f"{area.kind.value}:{area.slug}" for area in self.row.areas)

    @property
    def spoken(self) -> str:
        """Return what is said when the keyboard comes to the scene on the map."""
        row = self.row
        parts = [row.name, self.status_words, *(area.name for area in (row.municipality, row.city_district) if area)]
        if row.area_m2 is not None:
            parts.append(hectares(row.area_m2))
        if self.is_schematic:
            parts.append(_("ungefärligt läge"))
        if row.is_example:
            parts.append(_("exempel"))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries below one heading; the heading is empty where the list is one."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class MapPage:
    """The page's answer to a query; in a comparison the rounds stand in time order, whichever was asked first."""

    query: SceneQuery
    chosen_id: str = ""

    @property
    def headline(self) -> edition_words.Headline:
        """Return the answer that the page opens with."""
        return edition_words.headline(self.atlas, self.query.edition)

    @property
    def filter_fields(self) -> list[BoundField]:
        """Return the fields of the filter form; in a comparison every status is shown, so there is none to choose."""
        names = ["ar", "kommun", "stadsdelsomrade", "lokalpolisomrade", "status", "q", "jamfor"]
        if self.comparison is not None:
            names.remove("status")
        return [self.query[name] for name in names]

    @property
    def with_closed_address(self) -> str:
        """Return the query string of the same question with the closed scenes of the round."""
        return self.query.address(status="all")

    @property
    def place_address(self) -> str:
        """Return the query string of the page with a scene chosen; the scene's slug is to follow."""
        address = self.query.address()
        return f"{address}&{CHOSEN}=" if address else f"?{CHOSEN}="

    @property
    def atlas(self) -> Atlas:
        """Return the editions the page is about."""
        return self.query.atlas

    @cached_property
    def comparison(self) -> Comparison | None:
        """Return what differs between the two rounds within the filter, or None where only one is asked for."""
        if self.query.compared is None or self.query.compared is self.query.edition:
            return None
        whole = compare(self.atlas, self.query.compared.year, self.query.edition.year)
        wanted = _with_status(self.query.scene_filter, Status.OPEN.value)
        rows = (*select(whole.earlier, wanted), *select(whole.later, wanted))
        return comparison_words.within(whole, {row.public_id for row in rows})

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Return the list: one group for one round, one for each kind of difference in a comparison."""
        if self.comparison is None:
            return (Group("", tuple(_entry(self.atlas, row) for row in self.query.rows())),)
        return tuple(group for group in _difference_groups(self.comparison) if group.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return every entry in list order."""
        return tuple(entry for group in self.groups for entry in group.entries)

    @cached_property
    def totals(self) -> Totals:
        """Return the key figures of the selection; in a comparison those of the later round."""
        if self.comparison is None:
            return totals(self.query.rows())
        return totals(select(self.comparison.later, _with_status(self.query.scene_filter, Status.OPEN.value)))

    @property
    def difference(self) -> str:
        """Return the difference between the two rounds in words, or an empty string."""
        return comparison_words.difference_sentence(self.comparison) if self.comparison else ""

    @property
    def difference_coverage(self) -> str:
        """Return how incomplete the comparison is, or an empty string."""
        return comparison_words.coverage_sentence(self.atlas, self.comparison) if self.comparison else ""

    @property
    def sentence(self) -> str:
        """Return what the list holds, as it is also announced when a filter changes."""
        if self.comparison is not None:
            return self.difference
        return words.list_sentence(self.query, self.query.rows())

    @property
    def missing(self) -> str:
        """Return that the rows are not all there are, or an empty string."""
        return edition_words.missing_sentence(self.atlas, self.query.edition, self.query.status_shown)

    @property
    def unplaced(self) -> str:
        """Return how many of the entries the map can't draw, or an empty string."""
        count = sum(entry.drawn is None for entry in self.entries)
        if not count:
            return ""
        return ngettext(
            "%(count)s plats i listan saknar läge på kartan.",
            "%(count)s platser i listan saknar läge på kartan.",
            count,
        ) % {"count": count}

    @property
    def closed_count(self) -> int:
        """Return how many more scenes the list would hold with the closed ones of the round."""
        if self.comparison is not None or self.query.status_shown != Status.OPEN.value:
            return 0
        return len(select(self.query.edition, _with_status(self.query.scene_filter, Status.CLOSED.value)))


def map_page_for(parameters: QueryDict, atlas: Atlas) -> MapPage:
    """Return the page for an address; raises NotFoundInEdition and BadRequest as SceneQuery does."""
    query = SceneQuery(parameters, atlas, MAP_PARAMETERS)
    chosen, view = (parameters.get(name, "") for name in (CHOSEN, VIEW))
    if view and not VIEW_PATTERN.fullmatch(view):
        raise BadRequest(_("Kartvyn ”%(view)s” går inte att läsa. Skriv den som 59.33,18.06,12.") % {"view": view})
    chosen_id = atlas.scene_history(chosen)[-1].public_id if chosen else ""
    return MapPage(query, chosen_id)


def _with_status(wanted: SceneFilter, status: str) -> SceneFilter:
    return SceneFilter(wanted.municipality, wanted.city_district, wanted.police_area, status, wanted.name)


def _entry(atlas: Atlas, row: SceneRow) -> Entry:
    shape = SHAPE_OF_CHANGE.get(row.change, OPEN)
    earlier = [old for old in atlas.history[row.public_id] if old.year == row.previous_year and old.has_outline]
    return Entry(
        row, shape, words.status_words(row), atlas.drawn(row), _last(earlier) if shape in (GROWN, SHRUNK) else None
    )


def _last(rows: Sequence[SceneRow]) -> SceneRow | None:
    return rows[-1] if rows else None


def _difference_groups(comparison: Comparison) -> Iterable[Group]:
    year = {"year": comparison.earlier.year}
    new, same = _("öppen, ny sedan %(year)s") % year, _("öppen")
    grown, shrunk = _("öppen, större än %(year)s") % year, _("öppen, mindre än %(year)s") % year
    yield Group(_("Upphörda sedan %(year)s") % year, _single(comparison.closed, CLOSED, _("upphörd")))
    yield Group(_("Nya sedan %(year)s") % year, _single(comparison.new, NEW, new))
    yield Group(_("Åter öppna"), _single(comparison.reopened, NEW, _("åter öppen")))
    yield Group(_("Större än %(year)s") % year, _pairs(comparison.grown, GROWN, grown))
    yield Group(_("Mindre än %(year)s") % year, _pairs(comparison.shrunk, SHRUNK, shrunk))
    yield Group(_("Före sammanslagning eller delning"), _single(comparison.replaced, CLOSED, _("ersatt")))
    yield Group(_("Efter sammanslagning eller delning"), _single(comparison.successors, OPEN, same))
    known, unmeasured = comparison_words.by_knowledge(comparison.kept)
    yield Group(_("I stort sett oförändrade"), _pairs(known, OPEN, same))
    yield Group(_("Öppna båda åren, ytan inte känd"), _pairs(unmeasured, OPEN, same))


def _single(rows: Iterable[SceneRow], shape: str, said: str) -> tuple[Entry, ...]:
    return tuple(Entry(row, shape, said, _if_drawn(row)) for row in rows)


def _pairs(pairs: Iterable[Pair], shape: str, said: str) -> tuple[Entry, ...]:
    return tuple(Entry(pair.after, shape, said, _if_drawn(pair.after), _if_drawn(pair.before)) for pair in pairs)


def _if_drawn(row: SceneRow) -> SceneRow | None:
    return row if row.has_outline else None
