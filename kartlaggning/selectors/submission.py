"""Reading what is left to do before a survey may be sent."""

from kartlaggning import content, submission
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.outlines import surroundings_of
from kartlaggning.submission import Problem


def problems(survey: Survey, by: Actor | None = None) -> tuple[Problem, ...]:
    """Return all that stands in the way of sending the survey as it stands; empty where nothing does.

    `by` is who is about to send it: their own areas' drafts count as neighbours, others' latest findings do. Show the
    answer through `submission.for_levels`: it tells of fields that not everybody may read.
    """
    outline = content.outline_of(survey.content)
    return submission.problems(
        survey.content,
        questionnaires.of_round(survey.survey_round),
        confirmed=survey.confirmed_sections,
        outline_findings=surroundings_of(survey, by).check(outline),
    )
