"""Reading the checks of closed scenes: signals that wait, scenes that nobody has looked at lately, what was found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from kartlaggning import swedish
from kartlaggning.choices import CheckFinding, Status, Visibility
from kartlaggning.errors import NotFound
from kartlaggning.models import Scene, SceneCheck, Survey, SurveyRound
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.permissions import Actor, Permission, Place, can, reads
from kartlaggning.selectors.follow_up import rows
from kartlaggning.selectors.follow_up.measures import NOWHERE, SceneAreas, scene_areas
from kartlaggning.selectors.follow_up.reader import scene_places
from kartlaggning.selectors.scenes import place_of
from kartlaggning.selectors.surveys import open_round

OFTEN = timedelta(days=182)  # a followed-up scene is checked twice a year at least; the project's own choice
LATEST = 50  # how many checks the list shows


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A closed scene that is followed up and has not been checked for a while; `last` is None where it never was."""

    scene: Scene
    areas: str
    last: date | None


@dataclass(frozen=True, slots=True)
class CheckBoard:
    """What the page of checks shows one person."""

    signals: tuple[SceneCheck, ...]
    unchecked: tuple[Unchecked, ...]
    latest: tuple[SceneCheck, ...]


@dataclass(frozen=True, slots=True)
class SceneChecks:
    """What a scene's own page shows of its checks, the latest first, and what the person may do."""

    rows: tuple[SceneCheck, ...] = ()
    shows: bool = False
    may_add: bool = False
    may_answer: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """A check that says reassess, with what a coordinator can do: the scene's survey of the open round, if any."""

    check: SceneCheck
    survey: Survey | None
    survey_round: SurveyRound | None


def check_board(actor: Actor, today: date | None = None) -> CheckBoard:
    """Return what the actor may see of the checks, within their areas."""
    today = today or timezone.localdate()
    at = scene_areas()
    seen = [row for row in rows.checks() if reads(actor, Visibility.SHARED, at.get(row.scene_id, NOWHERE).place)]
    answered = [row for row in seen if not is_signal(row)]
    return CheckBoard(
        signals=tuple(row for row in seen if is_signal(row)),
        unchecked=_unchecked(actor, seen, at, today),
        latest=tuple(answered[:LATEST]),
    )


def is_signal(row: SceneCheck) -> bool:
    """Tell whether a check waits for a coordinator's answer."""
    return row.finding == CheckFinding.REOPEN and row.answered_at is None


def signals_for(actor: Actor) -> int:
    """Return how many signals wait for the actor's answer; none for who may not answer."""
    return rows.unanswered_signals().count() if can(actor, Permission.RUN_FOLLOW_UP) else 0


def checks_of(actor: Actor, scene: Scene, *, is_closed: bool) -> SceneChecks:
    """Return what the scene's own page shows of its checks, the latest first; nothing for who may not read them."""
    place = place_of(scene)
    if not reads(actor, Visibility.SHARED, place):
        return SceneChecks()
    found = tuple(rows.checks().filter(scene=scene))
    is_real_in_demonstration = settings.DEMONSTRATION and not scene.is_example
    return SceneChecks(
        rows=found,
        shows=is_closed or bool(found),
        may_add=is_closed and not is_real_in_demonstration and can(actor, Permission.EDIT_FOLLOW_UP, place),
        may_answer=can(actor, Permission.RUN_FOLLOW_UP),
    )


def find_signal(actor: Actor, pk: int) -> Signal:
    """Return a check that says reassess; raises NotFound where there is none or the actor may not read it."""
    row = rows.checks().filter(pk=pk, finding=CheckFinding.REOPEN).first()
    if row is None or not reads(actor, Visibility.SHARED, scene_places().get(row.scene_id, Place())):
        raise NotFound("Signalen finns inte.")
    under_way = open_round()
    survey = Survey.objects.filter(scene=row.scene, survey_round=under_way).first() if under_way else None
    return Signal(row, survey, under_way)


def closed_scenes(actor: Actor, *, made_up_only: bool) -> list[Scene]:
    """Return the closed scenes that the actor may write a check of, in Swedish order."""
    at = scene_areas()
    known = Scene.objects.filter(pk__in=_closed())
    found = known.filter(is_example=True) if made_up_only else known
    within = (row for row in found if can(actor, Permission.EDIT_FOLLOW_UP, at.get(row.pk, NOWHERE).place))
    return sorted(within, key=lambda row: swedish.sort_key(row.name))


def _closed() -> list[int]:
    """Return the keys of the scenes that the last round that concluded anything about them found closed."""
    concluded = Survey.objects.filter(state__in=CONCLUDED).order_by("survey_round__year")
    last = dict(concluded.values_list("scene_id", "status"))
    return [scene for scene, status in last.items() if status == Status.CLOSED]


def _unchecked(
    actor: Actor, seen: Iterable[SceneCheck], at: Mapping[int, SceneAreas], today: date
) -> tuple[Unchecked, ...]:
    last: dict[int, date] = {}
    for row in seen:  # the latest first
        last.setdefault(row.scene_id, row.checked_on)
    followed_up = Scene.objects.filter(is_followed_up=True, pk__in=_closed())
    found = [
        Unchecked(scene, at.get(scene.pk, NOWHERE).names, last.get(scene.pk))
        for scene in followed_up
        if reads(actor, Visibility.SHARED, at.get(scene.pk, NOWHERE).place)
    ]
    waiting = [row for row in found if row.last is None or row.last < today - OFTEN]
    return tuple(sorted(waiting, key=lambda row: (row.last or date.min, swedish.sort_key(row.scene.name))))
