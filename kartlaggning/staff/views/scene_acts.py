"""What the coordinator does with scenes: new name, merge, split, undo, open again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kartlaggning.errors import Refused
from kartlaggning.models import Scene, Survey
from kartlaggning.permissions import Actor, Permission
from kartlaggning.selectors import scenes
from kartlaggning.selectors.places import place_choices
from kartlaggning.selectors.surveys import open_round
from kartlaggning.services import lineage
from kartlaggning.services import scenes as changing
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.scenes import MergeForm, NamedForm, ReopenForm, placed_as
from kartlaggning.staff.scene_split import SceneSplit
from kartlaggning.swedish import enumerate_words


@staff_page(Permission.MANAGE_SCENES)
def rename_scene(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a scene a new name."""
    actor = signed_in(request)
    found = scenes.find_scene(actor, public_id)
    form = NamedForm(request.POST or None, initial={"name": found.scene.name})
    if attempt(form, lambda: changing.rename_scene(found.scene, by=actor, **form.cleaned_data), at="name"):
        messages.success(request, "Platsen har bytt namn. Allmänheten ser det i nästa utgåva.")
        return redirect("staff:scene", public_id)
    context = {"form": form, "row": found}
    return render(request, "staff/scenes/rename.html", context, status=422 if form.errors else 200)


@staff_page(Permission.MANAGE_SCENES)
def merge_scene(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make one new scene of this one and others."""
    actor, under_way = signed_in(request), open_round()
    found = scenes.find_scene(actor, public_id)
    if under_way is None:
        return render(request, "staff/scenes/no_round.html", {"row": found})
    rows = scenes.mergeable(actor, found.scene)
    areas = place_choices(actor, under_way.reference_date)
    form = MergeForm(request.POST or None, rows=rows, areas=areas, initial=placed_as(found.latest))
    made = attempt(form, lambda: _merged(found.scene, form, actor))
    if made:
        messages.success(request, f"Platserna är sammanslagna till {made.scene.name}.")
        return redirect("staff:scene", made.scene.public_id)
    context = {"form": form, "row": found}
    return render(request, "staff/scenes/merge.html", context, status=422 if form.errors else 200)


def _merged(scene: Scene, form: MergeForm, actor: Actor) -> Survey:
    chosen = [row.scene for row in form.rows if row.scene.public_id in form.cleaned_data["others"]]
    name, reason = form.cleaned_data["name"], form.cleaned_data["name_reason"]
    return lineage.merge_scenes([scene, *chosen], name, form.placement, name_reason=reason, by=actor)


@staff_page(Permission.MANAGE_SCENES)
def split_scene(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make several new scenes of one: the line and the names first, then the pieces."""
    actor = signed_in(request)
    found = scenes.find_scene(actor, public_id)
    if open_round() is None:
        return render(request, "staff/scenes/no_round.html", {"row": found})
    split = SceneSplit(scenes.outline_in_round(found.scene), request.POST if request.method == "POST" else None)
    parts = split.parts()
    made = attempt(split.form, lambda: lineage.split_scene(found.scene, parts, by=actor)) if parts else None
    if made:
        names = enumerate_words([survey.scene.name for survey in made])
        messages.success(request, f"{found.scene.name} är delad i {names}.")
        return redirect("staff:scene", public_id)
    context = {**split.context, "row": found}
    return render(request, "staff/scenes/split.html", context, status=422 if split.form.errors else 200)


@require_POST
@staff_page(Permission.MANAGE_SCENES)
def undo_lineage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo the scene's merge or split."""
    actor = signed_in(request)
    found = scenes.find_scene(actor, public_id)
    try:
        surveys = lineage.undo(found.scene, by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("staff:scene", public_id)
    names = enumerate_words([survey.scene.name for survey in surveys])
    messages.success(request, f"Ångrat. {names} kartläggs som förut.")
    return redirect("staff:scene", surveys[0].scene.public_id)


@staff_page(Permission.MANAGE_SCENES)
def reopen_scene(request: HttpRequest, public_id: str) -> HttpResponse:
    """Start a survey of a scene that has closed."""
    actor, under_way = signed_in(request), open_round()
    found = scenes.find_scene(actor, public_id)
    if under_way is None:
        return render(request, "staff/scenes/no_round.html", {"row": found})
    areas = place_choices(actor, under_way.reference_date)
    form = ReopenForm(request.POST or None, areas=areas, initial=placed_as(found.latest))
    if attempt(form, lambda: changing.reopen_scene(found.scene, form.placement, form.cleaned_data["reason"], by=actor)):
        messages.success(request, "Platsen kartläggs i omgången, förifylld med vad som stod när den senast var öppen.")
        return redirect("staff:scene", public_id)
    context = {"form": form, "row": found}
    return render(request, "staff/scenes/reopen.html", context, status=422 if form.errors else 200)
