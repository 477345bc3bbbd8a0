"""Scenes: the list with its search, one scene's page with its notes, and a new scene."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors import scenes
from kartlaggning.selectors.follow_up.scene_checks import checks_of
from kartlaggning.selectors.places import place_choices
from kartlaggning.selectors.surveys import open_round
from kartlaggning.services import scenes as changing
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.scenes import FollowUpForm, NoteForm, SceneForm, SearchForm
from kartlaggning.staff.scene_timeline import scene_timeline


@require_GET
@staff_page(Permission.READ_SURVEY)
def scene_list(request: HttpRequest) -> HttpResponse:
    """Show the scenes that the person knows of, by search."""
    actor, form = signed_in(request), SearchForm(request.GET)
    rows = scenes.scene_rows(actor, **form.asked())
    may_add = can(actor, Permission.ADD_SCENE) and open_round() is not None
    context = {"form": form, "rows": rows, "asked": form.asked(), "may_add": may_add}
    return render(request, "staff/scenes/list.html", context)


@require_GET
@staff_page(Permission.READ_SURVEY)
def scene(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one scene."""
    return scene_page(request, public_id)


def scene_page(
    request: HttpRequest, public_id: str, *, note: NoteForm | None = None, follow_up: FollowUpForm | None = None
) -> HttpResponse:
    """Show one scene, with what was refused in one of its forms."""
    actor = signed_in(request)
    page = scenes.scene_page(actor, public_id)
    context: dict[str, Any] = {
        "page": page,
        "timeline": scene_timeline(actor, page),
        "checks": checks_of(actor, page.row.scene, is_closed=page.row.is_closed),
        "note": note or NoteForm.starting(timezone.localdate()),
        "follow_up": follow_up or FollowUpForm(),
        "refused": note or follow_up,
    }
    return render(request, "staff/scenes/scene.html", context, status=422 if note or follow_up else 200)


@require_POST
@staff_page(Permission.NOTE_REASSESSMENT)
def note_scene(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write a note on a scene."""
    actor, form = signed_in(request), NoteForm(request.POST)
    found = scenes.find_scene(actor, public_id)
    if attempt(form, lambda: changing.note_reassessment(found.scene, by=actor, **form.cleaned_data), at="body"):
        messages.success(request, "Anteckningen är sparad.")
        return redirect("staff:scene", public_id)
    return scene_page(request, public_id, note=form)


@require_POST
@staff_page(Permission.MANAGE_SCENES)
def follow_up_scene(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say whether a closed scene is followed up."""
    actor, form = signed_in(request), FollowUpForm(request.POST)
    found, wanted = scenes.find_scene(actor, public_id), request.POST.get("follow_up") == "yes"
    if attempt(
        form, lambda: changing.set_follow_up(found.scene, wanted, form.cleaned_data["reason"], by=actor), at="reason"
    ):
        done = "Platsen följs upp från nästa omgång." if wanted else "Platsen följs inte upp längre."
        messages.success(request, done)
        return redirect("staff:scene", public_id)
    return scene_page(request, public_id, follow_up=form)


@staff_page(Permission.ADD_SCENE)
def add_scene(request: HttpRequest) -> HttpResponse:
    """Add a scene, once those near it have been seen."""
    actor, under_way = signed_in(request), open_round()
    if under_way is None:
        return render(request, "staff/scenes/no_round.html")
    sent = request.POST if request.method == "POST" else None
    form = SceneForm(sent, areas=place_choices(actor, under_way.reference_date))
    made = _added(form, actor) if sent and form.is_confirmed else None
    if made:
        messages.success(request, f"{made.scene.name} är tillagd. Rita gränsen och svara på frågorna.")
        return redirect("staff:survey", under_way.year, made.scene.public_id)
    context = {"form": form, **(_near(form, actor) if form.is_valid() else {})}
    return render(request, "staff/scenes/add.html", context, status=422 if form.errors else 200)


def _added(form: SceneForm, actor: Actor) -> Survey | None:
    def add() -> Survey:
        filled = form.cleaned_data
        return changing.add_scene(filled["name"], form.placement, name_reason=filled["name_reason"], by=actor)

    return attempt(form, add)


def _near(form: SceneForm, actor: Actor) -> dict[str, Any]:
    """Return what is to be seen before the scene is added."""
    near = scenes.near(actor, form.cleaned_data["position"])
    alike = scenes.namesakes(actor, form.cleaned_data["name"], besides=[found.row.scene.pk for found in near])
    return {"near": near, "alike": alike, "asks": True}
