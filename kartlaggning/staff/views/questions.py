"""The questions of a version that is not frozen: add, change, move, remove."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kartlaggning.errors import Refused
from kartlaggning.models import Question, Questionnaire
from kartlaggning.permissions import Permission
from kartlaggning.selectors.questionnaires import (
    elsewhere,
    find_question,
    find_version,
    group_headings,
    question_value,
)
from kartlaggning.services import questions as service
from kartlaggning.services.question_rules import QuestionRefused
from kartlaggning.services.questionnaires import FROZEN
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.forms.questionnaires import QuestionForm
from kartlaggning.staff.views.questionnaires import refused


@staff_page(Permission.EDIT_QUESTIONNAIRE)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new question."""
    version = find_version(pk)
    section = request.GET.get("avsnitt", "")
    form = QuestionForm(request.POST or None, before=None, section=section, is_known=False)

    def write() -> Question:
        reason = form.cleaned_data["reason"]
        return service.add_question(version, form.question(), reason=reason, by=signed_in(request))

    return _answer(request, version, form, write)


@staff_page(Permission.EDIT_QUESTIONNAIRE)
def change(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Change a question."""
    version = find_version(pk)
    row, others = find_question(version, key), elsewhere(key, version)
    form = QuestionForm(request.POST or None, before=question_value(row), is_known=bool(others))

    def write() -> Question:
        reason = form.cleaned_data["reason"]
        return service.change_question(row, form.question(), reason=reason, by=signed_in(request))

    return _answer(request, version, form, write)


@require_POST
@staff_page(Permission.EDIT_QUESTIONNAIRE)
def move(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Move a question up or down in its section."""
    row = find_question(find_version(pk), key)
    try:
        service.move_question(row, up=request.POST.get("at") == "upp", by=signed_in(request))
    except Refused as refusal:
        return refused(request, refusal, pk)
    return redirect(_place(pk, key))


@staff_page(Permission.EDIT_QUESTIONNAIRE)
def remove(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Ask whether a question is to be taken away, and do it."""
    version = find_version(pk)
    row = find_question(version, key)
    if request.method != "POST":
        context = {"version": version, "question": row, "others": elsewhere(key, version)}
        return render(request, "staff/questionnaires/remove_question.html", context)
    try:
        service.remove_question(row, by=signed_in(request))
    except Refused as refusal:
        return refused(request, refusal, pk)
    messages.success(request, f"Frågan ”{row.text}” är borttagen ur {version.name}.")
    return redirect(f"{reverse('staff:questionnaire', args=(pk,))}#{row.section}")


def _answer(
    request: HttpRequest, version: Questionnaire, form: QuestionForm, write: Callable[[], Question]
) -> HttpResponse:
    """Show the form, or write what it sent: a row of options added or moved is shown, everything else is saved."""
    if version.frozen_at:
        return refused(request, Refused(FROZEN), version.pk)
    is_sent = request.method == "POST" and not form.act_on_rows(request.POST.get("row", ""))
    if is_sent and form.is_valid():
        try:
            row = write()
        except QuestionRefused as refusal:
            form.refuse(refusal)
        except Refused as refusal:
            return refused(request, refusal, version.pk)
        else:
            messages.success(request, f"Frågan ”{row.text}” är sparad.")
            return redirect(_place(version.pk, row.key))
    is_wrong = is_sent and bool(form.errors or form.option_errors)
    context = {"version": version, "form": form, "groups": group_headings(version)}
    return render(request, "staff/questionnaires/question.html", context, status=422 if is_wrong else 200)


def _place(pk: int, key: str) -> str:
    return f"{reverse('staff:questionnaire', args=(pk,))}#fraga-{key}"
