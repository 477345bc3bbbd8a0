"""The county's yearly report."""

from collections.abc import Iterator

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, Status
from kartlaggning.exports.drawings.county_map import county_map
from kartlaggning.exports.report import blocks, sections, tables
from kartlaggning.exports.report.blocks import Block
from kartlaggning.exports.report.document import Report, joined, set_report
from kartlaggning.exports.source import PackageSource, PublishedFile
from kartlaggning.exports.tables.table import Table
from kartlaggning.exports.tables.yearly import yearly_tables
from kartlaggning.exports.words import story
from kartlaggning.exports.words.edition_words import closures_heading, missing_sentence, open_count
from kartlaggning.selectors.editions.atlas import Atlas, Edition
from kartlaggning.selectors.editions.statistics import GOAL_LAST_YEAR, totals

_LINE, _HIGHEST = 170, 218  # millimetres: a line's length, and what a page has room for below a heading


def county_report(source: PackageSource) -> Iterator[PublishedFile]:
    """Yield the edition's report for the whole county."""
    edition = source.edition
    yield PublishedFile(
        f"rapport-{edition.ref}.pdf",
        "application/pdf",
        "Rapport för länet som PDF",
        set_report(report(source), edition, source.publisher),
    )


def report(source: PackageSource) -> Report:
    """Return what the county's report says."""
    atlas, edition = source.atlas, source.edition
    found = yearly_tables(atlas, edition, source.scene_url)
    address = f"{source.site_url}/utgavor/{edition.ref}/"
    return Report(
        title=f"Öppna drogscener i Stockholms län {edition.year}",
        subtitle="Rapport om kartläggningen",
        description=f"{story.counted(atlas, edition)} {story.difference(atlas, edition)}".strip(),
        blocks=joined(
            (
                sections.front(edition, source.publisher),
                _summary(atlas, edition),
                [blocks.contents()],
                _map(atlas, edition),
                _numbers(atlas, edition, tables.by_key(found)["county"]),
                _closed_and_new(atlas, edition, found),
                _changed(atlas, edition, found),
                _areas(atlas, edition, found),
                _joint(found),
                _scenes(atlas, edition, found),
                sections.outlines(atlas, edition.open_scenes, columns=4),
                sections.method(edition),
                sections.what_is_not_said(atlas, edition),
                sections.errata(edition, edition.errata),
                sections.sources(atlas, edition, address),
            )
        ),
    )


def _summary(atlas: Atlas, edition: Edition) -> Iterator[Block]:
    yield blocks.heading("Sammanfattning")
    yield blocks.key_figures(list(_key_figures(atlas, edition)))
    yield blocks.bullets(story.summary(atlas, edition))
    missing = missing_sentence(atlas, edition)
    if missing:
        yield blocks.note(f"{missing} Antalen för länet är de publicerade.")
    figures = story.figures_behind(atlas, edition)
    if figures:
        yield blocks.source(f"Källor till de publicerade talen: {'; '.join(story.sources(atlas, edition))}.")


def _key_figures(atlas: Atlas, edition: Edition) -> Iterator[tuple[str, str]]:
    yield str(open_count(atlas, edition)), "öppna drogscener i länet"
    before = story.year_before(atlas, edition)
    if before is not None:
        change = open_count(atlas, edition) - story.known_totals(atlas, edition)[before]
        yield f"{'+' if change > 0 else ''}{change}".replace("-", "\N{MINUS SIGN}"), f"mot {before}"
    municipalities = story.areas_with_scenes(atlas, edition, AreaKind.MUNICIPALITY)
    if municipalities is not None:
        yield str(municipalities), "kommuner har minst en"
    closed = story.closed_count(atlas, edition)
    if closed is not None:
        yield str(closed), "har upphört"


def _map(atlas: Atlas, edition: Edition) -> Iterator[Block]:
    yield blocks.new_page()
    yield blocks.heading("Karta över länet")
    picture = county_map(atlas, edition)
    width = min(100, int(100 * _HIGHEST / picture.height * picture.width / _LINE))
    yield blocks.picture(picture, "Kartan finns också som SVG och PNG bland utgåvans filer.", width)


