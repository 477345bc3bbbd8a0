"""What can be wrong with an outline, what wants a reason, how it stands against the one before. EPSG:3006, metres."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from kartlaggning.geometry.crossings import TOO_MANY_CROSSINGS, crosses_too_often
from kartlaggning.swedish import enumerate_words, number

# The project's own limits, stated where they are used.
SMALLEST_M2 = 100.0
LARGEST_M2 = 3_000_000.0
FARTHEST_M = 750.0  # the municipalities' outlines are simplified by as much
OVERLAP_M2 = 1.0
LARGEST_AREA_CHANGE = 0.5  # share of the area before
REDRAWN_SHARE = 0.8  # least overlap share of an outline that is only drawn anew
REDRAWN_AREA_CHANGE = 0.1
REDRAWN_SHIFT_M = 25.0
SAME_M = 0.05  # two outlines that lie nowhere farther apart are the same
GRID_M = 0.01
# The municipalities' outlines are of land alone and simplified: a quay or a frozen bay lies off all of them.
FARTHEST_FROM_LAND_M = 3_000.0

# Where the county lies, with some sea: 17.2–19.75° E, 58.65–60.3° N. For when no municipality's outline is known.
COUNTY_BOX = box(621_000, 6_503_000, 776_000, 6_695_000)
# Far beyond it nothing can be reckoned with; no outline of Sweden reaches there.
_RECKONABLE = box(-2_000_000, 4_000_000, 4_000_000, 9_000_000)

EMPTY = "empty"
SELF_CROSSING = "self_crossing"
CROSSING_TOO_OFTEN = "crossing_too_often"  # more than is repaired
TOO_SMALL = "too_small"
TOO_LARGE = "too_large"
OUTSIDE_COUNTY = "outside_county"
FAR_FROM_MUNICIPALITY = "far_from_municipality"
OVERLAP = "overlap"
AREA_CHANGED = "area_changed"
ERRORS = (EMPTY, SELF_CROSSING, CROSSING_TOO_OFTEN, TOO_SMALL, TOO_LARGE, OUTSIDE_COUNTY)
WARNINGS = (FAR_FROM_MUNICIPALITY, OVERLAP, AREA_CHANGED)  # each wants a written reason

_REASONS = {  # GEOS' words for what makes an area invalid
    "self-intersection": "Gränsen korsar sig själv vid {place}.",
    "nested shells": "En del av gränsen ligger inuti en annan del, vid {place}.",
    "hole lies outside": "Ett hål ligger utanför ytan, vid {place}.",
    "holes are nested": "Ett hål ligger inuti ett annat hål, vid {place}.",
    "interior is disconnected": "Ett hål delar ytan i två, vid {place}.",
}
_OTHER_REASON = "Gränsen hänger inte ihop till en yta, vid {place}."


@dataclass(frozen=True, slots=True)
class OutlineFinding:
    """One thing about an outline: an error stops the survey, a warning wants a written reason.

    `message` is Swedish and says what to do. `point` is (E, N) in EPSG:3006. `others` names the scenes overlapped.
    """

    code: str
    is_error: bool
    message: str
    point: tuple[float, float] | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedOutline:
    """An area's or a scene's name with its outline (EPSG:3006)."""

    name: str
    outline: MultiPolygon


@dataclass(frozen=True, slots=True)
class OutlineComparison:
    """How an outline stands against the one before. The share is that of the overlap in the area of both together."""

    overlap_share: float
    area_before_m2: float
    area_after_m2: float
    centroid_shift_m: float
    is_same: bool

    @property
    def area_change_percent(self) -> float:
        """Return the change of the area in percent of the area before."""
        return 100 * (self.area_after_m2 - self.area_before_m2) / self.area_before_m2 if self.area_before_m2 else 0.0

    @property
    def is_redrawn(self) -> bool:
        """Tell whether the line is another and the place most likely the same."""
        return (
            not self.is_same
            and self.overlap_share >= REDRAWN_SHARE
            and abs(self.area_change_percent) < 100 * REDRAWN_AREA_CHANGE
            and self.centroid_shift_m < REDRAWN_SHIFT_M
        )

    @property
    def words(self) -> str:
        """Return the verdict in Swedish."""
        if self.is_same:
            return "oförändrad"
        return "omritad, troligen ingen verklig förändring" if self.is_redrawn else "ändrad"


def check_outline(
    outline: MultiPolygon | None,
    *,
    previous: MultiPolygon | None = None,
    municipality: NamedOutline | None = None,
    neighbours: Mapping[str, MultiPolygon] | None = None,
    county: Collection[MultiPolygon] = (),
) -> tuple[OutlineFinding, ...]:
    """Return what is wrong with an outline and what wants a reason; all in EPSG:3006, errors first.

    `previous` is last round's outline unless schematic, `neighbours` the other scenes of the round by name, `county`
    the municipalities' outlines as far as they are known. Never raises for coordinates that are finite.
    """
    if outline is None or outline.is_empty:
        return (OutlineFinding(EMPTY, True, "Platsen har ingen gräns. Rita den på kartan, eller ladda upp en fil."),)
    if not shapely.covers(_RECKONABLE, box(*outline.bounds)):
        return (_outside(_corner(outline)),)
    if crosses_too_often(outline):
        return (OutlineFinding(CROSSING_TOO_OFTEN, True, TOO_MANY_CROSSINGS, _corner(outline)),)
    sound = repaired(outline)
    return (
        *_crossings(outline),
        *_sizes(sound),
        *_county(sound, county),
        *_municipality(sound, municipality),
        *_overlaps(sound, neighbours or {}),
        *_area_change(sound, previous),
    )


def repaired(outline: MultiPolygon) -> MultiPolygon:
    """Return a valid outline of the same lines, the outline itself where it is valid; empty where they hold no area."""
    if outline.is_valid:
        return outline
    whole = shapely.make_valid(outline, method="structure", keep_collapsed=False)
    return _polygonal(shapely.set_precision(_polygonal(whole), GRID_M))


def compare_outlines(before: MultiPolygon, after: MultiPolygon) -> OutlineComparison:
    """Return how `after` stands against `before` (EPSG:3006). Invalid outlines are compared as they are repaired."""
    old, new = repaired(before), repaired(after)
    common, together = shapely.intersection(old, new).area, shapely.union(old, new).area
    is_known = not (old.is_empty or new.is_empty)
    return OutlineComparison(
        overlap_share=common / together if together else 0.0,
        area_before_m2=old.area,
        area_after_m2=new.area,
        centroid_shift_m=old.centroid.distance(new.centroid) if is_known else 0.0,
        is_same=old.hausdorff_distance(new) <= SAME_M if is_known else old.is_empty and new.is_empty,
    )


def _polygonal(geometry: BaseGeometry) -> MultiPolygon:
    """Return the areas of a geometry; lines and points that a repair left over are no part of an outline."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon) and not part.is_empty])


