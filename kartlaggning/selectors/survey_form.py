"""Reading all that the page of one survey shows, as far as the reader may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kartlaggning import content, submission, text_check
from kartlaggning.choices import Section, Visibility
from kartlaggning.models import Reassessment, SectionComment, Survey
from kartlaggning.permissions import Actor, Permission, can, levels_for
from kartlaggning.questionnaire import Questionnaire
from kartlaggning.selectors import questionnaires, surveys
from kartlaggning.selectors.outlines import Surroundings, surroundings_of
from kartlaggning.selectors.scenes import place_of
from kartlaggning.submission import Problem
from kartlaggning.text_check import FieldFinding


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """A survey as its reader may see it: values of this round and the last concluded one, by field key.

    `comments` are those of a return that are not settled yet, `reassessments` what was noted since the last round,
    `problems` what is left to do (see submission.for_levels), `findings` what looks like personal data.
    """

    survey: Survey
    questionnaire: Questionnaire
    levels: frozenset[Visibility]
    values: Mapping[str, Any]
    previous: Mapping[str, Any]
    previous_year: int | None
    surroundings: Surroundings
    comments: tuple[SectionComment, ...]
    reassessments: tuple[Reassessment, ...]
    problems: tuple[Problem, ...]
    findings: tuple[FieldFinding, ...]

    def sections(self) -> tuple[Section, ...]:
        """Return the sections that hold something the reader may read."""
        return tuple(section for section in Section if section is Section.PLACE or self.has_questions(section))

    def has_questions(self, section: Section) -> bool:
        """Tell whether the reader may read a question of the section."""
        return any(question.visibility in self.levels for question in self.questionnaire.of(section))


def form_of(survey: Survey, actor: Actor) -> SurveyForm:
    """Return what the page of a survey shows to the actor, who may read it."""
    asked, levels = questionnaires.of_round(survey.survey_round), levels_for(actor, survey)
    last = surveys.previous_of(survey)
    around = surroundings_of(survey, actor)
    problems = submission.problems(
        survey.content,
        asked,
        confirmed=survey.confirmed_sections,
        outline_findings=around.check(content.outline_of(survey.content)),
    )
    values = content.readable(survey.content, asked, levels)
    return SurveyForm(
        survey=survey,
        questionnaire=asked,
        levels=levels,
        values=values,
        previous=content.readable(surveys.finding_as_content(last, asked), asked, levels) if last else {},
        previous_year=last.survey_round.year if last else None,
        surroundings=around,
        comments=tuple(survey.comments.filter(settled_at=None, visibility__in=levels).order_by("pk")),
        reassessments=_since(survey, last, actor),
        problems=submission.for_levels(problems, levels),
        findings=text_check.find_in(values, asked),
    )


def _since(survey: Survey, last: Survey | None, actor: Actor) -> tuple[Reassessment, ...]:
    """Return the notes on the scene from the last round's judgement to the end of this round, the year's where none
    is known; all up to then where there was no round before. Who may not write notes does not read them either.
    """
    if not can(actor, Permission.NOTE_REASSESSMENT, place_of(survey.scene)):
        return ()
    this_round = survey.survey_round
    ends = [day for day in (this_round.judged_to, this_round.last_day) if day is not None]
    end = max(ends, default=date(this_round.year, 12, 31))
    noted = Reassessment.objects.filter(scene=survey.scene, made_on__lte=end).order_by("-made_on", "-pk")
    judged_to = last.survey_round.judged_to if last else None
    return tuple(noted.filter(made_on__gt=judged_to) if isinstance(judged_to, date) else noted)
