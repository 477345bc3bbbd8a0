"""Publishing: builds an edition beside the current one, rows and files, verifies it and switches.

Each step is one transaction. Killed between them, the old edition or the new one is current, whole; what a build
left unfinished is cleared away by the next.
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from kartlaggning.choices import UNPUBLISHED_STATES, EditionState, Status, SurveyState
from kartlaggning.errors import NotFoundInEdition, Refused
from kartlaggning.exports.formats.typesetting import CannotBeSet
from kartlaggning.models import (
    Edition,
    EditionArea,
    EditionFigure,
    EditionFollowUp,
    EditionScene,
    Erratum,
    PlannedPublication,
    SurveyRound,
)
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.deliveries import tell_when_published
from kartlaggning.services.editions import files as edition_files
from kartlaggning.services.editions import rows as edition_rows
from kartlaggning.services.editions.checks import content_problems
from kartlaggning.services.editions.follow_up import follow_up_rows
from kartlaggning.services.editions.seal import edition_checksum, verify_edition
from kartlaggning.services.removals.rules import has_changed_since, without_removed


@dataclass(frozen=True, slots=True)
class Correcting:
    """The erratum of a new revision: what is put right and why, who decided, which scenes (permanent ids)."""

    what: str
    why: str
    decided_by: str
    decided_on: date
    scenes: tuple[str, ...] = ()


@transaction.atomic
def publish_round(survey_round: SurveyRound, *, demonstration: bool, by: By) -> Edition:
    """Build, verify and switch to a new edition of the round in one go."""
    return publish_edition(build_edition(survey_round, demonstration=demonstration, by=by), by=by)


def build_edition(
    survey_round: SurveyRound, *, demonstration: bool, by: By, erratum: Correcting | None = None
) -> Edition:
    """Build the round's next edition beside the current one: rows, then files, then sealed and ready.

    It replaces what was built for the round before and never published. Raises Refused where somebody else builds
    the same edition at the same time.
    """
    try:
        edition = _write_rows(survey_round, demonstration=demonstration, erratum=erratum)
    except IntegrityError as error:
        raise Refused("Någon annan bygger samma utgåva just nu. Vänta en stund och se efter i listan.") from error
    try:
        manifest = edition_files.write(edition, number=0, rows_checksum=edition.checksum)
    except (FileNotFoundError, NotFoundInEdition) as error:
        raise _overtaken(edition) from error
    except CannotBeSet as error:
        raise Refused(f"Rapporten som PDF kunde inte sättas, och utgåvan är inte byggd. {error}") from error
    with transaction.atomic():
        now = timezone.now()
        waiting = Edition.objects.select_for_update().filter(pk=edition.pk, state=EditionState.BUILDING)
        if not waiting.exists():
            raise _overtaken(edition)
        manifest.save(force_insert=True)
        waiting.update(state=EditionState.READY, state_changed_at=now)
        audit.record(by=by, action="build-edition", subject=edition.ref, details={"checksum": edition.checksum})
    edition.refresh_from_db()
    return edition


@transaction.atomic
def rehearse(survey_round: SurveyRound, *, demonstration: bool) -> Edition:
    """Return the edition that would be built, its rows alone. For a dry run: the caller rolls the transaction back."""
    return _write_rows(survey_round, demonstration=demonstration, erratum=None)


def _overtaken(edition: Edition) -> Refused:
    """Return the refusal of a build whose edition somebody else has thrown away meanwhile, and leave no file of it."""
    edition_files.remove(edition)
    return Refused("Någon annan har byggt samma utgåva under tiden. Se efter i listan.")


@transaction.atomic
def _write_rows(survey_round: SurveyRound, *, demonstration: bool, erratum: Correcting | None) -> Edition:
    """Copy the round's rows, the areas and the published figures into a new edition.

    The round is locked meanwhile: against another build, and against a removal that would be left out of the rows.
    """
    SurveyRound.objects.select_for_update().get(pk=survey_round.pk)
    edition_files.sweep(survey_round)
    _discard_unpublished(survey_round.year, demonstration=demonstration)
    edition = header(survey_round, demonstration=demonstration)
    sources = edition_rows.collect(demonstration=demonstration)
    scenes = without_removed(edition, edition_rows.scene_rows(edition, survey_round, sources))
    _count_joint_work(edition, survey_round, demonstration=demonstration)
    edition.save()
    EditionScene.objects.bulk_create(scenes)
    EditionArea.objects.bulk_create(edition_rows.area_rows(edition))
    EditionFigure.objects.bulk_create(edition_rows.figure_rows(edition))
    EditionFollowUp.objects.bulk_create(follow_up_rows(edition, survey_round, scenes))
    if erratum is not None:
        Erratum.objects.create(
            edition=edition,
            what=erratum.what,
            why=erratum.why,
            decided_by=erratum.decided_by,
            decided_on=erratum.decided_on,
            scenes=list(erratum.scenes),
        )
    edition.checksum = edition_checksum(edition)
    edition.save(update_fields=["checksum"])
    return edition


def _discard_unpublished(year: int, *, demonstration: bool) -> None:
    """Delete what was built for the round and never published, or left half-built by a process that ended."""
    for edition in Edition.objects.filter(year=year, is_demonstration=demonstration, state__in=UNPUBLISHED_STATES):
        _delete(edition)


def _delete(edition: Edition) -> None:
    key = Edition(pk=edition.pk, ref=edition.ref)
    edition.delete()
    transaction.on_commit(lambda: edition_files.remove(key))


@transaction.atomic
def discard_edition(edition: Edition, *, by: By) -> None:
    """Delete a built edition that was never published; raises Refused for one that was."""
    edition.refresh_from_db()
    if edition.state not in UNPUBLISHED_STATES:
        raise Refused(
            f"Utgåvan {edition.ref} har varit publicerad och kan inte kastas. Den kan rättas eller återkallas."
        )
    audit.record(by=by, action="discard-edition", subject=edition.ref, details={"checksum": edition.checksum})
    _delete(edition)


def header(survey_round: SurveyRound, *, demonstration: bool) -> Edition:
    """Return the round's next edition, unsaved and without rows."""
    earlier = Edition.objects.filter(year=survey_round.year, is_demonstration=demonstration)
    revision = max((edition.revision for edition in earlier), default=0) + 1
    now = timezone.now()
    return Edition(
        ref=f"{survey_round.year}-{'exempel-' if demonstration else ''}r{revision}",
        year=survey_round.year,
        revision=revision,
        is_demonstration=demonstration,
        state_changed_at=now,
        built_at=now,
        published_on=survey_round.published_on,
        published_text=survey_round.published_text,
        judged_from=survey_round.judged_from,
        judged_to=survey_round.judged_to,
        reference_date=survey_round.reference_date,
        sources=survey_round.sources,
        note=survey_round.note,
        registration_number=survey_round.registration_number,
        based_on=_current_before(survey_round.year),
        replaces=_current_ref(survey_round.year),
    )


