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
from kartlaggning.selectors.editions.load import current_atlas

__all__ = ["Area", "AreaRef", "Atlas", "Edition", "Figure", "LineageNote", "SceneRef", "SceneRow", "current_atlas"]
