"""The same report for one municipality, city district or police area: what its board asks for."""

from collections.abc import Iterator

from django.utils import translation

from kartlaggning.choices import AreaKind
from kartlaggning.exports.drawings.area_map import area_map
from kartlaggning.exports.report import blocks, county, sections, tables
from kartlaggning.exports.report.blocks import Block
from kartlaggning.exports.report.document import Report, joined, set_report
from kartlaggning.exports.tables.table import Table
from kartlaggning.exports.tables.yearly import yearly_tables
from kartlaggning.exports.words import story
from kartlaggning.exports.words.area_news import area_news
from kartlaggning.exports.words.edition_words import closures_heading, examples_sentence, missing_sentence
from kartlaggning.exports.words.writing import hectares
from kartlaggning.followup.breaks import breaks_after, breaks_at
from kartlaggning.selectors.editions.atlas import Area, Atlas, Edition, SceneRow
from kartlaggning.selectors.editions.filters import visible_rows
from kartlaggning.selectors.editions.register import Correction
from kartlaggning.selectors.editions.statistics import is_complete, totals

KEYS = {
    AreaKind.MUNICIPALITY: "municipalities",
    AreaKind.CITY_DISTRICT: "city_districts",
    AreaKind.POLICE_AREA: "police_areas",
}


def area_report(atlas: Atlas, area: Area, *, site_url: str, publisher: str) -> bytes:
    """Return the newest edition's report for one area as PDF; raises NotFoundInEdition before the first publication."""
    edition = atlas.newest
    with translation.override("sv"):
        return set_report(report(atlas, area, site_url=site_url, publisher=publisher), edition, publisher)


def report(atlas: Atlas, area: Area, *, site_url: str, publisher: str) -> Report:
    """Return what the area's report says."""
    edition = atlas.newest
    found = yearly_tables(atlas, edition, _no_address, area.ref)
    rows = tuple(row for row in visible_rows(edition) if area.ref in row.areas)
    opening = _opening(atlas, edition, area, rows)
    return Report(
        title=f"Öppna drogscener i {area.ref.name} {edition.year}",
        subtitle=f"Rapport för {area.ref.name} ({area.ref.kind.label})",
        description=opening,
        blocks=joined(
            (
                sections.front(edition, publisher),
                _summary(atlas, edition, area, rows, opening),
                _numbers(atlas, edition, area, found),
                _map(atlas, area, rows),
                _scenes(edition, found),
                _changes(atlas, edition, found),
                sections.outlines(atlas, rows, columns=3),
                sections.method(edition),
                sections.what_is_not_said(atlas, edition),
                sections.errata(edition, _errata(edition, rows)),
                sections.sources(atlas, edition, f"{site_url}/utgavor/{edition.ref}/"),
            )
        ),
    )


def _no_address(_slug: str) -> str:
    """Stand in for the addresses of scenes' pages, of which a report prints none."""
    return ""


def _opening(atlas: Atlas, edition: Edition, area: Area, rows: tuple[SceneRow, ...]) -> str:
    """Return what the round says about the area, or why it says nothing."""
    name = area.ref.name
    if not area.applies_on(edition.reference_date):
        return f"{name} fanns inte som {area.ref.kind.label} när kartläggningen {edition.year} gjordes."
    open_rows = tuple(row for row in rows if row.is_open)
    count = f"{len(open_rows)} öppna drogscener" if len(open_rows) > 1 else "1 öppen drogscen"
    if not is_complete(atlas, edition):
        return f"I {name} är {count if open_rows else 'ingen öppen drogscen'} känd här för {edition.year}."
    if not open_rows:
        return story.marked(edition, f"Kartläggningen {edition.year} har ingen öppen drogscen i {name}.")
    return f"Kartläggningen {edition.year} har {count} i {name}. {examples_sentence(open_rows)}".strip()


