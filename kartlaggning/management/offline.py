"""What the commands share that turn points into counts on the user's own computer: no database is opened."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kartlaggning.errors import ImportProblem, KartlaggningError, Refused
from kartlaggning.exports.formats.spreadsheet import Cell, csv_lines
from kartlaggning.geometry.projection import SWEREF, WGS84
from kartlaggning.imports.edition_file import EditionFile, read_editions
from kartlaggning.imports.point_file import Axes, PointFile, read_points
from kartlaggning.swedish import number


class OfflineCommand(BaseCommand):
    """A command that reads points and exported editions, reports, and writes counts where `--out` says."""

    requires_system_checks = ()  # some of them ask the database

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what all of them take."""
        parser.add_argument("points", type=Path, help="punkterna: CSV eller GeoPackage; filen lämnar inte datorn")
        parser.add_argument("--edition", type=Path, action="append", required=True, help="en utgåvas exporterade fil")
        parser.add_argument("--out", type=Path, help="filen med antal att skriva; utan den är det en torrkörning")
        parser.add_argument("--layer", default="", help="lagret i GeoPackage, om det finns flera")
        for x, y, words in (("e", "n", "meter i SWEREF 99 TM"), ("lon", "lat", "grader i WGS 84")):
            parser.add_argument(f"--{x}-column", default="", help=f"CSV: kolumnen med östvärdet, {words}")
            parser.add_argument(f"--{y}-column", default="", help=f"CSV: kolumnen med nordvärdet, {words}")

    def count(self, **options: Any) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """Report, and return the headings and rows to write."""
        raise NotImplementedError

    def handle(self, *, out: Path | None, **options: Any) -> None:
        """Count, and write the counts only if told where."""
        try:
            if out is not None:
                _check_out(out, (options["points"], *options["edition"], options.get("categories")))
            header, rows = self.count(**options)
            if out is not None:
                _write(out, header, rows)
        except KartlaggningError as error:
            raise CommandError(str(error)) from error
        lines = f"{number(len(rows))} {'rad' if len(rows) == 1 else 'rader'}"
        if out is None:
            self.stdout.write(f"Torrkörning: {lines}. Inget skrevs; lägg till --out för att skriva filen.")
        else:
            self.stdout.write(f"{out.name} är skriven: {lines}. Den innehåller antal men inga punkter.")

    def read(self, wanted: Sequence[str], options: dict[str, Any]) -> PointFile:
        """Read the points, and report how many there are."""
        points = read_points(options["points"], wanted, _axes(options), options["layer"])
        without = f" {number(points.without_place)} saknar läge och räknas inte." if points.without_place else ""
        self.stdout.write(f"{points.file}: {points_words(len(points.lines))}.{without}")
        return points

    def editions(self, paths: Iterable[Path]) -> tuple[EditionFile, ...]:
        """Read the editions, of a round each, and report what of them is counted on."""
        found = [edition for path in paths for edition in read_editions(path)]
        years = [edition.outlines.year for edition in found]
        twice = {year for year in years if years.count(year) > 1}
        if twice:
            raise ImportProblem(f"Kartläggning {min(twice)} är given två gånger. Ge en utgåva för varje kartläggning.")
        for edition in found:
            self.stdout.write(_edition_words(edition))
        return tuple(found)


def points_words(count: int) -> str:
    """Return how many points: `1 punkt`, `1 234 punkter`."""
    return f"{number(count)} {'punkt' if count == 1 else 'punkter'}"


def _axes(options: dict[str, Any]) -> Axes | None:
    metres, degrees = (
        Axes(options[f"{x}_column"], options[f"{y}_column"], crs)
        for x, y, crs in (("e", "n", SWEREF), ("lon", "lat", WGS84))
    )
    given = [axes for axes in (metres, degrees) if axes.x or axes.y]
    if len(given) > 1 or any(not (axes.x and axes.y) for axes in given):
        raise Refused("Ange antingen --e-column och --n-column, eller --lon-column och --lat-column.")
    return given[0] if given else None


def _edition_words(edition: EditionFile) -> str:
    judged = edition.outlines.judged
    period = f"bedömer {judged[0]}–{judged[1]}" if judged else "ingen känd bedömningsperiod, så inget brottsår täcks"
    words = f"{edition.ref}, kartläggning {edition.outlines.year}: {period}. Gränser: {len(edition.outlines.outlines)}."
    if edition.approximate:
        words += f" Med bara ett ungefärligt läge, räknas inte: {edition.approximate}."
    return words + (" Påhittade platser (exempel) är med." if edition.has_examples else "")


def _check_out(out: Path, read: Iterable[Path | None]) -> None:
    if any(path is not None and out.resolve() == path.resolve() for path in read):
        raise Refused(f"--out är {out.name}, som också läses. Välj ett annat namn.")
    if out.suffix.lower() != ".csv":
        raise Refused("--out ska sluta på .csv.")


def _write(out: Path, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    try:
        out.write_text("".join(csv_lines(header, rows)), encoding="utf-8", newline="")
    except OSError as error:
        raise Refused(f"{out.name} går inte att skriva: {error.strerror}.") from error
