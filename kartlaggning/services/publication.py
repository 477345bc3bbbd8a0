"""Publishing: builds an edition beside the current one, seals it, verifies it and switches."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from kartlaggning.choices import EditionState, Status, SurveyState
from kartlaggning.errors import Refused
from kartlaggning.models import Edition, EditionArea, EditionFigure, EditionScene, SurveyRound
from kartlaggning.services import audit, edition_rows

ROW_MODELS = (EditionScene, EditionArea, EditionFigure)
NOT_SEALED = {"id", "edition", "state", "state_changed_at", "built_at", "checksum"}


@transaction.atomic
def publish_round(survey_round: SurveyRound, *, demonstration: bool, by: str) -> Edition:
    """Build, verify and switch to a new edition of the round; the one it replaces becomes superseded."""
    edition = build_edition(survey_round, demonstration=demonstration, by=by)
    problems = verify_edition(edition)
    if problems:
        raise Refused(f"Utgåvan {edition.ref} kan inte publiceras: {' '.join(problems)}")
    survey_round.surveys.filter(state=SurveyState.APPROVED).update(state=SurveyState.PUBLISHED)
    return switch_to(edition, by=by)


@transaction.atomic
def build_edition(survey_round: SurveyRound, *, demonstration: bool, by: str) -> Edition:
    """Copy the round's rows, the areas and the published figures into a new edition, sealed but not yet current."""
    edition = header(survey_round, demonstration=demonstration)
    sources = edition_rows.collect(demonstration=demonstration)
    scenes = edition_rows.scene_rows(edition, survey_round, sources)
    _count_joint_work(edition, survey_round, demonstration=demonstration)
    edition.save()
    EditionScene.objects.bulk_create(scenes)
    EditionArea.objects.bulk_create(edition_rows.area_rows(edition))
    EditionFigure.objects.bulk_create(edition_rows.figure_rows(edition))
    edition.checksum = edition_checksum(edition)
    edition.save(update_fields=["checksum"])
    audit.record(by=by, action="build-edition", subject=edition.ref, details={"checksum": edition.checksum})
    return edition


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
    )


def _count_joint_work(edition: Edition, survey_round: SurveyRound, *, demonstration: bool) -> None:
    """Set how many open scenes were surveyed jointly: a sum may be public where the single answer is not."""
    surveys = edition_rows.chosen_surveys(demonstration=demonstration).filter(
        survey_round=survey_round, status=Status.OPEN
    )
    answers = list(surveys.values_list("surveyed_jointly", flat=True))
    if any(answer is not None for answer in answers):
        edition.joint_surveys, edition.joint_surveys_of = answers.count(True), len(answers)


def edition_checksum(edition: Edition) -> str:
    """Return the SHA-256 over the edition's header and rows as canonical JSON; outlines as WKB in hexadecimal."""
    edition.refresh_from_db()
    content: dict[str, Any] = {"edition": _canonical(edition)}
    for model in ROW_MODELS:
        rows = model._default_manager.filter(edition=edition)
        content[model.__name__] = sorted((_canonical(row) for row in rows), key=json.dumps)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(row: Edition | EditionScene | EditionArea | EditionFigure) -> dict[str, Any]:
    values = model_to_dict(row)
    outline = values.pop("outline", None)
    kept = {key: value for key, value in values.items() if key not in NOT_SEALED}
    dates = {key: value.isoformat() for key, value in kept.items() if hasattr(value, "isoformat")}
    return {**kept, **dates, "outline": outline.wkb.hex() if outline else None}


def verify_edition(edition: Edition) -> list[str]:
    """Return what speaks against publishing the edition, in Swedish; an empty list if nothing does."""
    problems = []
    if edition.checksum != edition_checksum(edition):
        problems.append("Kontrollsumman stämmer inte med raderna.")
    if not edition.scenes.exists():
        problems.append("Den har inga platser.")
    if edition.scenes.filter(outline__isvalid=False).exists():
        problems.append("Minst en gräns är ogiltig.")
    if not edition.is_demonstration and edition.scenes.filter(origin="example").exists():
        problems.append("Den innehåller påhittade rader.")
    return problems


@transaction.atomic
def switch_to(edition: Edition, *, by: str) -> Edition:
    """Make a built edition the current one of its year."""
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
    edition.save(update_fields=["state", "state_changed_at"])
    return edition
