"""The pages of municipalities, city districts and police areas, and the index of each kind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kartlaggning.choices import AreaKind
from kartlaggning.exports.words import edition_words
from kartlaggning.public.area_page import area_lines, area_page, former_areas
from kartlaggning.public.editions import errata
from kartlaggning.public.follow_up.contacts_page import contacts_of
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.reading import atlas_of


def area(request: HttpRequest, kind: AreaKind, slug: str) -> HttpResponse:
    """Show what is known of one area over the rounds; a municipality's code leads to its address."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    found = atlas.area(kind, slug)
    if found.ref.slug != slug:
        return redirect(f"public:{kind.value}", found.ref.slug, permanent=True)
    page = area_page(atlas, found, timezone.localdate())
    context = {
        "page": page,
        "kind": kind,
        "edition": page.edition,
        "errata": errata.of_area(atlas, found.ref),
        "contacts": contacts_of(atlas, found.ref),
    }
    return render(request, "public/area.html", context)


def area_list(request: HttpRequest, kind: AreaKind) -> HttpResponse:
    """Show every area of one kind."""
    refuse_unknown(request.GET, ())
    atlas, today = atlas_of(request), timezone.localdate()
    context = {
        "kind": kind,
        "edition": atlas.newest,
        "lines": area_lines(atlas, kind, today),
        "former": former_areas(atlas, kind, today),
        "missing": edition_words.missing_sentence(atlas, atlas.newest),
    }
    return render(request, "public/areas.html", context)
