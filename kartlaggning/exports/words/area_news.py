"""What has happened in each municipality or city district since the edition before, a sentence or two for each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, Change
from kartlaggning.exports.words.writing import listed
from kartlaggning.selectors.editions.atlas import AreaRef, Atlas, Edition, SceneRow
from kartlaggning.selectors.editions.statistics import is_complete

PRIMARY: dict[AreaKind, Callable[[SceneRow], AreaRef | None]] = {
    AreaKind.MUNICIPALITY: lambda row: row.municipality,
    AreaKind.CITY_DISTRICT: lambda row: row.city_district,
    AreaKind.POLICE_AREA: lambda row: row.police_area,
}


@dataclass(frozen=True, slots=True)
class AreaNews:
    """One area's news: what is said of it, its places that closed and that are new, and whether it is an example."""

    area: AreaRef
    sentence: str
    closed: tuple[SceneRow, ...]
    new: tuple[SceneRow, ...]
    is_example: bool


def area_news(atlas: Atlas, edition: Edition, kind: AreaKind) -> tuple[AreaNews, ...]:
    """Return the areas of one kind that have or had a scene in the round or the one before, in Swedish order.

    Areas that no longer existed when the round was made are left out.
    """
    before = atlas.edition_before(edition)
    now = _by_area((row for row in edition.scenes if row.is_open or row.change is Change.CLOSED), kind)
    then = _by_area(before.open_scenes, kind) if before else {}
    areas = {area.slug: area for area in (*then, *now) if _existed(atlas, area, edition)}
    found = (
        _news(atlas, edition, area, now.get(area, ()), then.get(area))
        for area in sorted(areas.values(), key=lambda area: swedish.sort_key(area.name))
    )
    return tuple(news for news in found if news.sentence)


def areas_without(atlas: Atlas, edition: Edition, kind: AreaKind) -> tuple[AreaRef, ...]:
    """Return the areas that existed and had no open scene in the round; none where the rows cannot tell."""
    if not is_complete(atlas, edition):
        return ()
    having = {area.slug for row in edition.open_scenes for area in row.areas if area.kind is kind}
    return tuple(
        area.ref
        for area in atlas.areas_of(kind)
        if area.ref.slug not in having and area.applies_on(edition.reference_date)
    )


def _existed(atlas: Atlas, area: AreaRef, edition: Edition) -> bool:
    known = next((other for other in atlas.areas_of(area.kind) if other.ref.slug == area.slug), None)
    return known is None or known.applies_on(edition.reference_date)


def _by_area(rows: Iterable[SceneRow], kind: AreaKind) -> dict[AreaRef, tuple[SceneRow, ...]]:
    found: dict[AreaRef, tuple[SceneRow, ...]] = {}
    for row in rows:
        area = PRIMARY[kind](row)
        if area is not None:
            found[area] = (*found.get(area, ()), row)
    return found


def _news(
    atlas: Atlas, edition: Edition, area: AreaRef, now: tuple[SceneRow, ...], then: tuple[SceneRow, ...] | None
) -> AreaNews:
    open_rows = tuple(row for row in now if row.is_open)
    closed = tuple(row for row in now if row.change is Change.CLOSED)
    new = tuple(row for row in now if row.change in (Change.NEW, Change.REOPENED))
    sentences = (_count(atlas, edition, area, len(open_rows), then), _named_closed(closed), _named_new(new))
    return AreaNews(area, " ".join(part for part in sentences if part), closed, new, edition.is_demonstration)


def _count(atlas: Atlas, edition: Edition, area: AreaRef, count: int, then: tuple[SceneRow, ...] | None) -> str:
    """Return how many there are against the edition before, as far as the rows can tell."""
    if not is_complete(atlas, edition):
        if not count:
            return _("Ingen öppen plats är känd här för %(year)s.") % {"year": edition.year}
        text = ngettext("%(count)s öppen plats är känd här.", "%(count)s öppna platser är kända här.", count)
        return text % {"count": count}
    before = atlas.edition_before(edition)
    if before is None or not is_complete(atlas, before):
        return _alone(count)
    if not _existed(atlas, area, before):
        new = _("Området fanns inte %(year)s.") % {"year": before.year}
        return f"{_alone(count)} {new}"
    earlier = len(then or ())
    values = {"count": count, "difference": abs(count - earlier), "earlier": earlier, "year": before.year}
    if not count:
        return _("Ingen öppen plats. %(year)s var det %(earlier)s.") % values
    if count < earlier:
        text = ngettext(
            "%(count)s öppen plats, %(difference)s färre än %(year)s.",
            "%(count)s öppna platser, %(difference)s färre än %(year)s.",
            count,
        )
    elif count > earlier:
        text = ngettext(
            "%(count)s öppen plats, %(difference)s fler än %(year)s.",
            "%(count)s öppna platser, %(difference)s fler än %(year)s.",
            count,
        )
    else:
        text = ngettext(
            "%(count)s öppen plats, lika många som %(year)s.",
            "%(count)s öppna platser, lika många som %(year)s.",
            count,
        )
    return text % values


def _alone(count: int) -> str:
    """Return how many there are, with nothing to compare with."""
    if not count:
        return _("Ingen öppen plats.")
    return ngettext("%(count)s öppen plats.", "%(count)s öppna platser.", count) % {"count": count}


def _named_closed(rows: tuple[SceneRow, ...]) -> str:
    return _("Upphört har %(names)s.") % {"names": _names(rows)} if rows else ""


def _named_new(rows: tuple[SceneRow, ...]) -> str:
    return _("Ny eller åter öppen: %(names)s.") % {"names": _names(rows)} if rows else ""


def _names(rows: tuple[SceneRow, ...]) -> str:
    return listed([row.name for row in rows])
