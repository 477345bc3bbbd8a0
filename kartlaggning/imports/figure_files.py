"""The three kinds of files of figures as values: crimes per scene, safety per distance, attitudes to a scene."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TypeVar

from kartlaggning.choices import AttitudeGroup, ImportKind
from kartlaggning.imports.figure_table import MOST_PROBLEMS, Line, LineProblem, read_lines
from kartlaggning.personal_data import has_identity_number
from kartlaggning.swedish import search_key

LONGEST_SCENE, LONGEST_CATEGORY, LONGEST_QUESTION = 120, 80, 200
GROUPS: Mapping[str, AttitudeGroup] = {
    "boende": AttitudeGroup.RESIDENTS,
    "besokare": AttitudeGroup.VISITORS,
    "besökare": AttitudeGroup.VISITORS,
    "arbetar": AttitudeGroup.WORKERS,
}
# Needed and optional columns.
COLUMNS: Mapping[ImportKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ImportKind.CRIME: (
        ("plats_id", "ar", "kategori", "antal", "kartlaggning"),
        ("antal_konstant", "konstant_kartlaggningar"),
    ),
    ImportKind.SAFETY: (
        ("ar", "fran_m", "till_m", "svarande", "otrygga"),
        ("viktsumma", "viktkvadratsumma", "otrygga_viktsumma"),
    ),
    ImportKind.ATTITUDE: (
        ("plats_id", "ar", "grupp", "fraga", "andel_procent", "svarande"),
        ("stadens_medel_procent",),
    ),
}
ROUNDED = 1e-6  # what sums of weights may be off by, as a share


@dataclass(frozen=True, slots=True)
class CrimeLine:
    """A count as a line says it. `scene` is the permanent number or name, `category` the key or name."""

    line: int
    scene: str
    year: int
    category: str
    count: int
    outline_year: int | None
    constant_count: int | None
    constant_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SafetyLine:
    """A band of distance as a line says it; both ends None is the whole county, `to_m` alone None all beyond."""

    line: int
    year: int
    from_m: int | None
    to_m: int | None
    respondents: int
    unsafe: int
    weight: float | None
    weight_squares: float | None
    unsafe_weight: float | None


@dataclass(frozen=True, slots=True)
class AttitudeLine:
    """A group's view of a scene as a line says it, in percent."""

    line: int
    scene: str
    year: int
    group: AttitudeGroup
    question: str
    share: float
    respondents: int
    city_mean: float | None


@dataclass(frozen=True, slots=True)
class FigureFile:
    """What a file of figures holds: the lines that could be read, and what is wrong with the others, in file order."""

    kind: ImportKind
    file: str
    sha256: str
    read: int
    crimes: tuple[CrimeLine, ...]
    bands: tuple[SafetyLine, ...]
    attitudes: tuple[AttitudeLine, ...]
    problems: tuple[LineProblem, ...]


Read = TypeVar("Read", CrimeLine, SafetyLine, AttitudeLine)


def read_figure_file(kind: ImportKind, name: str, content: bytes) -> FigureFile:
    """Return what a CSV or XLSX file of this kind says.

    What is wrong with a line stands among the problems; after MOST_PROBLEMS no more lines are read. Raises
    ImportProblem where the file can't be read at all, or its columns are others.
    """
    needed, optional = COLUMNS[kind]
    table, lines = read_lines(name, content, needed=needed, optional=optional)
    problems: list[LineProblem] = []
    crimes = _read(lines, _crime, problems) if kind is ImportKind.CRIME else ()
    bands = _read(lines, _band, problems) if kind is ImportKind.SAFETY else ()
    attitudes = _read(lines, _attitude, problems) if kind is ImportKind.ATTITUDE else ()
    problems += _twice((row.line, (search_key(row.scene), row.year, search_key(row.category))) for row in crimes)
    problems += _twice((row.line, (row.year, row.from_m, row.to_m)) for row in bands)
    problems += _twice(
        (row.line, (search_key(row.scene), row.year, row.group, search_key(row.question))) for row in attitudes
    )
    problems += _one_constant_outline(crimes)
    problems += _overlaps(bands)
    found = tuple(sorted(problems, key=lambda problem: problem.line))
    return FigureFile(kind, table.file, table.sha256, len(lines), crimes, bands, attitudes, found)


def _read(lines: Iterable[Line], read: Callable[[Line], Read], problems: list[LineProblem]) -> tuple[Read, ...]:
    """Return what the lines without problems say; the others' problems are added to `problems`, until they are many."""
    found = []
    for line in lines:
        if len(problems) >= MOST_PROBLEMS:
            break
        value = read(line)
        problems.extend(line.problems)
        if not line.problems:
            found.append(value)
    return tuple(found)


def _crime(line: Line) -> CrimeLine:
    value = CrimeLine(
        line=line.number,
        scene=line.text("plats_id", LONGEST_SCENE),
        year=line.year("ar"),
        category=line.text("kategori", LONGEST_CATEGORY),
        count=line.whole("antal"),
        outline_year=line.year_or_none("kartlaggning"),
        constant_count=line.whole_or_none("antal_konstant"),
        constant_years=line.years("konstant_kartlaggningar"),
    )
    if line.has("antal_konstant") != line.has("konstant_kartlaggningar"):
        line.fail("antal_konstant", "Fyll i både antal_konstant och konstant_kartlaggningar, eller ingen av dem.")
    if value.constant_count is not None and not line.problems:
        if value.constant_count < value.count:
            line.fail(
                "antal_konstant",
                "Antalet på den konstanta gränsen är mindre än antalet. Den konstanta gränsen rymmer hela platsen.",
            )
        if value.outline_year is not None and value.outline_year not in value.constant_years:
            line.fail(
                "konstant_kartlaggningar",
                f"Kartläggning {value.outline_year} saknas. Den konstanta gränsen ska rymma den gräns som räknats på.",
            )
    return value


