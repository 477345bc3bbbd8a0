"""What the steps of an import show, and what their forms send. Values in, values out: no query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kartlaggning.imports.survey_file import SurveyTable
from kartlaggning.imports.survey_mapping import SurveyMapping, Target, found_texts
from kartlaggning.selectors.import_digest import digest_of
from kartlaggning.selectors.survey_import import ImportPlan, Outcome, PlannedRow
from kartlaggning.swedish import search_key

UNCHOSEN = "?"  # a text that no answer has been chosen for
SAMPLES, LONGEST_SAMPLE = 3, 60
MOST_SHOWN = 200  # lines of one kind in the report


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    text: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Options under one heading."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ColumnField:
    """A column of the file with some of what stands in it, and the fields that it may be."""

    name: str
    heading: str
    samples: tuple[str, ...]
    groups: tuple[ChoiceGroup, ...]


@dataclass(frozen=True, slots=True)
class ValueField:
    """A text of a column, and the answers that it may mean."""

    name: str
    text: str
    choices: tuple[Choice, ...]
    is_unchosen: bool


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """The texts found for one question."""

    label: str
    heading: str
    fields: tuple[ValueField, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The plan as the page shows it, the longest parts cut off at `MOST_SHOWN` lines. The digest ties it to the act."""

    plan: ImportPlan
    problems: Sequence[PlannedRow]
    written: Sequence[PlannedRow]
    noted: Sequence[PlannedRow]
    digest: str

    @property
    def unit(self) -> str:
        """Return what a line is called at the head of a table."""
        return self.plan.table.unit.capitalize()

    @property
    def may_be_done(self) -> bool:
        """Tell whether there is something to do and nothing in its way."""
        return bool(self.plan.written_rows) and not self.plan.problem_rows

    @property
    def left_out(self) -> int:
        """Return how many lines with something to show are not shown."""
        shown = len(self.problems) + len(self.written)
        return len(self.plan.problem_rows) + len(self.plan.written_rows) - shown


def column_fields(table: SurveyTable, mapping: SurveyMapping, known: Sequence[Target]) -> tuple[ColumnField, ...]:
    """Return one field for each column of the file."""
    return tuple(
        ColumnField(f"column-{place}", heading, _samples(table, heading), _groups(mapping.columns.get(heading), known))
        for place, heading in enumerate(table.columns)
    )


def _samples(table: SurveyTable, heading: str) -> tuple[str, ...]:
    found = dict.fromkeys(cell for cell in table.column(heading) if cell)
    texts = list(found)[:SAMPLES]
    return tuple(text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…" for text in texts)


def _groups(chosen: str | None, known: Sequence[Target]) -> tuple[ChoiceGroup, ...]:
    return tuple(
        ChoiceGroup(label, tuple(Choice(target.key, target.label, target.key == chosen) for target in part))
        for label, part in groupby(known, key=lambda target: target.group)
    )


def sent_columns(table: SurveyTable, sent: Mapping[str, str]) -> dict[str, str]:
    """Return the target by heading as the form sent it, without the columns that are left out."""
    chosen = ((heading, sent.get(f"column-{place}", "")) for place, heading in enumerate(table.columns))
    return {heading: key for heading, key in chosen if key}


def value_groups(table: SurveyTable, mapping: SurveyMapping, known: Sequence[Target]) -> tuple[ValueGroup, ...]:
    """Return the texts to choose answers for, by question."""
    groups = []
    for target, texts in _texts(table, mapping, known):
        answers = {search_key(text): answer for text, answer in mapping.values.get(target.key, {}).items()}
        fields = tuple(
            _value_field(f"value-{target.key}-{place}", text, answers.get(search_key(text), UNCHOSEN), target)
            for place, text in enumerate(texts)
        )
        groups.append(ValueGroup(target.label, mapping.heading(target.key) or "", fields))
    return tuple(groups)


def _texts(table: SurveyTable, mapping: SurveyMapping, known: Sequence[Target]) -> list[tuple[Target, tuple[str, ...]]]:
    return [(target, texts) for target in known if (texts := found_texts(table, mapping, target))]


def _value_field(name: str, text: str, chosen: str, target: Target) -> ValueField:
    options = ((UNCHOSEN, "Välj svar"), *target.choices, ("", "Lämna obesvarad"))
    choices = tuple(Choice(value, words, value == chosen) for value, words in options)
    return ValueField(name, text, choices, chosen == UNCHOSEN)


def sent_values(
    table: SurveyTable, mapping: SurveyMapping, known: Sequence[Target], sent: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return the answer by text for each question, as the form sent it, without the texts that none is chosen for."""
    return {
        target.key: {
            text: answer
            for place, text in enumerate(texts)
            if (answer := sent.get(f"value-{target.key}-{place}", UNCHOSEN)) != UNCHOSEN
        }
        for target, texts in _texts(table, mapping, known)
    }


def report_of(plan: ImportPlan) -> Report:
    """Return a plan as the page shows it."""
    noted = [row for row in plan.rows if row.notes and row.outcome is Outcome.UNCHANGED]
    shown = (plan.problem_rows[:MOST_SHOWN], plan.written_rows[:MOST_SHOWN], noted[:MOST_SHOWN])
    return Report(plan, *shown, digest=digest_of(plan))
