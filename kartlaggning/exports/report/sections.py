"""The sections that every report has: charts over the rounds, method, caveats, errata, sources, the edition itself."""

from collections.abc import Iterable, Iterator
from itertools import islice

from kartlaggning import swedish
from kartlaggning.choices import AreaKind
from kartlaggning.exports.drawings import chart_svg
from kartlaggning.exports.drawings.charts import Value, yearly_chart
from kartlaggning.exports.drawings.outline_svg import outline_picture
from kartlaggning.exports.report import blocks, tables
from kartlaggning.exports.report.blocks import Block
from kartlaggning.exports.words import story
from kartlaggning.exports.words.break_words import breaks_sentence
from kartlaggning.exports.words.caveats import caveats, people
from kartlaggning.exports.words.edition_words import judged_period, publication
from kartlaggning.exports.words.press_text import DEFINITION
from kartlaggning.followup.breaks import breaks_after
from kartlaggning.selectors.editions.atlas import Atlas, Edition, SceneRow
from kartlaggning.selectors.editions.register import Correction

MOST_OUTLINES = 200  # drawn one by one, each a picture in the document
METHOD = (
    (
        "Varje lokalpolisområde bedömer sina platser minst en gång om året, sedan 2023 tillsammans med kommunen. "
        "En plats räknas som öppen när den uppfyller kriterierna det året och som upphörd när den inte längre gör det. "
        "En upphörd plats brukar följas upp."
    ),
    (
        "En plats räknas i ett område av varje slag: den kommun, det stadsdelsområde och det lokalpolisområde som den "
        "hörde till när kartläggningen gjordes. Därför går summorna ihop. Områden står i bokstavsordning."
    ),
    "Ytan räknas i SWEREF 99 TM ur platsens gräns. Där bara ett ungefärligt läge är känt räknas ingen yta.",
)
METHOD_SOURCES = (
    "Källor för definition, metod och mål: SSR:s frågor och svar om öppna drogscener; Tjänsteutlåtande, Norra "
    "innerstadens stadsdelsförvaltning."
)


def front(edition: Edition, publisher: str) -> Iterator[Block]:
    """Yield what the first page says of the edition."""
    day = publication(edition)
    yield blocks.facts(
        [
            ("Utgåva", f"{edition.title} ({edition.ref})"),
            ("Bedömd period", judged_period(edition) or "framgår inte av källan"),
            (
                "Den verkliga kartläggningen publicerades" if edition.is_demonstration else "Publicerad",
                day or "dagen är inte känd",
            ),
            ("Utgåvan byggdes", swedish.long_date(edition.built_at.date())),
            ("Diarienummer", edition.registration_number),
            ("Kontrollsumma för raderna (SHA-256)", edition.checksum),
            ("Utgivare", publisher or "ingen ännu; det här är inte en myndighets rapport"),
        ]
    )


def numbers_chart(
    values: Iterable[tuple[int, int]], title: str, *, goal_year: int | None = None, kind: AreaKind | None = None
) -> Iterator[Block]:
    """Yield the chart of numbers per round, with the goal where there is one; nothing without values.

    `kind` is that of the area counted, where its division has changed.
    """
    points = [Value(year, count, swedish.number(count)) for year, count in values]
    breaks = breaks_after(min((point.year for point in points), default=0), kind)
    chart = yearly_chart(points, goal_year, breaks)
    if chart is not None:
        yield blocks.picture(chart_svg.points(chart, title), f"{title}. Fält utan punkt är år utan resultat.", 68)
        yield blocks.note(breaks_sentence(breaks))


def areas_chart(values: Iterable[tuple[int, float]], title: str) -> Iterator[Block]:
    """Yield the chart of hectares per round; nothing without values."""
    bars = [Value(year, area, f"{swedish.number(area, 1)} ha") for year, area in values]
    breaks = breaks_after(min((bar.year for bar in bars), default=0))
    chart = yearly_chart(bars, breaks=breaks)
    if chart is not None:
        yield blocks.picture(chart_svg.bars(chart, title), f"{title}. Tomma fält är år utan resultat.", 52)
        yield blocks.note(breaks_sentence(breaks))


def outlines(atlas: Atlas, rows: Iterable[SceneRow], columns: int) -> Iterator[Block]:
    """Yield each row's outline over the one before it, where an outline is known."""
    pictures = ((picture, row) for row in rows if (picture := outline_picture(atlas, row)) is not None)
    drawn = list(islice(pictures, MOST_OUTLINES))
    if drawn:
        yield blocks.heading("Platsernas gränser")
        yield blocks.paragraph(
            "Fylld yta är den senaste gränsen, tunn streckad linje den före. Varje ruta har sin egen skala."
        )
        yield blocks.note(people())
        if len(drawn) == MOST_OUTLINES:
            yield blocks.note(f"Här är {MOST_OUTLINES} gränser ritade. Alla finns i utgåvans kartfiler.")
        yield blocks.pictures([(picture, _outline_caption(atlas, row)) for picture, row in drawn], columns)


def _outline_caption(atlas: Atlas, row: SceneRow) -> str:
    mark = " (exempel)" if row.is_example else ""
    rough = ", ungefärligt läge" if (drawn := atlas.drawn(row)) is not None and drawn.is_schematic else ""
    size = rough if row.area_m2 is None else f", {swedish.number(row.area_m2 / 10_000, 2)}{swedish.NO_BREAK_SPACE}ha"
    return f"{row.name}{mark}: {tables.status(row.status.value, row.change.value)}{size}"


def method(edition: Edition) -> Iterator[Block]:
    """Yield how the survey is made and counted."""
    yield blocks.heading("Så görs kartläggningen")
    yield blocks.paragraph(DEFINITION)
    yield from (blocks.paragraph(text) for text in METHOD)
    yield blocks.source(METHOD_SOURCES)


def what_is_not_said(atlas: Atlas, edition: Edition) -> Iterator[Block]:
    """Yield what the figures cannot answer."""
    yield blocks.heading("Vad siffrorna inte säger")
    yield blocks.bullets(caveats(atlas, edition))


def errata(edition: Edition, corrections: tuple[Correction, ...]) -> Iterator[Block]:
    """Yield what this revision puts right; that there is nothing is said too."""
    yield blocks.heading("Rättelser")
    if not corrections:
        yield blocks.paragraph(f"Revision {edition.revision} rättar ingen tidigare utgåva av kartläggningen.")
    for one in corrections:
        yield blocks.paragraph(f"{one.what} {one.why}")
        yield blocks.source(f"Beslutat {swedish.long_date(one.decided_on)} av {one.decided_by}.")


def sources(atlas: Atlas, edition: Edition, address: str) -> Iterator[Block]:
    """Yield the published figures with their sources, and how to cite and check the edition."""
    yield blocks.heading("Källor och utgåva")
    figures = story.figures_behind(atlas, edition)
    if figures:
        columns = [("Publicerad uppgift", False, 30), ("Värde", True, 0), ("Källa", False, 40)]
        rows = [[str(story.FIGURE_LABELS[one.key]), story.figure_value(one), one.source] for one in figures]
        yield blocks.table(f"Publicerade uppgifter {edition.year}", columns, rows)
    named = story.sources(atlas, edition)
    if named:
        yield blocks.paragraph(f"Källor: {'; '.join(named)}.")
    yield blocks.facts(
        [
            ("Så anger du källan", f"{edition.title}. {address}"),
            ("Tabeller, karta och data", address),
            ("Licens", "CC0, fri att använda. Projektets förslag tills en utgivare har bestämt."),
        ]
    )
