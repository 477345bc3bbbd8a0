"""What becomes of a form that arrived: saved as far as it can be, and what the page's script is told of it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from kartlaggning.choices import Section
from kartlaggning.errors import Refused
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, Permission, can, levels_for
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.survey_form import form_of
from kartlaggning.selectors.survey_saves import last_save_of
from kartlaggning.selectors.surveys import is_over
from kartlaggning.services.survey_edits import save_edit
from kartlaggning.staff.access import signed_in
from kartlaggning.staff.forms.survey import Asked, Sent
from kartlaggning.staff.steps import steps_for
from kartlaggning.staff.survey_build import stored_texts, survey_page
from kartlaggning.staff.survey_page import Attempt, SurveyPage
from kartlaggning.workflow import EDITABLE

INCLUDES = "staff/survey/includes/"


def asked_of(survey: Survey, actor: Actor) -> Asked:
    """Return what the form of a survey is read by."""
    return Asked(questionnaires.of_round(survey.survey_round), levels_for(actor, survey))


def try_to_save(survey: Survey, sent: Sent, by: Actor) -> tuple[Survey, Attempt]:
    """Save what can be saved; return the survey as it stands now and what is not stored."""
    try:
        saved = save_edit(survey, sent.edit, by=by)
    except Refused as refusal:
        return survey, Attempt(sent.typed, sent.errors, message=str(refusal))
    return saved.survey, Attempt(sent.typed, sent.errors, saved.conflicts)


def page_of(survey: Survey, actor: Actor, attempt: Attempt | None = None, *, is_live: bool = False) -> SurveyPage:
    """Return the page of a survey; what was refused stays in its controls, also where nothing may be changed now."""
    may_edit = can(actor, Permission.EDIT_SURVEY, survey) and survey.state in EDITABLE and not is_over(survey)
    is_editable = may_edit or bool(attempt and attempt.message)
    form = form_of(survey, actor)
    return survey_page(form, is_editable=is_editable, user=actor.name, attempt=attempt, is_live=is_live)


def next_anchor(page: SurveyPage, after: str) -> str:
    """Return where to go on from a section: to the next that nobody has gone through, or to what is left to do."""
    order = [part for part in page.sections if not part.is_confirmed]
    places = list(Section.values)
    later = [part for part in order if after in places and places.index(part.section) > places.index(after)]
    found = next(iter(later or order), None)
    return f"avsnitt-{found.section}" if found else "kvar"


def script_answer(request: HttpRequest, page: SurveyPage, attempt: Attempt, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the script is told: what is stored now, what is not, what others changed since the `version` known.

    `regions` are the parts of the page that follow from it, rendered as the whole page renders them; the next steps
    are among them where the survey's state is another than the `state` known.
    """
    survey, sent = page.form.survey, attempt.typed
    since = [
        key for key, version in survey.field_versions.items() if version > int(known["version"]) and key not in sent
    ]
    return {
        "version": survey.version,
        "saved": page.saved,
        "state": survey.state,
        "state_label": survey.get_state_display(),
        "progress": page.progress,
        "left": len(page.todo),
        "errors": dict(attempt.errors),
        "conflicts": [conflict.key for conflict in attempt.conflicts],
        "changed": {
            key: {"typed": texts, "by": last_save_of(survey, key).name}
            for key, texts in stored_texts(page.form, since).items()
        },
        "confirmed": [part.section.value for part in page.sections if part.is_confirmed],
        "keys": page.config["keys"],
        "regions": _regions(request, page) | _steps(request, survey, known.get("state")),
    }


def _steps(request: HttpRequest, survey: Survey, known_state: object) -> dict[str, str]:
    if survey.state == known_state:
        return {}
    context = {"steps": steps_for(signed_in(request), survey), "in_form": True}
    return {"steps": render_to_string("staff/includes/steps.html", context, request)}


def _regions(request: HttpRequest, page: SurveyPage) -> dict[str, str]:
    whole = ("todo", "progress", "criteria")
    named: dict[str, tuple[str, dict[str, Any]]] = {name: (f"{name}.html", {}) for name in whole}
    parts = [question for section in page.sections for question in section.parts]
    notes = [page.outline_notes, *(note for part in parts for note in part.notes)]
    named |= {f"notes-{note.key}": ("notes.html", {"notes": note}) for note in notes if not note.is_empty}
    return {
        name: render_to_string(INCLUDES + template, {"page": page, **more}, request)
        for name, (template, more) in named.items()
    }
