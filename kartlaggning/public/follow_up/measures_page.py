"""The page of public measures as values: what goes on, what is planned, what has ended, each by kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kartlaggning import swedish
from kartlaggning.choices import Origin
from kartlaggning.followup.spells import Stage, stage
from kartlaggning.followup.values import FollowUp, MeasureNote
from kartlaggning.public.follow_up.place_filter import PlaceFilter
from kartlaggning.selectors.editions import SceneRow


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure on its scene."""

    note: MeasureNote
    row: SceneRow

    @property
    def is_example(self) -> bool:
        """Tell whether it is made up."""
        return self.note.origin is Origin.EXAMPLE


@dataclass(frozen=True, slots=True)
class KindPart:
    """The measures of one kind, by municipality and scene in Swedish order."""

    name: str
    lines: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class StagePart:
    """The measures that have come equally far, by kind."""

    stage: Stage
    kinds: tuple[KindPart, ...]

    @property
    def count(self) -> int:
        """Return how many there are."""
        return sum(len(kind.lines) for kind in self.kinds)


@dataclass(frozen=True)
class MeasuresPage:
    """What the page shows; stages without measures are left out."""

    query: PlaceFilter
    stages: tuple[StagePart, ...]
    has_any: bool

    @property
    def has_examples(self) -> bool:
        """Tell whether any measure shown is made up."""
        return any(line.is_example for stage in self.stages for kind in stage.kinds for line in kind.lines)

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the sources of what is shown, each once."""
        lines = (line for stage in self.stages for kind in stage.kinds for line in kind.lines)
        return tuple(dict.fromkeys(source for line in lines for source in line.note.sources))


def measure_scenes(follow_up: FollowUp) -> frozenset[str]:
    """Return the permanent ids of the scenes that have a public measure."""
    return frozenset(note.public_id for note in follow_up.measures)


def measures_page(follow_up: FollowUp, query: PlaceFilter, today: date) -> MeasuresPage:
    """Return the page's values for the scenes that the filter lets through."""
    rows = {row.public_id: row for row in query.rows()}
    lines = [MeasureLine(note, rows[note.public_id]) for note in follow_up.measures if note.public_id in rows]
    stages = (
        StagePart(wanted, _by_kind(line for line in lines if stage(line.note.spell, today) is wanted))
        for wanted in (Stage.GOING_ON, Stage.PLANNED, Stage.ENDED)
    )
    return MeasuresPage(query, tuple(part for part in stages if part.kinds), bool(follow_up.measures))


def _by_kind(lines: Iterable[MeasureLine]) -> tuple[KindPart, ...]:
    ordered: Sequence[MeasureLine] = sorted(lines, key=_order)
    return tuple(KindPart(name, tuple(found)) for name, found in groupby(ordered, key=lambda line: line.note.kind_name))


def _order(line: MeasureLine) -> tuple[str, str, str, date]:
    names = (line.note.kind_name, line.row.municipality.name, line.row.name)
    kind, municipality, scene = map(swedish.sort_key, names)
    return kind, municipality, scene, line.note.spell.starts_on
