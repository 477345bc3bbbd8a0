"""The page of what is new, for the newest edition and for every other."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kartlaggning.public.editions.addresses import edition_path
from kartlaggning.public.editions.titles import gone_sentence
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.news_page import news_page
from kartlaggning.public.reading import atlas_of
from kartlaggning.public.views.errors import gone


def news(request: HttpRequest) -> HttpResponse:
    """Show what is new in the newest edition."""
    refuse_unknown(request.GET, ())
    page = news_page(atlas_of(request))
    context = {"page": page, "edition": page.edition, "contact_email": settings.COORDINATOR_EMAIL}
    return render(request, "public/news.html", context)


def edition_news(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what was new in one edition: the newest here, any other with the site as it was then."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    entry = atlas.registered(ref)
    if entry.is_withdrawn:
        return gone(request, gone_sentence(entry))
    if atlas.newest.ref == ref:
        return news(request)
    return redirect(f"{edition_path(ref)}las{reverse('public:news')}")
