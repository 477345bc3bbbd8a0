"""Reads the register out of the database: every published edition, its files and errata, and what has been removed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Q

from kartlaggning.choices import UNPUBLISHED_STATES, EditionState, RemovalKind
from kartlaggning.models import Edition as EditionTable
from kartlaggning.models import EditionManifest, EditionScene, Erratum, Removal
from kartlaggning.selectors.editions.atlas import title_of
from kartlaggning.selectors.editions.files import folder_of
from kartlaggning.selectors.editions.register import Correction, ManifestFile, Registered, RemovalNotice
from kartlaggning.selectors.editions.taken_away import TakenAway, names_of, taken_from

_SCENES = (RemovalKind.SCENE,)


def register(headers: Iterable[EditionTable], taken: Mapping[int, TakenAway]) -> tuple[Registered, ...]:
    """Return the editions with these headers, newest round and revision first. Costs two queries."""
    headers = list(headers)
    manifests = {
        manifest.edition_id: manifest
        for manifest in EditionManifest.objects.filter(edition__in=headers).order_by("number")
    }
    errata = errata_by_edition(headers, taken)
    rows = [registered(header, manifests.get(header.pk), errata[header.pk]) for header in headers]
    return tuple(sorted(rows, key=lambda row: (row.year, not row.is_demonstration, row.revision), reverse=True))


def errata_by_edition(
    headers: Iterable[EditionTable], taken: Mapping[int, TakenAway]
) -> defaultdict[int, list[Correction]]:
    """Return what each edition puts right in the one it replaces, by the edition's database key."""
    errata: defaultdict[int, list[Correction]] = defaultdict(list)
    for erratum in Erratum.objects.filter(edition__in=list(headers)).order_by("pk"):
        taken[erratum.edition_id].clean_erratum(erratum)
        errata[erratum.edition_id].append(
            Correction(erratum.what, erratum.why, erratum.decided_by, erratum.decided_on, tuple(erratum.scenes))
        )
    return errata


def registered(header: EditionTable, manifest: EditionManifest | None, errata: Iterable[Correction]) -> Registered:
    """Return an edition as the register lists it."""
    number = manifest.number if manifest else 0
    return Registered(
        ref=header.ref,
        year=header.year,
        revision=header.revision,
        title=title_of(header.year, header.revision, is_demonstration=header.is_demonstration),
        is_demonstration=header.is_demonstration,
        state=EditionState(header.state),
        state_reason=header.state_reason,
        state_changed_at=header.state_changed_at,
        built_at=header.built_at,
        published_at=header.published_at,
        published_on=header.published_on,
        published_text=header.published_text,
        judged_from=header.judged_from,
        judged_to=header.judged_to,
        sources=tuple(header.sources),
        note=header.note,
        registration_number=header.registration_number,
        checksum=header.checksum,
        based_on=tuple(header.based_on),
        replaces=header.replaces,
        folder=folder_of(header.pk, header.ref, number),
        manifest_sha256=manifest.sha256 if manifest else "",
        rows_checksum=manifest.rows_checksum if manifest else "",
        files=tuple(ManifestFile(**file) for file in manifest.files) if manifest else (),
        errata=tuple(errata),
    )


def in_force(headers: Iterable[EditionTable]) -> list[Removal]:
    """Return the removals that hold for these editions, the latest first."""
    holds = Q(confirmed_at__isnull=False) | Q(is_urgent=True)
    removals = Removal.objects.filter(holds, undone_at=None, editions__in=list(headers)).distinct()
    return list(removals.prefetch_related("editions", "touched").order_by("-asked_at", "-pk"))


def taken_away(headers: Iterable[EditionTable], removals: Iterable[Removal]) -> dict[int, TakenAway]:
    """Return by edition what is not to be shown of it, also where it is still in the table.

    An edition that is not published yet shows no scene that is taken out of its round; its fields were seen to when it
    was built. Costs one query where scenes are taken away.
    """
    headers, removals = list(headers), list(removals)
    found = {
        header.pk: taken_from(
            header, removals, by_year=(RemovalKind.SCENE,) if header.state in UNPUBLISHED_STATES else ()
        )
        for header in headers
    }
    unmentioned = {public_id for taken in found.values() for public_id in taken.unmentioned}
    rows = EditionScene.objects.filter(public_id__in=unmentioned).only("public_id", "name", "former_names")
    named: defaultdict[str, list[EditionScene]] = defaultdict(list)
    for row in rows if unmentioned else ():
        named[row.public_id].append(row)
    return {
        pk: replace(taken, names=names_of(row for public_id in taken.unmentioned for row in named[public_id]))
        for pk, taken in found.items()
    }


def notice(removal: Removal) -> RemovalNotice:
    """Return a removal as the public is told of it."""
    return RemovalNotice(
        kind=RemovalKind(removal.kind),
        public_id=removal.public_id,
        slugs=tuple(removal.slugs),
        file_path=removal.file_path,
        refs=tuple(edition.ref for edition in removal.editions.all()),
        touched_refs=tuple(edition.ref for edition in removal.touched.all()),
        reason=removal.public_reason,
        since=removal.confirmed_at or removal.asked_at,
        is_final=removal.done_at is not None,
    )