def _crossings(outline: MultiPolygon) -> Iterator[OutlineFinding]:
    if outline.is_valid:
        return
    reason = shapely.is_valid_reason(outline)
    place = re.search(r"\[(\S+) (\S+)\]", reason)
    point = (float(place[1]), float(place[2])) if place else _corner(outline)
    words = next((text for key, text in _REASONS.items() if key in reason.casefold()), _OTHER_REASON)
    message = f"{words.format(place=_place(point))} Flytta hörnen där, eller använd den lagade gränsen."
    yield OutlineFinding(SELF_CROSSING, True, message, point)


def _sizes(outline: MultiPolygon) -> Iterator[OutlineFinding]:
    size = number(outline.area)
    if outline.area < SMALLEST_M2:
        message = f"Ytan är {size} m², och minst {number(SMALLEST_M2)} m² krävs. Rita hela platsen."
        yield OutlineFinding(TOO_SMALL, True, message)
    if outline.area > LARGEST_M2:
        message = (
            f"Ytan är {_hectares(outline.area)}, och högst {_hectares(LARGEST_M2)} tas emot. "
            "Rita bara själva platsen, eller dela upp den på flera platser."
        )
        yield OutlineFinding(TOO_LARGE, True, message)


def _county(outline: MultiPolygon, county: Collection[MultiPolygon]) -> Iterator[OutlineFinding]:
    corners = shapely.get_coordinates(outline)
    if not len(corners):
        return
    # To the nearest municipality, so that nothing has to be united.
    apart = np.min([shapely.distance(area, shapely.points(corners)) for area in county or (COUNTY_BOX,)], axis=0)
    farthest = int(np.argmax(apart))
    if apart[farthest] > (FARTHEST_FROM_LAND_M if county else 0):
        yield _outside((float(corners[farthest][0]), float(corners[farthest][1])))


