"""The pages of figures that follow the scenes up: reported crimes, and how safe people feel."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kartlaggning.public.follow_up.crime_page import crime_page, crime_scenes, scene_crimes
from kartlaggning.public.follow_up.place_filter import PlaceFilter
from kartlaggning.public.follow_up.safety_page import attitude_scenes, safety_page
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.reading import atlas_of


def crimes(request: HttpRequest) -> HttpResponse:
    """Show the released counts of crimes, scene by scene in Swedish order of name."""
    atlas = atlas_of(request)
    query = PlaceFilter(request.GET, atlas, crime_scenes(atlas.follow_up.crimes))
    return render(request, "public/crimes.html", {"page": crime_page(atlas.follow_up, query)})


def crimes_of_scene(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one scene's released counts; a former address or the permanent id leads to the present address."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    row = atlas.scene_history(slug)[-1]
    if row.slug != slug:
        return redirect("public:scene_crimes", row.slug, permanent=True)
    return render(request, "public/scene_crimes.html", {"page": scene_crimes(atlas.follow_up, row)})


def safety(request: HttpRequest) -> HttpResponse:
    """Show what is published of safety, the released bands of distance, and attitudes to places."""
    atlas = atlas_of(request)
    query = PlaceFilter(request.GET, atlas, attitude_scenes(atlas.follow_up.attitudes))
    return render(request, "public/safety.html", {"page": safety_page(atlas, query)})
