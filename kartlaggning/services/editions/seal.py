"""What holds an edition to what was built: the checksum over its rows, and everything that speaks against it."""

import hashlib
import json
from typing import Any

from django.db.models import Model, Q
from django.forms.models import model_to_dict

from kartlaggning.models import (
    Edition,
    EditionArea,
    EditionFigure,
    EditionFollowUp,
    EditionScene,
    Erratum,
    Removal,
)
from kartlaggning.services.editions import files as edition_files

ROW_MODELS = (EditionScene, EditionArea, EditionFigure, EditionFollowUp, Erratum)
NOT_SEALED = {
    *("id", "edition", "state", "state_changed_at", "published_at", "state_reason", "removals_mark"),
    *("built_at", "checksum"),
}


def edition_checksum(edition: Edition) -> str:
    """Return the SHA-256 over the edition's header and rows as canonical JSON; outlines as WKB in hexadecimal."""
    edition.refresh_from_db()
    content: dict[str, Any] = {"edition": _canonical(edition)}
    for model in ROW_MODELS:
        rows = model._default_manager.filter(edition=edition)
        content[model.__name__] = sorted((_canonical(row) for row in rows), key=json.dumps)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(row: Model) -> dict[str, Any]:
    values = model_to_dict(row)
    outline = values.pop("outline", None)
    kept = {key: value for key, value in values.items() if key not in NOT_SEALED}
    dates = {key: value.isoformat() for key, value in kept.items() if hasattr(value, "isoformat")}
    return {**kept, **dates, "outline": outline.wkb.hex() if outline else None}


def expected_checksum(edition: Edition) -> str:
    """Return the checksum that the rows should have: as built, or as the latest removal left them."""
    concerned = Q(editions=edition) | Q(touched=edition)
    done = Removal.objects.filter(concerned, done_at__isnull=False).distinct().order_by("-done_at", "-pk")
    left: list[str] = [removal.checksums[edition.ref] for removal in done if edition.ref in removal.checksums]
    return left[0] if left else edition.checksum


def verify_edition(edition: Edition) -> list[str]:
    """Return what speaks against the edition, in Swedish; an empty list if nothing does."""
    problems = []
    if expected_checksum(edition) != edition_checksum(edition):
        problems.append("Kontrollsumman stämmer inte med raderna.")
    if not edition.scenes.exists():
        problems.append("Den har inga platser.")
    if edition.scenes.filter(outline__isvalid=False).exists():
        problems.append("Minst en gräns är ogiltig.")
    if not edition.is_demonstration and edition.scenes.filter(origin="example").exists():
        problems.append("Den innehåller påhittade rader.")
    return problems + edition_files.problems(edition)
