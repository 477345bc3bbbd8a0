"""What a removal means for the editions that are built after it: what was taken away does not come back."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db.models import Q

from kartlaggning.choices import RemovalKind
from kartlaggning.models import Edition, EditionFollowUp, EditionScene, Removal, Scene, Survey
from kartlaggning.selectors.editions.taken_away import names_of, taken_from


def without_removed(edition: Edition, rows: Iterable[EditionScene]) -> list[EditionScene]:
    """Return the rows of a new edition, unsaved, less what has been taken out of earlier ones of its round.

    Nothing in them tells of what was taken out of earlier rounds either. A field comes back once its survey has been
    approved again since: that is how a wrong outline is put right.
    """
    rows = list(rows)
    taken = taken_from(edition, _held(edition), by_year=(RemovalKind.SCENE, RemovalKind.FIELD))
    kept_ids = {row.public_id for row in rows} - taken.scenes
    unmentioned = taken.unmentioned - kept_ids
    names = names_of(row for row in rows if row.public_id in unmentioned)
    taken = replace(taken, unmentioned=unmentioned, names=names)
    return [row for row in rows if taken.keeps(row)]


def follow_up_without_removed(
    edition: Edition, rows: Iterable[EditionFollowUp], public_ids: Collection[str]
) -> list[EditionFollowUp]:
    """Return a new edition's rows of follow-up, unsaved, less what has been taken away of any edition.

    No text or list names a scene that was taken out and does not stand in this edition; `public_ids` are those that do.
    """
    held = _held(edition)
    scenes = {removal.public_id for removal in held if removal.kind == RemovalKind.SCENE}
    gone = frozenset(scenes - set(public_ids))
    by_year = taken_from(edition, held, by_year=(RemovalKind.SCENE, RemovalKind.FIELD))
    taken = replace(by_year, scenes=gone, unmentioned=gone, names=_all_names(gone))
    return [row for row in rows if taken.keeps_follow_up(row)]


def _held(edition: Edition) -> list[Removal]:
    """Return the removals that hold for a new edition of this kind, whichever round they are of."""
    holds = Q(confirmed_at__isnull=False) | Q(is_urgent=True)
    removals = Removal.objects.filter(holds, undone_at=None, editions__is_demonstration=edition.is_demonstration)
    return [removal for removal in removals.distinct().prefetch_related("editions") if not _is_put_right(removal)]


def _all_names(public_ids: Collection[str]) -> tuple[str, ...]:
    """Return every name that the scenes have or have had, the longest first."""
    scenes = Scene.objects.filter(public_id__in=public_ids).prefetch_related("former_names")
    names = {name for scene in scenes for name in (scene.name, *(row.name for row in scene.former_names.all()))}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def told_in_follow_up(public_id: str, rows: Iterable[EditionFollowUp]) -> list[EditionFollowUp]:
    """Return the rows of follow-up that are about a scene, or name it by its id or by any of its names."""
    words = (f'"{public_id}"', *_all_names([public_id]))
    return [
        row
        for row in rows
        if row.public_id == public_id or any(word in json.dumps(row.content, ensure_ascii=False) for word in words)
    ]


def _is_put_right(removal: Removal) -> bool:
    """Tell whether the survey of a field that was taken away has been approved again since."""
    if removal.kind != RemovalKind.FIELD or removal.confirmed_at is None:
        return False
    years = [edition.year for edition in removal.editions.all()]
    surveys = Survey.objects.filter(scene__public_id=removal.public_id, survey_round__year__in=years)
    return surveys.filter(approved_at__gt=removal.confirmed_at).exists()


def has_changed_since(edition: Edition) -> bool:
    """Tell whether anything has been taken away or shown again, in its round or one before, since it was built."""
    since = edition.built_at
    hidden_or_shown = Q(is_urgent=True) & (Q(asked_at__gt=since) | Q(undone_at__gt=since))
    decided = Q(is_urgent=False, confirmed_at__gt=since)
    removals = Removal.objects.exclude(kind=RemovalKind.FILE).filter(editions__year__lte=edition.year)
    return removals.filter(hidden_or_shown | decided).exists()
