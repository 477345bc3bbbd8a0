"""The page of the county against its aims."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kartlaggning.public.follow_up.aims_page import aims_page
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.reading import atlas_of


def aims(request: HttpRequest) -> HttpResponse:
    """Show the county against each aim of the regional work."""
    refuse_unknown(request.GET, ())
    return render(request, "public/aims.html", {"page": aims_page(atlas_of(request))})
