"""What stands in the way of sending a survey: answers that are missing, sections not gone through, doubts."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kartlaggning import text_check
from kartlaggning.choices import Section, Visibility
from kartlaggning.content import (
    CRITERIA,
    OUTLINE,
    REASON,
    Content,
    criteria,
    is_open,
    relevant_questions,
    section_of,
    visibility_of,
)
from kartlaggning.geometry.outline_checks import OutlineFinding
from kartlaggning.questionnaire import (
    STATUS,
    STATUS_CLOSED,
    Answer,
    Question,
    Questionnaire,
    Unusable,
    missing_comment,
    parse,
    typed,
)

CONFIRMED = "confirmed."  # the key of a section that nobody has gone through: confirmed.<section>


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing left to do. `key` is the field's, `message` is Swedish and says what to do.

    `visibility` is that of the field: who may not read the field may not read the message either.
    """

    key: str
    section: Section
    message: str
    visibility: Visibility


def problems(
    content: Content,
    questionnaire: Questionnaire,
    *,
    confirmed: Collection[str],
    outline_findings: Sequence[OutlineFinding] = (),
) -> tuple[Problem, ...]:
    """Return all that is left to do before a survey may be sent, in the form's order; empty where it may be.

    `confirmed` are the sections that somebody has gone through. `outline_findings` are those of the outline as it
    stands; they count only where the scene is said to be open, because a closed one has no outline.
    """
    found = [
        *(_outline(content, outline_findings) if content.get(STATUS) != STATUS_CLOSED else ()),
        *_answers(content, questionnaire),
        *_criteria(content, questionnaire),
        *_personal_data(content, questionnaire),
        *_unconfirmed(questionnaire, confirmed),
    ]
    order = {section: place for place, section in enumerate(Section)}
    return tuple(sorted(found, key=lambda problem: order[problem.section]))


def for_levels(found: Iterable[Problem], levels: Collection[Visibility]) -> tuple[Problem, ...]:
    """Return the problems that may be read at these levels, and one line for all that may not."""
    known = tuple(found)
    readable = tuple(problem for problem in known if problem.visibility in levels)
    if len(readable) == len(known):
        return readable
    return (*readable, Problem("", Section.PLACE, "Polisens del är inte klar.", Visibility.SHARED))


def contradicts_criteria(content: Content, questionnaire: Questionnaire) -> str:
    """Return in Swedish how the status contradicts the answers about the definition; empty where it does not."""
    answers = [content.get(question.key) for question in criteria(questionnaire)]
    if not answers:
        return ""
    if is_open(content) and any(answer is False for answer in answers):
        return "Platsen anges som en öppen drogscen, men alla kriterier är inte uppfyllda."
    if content.get(STATUS) == STATUS_CLOSED and all(answer is True for answer in answers):
        return "Platsen anges som upphörd, men alla kriterier är uppfyllda."
    return ""


def _outline(content: Content, findings: Iterable[OutlineFinding]) -> Iterator[Problem]:
    for finding in findings:
        if finding.is_error:
            yield Problem(OUTLINE, Section.PLACE, finding.message, Visibility.PUBLIC)
        elif not _is_given(content.get(REASON + finding.code)):
            yield Problem(REASON + finding.code, Section.PLACE, finding.message, Visibility.SHARED)


def _answers(content: Content, questionnaire: Questionnaire) -> Iterator[Problem]:
    for question in relevant_questions(content, questionnaire):
        answer = content.get(question.key)
        if question.is_required and answer is None:
            message = f"Besvara frågan ”{_named(question)}”."
            yield Problem(question.key, question.section, message, question.visibility)
        elif message := _unusable(question, answer):
            yield Problem(question.key, question.section, f"”{_named(question)}”: {message}", question.visibility)
        elif missing_comment(question, answer, content.get(question.comment_key) or ""):
            message = f"Skriv en kommentar till svaret på ”{_named(question)}”."
            yield Problem(question.comment_key, question.section, message, question.visibility)


def _unusable(question: Question, answer: Answer | None) -> str:
    """Return in Swedish why an answer carried over from an earlier round can't stand any longer; empty where it can."""
    try:
        parse(question, typed(question, answer))
    except Unusable as error:
        return str(error)
    return ""


def _criteria(content: Content, questionnaire: Questionnaire) -> Iterator[Problem]:
    contradiction = contradicts_criteria(content, questionnaire)
    if contradiction and not _is_given(content.get(CRITERIA)):
        message = f"{contradiction} Rätta svaret, eller skriv varför."
        yield Problem(CRITERIA, Section.ASSESSMENT, message, visibility_of(CRITERIA, questionnaire))


def _personal_data(content: Content, questionnaire: Questionnaire) -> Iterator[Problem]:
    for found in text_check.find_in(content, questionnaire):
        if not found.is_settled:
            section, level = section_of_field(found.key, questionnaire), visibility_of(found.key, questionnaire)
            yield Problem(found.key, section, f"”{found.finding.quoted}”: {found.finding.words}", level)


def _unconfirmed(questionnaire: Questionnaire, confirmed: Collection[str]) -> Iterator[Problem]:
    for section in Section:
        questions = questionnaire.of(section)
        if section.value in confirmed or not (questions or section is Section.PLACE):
            continue
        is_guarded = all(question.visibility is Visibility.POLICE_ONLY for question in questions) and questions
        level = Visibility.POLICE_ONLY if is_guarded else Visibility.SHARED
        yield Problem(CONFIRMED + section, section, f"Gå igenom avsnittet ”{section.label}”.", level)


def section_of_field(key: str, questionnaire: Questionnaire) -> Section:
    """Return the section in which a field stands, the reason for contradicted criteria with the assessment."""
    return Section.ASSESSMENT if key == CRITERIA else section_of(key, questionnaire)


def _named(question: Question) -> str:
    return f"{question.group} {question.text}" if question.group else question.text


def _is_given(reason: object) -> bool:
    return isinstance(reason, str) and bool(reason.strip())