def _current_before(year: int) -> list[str]:
    """Return the references of the current editions of the rounds before, oldest first."""
    current = Edition.objects.filter(year__lt=year, state=EditionState.CURRENT)
    return list(current.order_by("year").values_list("ref", flat=True))


def _current_ref(year: int) -> str:
    current = Edition.objects.filter(year=year, state=EditionState.CURRENT)
    return current.values_list("ref", flat=True).first() or ""


def _count_joint_work(edition: Edition, survey_round: SurveyRound, *, demonstration: bool) -> None:
    """Set how many open scenes were surveyed jointly: a sum may be public where the single answer is not."""
    surveys = edition_rows.chosen_surveys(demonstration=demonstration).filter(
        survey_round=survey_round, status=Status.OPEN
    )
    answers = list(surveys.values_list("surveyed_jointly", flat=True))
    if any(answer is not None for answer in answers):
        edition.joint_surveys, edition.joint_surveys_of = answers.count(True), len(answers)


@transaction.atomic
def publish_edition(edition: Edition, *, by: By) -> Edition:
    """Verify a built edition and make it the current one of its year.

    Raises Refused where something speaks against it, or where another edition became current since it was built.
    """
    survey_round = SurveyRound.objects.select_for_update().get(year=edition.year)
    built = Edition.objects.filter(pk=edition.pk).first()
    if built is None or built.state != EditionState.READY:
        raise Refused(
            f"Utgåvan {edition.ref} är inte byggd och klar. Någon annan kan ha hunnit före: se efter i listan."
        )
    if built.replaces != _current_ref(built.year):
        raise Refused(
            f"Utgåvan {built.ref} byggdes för att ersätta {built.replaces or 'ingen'}, men nu gäller "
            f"{_current_ref(built.year) or 'ingen'}. Någon hann före. Bygg om utgåvan."
        )
    if built.based_on != _current_before(built.year):
        raise Refused(
            f"Utgåvan {built.ref} bygger på {', '.join(built.based_on) or 'ingen tidigare utgåva'}, men nu gäller "
            f"{', '.join(_current_before(built.year)) or 'ingen'} för åren före. Bygg om utgåvan."
        )
    if has_changed_since(built):
        raise Refused(
            f"Något har tagits bort ur det publicerade, eller visats igen, sedan utgåvan {built.ref} byggdes. "
            "Bygg om utgåvan."
        )
    problems = verify_edition(built) + content_problems(built)
    if problems:
        raise Refused(f"Utgåvan {built.ref} kan inte publiceras: {' '.join(problems)}")
    in_it = built.scenes.values_list("public_id", flat=True)
    approved = survey_round.surveys.filter(state=SurveyState.APPROVED, scene__public_id__in=list(in_it))
    approved.update(state=SurveyState.PUBLISHED)
    PlannedPublication.objects.filter(edition=built).delete()
    tell_when_published(built, by=by)
    return switch_to(built, by=by)


