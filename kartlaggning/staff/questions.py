"""One question as the form's controls or as text: all that the templates of a question need. Values in, values out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.http import QueryDict

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.questionnaire import (
    WITH_OPTIONS,
    Answer,
    Question,
    Unusable,
    in_words,
    parse,
    typed,
)
from kartlaggning.swedish import enumerate_words

SEEN_BY = {
    Visibility.PUBLIC: "Offentlig",
    Visibility.SHARED: "Delas mellan parterna",
    Visibility.POLICE_ONLY: "Bara Polisen",
}
YES_NO = (("yes", "Ja"), ("no", "Nej"))
NO_ANSWER = "Ej besvarad"
UNKNOWN = "unknown"  # an option with this key says that nobody knows, so the question needs no empty choice beside it
ROWS_OF_A_TABLE = 3  # as many questions in a group, with the same options, are drawn as a table
MANY, SHORT = 6, 40  # choices, and characters in each, from and up to which they stand in two columns
_COMMENT = Question("", Section.PLACE, "", QuestionKind.TEXT)


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or box."""

    value: str
    text: str
    id: str
    is_checked: bool
    needs_comment: bool = False


@dataclass(frozen=True, slots=True)
class QuestionField:
    """One question with its answer. What is posted stands under `name` and `comment_name`; ids follow from `id`.

    `previous` and `previous_comment` are the last round's answer in words, of `previous_year`; None where there is no
    last round to compare with. `previous_typed` is the same as JSON, a list with one string a control, for the script.
    """

    question: Question
    choices: tuple[Choice, ...]
    value: str
    comment: str
    words: str
    previous: str | None
    previous_comment: str
    previous_typed: str
    previous_year: int | None
    errors: tuple[str, ...]
    comment_errors: tuple[str, ...]
    is_editable: bool

    @property
    def name(self) -> str:
        """Return the name of the answer's controls."""
        return self.question.key

    @property
    def comment_name(self) -> str:
        """Return the name of the comment's control."""
        return self.question.comment_key

    @property
    def id(self) -> str:
        """Return the id of the group of choices, or of the single control."""
        return f"q-{self.question.key}"

    @property
    def comment_id(self) -> str:
        """Return the id of the comment's control, which an error summary may link to."""
        return f"{self.id}-comment"

    @property
    def focus_id(self) -> str:
        """Return the id that an error summary links to: the first control, or the text where nothing can be typed."""
        return self.choices[0].id if self.choices and self.is_editable else self.id

    @property
    def control(self) -> str:
        """Return which controls it takes: radio, checkbox, textarea, number or date."""
        return _CONTROLS[self.question.kind]

    @property
    def is_choice(self) -> bool:
        """Tell whether it is answered by choosing."""
        return self.control in ("radio", "checkbox")

    @property
    def seen_by(self) -> str:
        """Return in words who sees the answer."""
        return SEEN_BY[self.question.visibility]

    @property
    def is_short(self) -> bool:
        """Tell whether the choices are many and short, so that they may stand in two columns."""
        return len(self.choices) >= MANY and all(len(choice.text) <= SHORT for choice in self.choices)

    @property
    def own_words(self) -> str:
        """Return in words what of the question is the project's own, without a source; empty for nothing."""
        assumed = [option for option in self.question.options if option.is_assumed]
        if assumed and len(assumed) == len(self.question.options):
            return "projektets egna alternativ"
        if self.question.is_assumed:
            return "projektets egen fråga"
        return f"projektets eget: {enumerate_words([_quoted(option.text) for option in assumed])}" if assumed else ""

    @property
    def comment_label(self) -> str:
        """Return what stands above the comment: for which choices it is wanted."""
        wanted = [_quoted(option.text) for option in self.question.options if option.needs_comment]
        return f"Beskriv, om du har valt {enumerate_words(wanted, 'eller')}" if wanted else ""

    @property
    def comment_options(self) -> str:
        """Return the keys of the options that want a comment, parted by blanks, for the script."""
        return " ".join(option.key for option in self.question.options if option.needs_comment)

    @property
    def shows_comment(self) -> bool:
        """Tell whether there is a comment to write or to read."""
        return self.question.takes_comment if self.is_editable else bool(self.comment)

    @property
    def described_by(self) -> str:
        """Return the ids of the help, the error and the last answer, for aria-describedby; empty for none."""
        parts = ((self.question.help, "help"), (self.errors, "error"), (self.previous, "previous"))
        return " ".join(f"{self.id}-{name}" for there, name in parts if there)


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that follow each other under one heading; a table where all take the same choices."""

    heading: str
    fields: tuple[QuestionField, ...]

    @property
    def id(self) -> str:
        """Return the id of the heading."""
        return f"group-{self.fields[0].name}"

    @property
    def is_table(self) -> bool:
        """Tell whether the questions are drawn as rows of one table."""
        columns = {_columns(row) for row in self.fields}
        return bool(self.heading) and len(self.fields) >= ROWS_OF_A_TABLE and len(columns) == 1 and columns != {()}

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the table's column headings: the choices."""
        return tuple(choice.text for choice in self.fields[0].choices)

    @property
    def width(self) -> int:
        """Return the number of the table's columns."""
        return 1 + len(self.columns) + (self.previous_year is not None)

    @property
    def seen_by(self) -> str:
        """Return who sees the answers where that is the same for all; otherwise it stands at each."""
        return next(iter(words)) if len(words := {row.seen_by for row in self.fields}) == 1 else ""

    @property
    def is_required(self) -> bool:
        """Tell whether all must be answered; otherwise it stands at each."""
        return all(row.question.is_required for row in self.fields)

    @property
    def own_words(self) -> str:
        """Return what is the project's own, where that is the same for all; otherwise nothing is said."""
        return next(iter(words)) if len(words := {row.own_words for row in self.fields}) == 1 else ""

    @property
    def previous_year(self) -> int | None:
        """Return the year of the column with the last answers; None for no such column."""
        return next((row.previous_year for row in self.fields if row.previous is not None), None)


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """What a form sent, by key: answers (None for emptied), what was typed, and in Swedish what is wrong."""

    answers: Mapping[str, Answer | None]
    errors: Mapping[str, str]
    typed: Mapping[str, list[str]]


