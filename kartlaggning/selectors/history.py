"""The history of one survey for the one who reads it: what was done, and what it changed of what they may see."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from kartlaggning.audit_words import READ_POLICE_ONLY, SAVE_DRAFT, action_words
from kartlaggning.choices import Role, Section, Visibility
from kartlaggning.content import section_of, visibility_of
from kartlaggning.field_words import label_of, value_in_words
from kartlaggning.models import AuditEntry, Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.questionnaire import Questionnaire
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.audit import field_names, role_words, survey_entries
from kartlaggning.workflow import Step

# A form saves itself every few seconds; saves no further apart than this are told as one.
ONE_SITTING = timedelta(minutes=30)
# A reader is shown what has been decided, not what is being worked on.
DECIDED = frozenset((*(step.value for step in (Step.APPROVE, Step.PUBLISH, Step.WITHDRAW)), "record-survey"))

# What was said with an act, by the log's name for it; all of it is read by both parties and the reviewer.
SAID = {"reason": "Skäl", "answer": "Svar", "file": "Fil"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that an act changed, in words; a draft tells the field alone, and both values are None."""

    label: str
    before: str | None = None
    after: str | None = None

    @property
    def heading(self) -> str:
        """Return the label as it stands before the values on the same line."""
        return self.label if self.label.endswith("?") else f"{self.label}:"


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section of the form with what changed in it."""

    label: str
    differences: tuple[Difference, ...]

    @property
    def has_values(self) -> bool:
        """Tell whether the values are told, not only the fields' names."""
        return any(difference.before is not None for difference in self.differences)


@dataclass(frozen=True, slots=True)
class Event:
    """One act, or one sitting's saves of a draft: `times` of them between `first_at` and `last_at`."""

    first_at: datetime
    last_at: datetime
    actor: str
    role: str
    action: str
    keys: tuple[str, ...] = ()
    sections: tuple[ChangedSection, ...] = ()
    remarks: tuple[str, ...] = ()
    times: int = 1

    @property
    def words(self) -> str:
        """Return what was done, in Swedish."""
        return action_words(self.action)


@dataclass(frozen=True, slots=True)
class History:
    """What was done to a survey, and who has had its police-only fields in sight; the newest first."""

    events: tuple[Event, ...]
    readings: tuple[Event, ...]


def history_of(survey: Survey, actor: Actor) -> History:
    """Return what has been done to a survey, as far as the actor may know.

    Who may not read a field learns neither that it changed nor when: a save of such fields alone is left out.
    """
    teller = _Teller(questionnaires.of_round(survey.survey_round), levels_for(actor, survey), actor.role)
    told = [event for entry in survey_entries(survey) if (event := teller.event(entry))]
    acts = _sittings(event for event in told if event.action != READ_POLICE_ONLY)
    readings = (event for event in told if event.action == READ_POLICE_ONLY)
    return History(tuple(teller.with_names(event) for event in reversed(list(acts))), tuple(reversed(list(readings))))


class _Teller:
    """Tells entries one after the other, the oldest first, to somebody who may read fields at `levels`.

    The log's `changes` stand against last round at every step; told is what has changed since the step before.
    """

    def __init__(self, asked: Questionnaire, levels: frozenset[Visibility], role: Role) -> None:
        self.asked, self.levels, self.role = asked, levels, role
        self.last_round: dict[str, object] = {}
        self.told: dict[str, object] = {}

    def event(self, entry: AuditEntry) -> Event | None:
        """Return an entry as it is told, or None where nothing of it may be."""
        if self.role is Role.READER and entry.action not in DECIDED:
            return None
        if entry.action == READ_POLICE_ONLY and Visibility.POLICE_ONLY not in self.levels:
            return None
        every = field_names(entry.details)
        keys = tuple(key for key in every if visibility_of(key, self.asked) in self.levels)
        if every and not keys and entry.action == SAVE_DRAFT:
            return None
        told = Event(
            entry.created_at, entry.created_at, entry.actor, role_words(entry.details), entry.action, keys=keys
        )
        if self.role is Role.READER:
            return replace(told, keys=())
        told = replace(told, remarks=tuple(self._remarks(entry.details)))
        changes = entry.details.get("changes")
        return replace(told, keys=(), sections=self._sections(changes)) if isinstance(changes, dict) else told

    def with_names(self, event: Event) -> Event:
        """Return an event with its fields by name, where their values are not told."""
        names = {key: Difference(label_of(key, self.asked)) for key in event.keys}
        return replace(event, sections=_by_section(names, self.asked)) if names else event

    def _sections(self, changes: Mapping[str, object]) -> tuple[ChangedSection, ...]:
        pairs = {key: pair for key, pair in changes.items() if visibility_of(key, self.asked) in self.levels}
        now = {key: pair[1] for key, pair in pairs.items() if isinstance(pair, (list, tuple)) and len(pair) == 2}
        for key in now:
            self.last_round.setdefault(key, changes[key][0])  # type: ignore[index]
        found = {}
        for key in self.told.keys() | now.keys():
            before, after = self.told.get(key, self.last_round[key]), now.get(key, self.last_round[key])
            if before != after:
                found[key] = _difference(key, before, after, self.asked)
        self.told = now
        return _by_section(found, self.asked)

    def _remarks(self, details: Mapping[str, object]) -> Iterator[str]:
        """Yield what was said: reasons, that there was a reservation, and which sections were commented on."""
        for name, words in SAID.items():
            if isinstance(details.get(name), str) and details[name]:
                yield f"{words}: {details[name]}"
        if details.get("with_reservation"):
            yield "Med reservation."
        sections = details.get("sections")
        labels = [Section(name).label for name in sections if self._may_see(name)] if isinstance(sections, list) else []
        if labels:
            yield f"Kommentar till: {', '.join(labels)}"

    def _may_see(self, section: object) -> bool:
        """Tell whether a comment on a section may be known of: it is as guarded as the most guarded answer there."""
        return section in Section.values and all(
            question.visibility in self.levels for question in self.asked.of(Section(section))
        )


def _difference(key: str, before: object, after: object, asked: Questionnaire) -> Difference:
    was, became = (value_in_words(key, value, asked) for value in (before, after))
    # Two outlines may be as large as each other.
    return Difference(label_of(key, asked), was, became if was != became else f"{became}, annan linje")


def _by_section(differences: Mapping[str, Difference], asked: Questionnaire) -> tuple[ChangedSection, ...]:
    order = {question.key: place for place, question in enumerate(asked.questions)}
    keys = sorted(differences, key=lambda key: (order.get(key.partition(".")[0], -1), key))
    found = {
        section: tuple(differences[key] for key in keys if section_of(key, asked) is section) for section in Section
    }
    return tuple(ChangedSection(section.label, rows) for section, rows in found.items() if rows)


def _sittings(events: Iterable[Event]) -> Iterator[Event]:
    """Join the saves of a draft that one person made in one sitting."""
    held: Event | None = None
    for event in events:
        if held is not None and _is_same_sitting(held, event):
            keys = tuple(dict.fromkeys((*held.keys, *event.keys)))
            held = replace(held, last_at=event.last_at, keys=keys, times=held.times + 1)
            continue
        if held is not None:
            yield held
        held = event
    if held is not None:
        yield held


def _is_same_sitting(one: Event, other: Event) -> bool:
    return (
        one.action == other.action == SAVE_DRAFT
        and one.actor == other.actor
        and other.first_at - one.last_at <= ONE_SITTING
        and timezone.localdate(one.first_at) == timezone.localdate(other.first_at)
    )
