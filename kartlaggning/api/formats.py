"""The formats that an answer can have, and choosing one by `f=` or by the Accept header."""

from collections.abc import Sequence
from enum import StrEnum

from rest_framework.exceptions import NotAcceptable


class Format(StrEnum):
    """A format by its name in `f=`."""

    GEOJSON = "geojson"
    JSON = "json"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """Return the format's registered media type."""
        return _MEDIA_TYPES[self]

    @property
    def content_type(self) -> str:
        """Return what stands in Content-Type: the media type, for text with its encoding."""
        return f"{self.media_type}; charset=utf-8" if self is Format.CSV else self.media_type


_MEDIA_TYPES = {Format.GEOJSON: "application/geo+json", Format.JSON: "application/json", Format.CSV: "text/csv"}


def choose(wanted: str | None, accept: str, offered: Sequence[Format]) -> Format:
    """Return the format named by `f=`, else the best of those offered for the Accept header, the first by default.

    A browser's text/html counts as anything. Raises NotAcceptable, naming the formats, where none will do.
    """
    if wanted in tuple(offered):
        return Format(wanted)
    ranges = _ranges(accept or "*/*")
    best = max(offered, key=lambda format_: _quality(format_.media_type, ranges))
    if _quality(best.media_type, ranges) <= 0:
        names = ", ".join(format_.media_type for format_ in offered)
        raise NotAcceptable(f"Svaret finns som {names}.")
    return best


def quality_of(media_type: str, accept: str) -> float:
    """Return how much an Accept header wants a media type, 0 for not at all; an empty header wants anything."""
    return _quality(media_type, _ranges(accept or "*/*"), as_browser=False)


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges with their qualities; what can't be read is left out."""
    ranges = []
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [parameter[2:] for parameter in parameters if parameter.startswith("q=")]
        try:
            ranges.append((media_range, float(weights[0]) if weights else 1.0))
        except ValueError:
            continue
    return ranges


def _quality(media_type: str, ranges: Sequence[tuple[str, float]], *, as_browser: bool = True) -> float:
    """Return the quality of the most specific range that the media type falls in; 0 for none.

    With `as_browser` a browser's text/html counts as anything.
    """
    family = media_type.split("/")[0] + "/*"
    for names in ({media_type}, {family}, {"*/*", "text/html"} if as_browser else {"*/*"}):
        found = [quality for media_range, quality in ranges if media_range in names]
        if found:
            return max(found)
    return 0.0