_CONTROLS = {
    QuestionKind.ONE_OF: "radio",
    QuestionKind.YES_NO: "radio",
    QuestionKind.ANY_OF: "checkbox",
    QuestionKind.TEXT: "textarea",
    QuestionKind.NUMBER: "number",
    QuestionKind.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class Before:
    """The last round's content, by key, and its year."""

    content: Mapping[str, Any] = field(default_factory=dict)
    year: int | None = None


def question_field(
    question: Question,
    *,
    answer: Answer | None,
    comment: str = "",
    previous: Answer | None = None,
    previous_comment: str = "",
    previous_year: int | None = None,
    errors: Sequence[str] = (),
    comment_errors: Sequence[str] = (),
    typed: Sequence[str] | None = None,
    typed_comment: str | None = None,
    is_editable: bool = True,
) -> QuestionField:
    """Return a question as it is drawn. `typed` and `typed_comment` are what somebody sent and was not saved.

    `previous_year` is None where there is no last round; then nothing is compared.
    """
    held = _typed(question, answer) if typed is None else list(typed)
    before = _typed(question, previous)
    return QuestionField(
        question=question,
        choices=_choices(question, held),
        value=held[0] if held else "",
        comment=comment if typed_comment is None else typed_comment,
        words=in_words(question, answer),
        previous=None if previous_year is None else in_words(question, previous) or "inte besvarad",
        previous_comment=previous_comment,
        previous_typed=json.dumps(before),
        previous_year=previous_year,
        errors=tuple(errors),
        comment_errors=tuple(comment_errors),
        is_editable=is_editable,
    )


def question_fields(
    questions: Iterable[Question],
    content: Mapping[str, Any],
    *,
    before: Before | None = None,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, Sequence[str]] | None = None,
    is_editable: bool = True,
) -> tuple[QuestionField, ...]:
    """Return questions with the answers that stand in a survey's content; errors and texts typed by key."""
    before, errors, typed = before or Before(), errors or {}, typed or {}
    return tuple(
        question_field(
            question,
            answer=content.get(question.key),
            comment=content.get(question.comment_key) or "",
            previous=before.content.get(question.key),
            previous_comment=before.content.get(question.comment_key) or "",
            previous_year=before.year,
            errors=_one(errors.get(question.key)),
            comment_errors=_one(errors.get(question.comment_key)),
            typed=typed.get(question.key),
            typed_comment=next(iter(typed.get(question.comment_key, ())), None),
            is_editable=is_editable,
        )
        for question in questions
    )


def groups_of(fields: Iterable[QuestionField]) -> tuple[QuestionGroup, ...]:
    """Return the fields in groups: those under the same heading together, each without a heading alone."""
    groups: list[QuestionGroup] = []
    for heading, members in groupby(fields, key=lambda member: member.question.group):
        together = tuple(members)
        parts = (together,) if heading else tuple((member,) for member in together)
        groups.extend(QuestionGroup(heading, part) for part in parts)
    return tuple(groups)


def read_answers(questions: Iterable[Question], post: QueryDict) -> ReadAnswers:
    """Return what a posted form answers to these questions, comments under their own keys."""
    answers: dict[str, Answer | None] = {}
    errors: dict[str, str] = {}
    sent: dict[str, list[str]] = {}
    for question in questions:
        controls = {question.key: question}
        if question.takes_comment:
            controls[question.comment_key] = _COMMENT
        for key, control in controls.items():
            sent[key] = [str(text) for text in post.getlist(key)]
            try:
                answers[key] = parse(control, sent[key])
            except Unusable as error:
                errors[key] = str(error)
    return ReadAnswers(answers, errors, sent)


def _quoted(text: str) -> str:
    return f"”{text.rstrip('.')}”"


def _one(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _typed(question: Question, answer: Answer | None) -> list[str]:
    """Return an answer as the controls hold it. An option that is no longer offered is left out."""
    held = typed(question, answer)
    offered = {option.key for option in question.options}
    return [text for text in held if text in offered] if question.kind in WITH_OPTIONS else held


def _choices(question: Question, held: Sequence[str]) -> tuple[Choice, ...]:
    """Return the choices. Radio buttons can't be emptied, so a question that may be skipped has one for no answer."""
    plain = [(option.key, option.text, option.needs_comment) for option in question.options]
    if question.kind is QuestionKind.YES_NO:
        plain = [(value, text, False) for value, text in YES_NO]
    may_skip = _CONTROLS[question.kind] == "radio" and not question.is_required
    if may_skip and UNKNOWN not in {value for value, _text, _needs in plain}:
        plain.append(("", NO_ANSWER, False))
    return tuple(
        Choice(
            value=value,
            text=text,
            id=f"q-{question.key}-{number}",
            is_checked=value in held if value else not any(held),
            needs_comment=needs,
        )
        for number, (value, text, needs) in enumerate(plain, start=1)
    )


def _columns(row: QuestionField) -> tuple[tuple[str, str], ...]:
    return tuple((choice.value, choice.text) for choice in row.choices) if row.control == "radio" else ()