def _numbers(atlas: Atlas, edition: Edition, county: Table) -> Iterator[Block]:
    yield blocks.new_page()
    yield blocks.heading("Antal och yta över tid")
    rows = tables.values(county)
    published = [(int(row["year"] or 0), int(row["published"])) for row in rows if row["published"] is not None]
    goal = GOAL_LAST_YEAR if edition.year < GOAL_LAST_YEAR else None
    yield from sections.numbers_chart(published, "Publicerat antal öppna drogscener i länet", goal_year=goal)
    yield tables.chosen(
        county,
        "Länet, kartläggning för kartläggning",
        [
            ("year", "År", 0),
            ("published", "Publicerat antal", 0),
            ("compared_year", "Jämfört med", 0),
            ("difference", "Skillnad", 0),
            ("goal_met", "Färre än året före?", 24),
            ("source", "Källa", 40),
        ],
    )
    yield blocks.note(f"{county.note} {tables.LEGEND}")
    areas = [(int(row["year"] or 0), float(row["area_ha"])) for row in rows if row["area_ha"] is not None]
    mark = " (exempel)" if edition.is_demonstration else ""
    yield from sections.areas_chart(areas, f"Sammanlagd yta i hektar{mark}")
    yield tables.chosen(
        county,
        f"Räknat i utgåvans rader{mark}",
        [
            ("year", "År", 10),
            ("counted", "Öppna platser", 20),
            ("area_ha", "Yta, ha", 20),
            ("measured_count", "Varav med känd yta", 20),
            ("example_count", "Varav exempel", 20),
        ],
    )
    yield blocks.note(
        "Ytan gäller bara platser vars gräns är känd. Är platserna inte desamma går ytorna inte att jämföra."
    )


def _closed_and_new(atlas: Atlas, edition: Edition, found: tuple[Table, ...]) -> Iterator[Block]:
    by_key = tables.by_key(found)
    yield blocks.heading("Upphörda, nya, sammanslagna och delade")
    yield blocks.paragraph(f"{story.closed(atlas, edition)} {story.came(atlas, edition)}".strip() or "Uppgift saknas.")
    balance = _balance(atlas, edition)
    if balance:
        yield blocks.paragraph(balance)
    yield from closed_table(by_key["closed"], closures_heading(atlas, edition))
    missing = missing_sentence(atlas, edition, Status.CLOSED.value)
    if missing:
        yield blocks.note(missing)
    yield from new_table(by_key["new"])
    yield from lineage_table(by_key["lineage"])


def _balance(atlas: Atlas, edition: Edition) -> str:
    """Return how the published numbers add up; empty where one of them is not known."""
    before = story.year_before(atlas, edition)
    closed, new = (atlas.figure(edition.year, f"{key}_since_previous") for key in ("closed", "new"))
    if before is None or closed is None or new is None:
        return ""
    first, last = story.known_totals(atlas, edition)[before], open_count(atlas, edition)
    rest = last - (first - int(closed.value) + int(new.value))
    other = f" Resten, {swedish.number(rest)}, är sammanslagningar, delningar och åter öppnade." if rest else ""
    return (
        f"Så går de publicerade talen ihop: {first} år {before}, minus {int(closed.value)} upphörda, plus "
        f"{int(new.value)} nya, blir {first - int(closed.value) + int(new.value)}.{other}"
    )


def closed_table(table: Table, caption: str) -> Iterator[Block]:
    """Yield the closed list; nothing where nothing closed."""
    if table.rows:
        yield tables.chosen(
            table,
            caption,
            [
                ("name", "Namn", 32),
                ("municipality", "Kommun", 18),
                ("city_district", "Stadsdelsområde", 24),
                ("police_area", "Lokalpolisområde", 0),
                ("last_open_year", "Senast öppen", 0),
                ("previous_area_ha", "Senaste yta, ha", 0),
            ],
        )


