"""A scene row together with what it is published with: its edition, the outline that is drawn for it, its page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from shapely.geometry import MultiPolygon

from kartlaggning.choices import Change
from kartlaggning.exports.periods import judged_days
from kartlaggning.selectors.editions.atlas import Atlas, Edition, SceneRow


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One scene in one round as every export shows it.

    `drawn` is the row whose outline is drawn: the row itself, for a scene that is not open its last open one, None
    where that is not known. `url` is the address of the scene's page.
    """

    row: SceneRow
    edition: Edition
    drawn: SceneRow | None
    url: str

    @property
    def outline(self) -> MultiPolygon | None:
        """Return the drawn outline in EPSG:3006 (E, N metres)."""
        return self.drawn.outline if self.drawn else None

    @property
    def outline_wgs84(self) -> tuple[Any, ...] | None:
        """Return the drawn outline's MultiPolygon coordinates (lon, lat; 5 decimals)."""
        return self.drawn.outline_wgs84 if self.drawn else None

    @property
    def outline_year(self) -> int | None:
        """Return the survey year that the drawn outline is from."""
        return self.drawn.year if self.drawn else None

    @property
    def period(self) -> str | None:
        """Return when a closed scene closed, as an ISO 8601 interval of days; None where no source states it."""
        judged = judged_days(self.edition)
        if self.row.change is not Change.CLOSED or judged is None:
            return None
        return f"{judged.first.isoformat()}/{judged.last.isoformat()}"

    @property
    def period_text(self) -> str | None:
        """Return when a closed scene closed, in Swedish words; None for a scene that did not close in the round."""
        if self.row.change is not Change.CLOSED:
            return None
        judged = judged_days(self.edition)
        if judged is not None:
            return str(judged.whole_year or f"{judged.first.isoformat()} till {judged.last.isoformat()}")
        if self.row.previous_year is None:
            return f"före kartläggningen {self.edition.year}"
        return f"mellan kartläggningarna {self.row.previous_year} och {self.edition.year}"


def publish(
    atlas: Atlas, edition: Edition, rows: Iterable[SceneRow], page_url: Callable[[str], str]
) -> tuple[PublishedRow, ...]:
    """Return the rows of one edition with what they are published with; `page_url` makes an address of a slug."""
    return tuple(PublishedRow(row, edition, atlas.drawn(row), page_url(row.slug)) for row in rows)
