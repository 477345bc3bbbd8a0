"""Writing why a survey comes back: a comment by section, readable to those who may read the section."""

from collections.abc import Mapping

from django.utils import timezone

from kartlaggning.choices import Role, Section
from kartlaggning.conclusion import comment_visibility, holds_police_only
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import SectionComment, Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.questionnaire import Questionnaire
from kartlaggning.selectors import questionnaires
from kartlaggning.services import steps


def sections_for(survey: Survey, questions: Questionnaire, by: Actor) -> tuple[Section, ...]:
    """Return the sections that the actor may comment on: those they may read; the police region's, the police's own."""
    levels = levels_for(by, survey)
    return tuple(
        section
        for section in Section
        if comment_visibility(section, questions, levels) is not None
        and (by.role is not Role.POLICE_COORDINATOR or holds_police_only(section, questions))
    )


def write(survey: Survey, words: Mapping[Section, str], *, by: Actor) -> tuple[Section, ...]:
    """Write the comments that say something, inside the step's transaction, and return their sections.

    Raises Refused where there is none, Forbidden for a section that the actor may not read.
    """
    questions, levels = questionnaires.of_round(survey.survey_round), levels_for(by, survey)
    texts = {section: text for section, typed in words.items() if (text := steps.checked(typed))}
    if not texts:
        raise Refused("Skriv i minst ett avsnitt vad som ska ändras.")
    if not set(texts) <= set(sections_for(survey, questions, by)):
        raise Forbidden("Du kan inte kommentera ett av avsnitten.")
    for section, text in texts.items():
        level = comment_visibility(section, questions, levels)
        if level is not None:
            SectionComment.objects.create(survey=survey, section=section, body=text, visibility=level, author=by.name)
    return tuple(texts)


def lift_confirmation(survey: Survey, sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Let the commented sections be gone through again. Return the columns to store."""
    survey.confirmed_sections = [name for name in survey.confirmed_sections if name not in sections]
    return ("confirmed_sections",)


def settle(survey: Survey) -> None:
    """Note that the comments so far have been seen to: the survey goes off again."""
    survey.comments.filter(settled_at=None).update(settled_at=timezone.now())