def new_table(table: Table) -> Iterator[Block]:
    """Yield the new and reopened scenes; nothing where there are none."""
    if table.rows:
        yield tables.chosen(
            table,
            "Nya och åter öppna",
            [
                ("name", "Namn", 32),
                ("municipality", "Kommun", 18),
                ("city_district", "Stadsdelsområde", 24),
                ("police_area", "Lokalpolisområde", 0),
                ("change", "Förändring", 0),
                ("area_ha", "Yta, ha", 0),
            ],
        )


def lineage_table(table: Table) -> Iterator[Block]:
    """Yield how scenes came of each other; nothing where nothing of the kind happened."""
    if table.rows:
        yield tables.chosen(
            table,
            "Släktskap: sammanslagna, delade och åter öppnade platser",
            [
                ("kind", "Händelse", 0),
                ("happened_on", "Räknas från", 0),
                ("from_names", "Från", 40),
                ("to_names", "Till", 40),
                ("origin", "Uppgift", 0),
            ],
        )


def _changed(atlas: Atlas, edition: Edition, found: tuple[Table, ...]) -> Iterator[Block]:
    table = tables.by_key(found)["changed"]
    if table.rows:
        yield blocks.heading("Större och mindre")
        yield blocks.paragraph(story.grown_and_shrunk(atlas, edition))
        yield from changed_table(table)


def changed_table(table: Table) -> Iterator[Block]:
    """Yield the scenes that grew or shrank, with what the difference rests on."""
    if table.rows:
        yield tables.chosen(
            table,
            "Platser som är större eller mindre än förra gången",
            [
                ("name", "Namn", 34),
                ("municipality", "Kommun", 18),
                ("previous_year", "Då", 0),
                ("previous_area_ha", "Yta då, ha", 0),
                ("area_ha", "Yta nu, ha", 0),
                ("area_change_percent", "Ändring, %", 0),
                ("basis", "Slag", 0),
            ],
        )
        yield blocks.note(f"{table.note} Att en plats krymper säger inte om brotten är färre: per hektar kan de öka.")


def _areas(atlas: Atlas, edition: Edition, found: tuple[Table, ...]) -> Iterator[Block]:
    by_key = tables.by_key(found)
    mark = " (exempel)" if edition.is_demonstration else ""
    yield blocks.heading("Kommuner, stadsdelsområden och lokalpolisområden")
    shown = [
        *tables.areas(by_key["municipalities"], "Kommun", f"Kommuner{mark}"),
        *tables.areas(by_key["city_districts"], "Stadsdelsområde", f"Stadsdelsområden i Stockholms stad{mark}"),
        *tables.areas(by_key["police_areas"], "Lokalpolisområde", f"Lokalpolisområden{mark}"),
    ]
    yield from shown
    missing = missing_sentence(atlas, edition)
    yield blocks.note(" ".join(part for part in (missing, by_key["municipalities"].note, tables.AREA_LEGEND) if part))


def _joint(found: tuple[Table, ...]) -> Iterator[Block]:
    table = tables.by_key(found)["joint_work"]
    if all(row["joint_surveys"] is None and row["published_percent"] is None for row in tables.values(table)):
        return
    yield blocks.heading("Gemensamt arbete")
    yield tables.chosen(
        table,
        "Kartläggningar som polis och kommun gjorde tillsammans",
        [
            ("year", "År", 0),
            ("joint_surveys", "Tillsammans", 0),
            ("joint_surveys_of", "Av så många", 0),
            ("joint_percent", "Andel, %", 0),
            ("published_percent", "Publicerad andel, %", 0),
            ("source", "Källa", 40),
        ],
    )
    yield blocks.note(f"{table.note} {tables.LEGEND}")


def _scenes(atlas: Atlas, edition: Edition, found: tuple[Table, ...]) -> Iterator[Block]:
    table = tables.by_key(found)["scenes"]
    counted = totals(edition.scenes)
    sums = f"Öppna: {counted.open_count}. Upphörda i den här kartläggningen: {counted.closed_count}."
    notes = " ".join(part for part in (sums, missing_sentence(atlas, edition), table.note, tables.LEGEND) if part)
    yield blocks.landscape(
        [
            blocks.heading("Alla platser"),
            blocks.note(notes),
            tables.scenes(table, f"Platser i kartläggningen {edition.year}"),
        ]
    )
