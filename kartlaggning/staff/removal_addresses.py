"""The public addresses whose kept copies a removal makes stale: for a CDN, a proxy, or a static copy of the site."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import translation

from kartlaggning.choices import AreaKind, RemovalKind
from kartlaggning.models import Edition
from kartlaggning.selectors.removals import RemovalRow, areas_of, every_file

AREA_ROUTES = {
    AreaKind.MUNICIPALITY: ("public:municipality", "public:municipality_report"),
    AreaKind.CITY_DISTRICT: ("public:city_district", "public:city_district_report"),
    AreaKind.POLICE_AREA: ("public:police_area", "public:police_area_report"),
}
INSIDE = ("api", "public", "ogc")


def addresses_to_purge(row: RemovalRow) -> tuple[str, ...]:
    """Return absolute addresses in both languages, what was taken away first, each once.

    Questions after a question mark (filters, pages) are not listed: whoever keeps those throws away by path.
    """
    affected = (*row.editions, *row.touched)
    found: list[str] = []
    if row.removal.kind == RemovalKind.FILE:
        found += [_path("public:edition_file", edition.ref, row.removal.file_path) for edition in row.editions]
    else:
        found += _of_scene(row)
    found += [path for edition in affected for path in _of_edition(edition)]
    if row.removal.kind != RemovalKind.FILE:
        found += _without_arguments()
        found += [
            path for kind, slug in areas_of(affected) for route in AREA_ROUTES[kind] for path in _languages(route, slug)
        ]
    return tuple(dict.fromkeys(settings.SITE_URL + path for path in found if path))


def _of_scene(row: RemovalRow) -> Iterator[str]:
    for part in (*row.removal.slugs, row.removal.public_id):
        yield from _languages("public:scene", part)
        yield from _languages("public:scene_message", part)
        yield _path("api:scene", part)
        for edition in row.editions:
            yield from (_reading(edition, path) for path in _languages("public:scene", part))
    yield f"/ogc/collections/scenes/items/{row.removal.public_id}"
    yield f"/ogc/collections/closed-scenes/items/{row.removal.public_id}"


def _of_edition(edition: Edition) -> Iterator[str]:
    for route in ("public:edition", "public:edition_news"):
        yield from _languages(route, edition.ref)
    for path in every_file(edition):
        yield _path("public:edition_file", edition.ref, path)
    yield f"{_path('public:edition', edition.ref)}las/"


def _reading(edition: Edition, path: str) -> str:
    """Return where an older edition's own site has a page."""
    return f"{_path('public:edition', edition.ref).rstrip('/')}/las{path}"


def _without_arguments() -> Iterator[str]:
    """Yield every public address that takes no argument: lists, figures, feeds, catalogues."""
    for namespace in INSIDE:
        known = get_resolver().namespace_dict.get(namespace)
        for name in sorted(key for key in known[1].reverse_dict if isinstance(key, str)) if known else ():
            yield from _languages(f"{namespace}:{name}")


def _languages(route: str, *arguments: str) -> Iterable[str]:
    return dict.fromkeys(
        path for code, _name in settings.LANGUAGES if (path := _path(route, *arguments, language=code))
    )


def _path(route: str, *arguments: str, language: str = "sv") -> str:
    """Return the path, or nothing where the route takes other arguments than these."""
    with translation.override(language):
        try:
            return reverse(route, args=arguments)
        except NoReverseMatch:
            return ""
