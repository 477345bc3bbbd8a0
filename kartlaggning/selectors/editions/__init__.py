"""The published editions, as the public side reads them: never a live table, never a write."""

from kartlaggning.selectors.editions.atlas import (
    Area,
    AreaRef,
    Atlas,
    Edition,
    Figure,
    LineageNote,
    SceneRef,
    SceneRow,
)
from kartlaggning.selectors.editions.load import atlas_as_it_was, atlas_for_files, current_atlas, pointer_key
from kartlaggning.selectors.editions.register import Correction, ManifestFile, Registered, RemovalNotice

__all__ = [
    "Area",
    "AreaRef",
    "Atlas",
    "Correction",
    "Edition",
    "Figure",
    "LineageNote",
    "ManifestFile",
    "Registered",
    "RemovalNotice",
    "SceneRef",
    "SceneRow",
    "atlas_as_it_was",
    "atlas_for_files",
    "current_atlas",
    "pointer_key",
]
