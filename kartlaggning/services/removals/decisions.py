"""Taking away what is published: asked for by one coordinator, decided with a second, carried out in rows and files.

A scene can be hidden by one person at once, until a second confirms or undoes it. What is in force is out of the
public's sight at the next request; `removal_work` then rewrites rows and files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kartlaggning.choices import PUBLISHED_STATES, EditionState, RemovalKind
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import (
    Edition,
    EditionFollowUp,
    EditionManifest,
    EditionScene,
    Erratum,
    Removal,
    SurveyRound,
)
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.removable import REMOVABLE
from kartlaggning.selectors import recipients
from kartlaggning.services import audit
from kartlaggning.services.account_mail import send_when_safe
from kartlaggning.services.removals import work as removal_work
from kartlaggning.services.removals.rules import told_in_follow_up
from kartlaggning.services.words import free_text

LONGEST_REASON = 600
LONGEST_PUBLIC_REASON = 300
NO_REASON = "Skriv varför, både för loggen och för allmänheten."


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why: for the log, for the public, and under which diarienummer (may be empty)."""

    for_log: str
    for_public: str
    registration_number: str = ""


@transaction.atomic
def hide_scene(public_id: str, *, reasons: Reasons, by: Actor) -> Removal:
    """Hide a scene from the public at once, in every edition that holds it, until a second person decides.

    Raises Refused where no edition holds it or it is hidden already.
    """
    _hold_publishing()
    editions = editions_telling_of(public_id)
    _check(reasons, editions, f"Ingen utgåva innehåller {public_id}.")
    hidden = Q(is_urgent=True) | Q(confirmed_at__isnull=False)
    if open_removals().filter(hidden, kind=RemovalKind.SCENE, public_id=public_id).exists():
        raise Refused(f"{public_id} är redan dold. Se listan över borttagningar.")
    return _ask(RemovalKind.SCENE, editions, reasons=reasons, by=by, public_id=public_id, is_urgent=True)


@transaction.atomic
def ask_to_redact_scene(public_id: str, editions: Sequence[Edition], *, reasons: Reasons, by: Actor) -> Removal:
    """Ask for a scene to be taken out of editions for good; raises Refused where one of them does not hold it."""
    _check(reasons, editions, "Välj minst en utgåva.")
    _check_held(public_id, editions, editions_telling_of(public_id))
    return _ask(RemovalKind.SCENE, editions, reasons=reasons, by=by, public_id=public_id)


@transaction.atomic
def ask_to_redact_field(
    public_id: str, field: str, editions: Sequence[Edition], *, reasons: Reasons, by: Actor
) -> Removal:
    """Ask for one detail of a scene to be emptied, a key of REMOVABLE; raises Refused as `ask_to_redact_scene`."""
    if field not in REMOVABLE:
        raise Refused("Välj vilken uppgift som ska tas bort.")
    _check(reasons, editions, "Välj minst en utgåva.")
    _check_held(public_id, editions, editions_with_scene(public_id))
    return _ask(RemovalKind.FIELD, editions, reasons=reasons, by=by, public_id=public_id, field=field)


@transaction.atomic
def ask_to_redact_file(path: str, edition: Edition, *, reasons: Reasons, by: Actor) -> Removal:
    """Ask for one of an edition's files to be taken away; raises Refused where it has no such file."""
    _check(reasons, [edition], "Välj en utgåva.")
    manifest = EditionManifest.objects.filter(edition=edition).order_by("-number").first()
    if manifest is None or path not in {file["path"] for file in manifest.files}:
        raise Refused(f"Utgåvan {edition.ref} har ingen fil som heter {path}.")
    return _ask(RemovalKind.FILE, [edition], reasons=reasons, by=by, file_path=path)


