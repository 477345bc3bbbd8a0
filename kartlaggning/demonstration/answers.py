"""Made-up answers for example places: the same at every start, and every text says that it is an example."""

from collections.abc import Mapping
from zlib import crc32

from kartlaggning.choices import QuestionKind
from kartlaggning.questionnaire import (
    FOLLOW_UP_NOTE,
    LOCKED_KEYS,
    NONE,
    STATUS,
    STATUS_CLOSED,
    STATUS_OPEN,
    STILL_PRIORITISED,
    Answer,
    Question,
    Questionnaire,
)

ALONE = (NONE, "unknown")  # options that go with no other
_TEXTS = {
    "place_description": "Exempel: öppen yta med bänkar intill en gångväg, mest folk på eftermiddagen.",
    "symptoms_comment": "Exempel: egna iakttagelser vid tre besök och samtal med dem som arbetar intill.",
    "people_comment": "Exempel: mindre grupper, mest på eftermiddagar och kvällar.",
    "police_work_comment": "Exempel: synliga pass två kvällar i veckan under hösten.",
    "municipal_work": "Exempel: fältsekreterare en kväll i veckan, bättre belysning sedan i våras.",
    "partners_comment": "Exempel: möte en gång i månaden.",
    "grounds": "Exempel: samtliga kriterier är uppfyllda vid egna iakttagelser.",
    "joint_who": "Exempel: säkerhetssamordnare",
    "joint_comment": "Exempel: gemensam genomgång vid ett möte.",
}
_JOINT_DAYS = ("2026-02-03", "2026-02-05", "2026-02-10", "2026-02-12")


def example_answers(questions: Questionnaire, number: int) -> dict[str, Answer]:
    """Return answers to all that is asked of an open scene, made from the example's number."""
    answers = {question.key: _answer(question, number) for question in questions.questions}
    comments: dict[str, Answer] = {
        question.comment_key: "Exempel: påhittad kommentar."
        for question in questions.questions
        if _wants_comment(question, answers[question.key])
    }
    given = {key: answer for key, answer in answers.items() if answer is not None and key not in LOCKED_KEYS}
    return {**given, **comments, STATUS: STATUS_OPEN}


def closed_answers(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the same answers as of a scene that has closed since, and is still followed up."""
    return {
        **answers,
        "criterion_use": False,
        "criterion_sale": False,
        "grounds": "Exempel: varken bruk eller försäljning har iakttagits sedan i våras.",
        STATUS: STATUS_CLOSED,
        STILL_PRIORITISED: True,
        FOLLOW_UP_NOTE: "Exempel: fortsatta gemensamma besök en gång i månaden.",
    }


def _answer(question: Question, number: int) -> Answer | None:
    turn = crc32(question.key.encode()) + 7 * number
    keys = [option.key for option in question.options]
    if question.kind is QuestionKind.ONE_OF:
        return keys[turn % len(keys)]
    if question.kind is QuestionKind.ANY_OF:
        return [key for place, key in enumerate(keys) if (turn >> place) % 3 == 0 and key not in ALONE] or keys[:1]
    if question.kind is QuestionKind.YES_NO:
        return True
    if question.kind is QuestionKind.DATE:
        return _JOINT_DAYS[turn % len(_JOINT_DAYS)]
    return _TEXTS.get(question.key)


def _wants_comment(question: Question, answer: Answer | None) -> bool:
    chosen = answer if isinstance(answer, list) else [answer]
    return any(option.needs_comment and option.key in chosen for option in question.options)
