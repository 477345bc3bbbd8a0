"""Places that merges and splits between two rounds hold together, and what became of them as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from kartlaggning.choices import LineageKind
from kartlaggning.selectors.editions.atlas import LineageNote, SceneRef, SceneRow
from kartlaggning.selectors.editions.compare import Comparison


@dataclass(frozen=True, slots=True)
class Family:
    """The places of one chain of events. `kind` is merged or split; where both happened, the number of places tells."""

    kind: LineageKind
    notes: tuple[LineageNote, ...]

    def others(self, public_id: str) -> tuple[SceneRef, ...]:
        """Return the places at the other end of the events that a place took part in."""
        found: dict[str, SceneRef] = {}
        for note in self.notes:
            if any(ref.public_id == public_id for ref in note.from_scenes):
                found |= {ref.public_id: ref for ref in note.to_scenes}
            if any(ref.public_id == public_id for ref in note.to_scenes):
                found |= {ref.public_id: ref for ref in note.from_scenes}
        return tuple(ref for key, ref in found.items() if key != public_id)


def families(compared: Comparison, then: Mapping[str, SceneRow], now: Mapping[str, SceneRow]) -> dict[str, Family]:
    """Return the family of each place that is of one, by permanent id; `then` and `now` are the open rows.

    A chain that nothing open came out of has closed, and one that began with nothing open is new: their places are of
    no family.
    """
    found: dict[str, Family] = {}
    for ids, notes in _chains((*compared.merges, *compared.splits)):
        before, after = len(ids & then.keys()), len(ids & now.keys())
        if before and after:
            family = Family(_kind(notes, before, after), notes)
            found |= dict.fromkeys(ids, family)
    return found


def _kind(notes: tuple[LineageNote, ...], before: int, after: int) -> LineageKind:
    kinds = {note.kind for note in notes}
    if len(kinds) == 1:
        return kinds.pop()
    return LineageKind.SPLIT if after > before else LineageKind.MERGED


def _chains(notes: tuple[LineageNote, ...]) -> list[tuple[frozenset[str], tuple[LineageNote, ...]]]:
    """Return the events in groups that share places, each with the permanent ids of all its places."""
    chains: list[tuple[frozenset[str], tuple[LineageNote, ...]]] = []
    for note in notes:
        ids = frozenset(ref.public_id for ref in (*note.from_scenes, *note.to_scenes))
        joined = [chain for chain in chains if chain[0] & ids]
        chains = [chain for chain in chains if chain not in joined]
        members = ids.union(*(chain[0] for chain in joined))
        chains.append((members, (*(one for chain in joined for one in chain[1]), note)))
    return chains
