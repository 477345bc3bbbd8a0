"""What is entered in a survey, by field key, until it is approved: the answers, the outline, and reasons given.

Keys: `outline` is {"type": "MultiPolygon", "coordinates": …} as GeoJSON has it but in EPSG:3006 (E, N; centimetres); it
may be invalid while it is a draft. `reason.<code>` is why a warning does not matter. `explained.<key>` says, by the
quoted text, why what looks like personal data in field <key> is none. All other keys are questions' (questionnaire.py).
"""

from collections.abc import Mapping
from typing import Any

from shapely.geometry import MultiPolygon, mapping, shape

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.questionnaire import LEVELS, STATUS, STATUS_OPEN, Answer, Question, Questionnaire, asked

OUTLINE = "outline"
REASON = "reason."
CRITERIA = f"{REASON}criteria"  # why the status is another than the criteria say
EXPLAINED = "explained."
_CRITERION = "criterion_"  # what the keys of the definition's criteria begin with
CENTIMETRES = 2  # decimals of a metre

Content = Mapping[str, Any]


def outline_of(content: Content) -> MultiPolygon | None:
    """Return the outline (EPSG:3006), valid or not, or None where none is drawn."""
    stored = content.get(OUTLINE)
    if not stored:
        return None
    outline = shape(stored)
    return outline if isinstance(outline, MultiPolygon) else None


def outline_value(outline: MultiPolygon | None) -> dict[str, Any] | None:
    """Return an outline (EPSG:3006) as the content keeps it; None where there is none."""
    if outline is None or outline.is_empty:
        return None
    return {"type": "MultiPolygon", "coordinates": _rounded(mapping(outline)["coordinates"])}


def _rounded(value: Any) -> Any:
    return [_rounded(part) for part in value] if isinstance(value, (tuple, list)) else round(value, CENTIMETRES)


def visibility_of(key: str, questionnaire: Questionnaire) -> Visibility:
    """Return who may read a field. What nobody knows is for the police alone.

    Why the status is another than the criteria say is as guarded as the most guarded of them.
    """
    if key == OUTLINE:
        return Visibility.PUBLIC
    if key == CRITERIA:
        asked_about = [question.visibility for question in criteria(questionnaire)]
        return max((Visibility.SHARED, *asked_about), key=LEVELS.index)
    if key.startswith(REASON):
        return Visibility.SHARED
    question = questionnaire.question(key.removeprefix(EXPLAINED))
    return question.visibility if question else Visibility.POLICE_ONLY


def criteria(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the questions that the definition's criteria are asked by."""
    return tuple(
        question
        for question in questionnaire.of(Section.ASSESSMENT)
        if question.kind is QuestionKind.YES_NO and question.key.startswith(_CRITERION)
    )


def section_of(key: str, questionnaire: Questionnaire) -> Section:
    """Return the section of the form in which a field stands."""
    question = questionnaire.question(key.removeprefix(EXPLAINED))
    return question.section if question else Section.PLACE


def readable(content: Content, questionnaire: Questionnaire, levels: frozenset[Visibility]) -> dict[str, Any]:
    """Return the fields of the content that may be read at these levels."""
    return {key: value for key, value in content.items() if visibility_of(key, questionnaire) in levels}


def prefilled(before: Content, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return what a new survey starts from: the outline and the answers that the new questions still take.

    Reasons and explanations are not carried over: what needs one is explained anew. Nor is a day: it was last year's.
    """
    kept = {OUTLINE: before[OUTLINE]} if before.get(OUTLINE) else {}
    for question in questionnaire.questions:
        answer = _still_taken(question, before.get(question.key))
        if answer is None:
            continue
        kept[question.key] = answer
        if question.takes_comment and before.get(question.comment_key):
            kept[question.comment_key] = before[question.comment_key]
    return kept


def _still_taken(question: Question, answer: Answer | None) -> Answer | None:
    if question.kind is QuestionKind.DATE:
        return None
    if not question.options or answer is None:
        return answer
    keys = {option.key for option in question.options}
    if isinstance(answer, list):
        return [key for key in answer if key in keys] or None
    return answer if answer in keys else None


def is_open(content: Content) -> bool:
    """Tell whether the content says that the place still is an open drug scene."""
    return content.get(STATUS) == STATUS_OPEN


def relevant_questions(content: Content, questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the questions that are asked of the scene as its status now stands."""
    return asked(questionnaire.questions, content.get(STATUS))
