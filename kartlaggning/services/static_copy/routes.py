"""Every address that a static copy of the site holds, read from the editions: none is found by following links."""

from collections.abc import Iterator
from itertools import permutations

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from kartlaggning.choices import AreaKind
from kartlaggning.exports.package.manifest import CHECKSUM_LIST, NAME, stable_name
from kartlaggning.selectors.editions import Atlas, Registered
from kartlaggning.selectors.editions.filters import STATUSES

PAGES = (
    *("map", "embed", "scenes", "closed", "municipalities", "city_districts", "police_areas"),
    *("news", "statistics", "change"),
)
FOLLOW_UP = ("follow_up", "crimes", "safety", "measures", "cooperation", "studies", "contacts")
TEXTS = ("about", "open_data", "accessibility", "accessibility_message", "privacy")
REGISTER_PAGES = ("editions", "latest")
DOCUMENTS = ("feed", "dcat", "dcat_turtle", "sitemap", "robots")
# Pages that are asked for a year and a status, and those that are asked for a comparison too.
CHOOSING, COMPARING = ("map", "embed", "scenes"), ("map", "embed")


def page_addresses(atlas: Atlas, *, has_register: bool) -> Iterator[str]:
    """Yield the addresses of all pages, in both languages; those of the register of editions where it is wanted."""
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            yield from _page_addresses(atlas, has_register=has_register)


def _page_addresses(atlas: Atlas, *, has_register: bool) -> Iterator[str]:
    for name in (*PAGES, *FOLLOW_UP, *TEXTS):
        yield _address(name)
    for name in CHOOSING:
        for year in atlas.years:
            yield from (f"{_address(name)}?ar={year}&status={status}" for status in STATUSES)
    for name in COMPARING:
        yield from (f"{_address(name)}?ar={one}&jamfor={other}" for one, other in permutations(atlas.years, 2))
    for area in atlas.areas:
        yield _address(area.ref.kind.value, area.ref.slug)
        yield _address(f"{area.ref.kind.value}_answer", area.ref.slug)
    for rows in atlas.history.values():
        yield _address("scene", rows[-1].slug)
        yield _address("scene_message", rows[-1].slug)
    for public_id in sorted({figure.public_id for figure in atlas.follow_up.crimes}):
        yield _address("scene_crimes", atlas.scene_history(public_id)[-1].slug)
    if has_register:
        yield from _register_addresses(atlas)


def _register_addresses(atlas: Atlas) -> Iterator[str]:
    yield from (_address(name) for name in REGISTER_PAGES)
    yield from (_address("latest_of_year", year) for year in atlas.years)
    for entry in atlas.register:
        if not entry.is_withdrawn:
            yield _address("edition", entry.ref)
    yield _address("edition_news", atlas.newest.ref)


def former_addresses(atlas: Atlas) -> Iterator[str]:
    """Yield the addresses that lead on to a page: former names, permanent ids, the codes of municipalities."""
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            for public_id, rows in atlas.history.items():
                former = {slug for row in rows for slug in (row.slug, *row.former_slugs)} - {rows[-1].slug}
                yield from (_address("scene", slug) for slug in sorted((public_id, *former)))
            for area in atlas.areas_of(AreaKind.MUNICIPALITY):
                yield _address("municipality", area.ref.code)


def document_addresses(atlas: Atlas, *, has_register: bool) -> Iterator[str]:
    """Yield the addresses of everything that is no page and stands at one address for both languages."""
    with translation.override(settings.LANGUAGE_CODE):
        for area in atlas.areas:
            yield _address(f"{area.ref.kind.value}_report", area.ref.slug)
        yield from _latest_files(atlas, has_years=has_register)
        if has_register:
            yield from (_address(name) for name in DOCUMENTS)
            for entry in atlas.register:
                yield from _files(entry)
    for year in atlas.years:
        yield f"{reverse('api:scenes')}?year={year}&f=geojson"
    yield f"{reverse('api:municipalities')}?f=geojson"


def _files(entry: Registered) -> Iterator[str]:
    if not entry.is_withdrawn:
        names = (*(file.path for file in entry.files), NAME, CHECKSUM_LIST)
        yield from (_address("edition_file", entry.ref, name) for name in names)


def _latest_files(atlas: Atlas, *, has_years: bool) -> Iterator[str]:
    for entry in _current(atlas):
        names = [stable_name(entry.ref, file.path) for file in entry.files]
        if entry.ref == atlas.newest.ref:
            yield from (_address("latest_file", name) for name in (*names, NAME, CHECKSUM_LIST))
        if has_years:
            yield from (_address("latest_file_of_year", entry.year, name) for name in (*names, NAME, CHECKSUM_LIST))


def _current(atlas: Atlas) -> Iterator[Registered]:
    refs = {edition.ref for edition in atlas.editions}
    return (entry for entry in atlas.register if entry.ref in refs)


def _address(name: str, *arguments: str | int) -> str:
    return reverse(f"public:{name}", args=arguments)
