"""Carrying out removals that two people have decided: rows rewritten, files made anew, the old ones deleted."""

from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kartlaggning.models import Edition, EditionFollowUp, EditionScene, Erratum, Removal
from kartlaggning.selectors.editions.load_register import in_force, taken_away
from kartlaggning.selectors.editions.taken_away import TakenAway
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.editions import files as edition_files
from kartlaggning.services.editions.seal import edition_checksum

Removals = QuerySet[Removal]


def unfinished() -> Removals:
    """Return the removals that are decided and not carried out: a process was stopped in between."""
    return Removal.objects.filter(confirmed_at__isnull=False, done_at=None).order_by("confirmed_at")


@transaction.atomic
def finish(removal: Removal, *, by: By) -> Removal:
    """Carry out a decided removal, all of it or nothing. One that is carried out already is left as it is."""
    current = Removal.objects.select_for_update().get(pk=removal.pk)
    if current.done_at is not None or current.confirmed_at is None:
        return current
    editions = list(current.editions.order_by("year", "revision"))
    affected = [*editions, *current.touched.order_by("year", "revision")]
    for edition in affected:
        Edition.objects.filter(pk=edition.pk).update(removals_mark=uuid4().hex)
    decided = [removal for removal in in_force(affected) if removal.confirmed_at is not None]
    for edition, taken in zip(affected, taken_away(affected, decided).values(), strict=True):
        _rewrite(edition, taken)
    checksums = {edition.ref: edition_checksum(edition) for edition in affected}
    for edition in affected:
        _make_files_anew(edition, checksums[edition.ref])
    current.checksums, current.done_at = checksums, timezone.now()
    current.save(update_fields=["checksums", "done_at"])
    for edition in affected:  # again: what this process has kept while it made the files is not what holds afterwards
        Edition.objects.filter(pk=edition.pk).update(removals_mark=uuid4().hex)
    audit.record(by=by, action="finish-removal", subject=str(current), details={"editions": sorted(checksums)})
    return current


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of carrying out what was left: the removals in words, done and failed, the latter with the reason."""

    done: tuple[str, ...]
    failed: tuple[str, ...]


def finish_all(*, by: By) -> Outcome:
    """Carry out what is decided and not done, each by itself, and delete files that were to be deleted."""
    done, failed = [], []
    for removal in unfinished():
        try:
            finish(removal, by=by)
        except (DatabaseError, OSError) as error:
            failed.append(f"Borttagningen {removal} är inte utförd: {type(error).__name__}.")
        else:
            done.append(str(removal))
    for edition in Edition.objects.filter(manifests__number__gt=0).distinct():
        edition_files.remove_replaced(edition)
    return Outcome(tuple(done), tuple(failed))


def _rewrite(edition: Edition, taken: TakenAway) -> None:
    """Delete and clean the edition's rows, by the very rule by which they are read."""
    EditionScene.objects.filter(edition=edition, public_id__in=taken.scenes).delete()
    for row in EditionScene.objects.filter(edition=edition):
        if taken.clean(row):
            row.save()
    for follow_up in EditionFollowUp.objects.filter(edition=edition):
        if not taken.keeps_follow_up(follow_up):
            follow_up.delete()
        elif taken.clean_follow_up(follow_up):
            follow_up.save()
    for erratum in Erratum.objects.filter(edition=edition):
        if taken.clean_erratum(erratum):
            erratum.save()


def _make_files_anew(edition: Edition, rows_checksum: str) -> None:
    last = edition.manifests.order_by("-number").first()
    number = last.number + 1 if last else 0
    edition_files.write(edition, number=number, rows_checksum=rows_checksum).save(force_insert=True)
    key = Edition(pk=edition.pk, ref=edition.ref)
    for earlier in range(number):
        transaction.on_commit(partial(edition_files.remove, key, number=earlier))
