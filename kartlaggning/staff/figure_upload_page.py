"""What the report of a file of figures shows. Values in, values out: no query."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kartlaggning.errors import NotFound
from kartlaggning.imports.figure_table import LineProblem
from kartlaggning.permissions import Actor
from kartlaggning.selectors.follow_up.figure_plan import FigurePlan
from kartlaggning.services import import_files


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about several lines: the same words, and on which lines they hold."""

    message: str
    lines: int
    first: int


@dataclass(frozen=True, slots=True)
class FigureReport:
    """The plan as the page shows it; the digest ties it to the act."""

    plan: FigurePlan
    notes: tuple[Note, ...]
    digest: str

    @property
    def may_be_done(self) -> bool:
        """Tell whether there is something to do and nothing in its way."""
        return bool(self.plan.count) and not self.plan.problems

    @property
    def problems(self) -> Sequence[LineProblem]:
        """Return what is wrong with the file."""
        return self.plan.problems

    @property
    def bad_lines(self) -> int:
        """Return how many lines have something wrong."""
        return len({problem.line for problem in self.plan.problems})


def report_of(plan: FigurePlan) -> FigureReport:
    """Return the report; what is noted of many lines is said once."""
    lines: dict[str, list[int]] = {}
    for note in plan.notes:
        lines.setdefault(note.message, []).append(note.line)
    notes = tuple(Note(message, len(found), min(found)) for message, found in lines.items())
    return FigureReport(plan, notes, plan.digest)


def kept_before(token: str, *, purpose: str, by: Actor) -> import_files.KeptFile | None:
    """Return the person's file that a new one corrects, or None where none is named or it is gone."""
    try:
        return import_files.fetch(UUID(token), purpose=purpose, by=by)
    except (ValueError, NotFound):
        return None