def _band(line: Line) -> SafetyLine:
    value = SafetyLine(
        line=line.number,
        year=line.year("ar"),
        from_m=line.whole_or_none("fran_m"),
        to_m=line.whole_or_none("till_m"),
        respondents=line.whole("svarande"),
        unsafe=line.whole("otrygga"),
        weight=line.number_or_none("viktsumma"),
        weight_squares=line.number_or_none("viktkvadratsumma"),
        unsafe_weight=line.number_or_none("otrygga_viktsumma"),
    )
    if not line.problems:
        _check_band(line, value)
        _check_weights(line, value)
    return value


def _check_band(line: Line, value: SafetyLine) -> None:
    if value.unsafe > value.respondents:
        line.fail("otrygga", "De otrygga är fler än de svarande.")
    if value.to_m is not None and value.from_m is None:
        line.fail("fran_m", "Bandet har ett slut men ingen början. Skriv 0 för ett band som börjar vid gränsen.")
    if value.from_m is not None and value.to_m is not None and value.to_m <= value.from_m:
        line.fail("till_m", "Bandet slutar innan det börjar. till_m ska vara större än fran_m.")


def _check_weights(line: Line, value: SafetyLine) -> None:
    weights = (value.weight, value.weight_squares, value.unsafe_weight)
    given = [weight for weight in weights if weight is not None]
    if not given:
        return
    if len(given) < len(weights):
        line.fail("viktsumma", "Fyll i alla tre summorna av vikter, eller ingen av dem.")
        return
    weight, squares, unsafe = given
    if weight <= 0 or squares <= 0:
        line.fail("viktsumma", "Summorna av vikter ska vara större än 0.")
    elif unsafe > weight:
        line.fail("otrygga_viktsumma", "De otryggas vikter är större än alla vikter tillsammans.")
    # Of n weights with this sum the squares add up to between w²/n and w².
    elif not weight**2 * (1 - ROUNDED) <= squares * max(value.respondents, 1) or squares > weight**2 * (1 + ROUNDED):
        line.fail(
            "viktkvadratsumma", "Summan stämmer inte med viktsumma och svarande. Är vikterna kvadrerade var för sig?"
        )


def _attitude(line: Line) -> AttitudeLine:
    group = GROUPS.get(search_key(line.text("grupp", LONGEST_CATEGORY)))
    if group is None and line.has("grupp"):
        line.fail("grupp", "Gruppen ska vara boende, besokare eller arbetar.")
    share = line.percent_or_none("andel_procent")
    if share is None and not line.has("andel_procent"):
        line.fail("andel_procent", "Cellen är tom. Skriv andelen i procent.")
    question = line.text("fraga", LONGEST_QUESTION)
    if has_identity_number(question):
        line.fail("fraga", "Texten ser ut att innehålla ett personnummer. Ta bort det.")
    return AttitudeLine(
        line=line.number,
        scene=line.text("plats_id", LONGEST_SCENE),
        year=line.year("ar"),
        group=group or AttitudeGroup.RESIDENTS,
        question=question,
        share=share or 0.0,
        respondents=line.whole("svarande"),
        city_mean=line.percent_or_none("stadens_medel_procent"),
    )


def _twice(keys: Iterable[tuple[int, Hashable]]) -> Iterable[LineProblem]:
    """Yield a problem for each line that says the same thing as one above it."""
    first: dict[Hashable, int] = {}
    for line, key in keys:
        if first.setdefault(key, line) != line:
            yield LineProblem(line, "", f"Samma sak står redan på rad {first[key]}. Ta bort den ena raden.")


def _one_constant_outline(rows: Sequence[CrimeLine]) -> Iterable[LineProblem]:
    """Yield a problem for each line whose constant outline is another than that of the first line that has one."""
    constant = [row for row in rows if row.constant_years]
    for row in constant[1:]:
        if row.constant_years != constant[0].constant_years:
            message = f"Andra kartläggningar än på rad {constant[0].line}. Hela filen ska ha samma konstanta gräns."
            yield LineProblem(row.line, "konstant_kartlaggningar", message)


def _overlaps(rows: Sequence[SafetyLine]) -> Iterable[LineProblem]:
    """Yield a problem for each band that begins before the one nearer ends, in the same year."""
    bands = [row for row in rows if row.from_m is not None]
    for year in {row.year for row in bands}:
        nearest_first = sorted((row for row in bands if row.year == year), key=_ends)
        for nearer, further in pairwise(nearest_first):
            if _ends(further)[0] < _ends(nearer)[1] and _ends(further) != _ends(nearer):
                line, other = max(nearer.line, further.line), min(nearer.line, further.line)
                yield LineProblem(line, "fran_m", f"Bandet går in i bandet på rad {other}. En svarande räknas en gång.")


def _ends(row: SafetyLine) -> tuple[float, float]:
    return float(row.from_m or 0), inf if row.to_m is None else float(row.to_m)
