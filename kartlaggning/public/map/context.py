"""What the map's templates are given beside the page itself: addresses, street tiles, the drawing, the snippet."""

from html import escape

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kartlaggning.exports.static_copy import REQUEST_KEY, YEAR, file_of_address
from kartlaggning.exports.words import edition_words
from kartlaggning.public.map.overview import overview
from kartlaggning.public.map.page import MapPage
from kartlaggning.selectors.editions import Atlas, Figure
from kartlaggning.selectors.editions.statistics import county_years


def map_context(request: HttpRequest, page: MapPage) -> dict[str, object]:
    """Return the context of the map page and of its embedded version."""
    newest = page.atlas.newest
    return {
        "page": page,
        "query": page.query,
        "edition": page.query.edition,
        "newest": newest,
        "closures_heading": edition_words.closures_heading(page.atlas, newest),
        "county_years": county_years(page.atlas),
        "overview": overview(page.atlas, page.entries, page.chosen_id),
        "unsafe_within_500_m": _latest(page.atlas, "unsafe_within_500_m"),
        "unsafe_county": _latest(page.atlas, "unsafe_county"),
        "tiles": _tiles(),
        "map_settings": _map_settings(page, is_copy=REQUEST_KEY in request.META),
        "snippet": _snippet(request, page),
        "whole_page_address": request.build_absolute_uri(reverse("public:map") + page.query.address()),
    }


def _latest(atlas: Atlas, key: str) -> Figure | None:
    return next(iter(reversed(atlas.figures_of(key))), None)


def _tiles() -> dict[str, object]:
    url = settings.BASEMAP_TILES_URL
    return {"url": url, "attribution": settings.BASEMAP_ATTRIBUTION, "is_openstreetmap": "openstreetmap.org/" in url}


def _map_settings(page: MapPage, *, is_copy: bool) -> dict[str, str]:
    """Return what the browser's map needs to know; the rest it reads from the list. A static copy names its files."""
    scenes = f"{reverse('api:scenes')}?year={YEAR}&f=geojson"
    municipalities = f"{reverse('api:municipalities')}?f=geojson"
    return {
        "scenes": f"/{file_of_address(scenes)}" if is_copy else scenes,
        "municipalities": f"/{file_of_address(municipalities)}" if is_copy else municipalities,
        "tiles": settings.BASEMAP_TILES_URL,
        "chosen": page.chosen_id,
    }


def _snippet(request: HttpRequest, page: MapPage) -> str:
    """Return the HTML that shows this map, with its filter, on another site."""
    address = escape(request.build_absolute_uri(reverse("public:embed") + page.query.address()))
    title = escape(page.headline.sentence)
    # Plain text: the template escapes it once more, as it is to be read and copied, not to be a frame here.
    return f'<iframe src="{address}" title="{title}" width="100%" height="600" loading="lazy"></iframe>'