@transaction.atomic
def switch_to(edition: Edition, *, by: By) -> Edition:
    """Make an edition that is ready or superseded the current one of its year."""
    now = timezone.now()
    replaced = Edition.objects.filter(year=edition.year, state=EditionState.CURRENT)
    audit.record(
        by=by,
        action="publish-edition",
        subject=edition.ref,
        details={"replaces": list(replaced.values_list("ref", flat=True))},
    )
    replaced.update(state=EditionState.SUPERSEDED, state_changed_at=now)
    edition.state, edition.state_changed_at = EditionState.CURRENT, now
    edition.published_at = edition.published_at or now
    edition.save(update_fields=["state", "state_changed_at", "published_at"])
    return edition


@transaction.atomic
def withdraw_edition(edition: Edition, *, reason: str, by: By) -> Edition:
    """Take a published edition back: its addresses answer 410 and the reason.

    Its year then has no current edition until another revision is published or `switch_to` makes an earlier one
    current. Raises Refused without a reason.
    """
    if not reason.strip():
        raise Refused("Skriv varför utgåvan återkallas. Skälet visas för alla som följer en länk till den.")
    edition.refresh_from_db()
    if edition.state not in (EditionState.CURRENT, EditionState.SUPERSEDED):
        raise Refused(f"Utgåvan {edition.ref} är inte publicerad och kan inte återkallas.")
    edition.state, edition.state_reason, edition.state_changed_at = EditionState.WITHDRAWN, reason, timezone.now()
    edition.save(update_fields=["state", "state_reason", "state_changed_at"])
    audit.record(by=by, action="withdraw-edition", subject=edition.ref, details={"reason": reason})
    return edition
