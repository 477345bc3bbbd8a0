"""The county as a drawing made on the server: it stands in the map's place until, or unless, JavaScript draws one."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kartlaggning.choices import AreaKind
from kartlaggning.geometry.projection import to_wgs84
from kartlaggning.public.map.page import Entry
from kartlaggning.selectors.editions import Atlas

WIDTH = 1000
MARK = 26  # side of a scene's mark
Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A scene's sign in the drawing: its centre in the drawing's units, and its class in the legend."""

    centre_x: int
    centre_y: int
    shape: str
    is_schematic: bool
    is_chosen: bool

    @property
    def x(self) -> int:
        """Return the sign's left edge."""
        return self.centre_x - MARK // 2

    @property
    def y(self) -> int:
        """Return the sign's upper edge."""
        return self.centre_y - MARK // 2


@dataclass(frozen=True, slots=True)
class Overview:
    """The drawing: one SVG path of all municipalities, and the scenes' marks."""

    width: int
    height: int
    land: str
    marks: tuple[Mark, ...]
    mark_size: int = MARK


@dataclass(frozen=True, slots=True)
class _Frame:
    """Places longitude and latitude (EPSG:4326) in the drawing; true to shape at the county's middle latitude."""

    west: float
    north: float
    scale_x: float
    scale_y: float

    def place(self, lon: float, lat: float) -> tuple[int, int]:
        return round((lon - self.west) * self.scale_x), round((self.north - lat) * self.scale_y)


def overview(atlas: Atlas, entries: Iterable[Entry], chosen_id: str) -> Overview | None:
    """Return the drawing of the entries on the municipalities; None where no municipality has an outline."""
    rings = _rings(atlas)
    if not rings:
        return None
    longitudes = [lon for ring in rings for lon, _lat in ring]
    latitudes = [lat for ring in rings for _lon, lat in ring]
    scale_x = WIDTH / (max(longitudes) - min(longitudes))
    scale_y = scale_x / math.cos(math.radians((max(latitudes) + min(latitudes)) / 2))
    frame = _Frame(min(longitudes), max(latitudes), scale_x, scale_y)
    height = frame.place(min(longitudes), min(latitudes))[1]
    return Overview(WIDTH, height, " ".join(_path(frame, ring) for ring in rings), _marks(frame, entries, chosen_id))


def _rings(atlas: Atlas) -> list[Ring]:
    outlines = [area.outline_wgs84 for area in atlas.areas_of(AreaKind.MUNICIPALITY) if area.outline_wgs84]
    return [ring for outline in outlines for polygon in outline for ring in polygon]


def _path(frame: _Frame, ring: Ring) -> str:
    """Return a closed path in relative steps, which compress best; points that fall together are left out."""
    placed = [frame.place(lon, lat) for lon, lat in ring]
    start = here = placed[0]
    steps = []
    for x, y in placed[1:-1]:
        if (x, y) != here:
            steps.append(f"{x - here[0]} {y - here[1]}")
            here = (x, y)
    return f"M{start[0]} {start[1]}l{' '.join(steps)}z"


def _marks(frame: _Frame, entries: Iterable[Entry], chosen_id: str) -> tuple[Mark, ...]:
    marks = []
    for entry in entries:
        if entry.drawn is not None and entry.drawn.outline is not None:
            centre = to_wgs84(entry.drawn.outline.centroid)
            x, y = frame.place(centre.x, centre.y)
            is_chosen = entry.row.public_id == chosen_id
            marks.append(Mark(x, y, entry.shape, entry.is_schematic, is_chosen))
    return tuple(marks)
