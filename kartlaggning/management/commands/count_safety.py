"""`manage.py count_safety`: counts respondents by distance from the outlines of an exported edition, no database."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.core.management.base import CommandParser
from numpy.typing import NDArray

from kartlaggning.choices import ImportKind
from kartlaggning.errors import Refused
from kartlaggning.exports.formats.spreadsheet import Cell
from kartlaggning.followup.distance import BandTally, Respondents, count_bands
from kartlaggning.imports.figure_files import COLUMNS
from kartlaggning.imports.point_file import Metres, PointFile, Problems
from kartlaggning.management.offline import OfflineCommand
from kartlaggning.swedish import number

UNSAFE = frozenset({"ja", "j", "yes", "y", "1", "true", "sant", "otrygg"})
SAFE = frozenset({"nej", "n", "no", "0", "false", "falskt", "trygg"})
LONGEST_SHOWN = 20


class Command(OfflineCommand):
    """Dry run with a report unless `--out` is given; the points are read and never written."""

    help = (
        "Räknar svarande, givna som punkter, efter avståndet till närmaste gräns i en exporterad utgåva och skriver "
        "antal per avståndsband i det format som läses in på webbplatsen. Ingen databas behövs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add which columns hold what, and the bands."""
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, required=True, help="undersökningens år")
        parser.add_argument("--unsafe-column", required=True, help="kolumnen som säger om den svarande är otrygg")
        parser.add_argument("--weight-column", default="", help="kolumnen med den svarandes vikt")
        parser.add_argument("--bands", default="500", help="var banden slutar, i meter: 500,1000,2000")

    def count(self, **options: Any) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """Report what was counted, and return it as the import's columns."""
        limits = _limits(options["bands"])
        editions = self.editions(options["edition"])
        if len(editions) != 1:
            raise Refused("Ge en enda kartläggning: avstånden räknas till de gränser som gällde.")
        weight_column = options["weight_column"]
        wanted = (options["unsafe_column"], *([weight_column] if weight_column else []))
        respondents = self._respondents(self.read(wanted, options), options["unsafe_column"], weight_column)
        bands = count_bands(respondents, list(editions[0].outlines.outlines.values()), limits)
        for band in bands:
            self.stdout.write(
                f"{_band_words(band)}: {number(band.respondents)} svarande, {number(band.unsafe)} otrygga."
            )
        needed, optional = COLUMNS[ImportKind.SAFETY]
        return (*needed, *optional), [_row(options["year"], band) for band in bands]

    def _respondents(self, points: PointFile, unsafe_column: str, weight_column: str) -> Respondents:
        """Return those who answered, and report how many did not."""
        problems = Problems(points.file, points.unit)
        answers = [_answer(text) for text in points.columns[unsafe_column]]
        for line, text, answer in zip(points.lines, points.columns[unsafe_column], answers, strict=True):
            if text and answer is None:
                problems.add(line, f"{unsafe_column} är varken ja eller nej: ”{text[:LONGEST_SHOWN]}”.")
        answered = np.array([answer is not None for answer in answers], dtype=bool)
        weights = _weights(points, weight_column, answered, problems) if weight_column else None
        problems.refuse()
        if not answered.any():
            raise Refused(f"{points.file} har inget svar i ”{unsafe_column}”.")
        if not answered.all():
            self.stdout.write(f"{number(int(np.sum(~answered)))} har inte svarat och räknas inte.")
        places: Metres = points.places[answered]
        return Respondents(places, np.array([answer is True for answer in answers])[answered], weights)


def _answer(text: str) -> bool | None:
    """Return whether an answer says unsafe; None where it is empty or says neither."""
    word = text.casefold()
    return True if word in UNSAFE else False if word in SAFE else None


def _weights(points: PointFile, column: str, answered: NDArray[np.bool_], problems: Problems) -> NDArray[np.float64]:
    """Return the weights of those who answered; each has to have one above 0."""
    found = []
    for line, text, counts in zip(points.lines, points.columns[column], answered, strict=True):
        if not counts:
            continue
        try:
            weight = float(text.replace(",", "."))
        except ValueError:
            weight = float("nan")
        if not 0 < weight < float("inf"):
            problems.add(line, f"{column} är inte ett tal över 0.")
        found.append(weight)
    return np.array(found, dtype=float)


def _limits(text: str) -> list[int]:
    parts = text.split(",")
    limits = [int(part) for part in parts if part.isascii() and part.isdigit()]
    if len(limits) != len(parts) or limits != sorted(set(limits)) or limits[0] == 0 or limits[-1] > 100_000:
        raise Refused(f"--bands ska vara stigande hela meter åtskilda av komma, som 500,1000,2000: ”{text}”.")
    return limits


def _band_words(band: BandTally) -> str:
    if band.from_m is None:
        return "Hela länet"
    return f"{band.from_m} m och längre bort" if band.to_m is None else f"{band.from_m} till {band.to_m} m"


def _row(year: int, band: BandTally) -> tuple[Cell, ...]:
    weights = (band.weight, band.weight_squares, band.unsafe_weight)
    return (year, band.from_m, band.to_m, band.respondents, band.unsafe, *weights)
