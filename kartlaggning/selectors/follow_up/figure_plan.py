"""What an import of figures would do: its rows, not written yet, what is wrong with it and what it would replace."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kartlaggning.choices import ImportKind
from kartlaggning.followup.payload import to_json
from kartlaggning.imports.figure_files import FigureFile
from kartlaggning.imports.figure_table import LineProblem, first_problems
from kartlaggning.models import AttitudeShare, CrimeCount, FigureImport, SafetyBand
from kartlaggning.selectors.follow_up import rows, values
from kartlaggning.selectors.follow_up.figure_lines import FigureLines


@dataclass(frozen=True, slots=True)
class Replaced:
    """An import in force that says something that the file says too: how many of its figures, and of how many."""

    figure_import: FigureImport
    same: int
    of: int

    @property
    def lost(self) -> int:
        """Return how many of its figures are not in the file."""
        return self.of - self.same


@dataclass(frozen=True)
class FigurePlan:
    """A file held against the record. The rows are unsaved, of an import that is not written either.

    `problems` are the first of them, and `notes` say what is left out though it is no error.
    """

    file: FigureFile
    figure_import: FigureImport
    crimes: tuple[CrimeCount, ...]
    bands: tuple[SafetyBand, ...]
    attitudes: tuple[AttitudeShare, ...]
    problems: tuple[LineProblem, ...]
    notes: tuple[LineProblem, ...]
    replaced: tuple[Replaced, ...]

    @property
    def count(self) -> int:
        """Return how many figures it would write."""
        return len(self.crimes) + len(self.bands) + len(self.attitudes)

    @property
    def digest(self) -> str:
        """Return a checksum of all that would be written and replaced: what was read is what is carried out."""
        figures = [
            *(to_json(values.crime_figure(row)) for row in self.crimes),
            *(to_json(values.safety_figure(row)) for row in self.bands),
            *(to_json(values.attitude_figure(row)) for row in self.attitudes),
            *([row.figure_import.number, row.same, row.of] for row in self.replaced),
        ]
        return hashlib.sha256(json.dumps([self.file.sha256, figures]).encode()).hexdigest()


def plan_figures(file: FigureFile) -> FigurePlan:
    """Return what the file would do now. Costs a fixed number of queries; nothing is written."""
    lines = FigureLines(file)
    for crime in file.crimes:
        lines.add_crime(crime)
    for band in file.bands:
        lines.add_band(band)
    for share in file.attitudes:
        lines.add_attitude(share)
    return FigurePlan(
        file,
        lines.figure_import,
        tuple(lines.crimes),
        tuple(lines.bands),
        tuple(lines.attitudes),
        first_problems((*file.problems, *lines.problems)),
        tuple(lines.notes),
        _replaced(file.kind, lines),
    )


def _replaced(kind: ImportKind, lines: FigureLines) -> tuple[Replaced, ...]:
    """Return the imports in force that say the same as a line."""
    ours: set[tuple[object, ...]]
    in_force: Iterable[tuple[object, ...]]
    if kind is ImportKind.CRIME:
        ours = {(row.scene.pk, row.year, row.category.pk) for row in lines.crimes}
        in_force = rows.crimes().values_list("figure_import", "scene", "year", "category")
    elif kind is ImportKind.SAFETY:
        ours = {(row.year,) for row in lines.bands}
        in_force = rows.bands().values_list("figure_import", "year")
    else:
        ours = {(row.scene.pk, row.year, row.group, row.question) for row in lines.attitudes}
        in_force = rows.attitudes().values_list("figure_import", "scene", "year", "group", "question")
    same: Counter[object] = Counter()
    total: Counter[object] = Counter()
    for figure_import, *said in in_force:
        total[figure_import] += 1
        same[figure_import] += tuple(said) in ours
    touched = rows.imports_in_force().filter(pk__in=[pk for pk, count in same.items() if count]).order_by("number")
    return tuple(Replaced(row, same[row.pk], total[row.pk]) for row in touched)
