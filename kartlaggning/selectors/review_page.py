"""Reading what a review shows of one survey: last round and this one side by side, as far as the reader may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry import MultiPolygon

from kartlaggning import content, submission, text_check
from kartlaggning.choices import Section, Visibility
from kartlaggning.field_words import label_of
from kartlaggning.geometry.outline_checks import OutlineComparison, compare_outlines
from kartlaggning.models import SectionComment, Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.questionnaire import STATUS, STATUS_CLOSED, Question, Questionnaire, asked, in_words
from kartlaggning.selectors import questionnaires, surveys
from kartlaggning.selectors.outlines import surroundings_of
from kartlaggning.text_check import FieldFinding


@dataclass(frozen=True, slots=True)
class Line:
    """One question with both rounds' answers in words, comments included; an empty text is no answer."""

    label: str
    before: str
    after: str
    visibility: Visibility
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """One section's lines, all of them."""

    section: Section
    lines: tuple[Line, ...]

    @property
    def changed(self) -> tuple[Line, ...]:
        """Return the lines whose answers differ."""
        return tuple(line for line in self.lines if line.is_changed)


@dataclass(frozen=True, slots=True)
class Warned:
    """What was warned of, what it is about, and the reason that was written; the reason may be missing in a draft."""

    label: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A piece of text that looks like personal data, in which field, and why it may stand."""

    label: str
    found: FieldFinding


@dataclass(frozen=True, slots=True)
class Review:
    """A survey as its reader may see it. Outlines in EPSG:3006; None where the scene is closed or none is drawn."""

    survey: Survey
    year_before: int | None
    sections: tuple[ReviewSection, ...]
    outline_before: MultiPolygon | None
    outline_after: MultiPolygon | None
    comparison: OutlineComparison | None
    warnings: tuple[Warned, ...]
    explained: tuple[Explained, ...]
    comments: tuple[SectionComment, ...]

    @property
    def changed_count(self) -> int:
        """Return how many answers differ from last round's."""
        return sum(len(section.changed) for section in self.sections)


def review_of(survey: Survey, actor: Actor) -> Review:
    """Return what the review of a survey shows to the actor, who may read it."""
    questions, levels = questionnaires.of_round(survey.survey_round), levels_for(actor, survey)
    last = surveys.previous_of(survey)
    before = surveys.finding_as_content(last, questions) if last else {}
    wording = questionnaires.of_round(last.survey_round) if last else questions
    values = content.readable(survey.content, questions, levels)
    old, new = content.outline_of(before), _outline_now(survey)
    return Review(
        survey=survey,
        year_before=last.survey_round.year if last else None,
        sections=_sections(before, values, questions, wording, levels),
        outline_before=old,
        outline_after=new,
        comparison=compare_outlines(old, new) if old is not None and new is not None else None,
        warnings=_warnings(survey, questions, actor, levels),
        explained=_explained(values, questions),
        comments=comments_of(survey, levels),
    )


def comments_of(survey: Survey, levels: frozenset[Visibility]) -> tuple[SectionComment, ...]:
    """Return the comments that may be read at these levels, the latest first."""
    return tuple(survey.comments.filter(visibility__in=levels).order_by("-pk"))


def _outline_now(survey: Survey) -> MultiPolygon | None:
    return None if survey.content.get(STATUS) == STATUS_CLOSED else content.outline_of(survey.content)


def _sections(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    questions: Questionnaire,
    wording: Questionnaire,
    levels: frozenset[Visibility],
) -> tuple[ReviewSection, ...]:
    now = {question.key for question in asked(questions.questions, after.get(STATUS))}
    found = (
        ReviewSection(
            section,
            tuple(
                _line(question, wording.question(question.key) or question, before, after)
                for question in questions.of(section)
                if question.visibility in levels and (question.key in now or question.key in after)
            ),
        )
        for section in Section
    )
    return tuple(section for section in found if section.lines)


def _line(question: Question, then: Question, before: Mapping[str, Any], after: Mapping[str, Any]) -> Line:
    """Last round's answer is read in last round's wording."""
    label = f"{question.group} {question.text}".strip()
    keys = (question.key, question.comment_key)
    is_changed = any(before.get(key) != after.get(key) for key in keys)
    return Line(label, _words(then, before), _words(question, after), question.visibility, is_changed)


def _words(question: Question, values: Mapping[str, Any]) -> str:
    texts = (in_words(question, values.get(question.key)), values.get(question.comment_key) or "")
    return "\n".join(text for text in texts if text)


def _warnings(
    survey: Survey, questions: Questionnaire, actor: Actor, levels: frozenset[Visibility]
) -> tuple[Warned, ...]:
    outline = _outline_now(survey)
    findings = () if outline is None else surroundings_of(survey, actor).check(outline)
    told = [(content.REASON + finding.code, finding.message) for finding in findings if not finding.is_error]
    contradiction = submission.contradicts_criteria(survey.content, questions)
    if contradiction and content.visibility_of(content.CRITERIA, questions) in levels:
        told.append((content.CRITERIA, contradiction))
    return tuple(Warned(label_of(key, questions), message, str(survey.content.get(key) or "")) for key, message in told)


def _explained(values: Mapping[str, Any], questions: Questionnaire) -> tuple[Explained, ...]:
    return tuple(Explained(label_of(found.key, questions), found) for found in text_check.find_in(values, questions))
