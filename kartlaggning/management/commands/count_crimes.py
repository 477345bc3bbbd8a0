"""`manage.py count_crimes`: counts crimes given as points on the outlines of exported editions, without a database."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from kartlaggning.choices import ImportKind
from kartlaggning.errors import ImportProblem
from kartlaggning.exports.formats.spreadsheet import Cell
from kartlaggning.followup.counting import Crimes, CrimeTallies, RoundOutlines, count_crimes
from kartlaggning.imports.figure_files import COLUMNS
from kartlaggning.imports.point_file import PointFile, Problems
from kartlaggning.imports.table import read_rows
from kartlaggning.management.offline import OfflineCommand, points_words
from kartlaggning.swedish import number

MOST_CATEGORIES = 50  # more are no categories: another column was named, perhaps one with free text
LONGEST_SHOWN = 20
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)([T ].*)?")


class Command(OfflineCommand):
    """Dry run with a report unless `--out` is given; the points are read and never written."""

    help = (
        "Räknar brott, givna som punkter, på gränserna i exporterade utgåvor och skriver antal per plats, år och "
        "kategori i det format som läses in på webbplatsen. Ingen databas behövs. Ett brottsår räknas på den gräns "
        "vars bedömningsperiod täcker året, och på den konstanta gränsen: alla givna utgåvors gränser tillsammans."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add which columns hold what."""
        super().add_arguments(parser)
        parser.add_argument("--category-column", required=True, help="kolumnen med brottets kategori")
        parser.add_argument("--date-column", required=True, help="kolumnen med brottets dag, som 2023-05-04")
        parser.add_argument("--categories", type=Path, help="CSV varde;kategori: vad som räknas som vad")

    def count(self, **options: Any) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """Report what was counted, and return it as the import's columns."""
        editions = self.editions(options["edition"])
        points = self.read((options["category_column"], options["date_column"]), options)
        days = _days(points, options["date_column"])
        categories, keys = self._categories(points, options["category_column"], options["categories"])
        rounds = [edition.outlines for edition in editions]
        tallies = count_crimes(Crimes(points.places, [day.year for day in days], categories), rounds, keys)
        self._report(days, rounds, tallies)
        constant = " ".join(str(year) for year in tallies.constant_years)
        needed, optional = COLUMNS[ImportKind.CRIME]
        return (*needed, *optional), [
            (row.public_id, row.year, row.category, row.count, row.outline_year, row.constant_count, constant)
            for row in tallies.rows
        ]

    def _categories(
        self, points: PointFile, column: str, mapping: Path | None
    ) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
        """Return each point's categories and all there are, and report the values that count in none."""
        written = points.columns[column]
        if mapping is None:
            keys = tuple(sorted({value for value in written if value}))
            if len(keys) > MOST_CATEGORIES:
                raise ImportProblem(
                    f"”{column}” har {number(len(keys))} olika värden. Är det rätt kolumn? Säg i en fil med "
                    "--categories vilka värden som räknas som vilken kategori."
                )
            known: Mapping[str, tuple[str, ...]] = {key: (key,) for key in keys}
        else:
            known = _mapping(mapping)
            keys = tuple(sorted({key for found in known.values() for key in found}))
        categories = [known.get(value, ()) for value in written]
        uncounted = sum(not found for found in categories)
        if uncounted:
            self.stdout.write(f"{points_words(uncounted)} har en kategori som inte räknas.")
        return categories, keys

    def _report(self, days: Sequence[date], rounds: Sequence[RoundOutlines], tallies: CrimeTallies) -> None:
        for year in sorted({day.year for day in days}):
            of_year = [day for day in days if day.year == year]
            covering = max((each.year for each in rounds if each.covers(year)), default=None)
            outline = f"gränserna enligt kartläggning {covering}" if covering else "enbart de konstanta gränserna"
            days_there = f"{points_words(len(of_year))} från {min(of_year)} till {max(of_year)}"
            self.stdout.write(f"Brottsår {year}: {days_there}; räknas på {outline}.")
        self.stdout.write(f"{points_words(tallies.outside)} ligger inte på någon plats.")
        if tallies.on_several:
            self.stdout.write(f"{points_words(tallies.on_several)} ligger på flera platser och räknas på var och en.")


def _days(points: PointFile, column: str) -> list[date]:
    """Return each point's day; raises ImportProblem with the lines where there is none."""
    problems = Problems(points.file, points.unit)
    days = []
    for line, text in zip(points.lines, points.columns[column], strict=True):
        day = _day(text)
        if day is None:
            problems.add(line, f"{column} är inte en dag som 2023-05-04: ”{text[:LONGEST_SHOWN]}”.")
        else:
            days.append(day)
    problems.refuse()
    return days


def _day(text: str) -> date | None:
    """Return the day of `2023-05-04`, `20230504` or one with a time of day after it."""
    found = _DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups()[:3])) if found else None
    except ValueError:
        return None


def _mapping(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the categories that each value counts in; a value may stand on several lines, or count in none."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in read_rows(path, ("varde", "kategori")):
        key = row.text("kategori")
        found[row.filled("varde")] += (key,) if key and key not in found[row.text("varde")] else ()
    if not any(found.values()):
        raise ImportProblem(f"{path.name} räknar inget värde som någon kategori.")
    return dict(found)
