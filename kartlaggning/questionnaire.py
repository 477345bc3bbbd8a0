"""Questions and answers as values: what a question is, how what was typed becomes an answer, and what an answer says.

A value in a survey's content is, by kind: ONE_OF an option's key, ANY_OF a list of option keys in the question's
order, TEXT a string, NUMBER an int or float, YES_NO a bool, DATE a string like 2026-02-20. What is not answered is not
there. A comment on an answer stands beside it under `<key>.comment`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.swedish import long_date

Answer = str | list[str] | int | float | bool
# Questions that the product itself reads. Their keys and kinds are fixed; they are locked in the editor.
STATUS = "status"  # ONE_OF open / closed: is it still an open drug scene?
STILL_PRIORITISED = "still_prioritised"  # YES_NO, of a closed scene: is it followed up?
FOLLOW_UP_NOTE = "follow_up_note"  # TEXT
LOCKED_KEYS = (STATUS, STILL_PRIORITISED, FOLLOW_UP_NOTE)
STATUS_OPEN, STATUS_CLOSED = "open", "closed"
COMMENT = ".comment"
LONGEST_TEXT = 4000  # characters
LARGEST_NUMBER = 1_000_000
WITH_OPTIONS = (QuestionKind.ONE_OF, QuestionKind.ANY_OF)
LEVELS = (Visibility.PUBLIC, Visibility.SHARED, Visibility.POLICE_ONLY)  # from the most open to the most guarded
NONE = "none"  # an option with this key says that none applies; it can't be chosen together with another


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen. `is_assumed`: the wording is the project's own, without a source."""

    key: str
    text: str
    needs_comment: bool = False
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is asked; see models/questionnaire.py for the meaning of each."""

    key: str
    section: Section
    text: str
    kind: QuestionKind
    options: tuple[Option, ...] = ()
    group: str = ""
    help: str = ""
    is_required: bool = False
    visibility: Visibility = Visibility.POLICE_ONLY
    is_assumed: bool = False
    is_locked: bool = False

    @property
    def comment_key(self) -> str:
        """Return the key under which the comment on the answer stands."""
        return self.key + COMMENT

    @property
    def takes_comment(self) -> bool:
        """Tell whether any option wants a comment."""
        return any(option.needs_comment for option in self.options)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One version of the questions, in order."""

    name: str
    questions: tuple[Question, ...]

    def of(self, section: Section) -> tuple[Question, ...]:
        """Return a section's questions."""
        return tuple(question for question in self.questions if question.section is section)

    def question(self, key: str) -> Question | None:
        """Return the question with the key; a comment's key finds the question it belongs to."""
        wanted = key.removesuffix(COMMENT)
        return next((question for question in self.questions if question.key == wanted), None)

    @property
    def visibility(self) -> dict[str, Visibility]:
        """Return every answer's and comment's visibility by key."""
        levels = {question.key: question.visibility for question in self.questions}
        return levels | {question.comment_key: question.visibility for question in self.questions}


class Unusable(ValueError):
    """What was typed can't be an answer; the message says in Swedish what to do."""


def parse(question: Question, typed: Sequence[str]) -> Answer | None:
    """Return what was typed, one string a control, as an answer; None where nothing was. Raises Unusable."""
    texts = [text.strip() for text in typed if text.strip()]
    if not texts:
        return None
    if question.kind is QuestionKind.ANY_OF:
        return _several(question, texts)
    if question.kind is QuestionKind.ONE_OF:
        return _known(question, texts[:1])[0]
    return _PARSERS[question.kind](texts[0])


def _known(question: Question, texts: Sequence[str]) -> Sequence[str]:
    keys = {option.key for option in question.options}
    if not keys.issuperset(texts):
        raise Unusable("Välj bland alternativen.")
    return texts


def _several(question: Question, texts: Sequence[str]) -> list[str]:
    known = _known(question, texts)
    if NONE in known and len(set(known)) > 1:
        none = next(option.text for option in question.options if option.key == NONE)
        raise Unusable(f"Välj antingen ”{none}” eller de andra alternativen.")
    return [option.key for option in question.options if option.key in known]


