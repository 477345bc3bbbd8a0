"""The pages of running text: about, open data, accessibility, privacy. Each language has a template of its own."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kartlaggning.change import LIMIT_PERCENT
from kartlaggning.choices import Origin
from kartlaggning.exports.catalogue import schema_org
from kartlaggning.exports.columns import PUBLIC_COLUMNS
from kartlaggning.public.editions.addresses import current_entry
from kartlaggning.public.editions.latest_files import latest_files
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.publisher import the_publisher
from kartlaggning.public.reading import atlas_of
from kartlaggning.selectors.editions import Atlas


def about(request: HttpRequest) -> HttpResponse:
    """Show what an open drug scene is, how the survey is made and counted, and what it does not say."""
    return _text(
        request,
        "about",
        {"documented_count": _documented_count(atlas_of(request)), "change_limit_percent": LIMIT_PERCENT},
    )


def open_data(request: HttpRequest) -> HttpResponse:
    """Show what can be fetched, how, under which licence, and what each field means."""
    atlas = atlas_of(request)
    context = {
        "api_root": request.build_absolute_uri("/api/v1"),
        "ogc_root": request.build_absolute_uri("/ogc"),
        "computed_per_minute": settings.API_COMPUTED_PER_MINUTE,
        "site_url": settings.SITE_URL,
        "columns": PUBLIC_COLUMNS,
        "files": latest_files(atlas),
        "current": current_entry(atlas),
        "linked_data": schema_org.catalogue(atlas, the_publisher()),
    }
    return _text(request, "open_data", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement, with the way to the page that takes messages."""
    return _text(request, "accessibility", {})


def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is stored about a visitor, when, why and for how long."""
    return _text(request, "privacy", {"tile_host": urlsplit(settings.BASEMAP_TILES_URL).netloc.removeprefix("{s}.")})


def _documented_count(atlas: Atlas) -> int:
    """Return how many scenes are known by name from a source."""
    rows = (row for edition in atlas.editions for row in edition.scenes)
    return len({row.public_id for row in rows if row.origin is Origin.DOCUMENTED})


def _text(request: HttpRequest, name: str, values: Mapping[str, object]) -> HttpResponse:
    refuse_unknown(request.GET, ())
    language = get_language()
    return render(request, f"public/{name}.html", {**values, "text_template": f"public/texts/{name}.{language}.html"})
