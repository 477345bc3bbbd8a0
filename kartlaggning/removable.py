"""Which details of a published scene can be taken away by themselves, and what stands in their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Removable:
    """A detail: what it is called in Swedish, and the columns of an edition's row that are emptied with it."""

    words: str
    emptied: Mapping[str, Any]


REMOVABLE: Mapping[str, Removable] = {
    "outline": Removable(
        "Gränsen och ytan", {"outline": None, "outline_wgs84": None, "area_m2": None, "provenance": ""}
    ),
    "note": Removable("Anmärkningen", {"note": ""}),
    "sources": Removable("Källorna", {"sources": []}),
    "former_names": Removable("Tidigare namn", {"former_names": [], "former_slugs": []}),
}
