"""Where the fictional scenes lie and what shape they have: visibly regular, in rows, the same at every start."""

from math import cos, pi, radians, sin, sqrt, tau
from zlib import crc32

from shapely.affinity import scale
from shapely.geometry import MultiPolygon, Point, Polygon

from kartlaggning.geometry.projection import to_sweref
from kartlaggning.imports.fixtures import DemonstrationPlace

SPACING_M = 360  # between neighbours' centres
SMALLEST_AREA_M2, LARGEST_AREA_M2 = 10_000, 70_000  # neighbours as large as this don't meet, grown by 15 % even
_CORNERS = (6, 8, 4)
_STEP_M2 = 5_000
_SMALLEST_AND_STEPS = (15_000, 11)
# Södertälje had 21 % of the scenes but 14 % of the area in 2023: its example places are smaller than the others'.
_SMALLER = {"Södertälje": (15_000, 5)}


def example_area_m2(municipality: str, number: int) -> float:
    """Return what example place `number` of a municipality starts with: 1.5–6.5 ha, in Södertälje 1.5–3.5 ha."""
    smallest, steps = _SMALLER.get(municipality, _SMALLEST_AND_STEPS)
    return float(smallest + _STEP_M2 * ((crc32(municipality.encode()) + 7 * number) % steps))


def outline_for(place: DemonstrationPlace, index: int, area_m2: float) -> MultiPolygon:
    """Return the outline (EPSG:3006) of a place's scene `index` (from 0): a hexagon, an octagon or a square in turn.

    Raises ValueError for an index outside the place's grid and for an area with which neighbours could meet.
    """
    if not SMALLEST_AREA_M2 <= area_m2 <= LARGEST_AREA_M2:
        raise ValueError(f"{area_m2} m² is outside {SMALLEST_AREA_M2}–{LARGEST_AREA_M2} m².")
    centre_e, centre_n = centre(place, index)
    corners = _CORNERS[index % len(_CORNERS)]
    return regular_outline(centre_e, centre_n, radius_m(area_m2, corners), corners, place.bearing_degrees)


def centre(place: DemonstrationPlace, index: int) -> tuple[float, float]:
    """Return where scene `index` of a place has its centre (EPSG:3006, E and N in metres).

    The grid is counted to and fro across its rows, so that scenes that follow each other lie beside each other.
    """
    if not 0 <= index < place.rows * place.columns:
        raise ValueError(f"{place.name} has room for {place.rows * place.columns} scenes, not for number {index}.")
    column, step = divmod(index, place.rows)
    row = step if column % 2 == 0 else place.rows - 1 - step
    along = SPACING_M * (column - (place.columns - 1) / 2)
    across = SPACING_M * (row - (place.rows - 1) / 2)
    anchor = to_sweref(Point(place.lon, place.lat))
    bearing = radians(place.bearing_degrees)
    centre_e = anchor.x + along * sin(bearing) + across * cos(bearing)
    return centre_e, anchor.y + along * cos(bearing) - across * sin(bearing)


def radius_m(area_m2: float, corners: int) -> float:
    """Return the distance from centre to corner of a regular polygon: area = corners · r² · sin(2π/corners) / 2."""
    return sqrt(2 * area_m2 / (corners * sin(tau / corners)))


def regular_outline(
    centre_e: float, centre_n: float, radius_m: float, corners: int, bearing_degrees: float = 0
) -> MultiPolygon:
    """Return a regular polygon in EPSG:3006; one of its sides faces the bearing (degrees clockwise from north)."""
    first = pi / 2 - radians(bearing_degrees) + pi / corners
    angles = [first + tau * corner / corners for corner in range(corners)]
    ring = [(centre_e + radius_m * cos(angle), centre_n + radius_m * sin(angle)) for angle in angles]
    return MultiPolygon([Polygon(ring)])


def scaled(outline: MultiPolygon, area_factor: float) -> MultiPolygon:
    """Return the outline with its area multiplied, about its centroid and with its shape kept."""
    factor = sqrt(area_factor)
    return scale(outline, xfact=factor, yfact=factor, origin="centroid")
