"""Imported figures as tables in words, each with what the one who looks may read of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kartlaggning.choices import AttitudeGroup, CrimeGroup
from kartlaggning.followup.intervals import safety_share
from kartlaggning.followup.rates import rates
from kartlaggning.followup.values import AttitudeFigure, CrimeFigure, Limits, SafetyFigure
from kartlaggning.models import AttitudeShare, CrimeCategory, CrimeCount, SafetyBand
from kartlaggning.permissions import Actor, Place, may_read_crimes
from kartlaggning.selectors.follow_up import values
from kartlaggning.selectors.follow_up.reader import scene_places
from kartlaggning.swedish import number

Figure = CrimeFigure | SafetyFigure | AttitudeFigure
M2_PER_HECTARE = 10_000
WITHHELD, LEFT_OUT = "visas inte", "lämnas ute"
NONE = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, and what its column is called; numbers stand to the right."""

    heading: str
    text: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table whose rows have a cell for each column; the first cell is the row's heading."""

    caption: str
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> tuple[Cell, ...]:
        """Return the first row's cells, which know what their columns are called."""
        return self.rows[0] if self.rows else ()


def readable_crimes(actor: Actor, rows: Iterable[CrimeCount]) -> list[CrimeCount]:
    """Return the counts that the actor may read as they are."""
    places = scene_places()
    return [row for row in rows if may_read_crimes(actor, places.get(row.scene_id, Place()))]


