"""What the pages about questionnaires are told: a version's sections, a preview, what differs between two."""

from collections.abc import Collection
from dataclasses import dataclass

from kartlaggning.choices import Section, Visibility
from kartlaggning.questionnaire import (
    FOLLOW_UP_NOTE,
    LEVELS,
    STILL_PRIORITISED,
    Option,
    Question,
    QuestionChange,
    Questionnaire,
)
from kartlaggning.staff.questions import SEEN_BY, QuestionGroup, groups_of, question_fields

READERS = {
    "polis": ("Polisen", frozenset(Visibility)),
    "kommun": ("kommunen", frozenset((Visibility.PUBLIC, Visibility.SHARED))),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A question in the list. `starts_group` is the heading that it is the first under; empty for none."""

    question: Question
    starts_group: str
    is_first: bool
    is_last: bool
    is_known: bool

    @property
    def seen_by(self) -> str:
        """Return in words who sees the answer."""
        return SEEN_BY[self.question.visibility]


@dataclass(frozen=True, slots=True)
class SectionRows:
    """A section with its questions in order."""

    section: Section
    rows: tuple[Row, ...]


def sections_of(version: Questionnaire, known: Collection[str] = ()) -> tuple[SectionRows, ...]:
    """Return all sections, the empty ones too; `known` are the keys that other versions have."""
    return tuple(SectionRows(section, _rows(version.of(section), known)) for section in Section)


def _rows(questions: tuple[Question, ...], known: Collection[str]) -> tuple[Row, ...]:
    groups = ["", *(question.group for question in questions)]
    return tuple(
        Row(
            question,
            starts_group=question.group if question.group != groups[place] else "",
            is_first=place == 0,
            is_last=place == len(questions) - 1,
            is_known=question.key in known,
        )
        for place, question in enumerate(questions)
    )


@dataclass(frozen=True, slots=True)
class PreviewSection:
    """A section of the form as a reader sees it; `hidden_count` questions in it are for the police alone."""

    section: Section
    groups: tuple[QuestionGroup, ...]
    hidden_count: int
    asks_of_closed: bool


def preview_of(version: Questionnaire, levels: Collection[Visibility]) -> tuple[PreviewSection, ...]:
    """Return the form, empty, as who may read these levels sees it."""
    made = []
    for section in Section:
        asked = version.of(section)
        shown = [question for question in asked if question.visibility in levels]
        of_closed = any(question.key in (STILL_PRIORITISED, FOLLOW_UP_NOTE) for question in shown)
        groups = groups_of(question_fields(shown, {}))
        if asked:
            made.append(PreviewSection(section, groups, len(asked) - len(shown), of_closed))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing about a question that differs, in words. `is_opened`: more people read the answers than before."""

    what: str
    before: str
    after: str
    is_opened: bool = False


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question that is new, gone or changed."""

    question: Question
    is_new: bool
    is_gone: bool
    differences: tuple[Difference, ...]

    @property
    def seen_by(self) -> str:
        """Return in words who sees the answer."""
        return SEEN_BY[self.question.visibility]


def changes_in_words(changes: Collection[QuestionChange]) -> tuple[ChangedQuestion, ...]:
    """Return what differs between two versions as it is read."""
    return tuple(_changed(change) for change in changes)


def _changed(change: QuestionChange) -> ChangedQuestion:
    before, after = change.before, change.after
    if before is None or after is None:
        return ChangedQuestion(after or before, before is None, after is None, ())  # type: ignore[arg-type]
    found = [
        Difference(what, old, new)
        for what, old, new in (
            ("Fråga", before.text, after.text),
            ("Hjälptext", before.help or "ingen", after.help or "ingen"),
            ("Gemensam rubrik", before.group or "ingen", after.group or "ingen"),
            ("Avsnitt", before.section.label, after.section.label),
            ("Svarssätt", before.kind.label, after.kind.label),
            ("Måste besvaras", _yes(before.is_required), _yes(after.is_required)),
            ("Projektets egen", _yes(before.is_assumed), _yes(after.is_assumed)),
        )
        if old != new
    ]
    if before.visibility is not after.visibility:
        is_opened = LEVELS.index(after.visibility) < LEVELS.index(before.visibility)
        found.append(Difference("Vem ser svaret", SEEN_BY[before.visibility], SEEN_BY[after.visibility], is_opened))
    return ChangedQuestion(after, False, False, (*found, *_option_differences(before.options, after.options)))


def _option_differences(before: tuple[Option, ...], after: tuple[Option, ...]) -> list[Difference]:
    was = {option.key: option for option in before}
    now = {option.key: option for option in after}
    found = [Difference("Alternativ borta", was[key].text, "") for key in was if key not in now]
    found += [Difference("Nytt alternativ", "", now[key].text) for key in now if key not in was]
    kept = [key for key in now if key in was]
    for key in kept:
        old, new = was[key], now[key]
        if old != new:
            found.append(Difference("Alternativ", _option_in_words(old), _option_in_words(new)))
    if kept != [key for key in was if key in now]:
        found.append(Difference("Alternativens ordning", "", "ändrad"))
    return found


def _option_in_words(option: Option) -> str:
    marks = [("kräver kommentar", option.needs_comment), ("projektets eget", option.is_assumed)]
    said = ", ".join(words for words, is_set in marks if is_set)
    return f"{option.text} ({said})" if said else option.text


def _yes(is_so: bool) -> str:
    return "ja" if is_so else "nej"
