"""Reads the register out of the database: every published edition, its files and errata, and what has been removed."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from kartlaggning.choices import EditionState, RemovalKind
from kartlaggning.models import Edition as EditionTable
from kartlaggning.models import EditionManifest, Erratum, Removal
from kartlaggning.selectors.editions.atlas import title_of
from kartlaggning.selectors.editions.files import folder_of
from kartlaggning.selectors.editions.register import Correction, ManifestFile, Registered, RemovalNotice


def register(headers: Iterable[EditionTable]) -> tuple[Registered, ...]:
    """Return the editions with these headers, newest round and revision first. Costs two queries."""
    headers = list(headers)
    manifests = {
        manifest.edition_id: manifest
        for manifest in EditionManifest.objects.filter(edition__in=headers).order_by("number")
    }
    errata: defaultdict[int, list[Correction]] = defaultdict(list)
    for erratum in Erratum.objects.filter(edition__in=headers).order_by("pk"):
        errata[erratum.edition_id].append(
            Correction(erratum.what, erratum.why, erratum.decided_by, erratum.decided_on, tuple(erratum.scenes))
        )
    rows = [registered(header, manifests.get(header.pk), errata[header.pk]) for header in headers]
    return tuple(sorted(rows, key=lambda row: (row.year, not row.is_demonstration, row.revision), reverse=True))


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
        registration_number=header.registration_number,
        checksum=header.checksum,
        based_on=tuple(header.based_on),
        replaces=header.replaces,
        folder=folder_of(header.pk, header.ref, number),
        manifest_number=number,
        manifest_sha256=manifest.sha256 if manifest else "",
        files=tuple(ManifestFile(**file) for file in manifest.files) if manifest else (),
        errata=tuple(errata),
    )


def in_force(headers: Iterable[EditionTable]) -> list[Removal]:
    """Return the removals that hold for these editions, the latest first."""
    holds = Q(confirmed_at__isnull=False) | Q(is_urgent=True)
    removals = Removal.objects.filter(holds, undone_at=None, editions__in=list(headers)).distinct()
    return list(removals.prefetch_related("editions").order_by("-asked_at", "-pk"))


def hidden_scenes(removals: Iterable[Removal]) -> defaultdict[int, set[str]]:
    """Return by edition the permanent ids of the scenes that are not to be shown of it."""
    hidden: defaultdict[int, set[str]] = defaultdict(set)
    for removal in removals:
        if removal.kind == RemovalKind.SCENE:
            for edition in removal.editions.all():
                hidden[edition.pk].add(removal.public_id)
    return hidden


def notice(removal: Removal) -> RemovalNotice:
    """Return a removal as the public is told of it."""
    return RemovalNotice(
        kind=RemovalKind(removal.kind),
        public_id=removal.public_id,
        slugs=tuple(removal.slugs),
        file_path=removal.file_path,
        refs=tuple(edition.ref for edition in removal.editions.all()),
        reason=removal.public_reason,
        since=removal.confirmed_at or removal.asked_at,
        is_final=removal.done_at is not None,
    )