def _text(text: str) -> str:
    text = text.replace("\r\n", "\n")  # a browser counts a new line as one character
    if len(text) > LONGEST_TEXT:
        raise Unusable(f"Texten är för lång. Korta den till högst {LONGEST_TEXT} tecken.")
    return text


def _number(text: str) -> int | float:
    plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-").replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        raise Unusable("Skriv ett tal, till exempel 12 eller 3,5.") from None
    if not abs(value) <= LARGEST_NUMBER:
        raise Unusable(f"Skriv ett tal mellan −{LARGEST_NUMBER} och {LARGEST_NUMBER}.")
    return int(value) if value.is_integer() else value


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise Unusable("Välj ja eller nej.")
    return text == "yes"


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unusable("Skriv datumet som år-månad-dag, till exempel 2026-02-20.") from None


_PARSERS = {
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.DATE: _date,
}


def typed(question: Question, answer: Answer | None) -> list[str]:
    """Return an answer as the controls hold it: the opposite of `parse`."""
    if answer is None:
        return []
    if isinstance(answer, list):
        return list(answer)
    if isinstance(answer, bool):
        return ["yes" if answer else "no"]
    return [str(answer).replace(".", ",") if question.kind is QuestionKind.NUMBER else str(answer)]


def in_words(question: Question, answer: Answer | None) -> str:
    """Return an answer as it is read: the options' texts, ja or nej, numbers with a decimal comma, dates as
    20 februari 2026; empty for none."""
    if answer is None:
        return ""
    if question.kind in WITH_OPTIONS:
        chosen = answer if isinstance(answer, list) else [answer]
        return "; ".join(option.text.rstrip(".") for option in question.options if option.key in chosen)
    if isinstance(answer, bool):
        return "Ja" if answer else "Nej"
    if question.kind is QuestionKind.DATE and isinstance(answer, str):
        return _day_in_words(answer)
    return typed(question, answer)[0]


def _day_in_words(answer: str) -> str:
    try:
        return long_date(date.fromisoformat(answer))
    except ValueError:  # answered when the question was of another kind
        return answer


def missing_comment(question: Question, answer: Answer | None, comment: str) -> bool:
    """Tell whether a chosen option wants a comment that is not there."""
    chosen = answer if isinstance(answer, list) else [answer]
    return not comment.strip() and any(option.needs_comment and option.key in chosen for option in question.options)


def changed_keys(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    """Return the keys whose values differ between two contents; what is missing in one differs."""
    return frozenset(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def applies(question: Question, status: object) -> bool:
    """Tell whether a question is asked of a scene with this status: follow-up is asked of closed scenes only."""
    return question.key not in (STILL_PRIORITISED, FOLLOW_UP_NOTE) or status == STATUS_CLOSED


def asked(questions: Iterable[Question], status: object) -> tuple[Question, ...]:
    """Return the questions that are asked of a scene with this status."""
    return tuple(question for question in questions if applies(question, status))


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """How a question differs between two versions: None before where it is new, None after where it is gone."""

    before: Question | None
    after: Question | None

    @property
    def key(self) -> str:
        """Return the question's key."""
        return (self.after or self.before).key  # type: ignore[union-attr]


def compare(before: Questionnaire, after: Questionnaire) -> tuple[QuestionChange, ...]:
    """Return the questions that are new, gone or otherwise put: those still asked in their order, then those gone."""
    was = {question.key: question for question in before.questions}
    there = {question.key for question in after.questions}
    kept = [QuestionChange(was.get(question.key), question) for question in after.questions]
    gone = [QuestionChange(question, None) for question in before.questions if question.key not in there]
    return tuple(change for change in (*kept, *gone) if change.before != change.after)


def opened_keys(before: Questionnaire, after: Questionnaire) -> frozenset[str]:
    """Return the keys of the answers and comments that more people may read in `after` than in `before`.

    What was answered under `before` was given to fewer: it is neither shown nor carried over where `after` is asked.
    """
    was, now = before.visibility, after.visibility
    return frozenset(key for key in was.keys() & now.keys() if LEVELS.index(now[key]) < LEVELS.index(was[key]))