def _summary(atlas: Atlas, edition: Edition, area: Area, rows: tuple[SceneRow, ...], opening: str) -> Iterator[Block]:
    yield blocks.heading("Sammanfattning")
    yield blocks.lead(opening)
    missing = missing_sentence(atlas, edition)
    if not area.applies_on(edition.reference_date):
        return
    if missing:
        yield blocks.note(f"{missing} Det kan finnas fler i {area.ref.name}.")
    counted = totals(rows)
    figures = [(str(counted.open_count), "öppna platser" if not missing else "kända öppna platser")]
    figures.append((str(counted.closed_count), f"upphörda i kartläggningen {edition.year}"))
    if counted.measured_count:
        figures.append((hectares(counted.area_m2), f"yta, känd för {counted.measured_count} platser"))
    yield blocks.key_figures(figures)
    news = next((one for one in area_news(atlas, edition, area.ref.kind) if one.area == area.ref), None)
    if news:
        yield blocks.paragraph(
            f"Platser som har {area.ref.name} som sitt första område: {story.marked(edition, news.sentence)}"
        )
    if not rows:
        yield blocks.paragraph(
            "Att kartläggningen inte har någon plats här betyder inte att området saknar problem. Den räknar bara "
            "platser som uppfyller alla villkor för en öppen drogscen."
        )
    if area.covers:
        yield blocks.source(f"Omfattar: {area.covers}.")


def _map(atlas: Atlas, area: Area, rows: tuple[SceneRow, ...]) -> Iterator[Block]:
    picture = area_map(atlas, area.ref, rows)
    if picture is not None:
        yield blocks.heading("Karta")
        yield blocks.picture(picture, "Numren är desamma som i tabellen över platser." if rows else area.ref.name, 82)


def _numbers(atlas: Atlas, edition: Edition, area: Area, found: tuple[Table, ...]) -> Iterator[Block]:
    table = tables.by_key(found)[KEYS[area.ref.kind]]
    own = [row for row in tables.values(table) if row["name"] == area.ref.name]
    mark = " (exempel)" if edition.is_demonstration else ""
    known = [(int(row["year"] or 0), int(row["open_count"])) for row in own if row["open_count"] is not None]
    if not own:
        return
    yield blocks.heading("Antal och yta över tid")
    changed = area.ref.kind if area.valid_from or area.valid_to else None
    if len(known) > 1:
        yield from sections.numbers_chart(known, f"Öppna platser i {area.ref.name}{mark}", kind=changed)
    columns = [
        ("År", False, 30),
        ("Öppna", True, 0),
        ("Upphörda", True, 0),
        ("Yta, ha", True, 0),
        ("Varav med känd yta", True, 0),
    ]
    lines = [
        [
            _marked_year(int(row["year"] or 0), known, changed),
            *(tables.whole(row[key]) for key in ("open_count", "closed_count")),
            tables.two_decimals(row["area_ha"]),
            tables.whole(row["measured_count"]),
        ]
        for row in own
    ]
    yield blocks.table(f"{area.ref.name}, kartläggning för kartläggning{mark}", columns, lines)
    yield blocks.note(f"En plats räknas i det område som den låg i då. {tables.AREA_LEGEND}")


def _marked_year(year: int, known: list[tuple[int, int]], kind: AreaKind | None) -> str:
    """Return a round's year with what broke the series just before it."""
    first = min((other for other, _count in known), default=year)
    marks = ", ".join(str(one.mark) for one in breaks_at(year, breaks_after(first, kind)))
    return f"{year} ({marks})" if marks else str(year)


def _scenes(edition: Edition, found: tuple[Table, ...]) -> Iterator[Block]:
    table = tables.by_key(found)["scenes"]
    if table.rows:
        yield blocks.heading("Platser")
        yield tables.scenes(table, f"Platser i kartläggningen {edition.year}", numbered=True)
        yield blocks.note(f"{table.note} {tables.LEGEND}")


def _changes(atlas: Atlas, edition: Edition, found: tuple[Table, ...]) -> Iterator[Block]:
    by_key = tables.by_key(found)
    listed = [
        *county.closed_table(by_key["closed"], closures_heading(atlas, edition)),
        *county.new_table(by_key["new"]),
        *county.changed_table(by_key["changed"]),
        *county.lineage_table(by_key["lineage"]),
    ]
    if listed:
        yield blocks.heading("Vad som har ändrats")
        yield from listed


def _errata(edition: Edition, rows: tuple[SceneRow, ...]) -> tuple[Correction, ...]:
    """Return the corrections that concern the area's scenes or the edition as a whole."""
    ids = {row.public_id for row in rows}
    return tuple(one for one in edition.errata if not one.scenes or ids & set(one.scenes))