def sums_table(rows: Iterable[CrimeCount], known: Collection[CrimeCount]) -> FigureTable:
    """Return sums per category and year over the scenes, each withheld unless all of its counts are among `known`.

    A sum of which one is missing tells it, and a sum of small ones tells how small they are.
    """
    cells: defaultdict[CrimeCategory, defaultdict[int, list[CrimeCount]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        cells[row.category][row.year].append(row)
    years = sorted({year for of_category in cells.values() for year in of_category})
    known_rows = {id(row) for row in known}
    found = []
    for category, of_category in sorted(cells.items(), key=lambda item: (item[0].position, item[0].name)):
        scenes = {row.scene_id for of_year in of_category.values() for row in of_year}
        sums = (_sum(of_category[year], known_rows) for year in years)
        found.append(
            (
                Cell("Kategori", category.name),
                Cell("Slag", str(CrimeGroup(category.group).label)),
                Cell("Platser", number(len(scenes)), is_number=True),
                *(Cell(str(year), text, is_number=True) for year, text in zip(years, sums, strict=True)),
            )
        )
    return FigureTable("Summor över platserna", tuple(found))


def _sum(rows: Sequence[CrimeCount], known: Collection[int]) -> str:
    if not rows:
        return NONE
    return number(sum(row.count for row in rows)) if all(id(row) in known for row in rows) else WITHHELD


def crime_tables(rows: Sequence[CrimeCount], limits: Limits) -> tuple[FigureTable, ...]:
    """Return a table a scene, every count with area and rates, on the outline of the year and on the constant one."""
    tables: defaultdict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    names = {row.scene.public_id: row.scene.name for row in rows}
    for rate in rates([values.crime_figure(row) for row in rows], limits):
        tables[names[rate.figure.public_id]].append(
            (
                Cell("Kategori", rate.figure.category_name),
                Cell("År", str(rate.figure.year), is_number=True),
                Cell("Antal", _whole(rate.figure.count), is_number=True),
                Cell("Kartläggning", str(rate.figure.outline_year or NONE), is_number=True),
                Cell("Yta, ha", _hectares(rate.figure.outline_m2), is_number=True),
                Cell("Per ha", _one_decimal(rate.per_ha), is_number=True),
                Cell("Antal, konstant gräns", _whole(rate.figure.constant_count), is_number=True),
                Cell("Konstant yta, ha", _hectares(rate.figure.constant_m2), is_number=True),
                Cell("Per ha, konstant", _one_decimal(rate.constant_per_ha), is_number=True),
                Cell("Att veta", rate.note),
            )
        )
    return tuple(FigureTable(name, tuple(lines)) for name, lines in tables.items())


def safety_table(rows: Iterable[SafetyBand]) -> FigureTable:
    """Return every band with its share and interval."""
    found = []
    for figure in (values.safety_figure(row) for row in rows):
        share = safety_share(figure)
        interval = NONE if share.low is None or share.high is None else f"{number(share.low)}–{number(share.high)} %"
        found.append(
            (
                Cell("Avstånd", band_words(figure)),
                Cell("År", str(figure.year), is_number=True),
                Cell("Svarande", _whole(figure.respondents), is_number=True),
                Cell("Otrygga", _whole(figure.unsafe), is_number=True),
                Cell("Andel", NONE if share.percent is None else f"{number(share.percent)} %", is_number=True),
                Cell("95 procents intervall", interval, is_number=True),
                Cell("Viktad", "ja" if figure.weight is not None else "nej"),
            )
        )
    return FigureTable("Otrygga efter avstånd till närmaste drogscen", tuple(found))


def attitude_table(rows: Iterable[AttitudeShare]) -> FigureTable:
    """Return every group's view of a scene beside the city's mean."""
    return FigureTable(
        "Attityder till en plats",
        tuple(
            (
                Cell("Plats", row.scene.name),
                Cell("Fråga", row.question),
                Cell("Grupp", str(AttitudeGroup(row.group).label)),
                Cell("År", str(row.year), is_number=True),
                Cell("Andel", f"{number(row.share)} %", is_number=True),
                Cell("Stadens medel", NONE if row.city_mean is None else f"{number(row.city_mean)} %", is_number=True),
                Cell("Svarande", _whole(row.respondents), is_number=True),
            )
            for row in rows
        ),
    )


def public_table(
    figures: Iterable[Figure],
    public: Mapping[str, Figure],
    names: Mapping[str, str],
    readable: Collection[str],
) -> FigureTable:
    """Return each figure of an import with what the public would get; `readable` are the keys of counts to show too."""
    return FigureTable(
        "Det allmänheten skulle få",
        tuple(
            (*_what(figure, names), *_own(figure, readable), *_told(figure, public.get(figure.key)))
            for figure in figures
        ),
    )


def _what(figure: Figure, names: Mapping[str, str]) -> tuple[Cell, ...]:
    year = Cell("År", str(figure.year), is_number=True)
    if isinstance(figure, SafetyFigure):
        return (Cell("Avstånd", band_words(figure)), year)
    scene = Cell("Plats", names.get(figure.public_id, figure.public_id))
    if isinstance(figure, CrimeFigure):
        return (scene, Cell("Kategori", figure.category_name), year)
    return (scene, Cell("Fråga", figure.question), Cell("Grupp", str(figure.group.label)), year)


def _own(figure: Figure, readable: Collection[str]) -> tuple[Cell, ...]:
    if not isinstance(figure, CrimeFigure):
        return (Cell("Svarande", _whole(figure.respondents), is_number=True),)
    if not readable:
        return ()
    return (Cell("I underlaget", _whole(figure.count) if figure.key in readable else WITHHELD, is_number=True),)


def _told(figure: Figure, public: Figure | None) -> tuple[Cell, ...]:
    """Return what the public would get of a figure: nothing, that it is not shown, or the number."""
    told = Cell("Allmänheten får", LEFT_OUT, is_number=True)
    if isinstance(public, CrimeFigure):
        told = replace(told, text=_number_or(public.count, WITHHELD))
    elif public is not None:
        percent = public.share if isinstance(public, AttitudeFigure) else safety_share(public).percent
        told = replace(told, text=NONE if percent is None else f"{number(percent)} %")
    if not isinstance(figure, CrimeFigure):
        return (told,)
    constant = public.constant_count if isinstance(public, CrimeFigure) else None
    words = NONE if figure.constant_count is None or public is None else _number_or(constant, WITHHELD)
    return (told, Cell("På konstant gräns", words, is_number=True))


def band_words(figure: SafetyFigure) -> str:
    """Return a band of distance in words."""
    if figure.from_m is None:
        return "hela länet"
    if figure.to_m is None:
        return f"{number(figure.from_m)} m och längre"
    return f"{number(figure.from_m)}–{number(figure.to_m)} m"


def _whole(value: int | None) -> str:
    return _number_or(value, NONE)


def _number_or(value: int | None, words: str) -> str:
    return words if value is None else number(value)


def _one_decimal(value: float | None) -> str:
    return NONE if value is None else number(value, 1)


def _hectares(area_m2: float | None) -> str:
    return NONE if area_m2 is None else number(area_m2 / M2_PER_HECTARE, 1)
