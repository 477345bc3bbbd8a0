"""An area's rows, and the areas that came before it, after it, or lie across it."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from kartlaggning.choices import AreaKind, Status
from kartlaggning.exports.words.edition_words import CITY_WITH_DISTRICTS
from kartlaggning.selectors.editions.atlas import Area, Atlas, Edition, SceneRow
from kartlaggning.selectors.editions.filters import SceneFilter, select


def rows_in(edition: Edition, area: Area, status: Status = Status.OPEN) -> tuple[SceneRow, ...]:
    """Return the edition's rows counted in or touching the area."""
    slug = area.ref.slug
    wanted = {
        AreaKind.MUNICIPALITY: SceneFilter(municipality=slug, status=status.value),
        AreaKind.CITY_DISTRICT: SceneFilter(city_district=slug, status=status.value),
        AreaKind.POLICE_AREA: SceneFilter(police_area=slug, status=status.value),
    }
    return select(edition, wanted[area.ref.kind])


def is_former(area: Area, today: date) -> bool:
    """Tell whether the area has ceased to exist."""
    return area.valid_to is not None and area.valid_to < today


def successors(atlas: Atlas, area: Area) -> tuple[Area, ...]:
    """Return the areas that took over from one that no longer exists."""
    if area.valid_to is None:
        return ()
    started = area.valid_to + timedelta(days=1)
    return tuple(other for other in _same_kind(atlas, area) if other.valid_from == started and _follows(other, area))


def predecessors(atlas: Atlas, area: Area) -> tuple[Area, ...]:
    """Return the areas that this one was formed from."""
    if area.valid_from is None:
        return ()
    ended = area.valid_from - timedelta(days=1)
    return tuple(other for other in _same_kind(atlas, area) if other.valid_to == ended and _follows(area, other))


def _same_kind(atlas: Atlas, area: Area) -> Iterable[Area]:
    return atlas.areas_of(area.ref.kind)


def _follows(later: Area, earlier: Area) -> bool:
    """Judge by the note where it names what the area was formed from, else by the dates alone."""
    return mentions(later.note, earlier.ref.name) if later.note else True


def related_areas(atlas: Atlas, area: Area) -> tuple[Area, ...]:
    """Return the areas of the other kinds that the area lies in or spans."""
    is_city = area.ref.code == CITY_WITH_DISTRICTS
    municipalities, districts, police = (atlas.areas_of(kind) for kind in AreaKind)
    if area.ref.kind is AreaKind.POLICE_AREA:
        return tuple(other for other in (*municipalities, *districts) if mentions(area.covers, other.ref.name))
    spanning = tuple(other for other in police if mentions(other.covers, area.ref.name))
    if area.ref.kind is AreaKind.MUNICIPALITY:
        return (*districts, *spanning) if is_city else spanning
    return (*(other for other in municipalities if other.ref.code == CITY_WITH_DISTRICTS), *spanning)


def mentions(text: str, name: str) -> bool:
    """Tell whether a whole name stands in a text: Farsta in `Farsta och Vantör`, but not Årsta in `Enskede-Årsta`."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None
