"""What templates/staff/survey/ is told of one survey: sections, notes, what is left to do. Values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from kartlaggning.choices import Section
from kartlaggning.models import Reassessment, SectionComment
from kartlaggning.selectors.survey_form import SurveyForm
from kartlaggning.services.surveys import Conflict
from kartlaggning.staff.outline_context import OutlineContext
from kartlaggning.staff.questions import QuestionGroup
from kartlaggning.staff.survey_notes import Notes


@dataclass(frozen=True, slots=True)
class Part:
    """A question, or several under one heading, with what stands at each of them besides its controls."""

    group: QuestionGroup
    notes: tuple[Notes, ...]

    @property
    def groups(self) -> tuple[QuestionGroup, ...]:
        """Return the group as staff/includes/question_groups.html takes it."""
        return (self.group,)


@dataclass(frozen=True, slots=True)
class SectionPart:
    """One section of the form. `summary` says how its answers stand against the last round's."""

    section: Section
    number: int
    parts: tuple[Part, ...]
    is_confirmed: bool
    comments: tuple[SectionComment, ...]
    reassessments: tuple[Reassessment, ...]
    summary: str

    @property
    def is_place(self) -> bool:
        """Tell whether the outline stands here."""
        return self.section is Section.PLACE

    @property
    def is_assessment(self) -> bool:
        """Tell whether the reason for contradicted criteria stands here."""
        return self.section is Section.ASSESSMENT


@dataclass(frozen=True, slots=True)
class ToDo:
    """One line of what is left to do, or of what was not saved; an empty anchor leads nowhere."""

    message: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Criteria:
    """The reason why the status is another than the criteria say; hidden while there is nothing to give one for."""

    message: str
    reason: str
    error: str
    notes: Notes

    @property
    def is_shown(self) -> bool:
        """Tell whether a reason is wanted or has been given."""
        return bool(self.message or self.reason or self.error)


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """The whole page. `config` is for the script, `initial` what the form was rendered with, as marks by key.

    `is_live` renders it for the script: the choice in a conflict is two buttons there, and radio buttons otherwise.
    `is_refused` tells that nothing of what was sent is stored.
    """

    form: SurveyForm
    is_editable: bool
    sections: tuple[SectionPart, ...]
    outline: OutlineContext
    outline_notes: Notes
    criteria: Criteria
    todo: tuple[ToDo, ...]
    errors: tuple[ToDo, ...]
    initial: str
    config: dict[str, Any]
    is_live: bool
    is_refused: bool

    @property
    def confirmed_count(self) -> int:
        """Return how many of the sections shown somebody has gone through."""
        return sum(part.is_confirmed for part in self.sections)

    @property
    def commented(self) -> tuple[SectionPart, ...]:
        """Return the sections that came back with a comment."""
        return tuple(part for part in self.sections if part.comments)

    @property
    def progress(self) -> str:
        """Return how far the survey has come, in Swedish."""
        return f"{self.confirmed_count} av {len(self.sections)} avsnitt genomgångna"

    @property
    def saved(self) -> str:
        """Return when the survey was last saved, in Swedish."""
        at = self.form.survey.saved_at
        if at is None:
            return "Inget sparat än"
        local = timezone.localtime(at)
        return f"Sparat {local:%H:%M}" if local.date() == timezone.localdate() else f"Sparat {local:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A save of which something is not stored: texts as typed by key, errors in Swedish by key, and conflicts.

    `message` is set where nothing of it is stored, and says why.
    """

    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    message: str = ""

    @property
    def left(self) -> dict[str, Sequence[str]]:
        """Return the typed texts that are not stored, by key."""
        kept = {*self.errors, *(conflict.key for conflict in self.conflicts)}
        return {key: texts for key, texts in self.typed.items() if self.message or key in kept}

    @property
    def is_whole(self) -> bool:
        """Tell whether all of it is stored."""
        return not (self.errors or self.conflicts or self.message)
