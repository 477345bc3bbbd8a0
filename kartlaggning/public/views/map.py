"""The front page with the map, and the map alone for other sites' frames."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from kartlaggning.public.map.context import map_context
from kartlaggning.public.map.page import map_page_for
from kartlaggning.public.reading import atlas_of


def map_page(request: HttpRequest) -> HttpResponse:
    """Answer the front page."""
    page = map_page_for(request.GET, atlas_of(request))
    return render(request, "public/map.html", map_context(request, page))


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest) -> HttpResponse:
    """Answer the map for a frame on another site; the only page that may be framed."""
    page = map_page_for(request.GET, atlas_of(request))
    return render(request, "public/embed.html", map_context(request, page))
