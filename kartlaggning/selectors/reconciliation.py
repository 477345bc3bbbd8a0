"""Reading what a round's counts are reckoned from."""

from dataclasses import dataclass

from kartlaggning import reconciliation as pure
from kartlaggning.choices import LineageKind, Status
from kartlaggning.models import Lineage, Scene, Survey, SurveyRound
from kartlaggning.models.survey import CONCLUDED


@dataclass(frozen=True, slots=True)
class NamedScene:
    """A scene as the table of the counts names it."""

    public_id: str
    name: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a sign, what is counted, and the scenes. `is_sum` marks the two ends."""

    sign: str
    text: str
    scenes: tuple[NamedScene, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class NamedProblem:
    """What does not add up, and at which scene."""

    scene: NamedScene
    message: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How a round's counts add up, in words and with the scenes' names."""

    found: pure.Reconciliation
    previous_year: int | None
    lines: tuple[Line, ...]
    problems: tuple[NamedProblem, ...]


def counts_of(survey_round: SurveyRound) -> Counts:
    """Return how the counts of the round add up from the round before, in four queries."""
    earlier = Survey.objects.filter(survey_round__year__lt=survey_round.year, state__in=CONCLUDED)
    rows = list(
        earlier.order_by("survey_round__year", "pk").values_list("scene__public_id", "status", "survey_round__year")
    )
    before = {public_id: Status(status) for public_id, status, _ in rows}
    previous_year = max((year for _, _, year in rows), default=None)
    concluded = Survey.objects.filter(survey_round=survey_round, state__in=CONCLUDED)
    now = {public_id: Status(status) for public_id, status in concluded.values_list("scene__public_id", "status")}
    found = pure.reconcile(before, now, _events(survey_round, previous_year or 0))
    return _named(found, previous_year, survey_round.year)


def _events(survey_round: SurveyRound, previous_year: int) -> list[pure.Event]:
    rows = Lineage.objects.prefetch_related("from_scenes", "to_scenes").filter(
        kind__in=pure.DIVIDING, happened_on__year__gt=previous_year, happened_on__year__lte=survey_round.year
    )
    return [
        pure.Event(
            LineageKind(row.kind),
            frozenset(scene.public_id for scene in row.from_scenes.all()),
            frozenset(scene.public_id for scene in row.to_scenes.all()),
        )
        for row in rows
    ]


def _named(found: pure.Reconciliation, previous_year: int | None, year: int) -> Counts:
    known = {
        public_id: NamedScene(public_id, name, is_example)
        for public_id, name, is_example in Scene.objects.values_list("public_id", "name", "is_example")
    }

    def line(sign: str, text: str, scenes: tuple[str, ...], *, is_sum: bool = False) -> Line:
        return Line(sign, text, tuple(known[scene] for scene in scenes), is_sum)

    lines = (
        line("", f"Öppna {previous_year}" if previous_year else "Öppna tidigare", found.previous_open, is_sum=True),
        line("\N{MINUS SIGN}", "upphörda", found.closed),
        line("\N{MINUS SIGN}", "ersatta vid sammanslagning eller delning", found.replaced),
        line("+", "åter öppna", found.reopened),
        line("+", "nya", found.new),
        line("+", "tillkomna vid sammanslagning eller delning", found.came_out),
        line("=", f"Öppna {year}", found.open_now, is_sum=True),
    )
    problems = tuple(NamedProblem(known[problem.scene], problem.message) for problem in found.problems)
    return Counts(found, previous_year, lines, problems)