def confirm(removal: Removal, *, by: Actor) -> Removal:
    """Decide a removal as the second person, and carry it out; raises Refused for the one who asked.

    The decision is one transaction and the work another: stopped between them, it is in force all the same, and
    `removal_work.finish` does the rest.
    """
    _allow(by)
    with transaction.atomic():
        _hold_publishing()
        waiting = _waiting(removal)
        if waiting.asked_by_user == by.user_id:
            raise Refused("Du har själv begärt borttagningen. En annan samordnare måste bekräfta den.")
        waiting.confirmed_by, waiting.confirmed_at = str(by), timezone.now()
        waiting.save(update_fields=["confirmed_by", "confirmed_at"])
        _add_published_since(waiting)
        mark(waiting)
        audit.record(by=by, action="confirm-removal", subject=subject_of(waiting))
    return removal_work.finish(waiting, by=by)


@transaction.atomic
def undo(removal: Removal, *, by: Actor) -> Removal:
    """Call off a removal that nobody has confirmed: what was hidden is shown again.

    What is hidden takes a second person, either way; raises Refused for the one who hid it.
    """
    _allow(by)
    waiting = _waiting(removal)
    if waiting.is_urgent and waiting.asked_by_user == by.user_id:
        raise Refused("Du har själv dolt platsen. En annan samordnare måste bekräfta eller upphäva det.")
    waiting.undone_by, waiting.undone_at = str(by), timezone.now()
    waiting.save(update_fields=["undone_by", "undone_at"])
    mark(waiting)
    audit.record(by=by, action="undo-removal", subject=subject_of(waiting))
    return waiting


def editions_with_scene(public_id: str) -> list[Edition]:
    """Return every published edition that holds the scene, oldest round first."""
    held = Edition.objects.filter(scenes__public_id=public_id, state__in=PUBLISHED_STATES)
    return list(held.distinct().order_by("year", "revision"))


def editions_telling_of(public_id: str) -> list[Edition]:
    """Return every published edition that holds the scene, or names it in another's row, an erratum or follow-up."""
    mentions = EditionScene.objects.filter(edition__state__in=PUBLISHED_STATES).exclude(lineage=[])
    told = {
        edition_id
        for edition_id, lineage in mentions.values_list("edition_id", "lineage")
        if any(ref["public_id"] == public_id for note in lineage for ref in (*note["from"], *note["to"]))
    }
    errata = Erratum.objects.filter(edition__state__in=PUBLISHED_STATES).values_list("edition_id", "scenes")
    told |= {edition_id for edition_id, scenes in errata if public_id in scenes}
    follow_up = EditionFollowUp.objects.filter(edition__state__in=PUBLISHED_STATES)
    told |= {row.edition_id for row in told_in_follow_up(public_id, follow_up)}
    held = {edition.pk for edition in editions_with_scene(public_id)}
    return list(Edition.objects.filter(pk__in=held | told).order_by("year", "revision")) if held else []


def lacking(removal: Removal) -> list[str]:
    """Return the current editions, by reference, that were built while the scene was hidden and so are without it."""
    if not removal.is_urgent:
        return []
    years = {edition.year for edition in removal.editions.all() if edition.scenes.filter(public_id=removal.public_id)}
    built = Edition.objects.filter(state=EditionState.CURRENT, year__in=years, built_at__gt=removal.asked_at)
    without = built.exclude(scenes__public_id=removal.public_id)
    return list(without.order_by("year").values_list("ref", flat=True))


def open_removals() -> "removal_work.Removals":
    """Return the removals that are neither undone nor carried out."""
    return Removal.objects.filter(undone_at=None, done_at=None)


def mark(removal: Removal) -> None:
    """Give the removal's editions a new mark, so that nothing that is kept of them is used any more.

    What is built of the same rounds and only previewed as yet is read anew too.
    """
    editions = list(removal.editions.all())
    built = Edition.objects.filter(year__in={edition.year for edition in editions}).exclude(state__in=PUBLISHED_STATES)
    for edition in {*editions, *removal.touched.all(), *built}:
        Edition.objects.filter(pk=edition.pk).update(removals_mark=uuid4().hex)


def subject_of(removal: Removal) -> str:
    """Return what the log calls a removal."""
    return f"{removal.get_kind_display()} {removal.public_id or removal.file_path}".strip()


def _allow(by: Actor) -> None:
    if not can(by, Permission.REMOVE_PUBLISHED):
        raise Forbidden


