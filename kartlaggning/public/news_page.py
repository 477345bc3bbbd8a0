"""What is new in an edition, as its page shows it: in short, on the map, place by place and area by area."""

from base64 import b64encode
from dataclasses import dataclass

from kartlaggning.choices import AreaKind, Status
from kartlaggning.exports.drawings.county_map import county_map
from kartlaggning.exports.words import story
from kartlaggning.exports.words.area_news import AreaNews, area_news, areas_without
from kartlaggning.exports.words.caveats import caveats
from kartlaggning.exports.words.edition_words import closures_heading, missing_sentence
from kartlaggning.public import kinship
from kartlaggning.public.editions import errata
from kartlaggning.public.editions.addresses import edition_path, file_path
from kartlaggning.public.editions.errata import Erratum
from kartlaggning.public.editions.removed import why_withheld
from kartlaggning.public.kinship import Kinship
from kartlaggning.selectors.editions import AreaRef, Atlas, Edition, Registered, SceneRow


@dataclass(frozen=True, slots=True)
class PressFigure:
    """A published figure ready to quote: what it counts, its value as written, and its source."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class AreaSection:
    """The areas of one kind: what is new in each, and those without an open scene."""

    kind: AreaKind
    route: str
    news: tuple[AreaNews, ...]
    without: tuple[AreaRef, ...]


@dataclass(frozen=True)
class NewsPage:
    """What the page shows. Addresses of files are empty where the edition has no such file to give.

    `caveats` are in the page's language; the edition's own note, in Swedish, is not among them.
    """

    edition: Edition
    lead: str
    summary: tuple[str, ...]
    missing: str
    map_source: str
    map_svg: str
    map_png: str
    report: str
    edition_address: str
    closures_heading: str
    closures_missing: str
    came: tuple[SceneRow, ...]
    events: tuple[Kinship, ...]
    areas: tuple[AreaSection, ...]
    errata: tuple[Erratum, ...]
    figures: tuple[PressFigure, ...]
    caveats: tuple[str, ...]


def news_page(atlas: Atlas) -> NewsPage:
    """Return the newest edition's page; raises NotFoundInEdition before the first publication."""
    edition = atlas.newest
    entry = next((entry for entry in atlas.register if entry.ref == edition.ref), None)
    svg, png, report = (
        _file(atlas, entry, name)
        for name in (f"karta-{edition.ref}.svg", f"karta-{edition.ref}.png", f"rapport-{edition.ref}.pdf")
    )
    first, *others = story.summary(atlas, edition)
    return NewsPage(
        edition=edition,
        lead=first,
        summary=tuple(others),
        missing=missing_sentence(atlas, edition),
        map_source=svg or _drawn_now(atlas, edition),
        map_svg=svg,
        map_png=png,
        report=report,
        edition_address=edition_path(edition.ref) if entry else "",
        closures_heading=closures_heading(atlas, edition),
        closures_missing=missing_sentence(atlas, edition, Status.CLOSED.value),
        came=tuple(row for row in edition.scenes if row.change in story.CAME),
        events=_events(atlas, edition),
        areas=_areas(atlas, edition),
        errata=errata.in_edition(atlas, edition),
        figures=tuple(
            PressFigure(str(story.FIGURE_LABELS[figure.key]), story.figure_value(figure), figure.source)
            for figure in story.figures_behind(atlas, edition)
        ),
        caveats=tuple(caveat for caveat in caveats(atlas, edition) if caveat != edition.note),
    )


def _file(atlas: Atlas, entry: Registered | None, name: str) -> str:
    """Return the address of an edition's file; empty where there is none or it is withheld."""
    if entry is None or entry.file(name) is None or why_withheld(atlas, entry, name) is not None:
        return ""
    return file_path(entry.ref, name)


def _drawn_now(atlas: Atlas, edition: Edition) -> str:
    """Return the map as an address that holds it, for an edition whose files the public cannot fetch."""
    return "data:image/svg+xml;base64," + b64encode(county_map(atlas, edition).svg.encode()).decode()


def _events(atlas: Atlas, edition: Edition) -> tuple[Kinship, ...]:
    compared = story.since_before(atlas, edition)
    return tuple(kinship.event(note) for note in (*compared.merges, *compared.splits)) if compared else ()


def _areas(atlas: Atlas, edition: Edition) -> tuple[AreaSection, ...]:
    kinds = ((AreaKind.MUNICIPALITY, "public:municipality"), (AreaKind.CITY_DISTRICT, "public:city_district"))
    return tuple(
        AreaSection(kind, route, area_news(atlas, edition, kind), areas_without(atlas, edition, kind))
        for kind, route in kinds
    )
