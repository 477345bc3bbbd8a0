"""The page of public measures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from kartlaggning.public.follow_up.measures_page import measure_scenes, measures_page
from kartlaggning.public.follow_up.place_filter import PlaceFilter
from kartlaggning.public.reading import atlas_of


def measures(request: HttpRequest) -> HttpResponse:
    """Show the public measures, those that go on first."""
    atlas = atlas_of(request)
    query = PlaceFilter(request.GET, atlas, measure_scenes(atlas.follow_up))
    page = measures_page(atlas.follow_up, query, localdate())
    return render(request, "public/measures.html", {"page": page, "edition": atlas.newest if page.has_any else None})
