"""Checks of closed scenes: what waits, what was found, a new check, and the answer to a signal."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from kartlaggning.choices import CheckFinding
from kartlaggning.permissions import Permission, can
from kartlaggning.selectors.follow_up import scene_checks
from kartlaggning.services.follow_up import checks
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.scene_checks import AnswerForm, CheckForm


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def board(request: HttpRequest) -> HttpResponse:
    """Show the signals that wait, the scenes that nobody has looked at lately, and the latest checks."""
    actor = signed_in(request)
    context = {
        "board": scene_checks.check_board(actor),
        "may_add": can(actor, Permission.EDIT_FOLLOW_UP),
        "may_answer": can(actor, Permission.RUN_FOLLOW_UP),
    }
    return render(request, "staff/checks/board.html", context)


@staff_page(Permission.EDIT_FOLLOW_UP)
def add(request: HttpRequest) -> HttpResponse:
    """Write a check of a closed scene."""
    actor = signed_in(request)
    offered = scene_checks.closed_scenes(actor, made_up_only=settings.DEMONSTRATION)
    initial = {"scene": request.GET.get("plats", "")}
    form = CheckForm(request.POST or None, by=actor, scenes=offered, today=localdate(), initial=initial)
    made = attempt(form, lambda: checks.add_check(form.chosen, form.data_of, by=actor))
    if made:
        is_signal = made.finding == CheckFinding.REOPEN
        messages.success(request, "Kontrollen är sparad." + (" Samordnaren har fått en signal." if is_signal else ""))
        return redirect("staff:scene_checks")
    return render(request, "staff/checks/add.html", {"form": form}, status=422 if form.errors else 200)


@staff_page(Permission.RUN_FOLLOW_UP)
def answer(request: HttpRequest, check: int) -> HttpResponse:
    """Answer a signal: that the scene is assessed anew and how, or why not."""
    actor = signed_in(request)
    signal = scene_checks.find_signal(actor, check)
    form = AnswerForm(request.POST or None)
    if attempt(
        form,
        lambda: checks.answer_signal(signal.check, form.reassess, form.cleaned_data["words"], by=actor),
        at="words",
    ):
        messages.success(request, "Signalen är besvarad.")
        return redirect("staff:scene_checks")
    context = {"form": form, "signal": signal}
    return render(request, "staff/checks/answer.html", context, status=422 if form.errors else 200)
