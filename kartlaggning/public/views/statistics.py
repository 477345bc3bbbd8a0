"""The statistics page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kartlaggning.public.editions import errata
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.reading import atlas_of
from kartlaggning.public.statistics_story import statistics_story


def statistics(request: HttpRequest) -> HttpResponse:
    """Show the county's numbers and areas over the rounds."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    context = {"story": statistics_story(atlas), "errata": errata.of_whole(atlas, *atlas.editions)}
    return render(request, "public/statistics.html", context)
