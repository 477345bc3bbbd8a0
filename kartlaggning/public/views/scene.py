"""The page of one scene."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kartlaggning.public.editions import errata
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.reading import atlas_of
from kartlaggning.public.scene_story import scene_story
from kartlaggning.public.support import ENTERED_ON, HELP


def scene(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a scene; a former address or the permanent id leads to the present address."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    history = atlas.scene_history(slug)
    if history[-1].slug != slug:
        return redirect("public:scene", history[-1].slug, permanent=True)
    context = {
        "story": scene_story(atlas, history),
        "errata": errata.of_scene(atlas, history[-1].public_id),
        "help": HELP,
        "help_entered_on": ENTERED_ON,
    }
    return render(request, "public/scene.html", context)