def _hold_publishing() -> None:
    """Lock every round, so that no edition is published at the same time that nobody looked at here."""
    list(SurveyRound.objects.select_for_update().order_by("pk"))


def _add_published_since(removal: Removal) -> None:
    """Let what is to go go from what has been published of the same rounds since it was asked for, too."""
    if removal.kind == RemovalKind.FILE:
        return
    chosen = list(removal.editions.all())
    years = {edition.year for edition in chosen}
    since = [
        edition
        for edition in _holding(removal)
        if edition.year in years and edition.published_at and edition.published_at > removal.asked_at
    ]
    removal.editions.add(*since)
    removal.touched.set(_resting_on([*chosen, *since]))


def _holding(removal: Removal) -> list[Edition]:
    is_scene = removal.kind == RemovalKind.SCENE
    return editions_telling_of(removal.public_id) if is_scene else editions_with_scene(removal.public_id)


def _check(reasons: Reasons, editions: Sequence[Edition], nothing: str) -> None:
    if not editions:
        raise Refused(nothing)
    if any(edition.state not in PUBLISHED_STATES for edition in editions):
        raise Refused("Utgåvan är inte publicerad. Kasta den och bygg om i stället.")


def _check_held(public_id: str, editions: Iterable[Edition], holding: Sequence[Edition]) -> None:
    for edition in editions:
        if edition not in holding:
            raise Refused(f"Utgåvan {edition.ref} innehåller inte {public_id}.")


def _ask(kind: RemovalKind, editions: Sequence[Edition], *, reasons: Reasons, by: Actor, **what: str | bool) -> Removal:
    _allow(by)
    removal = Removal.objects.create(
        kind=kind,
        reason=free_text(reasons.for_log, required=NO_REASON, longest=LONGEST_REASON),
        public_reason=free_text(reasons.for_public, required=NO_REASON, longest=LONGEST_PUBLIC_REASON),
        registration_number=reasons.registration_number.strip(),
        asked_by=str(by),
        asked_by_user=by.user_id,
        asked_at=timezone.now(),
        slugs=_slugs(str(what.get("public_id", "")), editions),
        **what,
    )
    removal.editions.set(editions)
    if kind is not RemovalKind.FILE:
        removal.touched.set(_resting_on(editions))
    mark(removal)
    action = "hide-scene" if removal.is_urgent else "ask-removal"
    details = {"editions": [edition.ref for edition in editions], "reason": reasons.for_log}
    audit.record(by=by, action=action, subject=subject_of(removal), details=details)
    _tell_the_others(removal)
    return removal


def _tell_the_others(removal: Removal) -> None:
    """Mail those who can decide, at once: no place and no reason stands in it, only where to sign in."""
    address = settings.SITE_URL + reverse("staff:removal", args=[removal.pk])
    for user in recipients.coordinators().exclude(pk=removal.asked_by_user):
        send_when_safe(
            user.email,
            "Kartläggningen: en borttagning väntar på dig",
            "removal_waiting",
            address=address,
            is_urgent=removal.is_urgent,
        )


def _slugs(public_id: str, editions: Sequence[Edition]) -> list[str]:
    rows = EditionScene.objects.filter(public_id=public_id, edition__in=editions)
    return sorted({slug for row in rows for slug in (row.slug, *row.former_slugs)})


def _resting_on(editions: Sequence[Edition]) -> list[Edition]:
    """Return the further editions whose files hold rows of these: those of later rounds that were based on them."""
    refs = {edition.ref for edition in editions}
    others = Edition.objects.exclude(pk__in=[edition.pk for edition in editions]).filter(state__in=PUBLISHED_STATES)
    return [edition for edition in others if refs & set(edition.based_on)]


def _waiting(removal: Removal) -> Removal:
    """Return the removal as it stands, locked; raises Refused where somebody has decided already."""
    current = Removal.objects.select_for_update().get(pk=removal.pk)
    if current.confirmed_at or current.undone_at:
        raise Refused("Borttagningen är redan avgjord. Läs in sidan igen.")
    return current
