"""The parameter bbox: read in any of the coordinate systems, and made the shape that outlines must meet."""

import re

from rest_framework.exceptions import ValidationError
from shapely import unary_union
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from kartlaggning.api.ogc.crs import Crs
from kartlaggning.api.selection import clip
from kartlaggning.geometry.projection import WGS84
from kartlaggning.selectors.editions.filters import bbox_in_sweref

NUMBER = r"[+-]?([0-9]{1,15}(\.[0-9]{0,15})?|\.[0-9]{1,15})(e[+-]?[0-9]{1,2})?"
NUMBERS = re.compile(rf"{NUMBER}(,{NUMBER}){{3}}((,{NUMBER}){{2}})?", re.IGNORECASE)
LONGEST = 200
FAR_M = 20_000_000.0  # beyond every place in EPSG:3006
HINT = "Skriv fyra tal (eller sex, med höjd) med punkt och komma emellan: nedre hörnet, sedan övre, i bbox-crs axlar."


def read_bbox(text: str, crs: Crs) -> BaseGeometry:
    """Return the box as a geometry in EPSG:3006 (E, N), empty where it lies far from Sweden; raises ValidationError.

    In degrees the west side may be east of the east side: then the box goes over the antimeridian, as the standard
    says. Heights are read and change nothing, as nothing here has any.
    """
    if len(text) > LONGEST or not NUMBERS.fullmatch(text):
        raise ValidationError({"bbox": [HINT]})
    numbers = [float(part) for part in text.split(",")]
    half = len(numbers) // 2
    lower, upper = numbers[:half], numbers[half:]
    if lower[2:] > upper[2:]:
        raise ValidationError({"bbox": ["Den lägsta höjden står före den högsta."]})
    if crs.north_first:
        lower, upper = lower[1::-1], upper[1::-1]
    west, south, east, north = lower[0], lower[1], upper[0], upper[1]
    if south > north:
        raise ValidationError({"bbox": ["Det södra värdet ska vara det mindre av de två."]})
    if crs.epsg == WGS84:
        return _degrees(west, south, east, north)
    if west > east:
        raise ValidationError({"bbox": ["Det västra värdet ska vara det mindre av de två."]})
    west, south, east, north = (max(-FAR_M, min(FAR_M, metres)) for metres in (west, south, east, north))
    return box(west, south, east, north)


def _degrees(west: float, south: float, east: float, north: float) -> BaseGeometry:
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise ValidationError({"bbox": ["Longitud går från −180 till 180 grader och latitud från −90 till 90."]})
    spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    clipped = (clip((first, south, last, north)) for first, last in spans)
    boxes = [bbox_in_sweref(corners) for corners in clipped if corners is not None]
    return unary_union(boxes) if boxes else Polygon()
