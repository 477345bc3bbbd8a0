"""How a round's counts add up from the round before: which scenes closed, opened, merged and split, and what is amiss.

previous open − closed − replaced by merges and splits + reopened + new + come out of merges and splits = open now.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kartlaggning.choices import LineageKind, Status

SceneId = str  # S-0001
DIVIDING = (LineageKind.MERGED, LineageKind.SPLIT)


@dataclass(frozen=True, slots=True)
class Event:
    """A merge or a split of the round: from which scenes, to which."""

    kind: LineageKind
    from_scenes: frozenset[SceneId]
    to_scenes: frozenset[SceneId]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must be mended or explained before the round is closed. `scene` is whom it is about."""

    scene: SceneId
    message: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The scenes of each class, in the order of their ids, and what does not add up."""

    previous_open: tuple[SceneId, ...] = ()
    kept: tuple[SceneId, ...] = ()
    closed: tuple[SceneId, ...] = ()
    replaced: tuple[SceneId, ...] = ()
    reopened: tuple[SceneId, ...] = ()
    new: tuple[SceneId, ...] = ()
    came_out: tuple[SceneId, ...] = ()
    open_now: tuple[SceneId, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def expected(self) -> int:
        """Return how many scenes should be open now, reckoned from the round before."""
        gone, come = (*self.closed, *self.replaced), (*self.reopened, *self.new, *self.came_out)
        return len(self.previous_open) - len(gone) + len(come)

    @property
    def difference(self) -> int:
        """Return by how many the scenes that are open now differ from what should be."""
        return len(self.open_now) - self.expected

    @property
    def holds(self) -> bool:
        """Tell whether the numbers add up and nothing is amiss."""
        return not self.difference and not self.problems


def reconcile(
    before: Mapping[SceneId, Status], now: Mapping[SceneId, Status], events: Sequence[Event]
) -> Reconciliation:
    """Return how the counts add up.

    `before` is each scene's last finding before the round, `now` what the round has concluded so far (a scene whose
    survey is not concluded is not in it), `events` the round's merges and splits.
    """
    children = frozenset(scene for event in events for scene in event.to_scenes)
    was_open = {scene for scene, status in before.items() if status is Status.OPEN}
    is_open = {scene for scene, status in now.items() if status is Status.OPEN}
    opened = is_open - was_open
    came_out = opened & children
    return Reconciliation(
        previous_open=_ordered(was_open),
        kept=_ordered(was_open & is_open),
        closed=_ordered(scene for scene in was_open if now.get(scene) is Status.CLOSED),
        replaced=_ordered(scene for scene in was_open if now.get(scene) is Status.REPLACED),
        reopened=_ordered(scene for scene in opened - came_out if scene in before),
        new=_ordered(scene for scene in opened - came_out if scene not in before),
        came_out=_ordered(came_out),
        open_now=_ordered(is_open),
        problems=tuple(sorted(_problems(before, now, events), key=lambda problem: (problem.scene, problem.message))),
    )


def _ordered(scenes: Iterable[SceneId]) -> tuple[SceneId, ...]:
    return tuple(sorted(scenes))


def _problems(
    before: Mapping[SceneId, Status], now: Mapping[SceneId, Status], events: Sequence[Event]
) -> Iterator[Problem]:
    children = {scene for event in events for scene in event.to_scenes}
    for scene, status in before.items():
        if status is Status.OPEN and scene not in now:
            yield Problem(scene, "Den var öppen förra gången och har ingen avslutad kartläggning i omgången.")
    for scene, status in now.items():
        if status is Status.CLOSED and scene not in before and scene not in children:
            yield Problem(scene, "Den är ny och bedömd som upphörd. Den har aldrig varit öppen: återta kartläggningen.")
    yield from _lineage_problems(now, events)


def _lineage_problems(now: Mapping[SceneId, Status], events: Sequence[Event]) -> Iterator[Problem]:
    gone_into = Counter(scene for event in events for scene in event.from_scenes)
    for scene, status in now.items():
        if status is Status.REPLACED and not gone_into[scene]:
            yield Problem(scene, "Den är ersatt, men det står inte av vilken plats.")
    for scene, times in gone_into.items():
        if times > 1:
            yield Problem(scene, "Den har slagits ihop eller delats mer än en gång.")
    for event in events:
        for scene in event.from_scenes - event.to_scenes:
            if now.get(scene) is not Status.REPLACED:
                yield Problem(scene, f"Den är {event.kind.label}, men dess kartläggning är inte avslutad som ersatt.")
        for scene in event.to_scenes - now.keys():
            yield Problem(scene, "Den har kommit till genom sammanslagning eller delning och är inte avslutad än.")
