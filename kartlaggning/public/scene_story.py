"""A scene's page as values: what is the case now, year by year, its outlines, its areas and its kin."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kartlaggning.choices import AreaKind, Change, LineageKind, Origin, Status
from kartlaggning.exports.drawings.charts import Chart, Value, yearly_chart
from kartlaggning.exports.drawings.outline_drawing import Drawing, Outline, draw
from kartlaggning.exports.words import edition_words
from kartlaggning.exports.words.writing import hectares, listed, long_date
from kartlaggning.followup.breaks import SeriesBreak, breaks_after
from kartlaggning.followup.timeline import RoundArea, Timeline, timeline
from kartlaggning.public.kinship import Kinship, kinship
from kartlaggning.selectors.editions import AreaRef, Atlas, Edition, SceneRow

# The table starts at most so many years before the first edition: further back nothing can be said year by year.
_MOST_YEARS_BEFORE = 2


@dataclass(frozen=True, slots=True)
class Year:
    """One line of the history. Without `row` the scene is unknown in that year; without `edition`, see `has_result`."""

    year: int
    has_result: bool  # whether a county result is published for the year
    edition: Edition | None
    row: SceneRow | None
    is_replaced: bool  # the scene had already gone on as other scenes


@dataclass(frozen=True, slots=True)
class AreaInYears:
    """An area that the scene was counted in, and in which rounds; `years` is empty where it never changed."""

    ref: AreaRef
    years: str
    last_day: str  # the area's own last day, in words; empty while it exists


@dataclass(frozen=True)
class SceneStory:
    """What the page shows. `row` is the newest survey; `is_current` tells whether the newest edition has it."""

    row: SceneRow
    kicker: str
    status_sentence: str
    is_open_now: bool
    is_documented: bool
    years: tuple[Year, ...]
    drawing: Drawing | None
    area_chart: Chart | None
    timeline: Timeline | None
    municipalities: tuple[AreaInYears, ...]
    city_districts: tuple[AreaInYears, ...]
    police_areas: tuple[AreaInYears, ...]
    kinship: tuple[Kinship, ...]
    sources: tuple[str, ...]
    map_address: str
    breaks: tuple[SeriesBreak, ...]

    @property
    def name_parts(self) -> list[str]:
        """Return the name's parts between slashes, where a long name may break."""
        return self.row.name.split("/")

    @property
    def years_only_made_up(self) -> str:
        """Return the years in which a documented scene has nothing but made-up values, as a list in words."""
        made_up = [str(line.year) for line in self.years if line.row and line.row.is_example]
        return listed(made_up) if self.is_documented else ""

    @property
    def has_example_area(self) -> bool:
        """Tell whether any area of the chart is made up."""
        return any(line.row is not None and line.row.is_example and line.row.area_m2 for line in self.years)


def scene_story(atlas: Atlas, history: tuple[SceneRow, ...]) -> SceneStory:
    """Return the page's values from the scene's rows, oldest first."""
    row = history[-1]
    documented = tuple(known for known in history if known.origin is Origin.DOCUMENTED)
    told = documented or history  # what is said of a real place rests on what is known of it alone
    return SceneStory(
        row=row,
        kicker=_kicker(atlas, told[-1]),
        status_sentence=_status_sentence(atlas, told),
        is_open_now=told[-1].is_open and told[-1].year == atlas.newest.year,
        is_documented=bool(documented),
        years=_years(atlas, history),
        drawing=draw([_outline(known, row) for known in history if known.outline is not None]),
        area_chart=_area_chart(history),
        timeline=_timeline(atlas, history),
        municipalities=_areas(atlas, history, AreaKind.MUNICIPALITY),
        city_districts=_areas(atlas, history, AreaKind.CITY_DISTRICT),
        police_areas=_areas(atlas, history, AreaKind.POLICE_AREA),
        kinship=tuple(kinship(note, row) for note in row.lineage),
        sources=tuple(dict.fromkeys(source for known in history for source in known.sources)),
        map_address=_map_address(atlas, row),
        breaks=breaks_after(history[0].year),
    )


def _kicker(atlas: Atlas, row: SceneRow) -> str:
    if row.is_open:
        is_newest = row.year == atlas.newest.year
        return _("Öppen drogscen") if is_newest else _("Uppgift saknas i den senaste kartläggningen")
    if row.status is Status.REPLACED:
        return _("Inte längre en egen plats i kartläggningen")
    return _("Inte längre en öppen drogscen")


def _status_sentence(atlas: Atlas, history: tuple[SceneRow, ...]) -> str:
    sentence = _status_in_words(atlas, history)
    return _("Påhittat exempel: %(sentence)s") % {"sentence": sentence} if history[-1].is_example else sentence


