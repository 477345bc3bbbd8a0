"""The list of editions, the permanent page of each, and the feed of what has happened to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kartlaggning.errors import GoneFromEdition
from kartlaggning.exports.catalogue import feed
from kartlaggning.public.documents import document, made_once
from kartlaggning.public.editions.list import edition_list
from kartlaggning.public.editions.page import edition_page
from kartlaggning.public.editions.titles import gone_sentence
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.publisher import the_publisher
from kartlaggning.public.reading import atlas_of


def editions(request: HttpRequest) -> HttpResponse:
    """Show everything that has been published, newest first."""
    refuse_unknown(request.GET, ())
    return render(request, "public/editions.html", {"rounds": edition_list(atlas_of(request))})


def edition(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one edition; a withdrawn one answers 410 with the reason."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    entry = atlas.registered(ref)
    if entry.is_withdrawn:
        raise GoneFromEdition(gone_sentence(entry))
    return render(request, "public/edition.html", {"page": edition_page(atlas, entry, the_publisher())})


def atom(request: HttpRequest) -> HttpResponse:
    """Answer the feed of editions, errata and withdrawals."""
    atlas = atlas_of(request)
    content = made_once("feed", atlas, lambda: feed.feed(atlas, the_publisher()))
    return document(content, feed.MEDIA_TYPE)
