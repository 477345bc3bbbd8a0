"""What a removal means for the editions that are built after it: what was taken away does not come back."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from kartlaggning.choices import RemovalKind
from kartlaggning.models import Edition, EditionScene, Removal, Survey
from kartlaggning.selectors.editions.taken_away import names_of, taken_from


def without_removed(edition: Edition, rows: Iterable[EditionScene]) -> list[EditionScene]:
    """Return the rows of a new edition, unsaved, less what has been taken out of earlier ones of its round.

    Nothing in them tells of what was taken out of earlier rounds either. A field comes back once its survey has been
    approved again since: that is how a wrong outline is put right.
    """
    rows = list(rows)
    holds = Q(confirmed_at__isnull=False) | Q(is_urgent=True)
    removals = Removal.objects.filter(holds, undone_at=None, editions__is_demonstration=edition.is_demonstration)
    held = [removal for removal in removals.distinct().prefetch_related("editions") if not _is_put_right(removal)]
    taken = taken_from(edition, held, by_year=(RemovalKind.SCENE, RemovalKind.FIELD))
    kept_ids = {row.public_id for row in rows} - taken.scenes
    unmentioned = taken.unmentioned - kept_ids
    names = names_of(row for row in rows if row.public_id in unmentioned)
    taken = replace(taken, unmentioned=unmentioned, names=names)
    return [row for row in rows if taken.keeps(row)]


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
