"""How a scene stands against the round before: the one place where new, kept, grown and shrunk are told apart."""

from dataclasses import dataclass

from kartlaggning.choices import Change, LineageKind, Provenance, Status

LIMIT_PERCENT = 10  # grown or shrunk means at least this much; the project's own limit, stated wherever it is shown


@dataclass(frozen=True, slots=True)
class Finding:
    """What one survey found: status, and area in m² (None for closed scenes and schematic outlines)."""

    status: Status
    area_m2: float | None


def classify(now: Finding, before: Finding | None, *, first_round: bool, lineage: LineageKind | None) -> Change:
    """Return the change of a scene since `before`, its nearest earlier finding.

    `first_round` says that no earlier round is known at all: then nothing can be said of an open scene.
    `lineage` is the event since then that the scene came out of, if any.
    """
    if now.status is Status.REPLACED:
        return Change.REPLACED
    if now.status is Status.CLOSED:
        return Change.STILL_CLOSED if before is not None and before.status is not Status.OPEN else Change.CLOSED
    if lineage is LineageKind.MERGED:
        return Change.MERGED
    if lineage is LineageKind.SPLIT:
        return Change.SPLIT
    if before is None:
        return Change.UNKNOWN if first_round else Change.NEW
    if before.status is not Status.OPEN:
        return Change.REOPENED
    return by_area(before.area_m2, now.area_m2)


def by_area(before_m2: float | None, now_m2: float | None) -> Change:
    """Return grown, shrunk or kept by the areas alone; unknown where either is, as with a schematic outline."""
    if not before_m2 or now_m2 is None:
        return Change.UNKNOWN
    percent = 100 * (now_m2 - before_m2) / before_m2
    if abs(percent) < LIMIT_PERCENT:
        return Change.KEPT
    return Change.GROWN if percent > 0 else Change.SHRUNK


def is_redrawn(before: Provenance | None, now: Provenance | None) -> bool | None:
    """Tell whether two outlines come from different kinds of material, so that the line may differ and not the place.

    None where it is not known where either comes from.
    """
    return None if before is None or now is None else before is not now
