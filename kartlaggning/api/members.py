"""What every answer says of itself: edition, licence, publisher, and whether anything in it is made up."""

from typing import Any

from django.conf import settings

from kartlaggning.api.formats import Format
from kartlaggning.api.question import Question
from kartlaggning.selectors.editions import Atlas, Edition, LineageNote, SceneRef
from kartlaggning.selectors.editions.statistics import is_complete

LICENCE = {
    "id": "CC0-1.0",
    "name": "Creative Commons CC0 1.0",
    "url": "https://creativecommons.org/publicdomain/zero/1.0/deed.sv",
    "note": "Projektets eget val, tills en utgivare har bestämt.",
}
DEMONSTRATION_NOTICE = "Svaret innehåller påhittade uppgifter. Rader med origin=example är exempel."


def common_members(question: Question, formats: tuple[Format, ...], *, is_demonstration: bool) -> dict[str, Any]:
    """Return the members of every answer."""
    return {
        "is_demonstration": is_demonstration,
        "notice": DEMONSTRATION_NOTICE if is_demonstration else None,
        "license": LICENCE,
        "publisher": {"name": settings.PUBLISHER_NAME, "url": settings.PUBLISHER_URL}
        if settings.PUBLISHER_NAME
        else None,
        "links": question.own_links(formats),
    }


def edition_members(question: Question, formats: tuple[Format, ...]) -> dict[str, Any]:
    """Return the members of an answer made of one edition's rows."""
    atlas, edition = question.atlas, question.edition
    members = common_members(question, formats, is_demonstration=edition.is_demonstration)
    members["notice"] = _joined(members["notice"], _incomplete(atlas, edition))
    return {"title": edition.title, "edition": edition_summary(edition), **members}


def edition_summary(edition: Edition) -> dict[str, Any]:
    """Return what an edition is and where it comes from."""
    return {
        "ref": edition.ref,
        "year": edition.year,
        "revision": edition.revision,
        "published_on": edition.published_on,
        "published_text": edition.published_text,
        "sources": list(edition.sources),
        "checksum": edition.checksum,
    }


def lineage_event(note: LineageNote) -> dict[str, Any]:
    """Return a merge, a split or a reopening as the answers tell it."""
    return {
        "kind": note.kind.value,
        "happened_on": note.happened_on,
        "from_scenes": [_reference(ref) for ref in note.from_scenes],
        "to_scenes": [_reference(ref) for ref in note.to_scenes],
        "origin": note.origin.value,
    }


def _reference(ref: SceneRef) -> dict[str, str]:
    return {"id": ref.public_id, "name": ref.name, "slug": ref.slug}


def _incomplete(atlas: Atlas, edition: Edition) -> str | None:
    if is_complete(atlas, edition):
        return None
    figure = atlas.figure(edition.year, "scenes")
    total = f"{figure.value:.0f}" if figure else "alla"
    return f"Listan är inte fullständig: {len(edition.open_scenes)} av {total} öppna platser är kända här."


def _joined(*sentences: str | None) -> str | None:
    return " ".join(sentence for sentence in sentences if sentence) or None
