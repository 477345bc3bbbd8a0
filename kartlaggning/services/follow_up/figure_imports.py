"""Reading figures into the record, all of a file or nothing, and withdrawing an import."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from kartlaggning.errors import Forbidden, Refused
from kartlaggning.imports.figure_files import FigureFile
from kartlaggning.models import AttitudeShare, CrimeCount, FigureImport, SafetyBand
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.follow_up.figure_plan import FigurePlan, plan_figures
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.follow_up.numbers import following
from kartlaggning.services.words import free_text
from kartlaggning.swedish import enumerate_words

Row = TypeVar("Row", CrimeCount, SafetyBand, AttitudeShare)
LONGEST_TITLE, LONGEST_SOURCE, LONGEST_NUMBER, LONGEST_NOTE = 160, 200, 40, 400


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an import by the one who makes it."""

    title: str
    source: str
    registration_number: str = ""
    note: str = ""


@transaction.atomic
def import_figures(
    file: FigureFile, about: About, *, by: By, replaces: bool = False, digest: str | None = None
) -> FigureImport:
    """Write every line of a file, or nothing; returns the import.

    Outlines are measured here, in EPSG:3006. With `replaces` the imports in force that say the same are withdrawn,
    whole. `digest` is that of the plan that was read and agreed to. Raises Refused for a line that can't be used, where
    an import in force says the same, and where the plan is another by now; Forbidden for who may not import figures.
    """
    require_may_import(by)
    made = plan_figures(file)
    _check(made, replaces=replaces, digest=digest)
    figure_import = _write(made, checked(about), by)
    for other in made.replaced:
        reason = f"Ersatt av {figure_import.number}."
        _withdraw(other.figure_import, reason, by)
    details = {
        "kind": figure_import.kind,
        "file": file.file,
        "sha256": file.sha256,
        "figures": made.count,
        "replaces": [other.figure_import.number for other in made.replaced],
    }
    audit.record(by=by, action="import-figures", subject=figure_import.number, details=details)
    return figure_import


@transaction.atomic
def withdraw_figures(figure_import: FigureImport, *, reason: str, by: By) -> None:
    """Take an import out of all that is shown from now on; its rows stay. Editions that are published stay too.

    Raises Refused without a reason, or where it is withdrawn already; Forbidden for who may not import figures.
    """
    require_may_import(by)
    words = free_text(reason, required="Skriv varför underlaget återkallas.", longest=LONGEST_NOTE)
    _withdraw(FigureImport.objects.select_for_update().get(pk=figure_import.pk), words, by)


def require_may_import(by: By) -> None:
    """Raise Forbidden for a person who may not import figures."""
    if isinstance(by, Actor) and not can(by, Permission.IMPORT_FIGURES):
        raise Forbidden("Du får inte läsa in siffror.")


def checked(about: About) -> About:
    """Return what is said of an import, checked; raises Refused for what is missing, too long or personal."""
    return About(
        title=free_text(about.title, required="Skriv en rubrik.", longest=LONGEST_TITLE),
        source=free_text(about.source, required="Skriv vem siffrorna kommer från.", longest=LONGEST_SOURCE),
        registration_number=free_text(about.registration_number, longest=LONGEST_NUMBER),
        note=free_text(about.note, longest=LONGEST_NOTE),
    )


def _check(made: FigurePlan, *, replaces: bool, digest: str | None) -> None:
    if made.problems:
        lines = sorted({problem.line for problem in made.problems})
        named = enumerate_words([str(line) for line in lines[:10]])
        raise Refused(f"Inget har lästs in: rätta rad {named}{' med flera' if len(lines) > 10 else ''}.")
    if digest is not None and digest != made.digest:
        raise Refused("Något har ändrats sedan rapporten gjordes. Läs rapporten igen.")
    if made.replaced and not replaces:
        numbers = enumerate_words([other.figure_import.number for other in made.replaced])
        raise Refused(
            f"Inget har lästs in: {numbers} säger redan något om samma sak. Återkalla det först, eller kryssa i att "
            "den nya filen ersätter det."
        )


def _write(made: FigurePlan, about: About, by: By) -> FigureImport:
    figure_import = made.figure_import
    figure_import.number = following(FigureImport.objects.all(), "number", "U-")
    figure_import.title, figure_import.source = about.title, about.source
    figure_import.registration_number, figure_import.note = about.registration_number, about.note
    figure_import.file_name, figure_import.sha256 = made.file.file, made.file.sha256
    figure_import.imported_by = str(by)[:120]
    try:
        with transaction.atomic():
            figure_import.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("Någon annan läste in siffror samtidigt. Försök igen.") from error
    CrimeCount.objects.bulk_create(_of(figure_import, made.crimes))
    SafetyBand.objects.bulk_create(_of(figure_import, made.bands))
    AttitudeShare.objects.bulk_create(_of(figure_import, made.attitudes))
    return figure_import


def _of(figure_import: FigureImport, rows: Sequence[Row]) -> list[Row]:
    for row in rows:
        row.figure_import = figure_import
    return list(rows)


def _withdraw(figure_import: FigureImport, reason: str, by: By) -> None:
    if figure_import.withdrawn_at is not None:
        raise Refused(f"{figure_import.number} är redan återkallat.")
    figure_import.withdrawn_by, figure_import.withdrawn_at = str(by)[:120], timezone.now()
    figure_import.withdrawn_reason = reason
    figure_import.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    audit.record(by=by, action="withdraw-figures", subject=figure_import.number, details={"reason": reason})
