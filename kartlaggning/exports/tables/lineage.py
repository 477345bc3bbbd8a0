"""The table of events by which scenes merged, were split or opened again."""

from collections.abc import Iterable

from kartlaggning.exports.columns import LIST_SEPARATOR
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Field, Table, build, field
from kartlaggning.selectors.editions.atlas import LineageNote, SceneRef

_FIELDS: tuple[Field[LineageNote], ...] = (
    field(
        "kind",
        "Händelse",
        "text",
        "sammanslagen: flera platser blev en. delad: en plats blev flera. åter öppen: en upphörd plats öppnades igen.",
        lambda note: str(note.kind.label),
    ),
    field(
        "happened_on", "Datum", "date", "Dagen som händelsen räknas från.", lambda note: note.happened_on.isoformat()
    ),
    field(
        "from_ids",
        "Från, nummer",
        "text",
        "Beständiga nummer på platserna före, åtskilda av semikolon.",
        lambda note: _ids(note.from_scenes),
    ),
    field(
        "from_names",
        "Från, namn",
        "text",
        "Namnen på platserna före, i samma ordning.",
        lambda note: _names(note.from_scenes),
    ),
    field(
        "to_ids",
        "Till, nummer",
        "text",
        "Beständiga nummer på platserna efter, åtskilda av semikolon.",
        lambda note: _ids(note.to_scenes),
    ),
    field(
        "to_names",
        "Till, namn",
        "text",
        "Namnen på platserna efter, i samma ordning.",
        lambda note: _names(note.to_scenes),
    ),
    field(
        "origin",
        "Uppgift",
        "text",
        "dokumenterad: händelsen har en källa. exempel: den är påhittad för att visa hur webbplatsen fungerar.",
        lambda note: str(note.origin.label),
    ),
)


def lineage_table(scope: TableScope) -> Table:
    """Return the events up to the edition's round, oldest first; a scene is named as the latest round names it."""
    events = {
        (note.kind, note.happened_on, _ids(note.from_scenes), _ids(note.to_scenes)): note
        for edition in scope.atlas.editions
        if edition.year <= scope.edition.year
        for row in scope.within(edition.scenes)
        for note in row.lineage
    }
    notes = sorted(events.values(), key=lambda note: (note.happened_on, note.kind.value, _ids(note.to_scenes)))
    text = "Hur platser har slagits ihop, delats eller öppnats igen. Ett nummer är detsamma i alla kartläggningar."
    return build("lineage", "Släktskap", scope.sentence(text), _FIELDS, notes)


def _ids(scenes: Iterable[SceneRef]) -> str:
    return LIST_SEPARATOR.join(scene.public_id for scene in scenes)


def _names(scenes: Iterable[SceneRef]) -> str:
    return LIST_SEPARATOR.join(scene.name for scene in scenes)