def _outside(point: tuple[float, float]) -> OutlineFinding:
    message = f"Gränsen går utanför Stockholms län, vid {_place(point)}. Flytta in den i länet."
    return OutlineFinding(OUTSIDE_COUNTY, True, message, point)


def _municipality(outline: MultiPolygon, municipality: NamedOutline | None) -> Iterator[OutlineFinding]:
    if municipality is None or outline.is_empty:
        return
    metres = municipality.outline.distance(outline)
    if metres > FARTHEST_M:
        message = (
            f"Platsen ligger {number(metres)} m från kommunen {municipality.name} som du har angett. "
            "Rätta gränsen eller kommunen, eller skriv varför det stämmer."
        )
        yield OutlineFinding(FAR_FROM_MUNICIPALITY, False, message, _inside(outline))


def _overlaps(outline: MultiPolygon, neighbours: Mapping[str, MultiPolygon]) -> Iterator[OutlineFinding]:
    if outline.is_empty:
        return
    near = {name: it for name, it in neighbours.items() if _boxes_meet(outline, it) and not crosses_too_often(it)}
    common = {name: shapely.intersection(outline, repaired(other)) for name, other in near.items()}
    found = {name: area for name, area in common.items() if area.area > OVERLAP_M2}
    if not found:
        return
    names = enumerate_words([f"{name} ({number(area.area)} m²)" for name, area in found.items()])
    message = f"Gränsen går in över {names}. Flytta gränsen, eller skriv varför platserna ligger över varandra."
    largest = max(found.values(), key=lambda area: area.area)
    yield OutlineFinding(OVERLAP, False, message, _inside(largest), tuple(found))


def _area_change(outline: MultiPolygon, previous: MultiPolygon | None) -> Iterator[OutlineFinding]:
    before = repaired(previous).area if previous is not None and not crosses_too_often(previous) else 0.0
    if not before or outline.is_empty:
        return
    change = (outline.area - before) / before
    if abs(change) > LARGEST_AREA_CHANGE:
        word = "större" if change > 0 else "mindre"
        message = (
            f"Ytan är {number(abs(change) * 100)} procent {word} än förra gången: {_hectares(outline.area)} mot "
            f"{_hectares(before)}. Rätta gränsen, eller skriv vad som har hänt."
        )
        yield OutlineFinding(AREA_CHANGED, False, message)


def _hectares(area_m2: float) -> str:
    return f"{number(area_m2 / 10_000, 2 if area_m2 < 100_000 else 0)} ha"


def _place(point: tuple[float, float]) -> str:
    return f"N {number(point[1])}, E {number(point[0])} (SWEREF 99 TM)"


def _boxes_meet(one: MultiPolygon, other: MultiPolygon) -> bool:
    return not other.is_empty and bool(shapely.intersects(box(*one.bounds), box(*other.bounds)))


def _inside(geometry: BaseGeometry) -> tuple[float, float]:
    point: Point = geometry.representative_point()
    return point.x, point.y


def _corner(outline: MultiPolygon) -> tuple[float, float]:
    east, north = shapely.get_coordinates(outline)[0]
    return float(east), float(north)
