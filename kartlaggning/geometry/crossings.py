"""How often an outline crosses itself, counted no further than it matters. EPSG:3006 or any plane."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

# The project's own limits. What a repair costs follows the crossings, which grow with the square of the corners.
MOST_CROSSINGS = 100
TOO_MANY_CROSSINGS = "Gränsen korsar sig själv på för många ställen. Rita om den."
# Segments that lie over or along each other without crossing cost as much. No drawn outline comes near.
_MOST_NEAR_PAIRS, _NEAR_PAIRS_A_SEGMENT = 200_000, 10
_CHUNK = 20


def crosses_too_often(outline: MultiPolygon) -> bool:
    """Tell whether over 100 pairs of an outline's segments cross; of finite coordinates. A valid outline never does.

    Segments that share a corner do not count. Stops at the limit, so that the count itself costs little.
    """
    starts, ends = _segments(outline)
    lines: Any = shapely.linestrings(np.stack([starts, ends], axis=1))
    tree = shapely.STRtree(lines)
    most_near = 2 * (_MOST_NEAR_PAIRS + _NEAR_PAIRS_A_SEGMENT * len(starts))
    near = crossings = 0
    for first in range(0, len(starts), _CHUNK):
        one, other = tree.query(tree.geometries[first : first + _CHUNK])
        one = one + first
        near += len(one)
        if near > most_near:
            return not outline.is_valid
        is_apart = (one < other) & ~_share_a_corner(starts, ends, one, other)
        one, other = one[is_apart], other[is_apart]
        crossings += int(np.count_nonzero(shapely.intersects(tree.geometries[one], tree.geometries[other])))
        if crossings > MOST_CROSSINGS:
            return not outline.is_valid
    return False


def _segments(outline: MultiPolygon) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where each segment starts and ends, both (n, 2), without those of no length."""
    rings = shapely.get_rings(shapely.get_parts(outline))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    is_segment = (ring[1:] == ring[:-1]) & (corners[1:] != corners[:-1]).any(axis=1)
    return corners[:-1][is_segment], corners[1:][is_segment]


def _share_a_corner(
    starts: NDArray[np.float64], ends: NDArray[np.float64], one: NDArray[np.intp], other: NDArray[np.intp]
) -> NDArray[np.bool_]:
    pairs = ((a[one] == b[other]).all(axis=1) for a in (starts, ends) for b in (starts, ends))
    shared: NDArray[np.bool_] = np.logical_or.reduce(list(pairs))
    return shared