def _status_in_words(atlas: Atlas, history: tuple[SceneRow, ...]) -> str:
    row = history[-1]
    if row.is_open and row.year == atlas.newest.year:
        return _("Platsen bedömdes vara en öppen drogscen i kartläggningen %(year)s.") % {"year": row.year}
    if row.is_open:
        return _(
            "Platsen bedömdes vara en öppen drogscen i kartläggningen %(year)s. För %(newest)s saknas uppgift om den."
        ) % {"year": row.year, "newest": atlas.newest.year}
    if row.status is Status.REPLACED:
        return _replaced_sentence(row)
    return _closed_sentence(atlas, history)


def _replaced_sentence(row: SceneRow) -> str:
    if any(note.kind is LineageKind.SPLIT for note in row.lineage):
        return _("Platsen är delad i flera från och med kartläggningen %(year)s.") % {"year": row.year}
    return _("Platsen ingår i en annan plats från och med kartläggningen %(year)s.") % {"year": row.year}


def _closed_sentence(atlas: Atlas, history: tuple[SceneRow, ...]) -> str:
    closure = next((row for row in reversed(history) if row.change is Change.CLOSED), history[-1])
    period = edition_words.judged_period(atlas.edition(closure.year))
    if period:
        sentence = _("Platsen upphörde som öppen drogscen under %(period)s, enligt kartläggningen %(year)s.") % {
            "period": period,
            "year": closure.year,
        }
    else:
        sentence = _("Platsen räknas inte som öppen drogscen från och med kartläggningen %(year)s.") % {
            "year": closure.year
        }
    last_open = history[-1].last_open_year
    if last_open is None:
        return sentence + " " + _("Vilken kartläggning som senast hade den som öppen framgår inte av källorna.")
    return sentence + " " + _("Senast öppen var den i kartläggningen %(year)s.") % {"year": last_open}


def _years(atlas: Atlas, history: tuple[SceneRow, ...]) -> tuple[Year, ...]:
    editions = {edition.year: edition for edition in atlas.editions}
    rows = {row.year: row for row in history}
    results = {figure.year for figure in atlas.figures_of("scenes")} | set(editions)
    first = min(editions)
    earlier = max((year for year in results if year < first), default=first)
    if first - earlier <= _MOST_YEARS_BEFORE:
        first = earlier
    years = range(first, max(editions) + 1)
    last = history[-1]
    return tuple(
        Year(
            year=year,
            has_result=year in results,
            edition=editions.get(year),
            row=rows.get(year),
            is_replaced=last.status is Status.REPLACED and year > last.year,
        )
        for year in reversed(years)
    )


def _outline(row: SceneRow, newest: SceneRow) -> Outline:
    if row.outline is None:
        raise ValueError("Only rows with an outline are drawn.")
    parts = [] if row.area_m2 is None else [hectares(row.area_m2)]
    if row.is_schematic:
        parts.append(_("ungefärligt läge, gränsen är inte känd"))
    if row.year == newest.last_open_year and not newest.is_open:
        parts.append(_("senast öppen"))
    heading = _("%(year)s (exempel)") % {"year": row.year} if row.is_example else str(row.year)
    return Outline(row.outline, heading, ", ".join(parts), row.is_schematic)


def _area_chart(history: tuple[SceneRow, ...]) -> Chart | None:
    values = [Value(row.year, row.area_m2, hectares(row.area_m2)) for row in history if row.area_m2 is not None]
    return yearly_chart(values, breaks=breaks_after(values[0].year)) if len(values) > 1 else None


def _timeline(atlas: Atlas, history: tuple[SceneRow, ...]) -> Timeline | None:
    areas = [RoundArea(row.year, row.area_m2, row.status is Status.CLOSED, row.is_example) for row in history]
    return timeline(areas, atlas.follow_up.of_scene(history[-1].public_id), localdate())


def _areas(atlas: Atlas, history: tuple[SceneRow, ...], kind: AreaKind) -> tuple[AreaInYears, ...]:
    """Return the areas of one kind over the rounds, the newest first; with years only where they changed."""
    found: dict[AreaRef, list[int]] = {}
    for row in reversed(history):
        for ref in row.areas:
            if ref.kind is kind:
                found.setdefault(ref, []).append(row.year)
    changed = any(len(years) < len(history) for years in found.values())
    return tuple(
        AreaInYears(ref, listed([str(year) for year in sorted(years)]) if changed else "", _last_day(atlas, ref))
        for ref, years in found.items()
    )


def _last_day(atlas: Atlas, ref: AreaRef) -> str:
    area = next((known for known in atlas.areas_of(ref.kind) if known.ref.slug == ref.slug), None)
    return long_date(area.valid_to) if area and area.valid_to else ""


def _map_address(atlas: Atlas, row: SceneRow) -> str:
    """Return the map's address with the scene chosen, in the last round that drew it; empty where none did."""
    year = row.year if row.is_open else row.last_open_year
    if year not in atlas.years:
        return ""
    chosen = f"?plats={row.slug}" if year == atlas.newest.year else f"?ar={year}&plats={row.slug}"
    return reverse("public:map") + chosen
