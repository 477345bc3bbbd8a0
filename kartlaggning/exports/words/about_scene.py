"""What follows a scene up, beside the scene itself as the edition has it; and the columns that such tables share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kartlaggning.choices import Origin
from kartlaggning.exports.columns import LIST_SEPARATOR
from kartlaggning.exports.rows import PublishedRow
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Field, field
from kartlaggning.followup.values import NOTHING, FollowUp, ImportRef

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class AboutScene(Generic[Thing]):
    """A value that follows scenes up, and its scene in the edition; None where it concerns no single one."""

    value: Thing
    item: PublishedRow | None


def follow_up_of(scope: TableScope) -> FollowUp:
    """Return what was released with the edition: the atlas has that of its newest alone."""
    is_newest = scope.atlas.newest.ref == scope.edition.ref
    return scope.atlas.follow_up if is_newest else NOTHING


def about_scenes(
    scope: TableScope, values: Iterable[Thing], public_id: Callable[[Thing], str]
) -> Iterator[AboutScene[Thing]]:
    """Yield the values about scenes of the scope, in Swedish order of the scenes' names."""
    by_scene: dict[str, list[Thing]] = {}
    for value in values:
        by_scene.setdefault(public_id(value), []).append(value)
    rows = [row for row in scope.edition.scenes if row.public_id in by_scene]
    for item in scope.published(rows):
        yield from (AboutScene(value, item) for value in by_scene[item.row.public_id])


WHERE: tuple[Field[AboutScene[Any]], ...] = (
    field(
        "id",
        "Nummer",
        "text",
        "Platsens beständiga nummer. Tomt där raden inte gäller en enda plats.",
        lambda about: about.item.row.public_id if about.item else None,
    ),
    field(
        "name",
        "Namn",
        "text",
        "Platsens namn i kartläggningen.",
        lambda about: about.item.row.name if about.item else None,
    ),
    field(
        "municipality",
        "Kommun",
        "text",
        "Kommunens namn.",
        lambda about: about.item.row.municipality.name if about.item else None,
    ),
    field(
        "police_area",
        "Lokalpolisområde",
        "text",
        "Lokalpolisområde när kartläggningen gjordes.",
        lambda about: about.item.row.police_area.name if about.item else None,
    ),
)
PAGE: Field[AboutScene[Any]] = field(
    "url",
    "Webbadress",
    "url",
    "Adressen till platsens sida.",
    lambda about: about.item.url if about.item else None,
)
_ORIGIN = "dokumenterad: raden har en källa. exempel: raden är påhittad för att visa hur webbplatsen fungerar."


def origin_field(origin: Callable[[Any], Origin]) -> Field[AboutScene[Any]]:
    """Return the column that says whether a row is made up."""
    return field("origin", "Uppgift", "text", _ORIGIN, lambda about: str(origin(about.value).label))


def sources_field(sources: Callable[[Any], tuple[str, ...]]) -> Field[AboutScene[Any]]:
    """Return the column of a register's sources."""
    return field(
        "sources",
        "Källor",
        "text",
        "Källorna till raden, åtskilda av semikolon. Tomt för påhittade rader.",
        lambda about: LIST_SEPARATOR.join(sources(about.value)),
    )


def import_fields(ref: Callable[[Any], ImportRef]) -> tuple[Field[AboutScene[Any]], ...]:
    """Return the columns that name the import which a figure comes from, and whether it is made up."""
    return (
        field("import", "Underlag", "text", "Underlagets nummer.", lambda about: ref(about.value).number),
        field("import_title", "Underlagets rubrik", "text", "Vad underlaget är.", lambda about: ref(about.value).title),
        field("source", "Källa", "text", "Varifrån siffran kommer.", lambda about: ref(about.value).source),
        origin_field(lambda value: Origin.EXAMPLE if ref(value).is_example else Origin.DOCUMENTED),
    )
