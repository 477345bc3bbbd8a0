"""Which pages search engines are to find, in both languages: those that say what is the case now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from kartlaggning.selectors.editions import Atlas

PAGES = (
    *(
        "map",
        "news",
        "scenes",
        "closed",
        "municipalities",
        "city_districts",
        "police_areas",
        "statistics",
        "follow_up",
        "change",
        "crimes",
        "safety",
        "cooperation",
        "studies",
        "contacts",
        "measures",
        "news",
        "editions",
    ),
    *("about", "open_data", "accessibility", "privacy"),
)


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """A page: its absolute addresses by language, and the day it last changed, None where that is not known."""

    addresses: dict[str, str]
    changed_on: date | None


def sitemap_pages(atlas: Atlas, site_url: str) -> tuple[SitemapPage, ...]:
    """Return the pages: no closed scene, no former area, no superseded edition, which are not for search engines."""
    changed_on = max(
        (localdate(entry.state_changed_at) for entry in atlas.register if entry.is_current),
        default=None,
    )
    return tuple(SitemapPage(_addresses(site_url, name, *arguments), changed_on) for name, *arguments in _routes(atlas))


def _routes(atlas: Atlas) -> Iterator[tuple[str, ...]]:
    for name in PAGES:
        yield (name,)
    if not atlas.editions:
        return
    today = localdate()
    for area in atlas.areas:
        if area.applies_on(today):
            yield area.ref.kind.value, area.ref.slug
            yield f"{area.ref.kind.value}_answer", area.ref.slug
    for row in atlas.newest.open_scenes:
        yield "scene", row.slug
    for edition in reversed(atlas.editions):
        yield "edition", edition.ref


def _addresses(site_url: str, name: str, *arguments: str) -> dict[str, str]:
    addresses = {}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            addresses[language] = site_url + reverse(f"public:{name}", args=arguments)
    return addresses
