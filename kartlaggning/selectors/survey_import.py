"""What reading a file of surveys into a round would do, line by line; nothing is written here."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kartlaggning.choices import Status
from kartlaggning.content import OUTLINE, outline_value
from kartlaggning.field_words import label_of, value_in_words
from kartlaggning.imports.survey_file import SurveyTable
from kartlaggning.imports.survey_mapping import (
    CITY_DISTRICT,
    MUNICIPALITY,
    POLICE_AREA,
    SCENE,
    SurveyMapping,
    check_mapping,
)
from kartlaggning.imports.survey_rows import ReadRow, RowProblem, read_row
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, Scene, Survey, SurveyRound
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.selectors.history import Difference
from kartlaggning.selectors.import_facts import Facts, Importer, facts_for, require_may_import
from kartlaggning.selectors.import_findings import FoundFinding, compare_finding
from kartlaggning.swedish import search_key, slugify
from kartlaggning.workflow import EDITABLE

_NUMBER = re.compile(r"[SX]-\d{4}", re.IGNORECASE)


class Outcome(StrEnum):
    """What becomes of a line, by the word in the report."""

    NEW_SCENE = "ny plats"
    NEW_SURVEY = "ny kartläggning"
    CHANGED = "ändras"
    UNCHANGED = "oförändrad"
    SKIPPED = "hoppas över"
    PROBLEM = "fel"


WRITTEN = (Outcome.NEW_SCENE, Outcome.NEW_SURVEY, Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class Placing:
    """The areas that a survey is counted in."""

    municipality: Municipality
    police_area: PoliceArea
    city_district: CityDistrict | None = None


@dataclass
class PlannedRow:
    """One line: what becomes of it and why, and what is to be written."""

    line: int
    name: str
    outcome: Outcome = Outcome.UNCHANGED
    differences: tuple[Difference, ...] = ()
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    scene: Scene | None = None
    survey: Survey | None = None
    placing: Placing | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    finding: FoundFinding | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would do to a round."""

    table: SurveyTable
    survey_round: SurveyRound
    rows: tuple[PlannedRow, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many lines come to what, in the outcomes' order, without those that none comes to."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome.value: found[outcome] for outcome in Outcome if found[outcome]}

    @property
    def problem_rows(self) -> tuple[PlannedRow, ...]:
        """Return the lines that must be put right first."""
        return tuple(row for row in self.rows if row.outcome is Outcome.PROBLEM)

    @property
    def written_rows(self) -> tuple[PlannedRow, ...]:
        """Return the lines that change something."""
        return tuple(row for row in self.rows if row.outcome in WRITTEN)


def plan_import(
    table: SurveyTable, mapping: SurveyMapping, survey_round: SurveyRound, *, new_scenes: bool, by: Importer
) -> ImportPlan:
    """Return what becomes of each line. `new_scenes` lets a place come into the round that is not in it.

    Raises Forbidden where the person may not import these fields, ImportProblem where the mapping does not fit.
    """
    require_may_import(survey_round, mapping, by)
    facts = facts_for(survey_round, by)
    check_mapping(mapping, table, facts.targets.values())
    seen: dict[str, int] = {}
    rows = []
    for row in table.rows:
        read = read_row(row, table, mapping, facts.targets, facts.areas)
        planned = _planned(read, mapping, facts, new_scenes)
        _note_twice(planned, seen)
        rows.append(planned)
    return ImportPlan(table, survey_round, tuple(rows))


def _planned(read: ReadRow, mapping: SurveyMapping, facts: Facts, new_scenes: bool) -> PlannedRow:
    planned = PlannedRow(read.line, read.scene, problems=list(read.problems))
    if read.year is not None and read.year != facts.survey_round.year:
        planned.outcome, planned.problems = Outcome.SKIPPED, []
        planned.notes.append(f"Raden gäller {read.year}.")
        return planned
    if read.scene:
        _find_scene(planned, read, mapping, facts, new_scenes)
    if not planned.problems:
        _place(planned, read, mapping, facts)
    if not planned.problems:
        (_plan_draft if facts.is_open else _plan_finding)(planned, read, facts)
    if planned.problems:
        planned.outcome = Outcome.PROBLEM
    return planned


def _find_scene(planned: PlannedRow, read: ReadRow, mapping: SurveyMapping, facts: Facts, new_scenes: bool) -> None:
    """Find the place by its number, or by a name that it bears or bore, within the municipality if that is given."""
    heading = mapping.heading(SCENE) or ""
    found = facts.scenes.get(search_key(read.scene), ())
    if read.municipality and not _NUMBER.fullmatch(read.scene):
        found = tuple(scene for scene in found if _municipality_code(scene, facts) in (read.municipality, None))
    if len(found) > 1:
        numbers = ", ".join(scene.public_id for scene in found)
        planned.problems.append(RowProblem(heading, f"Flera platser heter så: {numbers}. Skriv numret i stället."))
    elif found:
        planned.scene = found[0]
        planned.name = f"{found[0].public_id} {found[0].name}"
        planned.survey = facts.current.get(found[0].pk)
        if facts.is_open and planned.survey is None:
            planned.problems += _not_in_round(facts.last.get(found[0].pk), heading, new_scenes)
    elif _NUMBER.fullmatch(read.scene):
        planned.problems.append(RowProblem(heading, f"Det finns ingen plats {read.scene.upper()}."))
    elif not new_scenes:
        words = "Platsen finns inte. Rätta namnet, eller välj att platser får läggas till."
        planned.problems.append(RowProblem(heading, words))
    elif not slugify(read.scene):
        planned.problems.append(RowProblem(heading, "Namnet måste innehålla minst en bokstav eller siffra."))


def _not_in_round(last: Survey | None, heading: str, new_scenes: bool) -> Iterator[RowProblem]:
    """Yield why a known place may not come into a round under way: it has closed, or gone on as others."""
    if last is not None and last.status == Status.REPLACED:
        yield RowProblem(heading, "Platsen har gått upp i andra platser. Ange dem i stället.")
    elif not new_scenes:
        yield RowProblem(
            heading, "Platsen är inte med i omgången. Ta bort raden, eller välj att platser får läggas till."
        )


def _municipality_code(scene: Scene, facts: Facts) -> str | None:
    survey = facts.current.get(scene.pk) or facts.last.get(scene.pk)
    return survey.municipality.code if survey else None


def _place(planned: PlannedRow, read: ReadRow, mapping: SurveyMapping, facts: Facts) -> None:
    """Set where the survey is counted: as the line says, or else as it was."""
    known = planned.survey or (facts.last.get(planned.scene.pk) if planned.scene else None)
    municipality = facts.municipalities.get(read.municipality) or (known.municipality if known else None)
    police_area = facts.police_areas.get(read.police_area) or (known.police_area if known else None)
    district = facts.city_districts.get(read.city_district)
    if district is None and known and municipality == known.municipality:
        district = known.city_district
    day = facts.survey_round.reference_date
    if municipality is None:
        planned.problems.append(RowProblem(mapping.heading(MUNICIPALITY) or "", "Kommun saknas."))
    if police_area is None or not (planned.survey or police_area.applies_on(day)):
        gone = f"{police_area} finns inte i den här omgången: ange" if police_area else "Ange"
        planned.problems.append(RowProblem(mapping.heading(POLICE_AREA) or "", f"{gone} lokalpolisområde."))
    if district and not planned.survey and not district.applies_on(day):
        words = f"{district} finns inte i den här omgången: ange stadsdelsområde."
        planned.problems.append(RowProblem(mapping.heading(CITY_DISTRICT) or "", words))
    if district and municipality and district.municipality_id != municipality.pk:
        planned.problems.append(RowProblem("", f"{district} ligger inte i {municipality}."))
    if municipality and district is None and _has_districts(municipality, facts):
        planned.problems.append(RowProblem(mapping.heading(CITY_DISTRICT) or "", "Ange stadsdelsområde."))
    if municipality and police_area and not planned.problems:
        planned.placing = Placing(municipality, police_area, district)


def _has_districts(municipality: Municipality, facts: Facts) -> bool:
    return any(area.municipality_id == municipality.pk for area in facts.city_districts.values())


def _plan_draft(planned: PlannedRow, read: ReadRow, facts: Facts) -> None:
    """Plan what a round under way gets: a draft, which still has to be gone through and reviewed."""
    wanted = dict(read.answers)
    if read.outline is not None:
        wanted[OUTLINE] = outline_value(read.outline)
    survey = planned.survey
    stored = survey.content if survey else {}
    planned.changes = {key: value for key, value in wanted.items() if stored.get(key) != value}
    planned.differences = differences(stored, planned.changes, facts)
    if read.outline is not None and not read.outline.is_valid:
        planned.notes.append("Gränsen korsar sig själv och måste rättas i formuläret.")
    if survey is None:
        planned.outcome = Outcome.NEW_SURVEY if planned.scene else Outcome.NEW_SCENE
        return
    _check_placing(planned, survey)
    if planned.changes and survey.saved_by:
        planned.notes.append(f"Skriver över vad {survey.saved_by} har sparat.")
    if planned.changes and survey.state not in EDITABLE:
        words = f"Kartläggningen är {survey.get_state_display()} och kan inte ändras nu."
        planned.problems.append(RowProblem("", words))
    planned.outcome = Outcome.CHANGED if planned.changes else Outcome.UNCHANGED


def _check_placing(planned: PlannedRow, survey: Survey) -> None:
    stands = Placing(survey.municipality, survey.police_area, survey.city_district)
    if planned.placing != stands:
        words = "Filen har ett annat område än kartläggningen i omgången. Rätta filen."
        planned.problems.append(RowProblem("", words))


def _plan_finding(planned: PlannedRow, read: ReadRow, facts: Facts) -> None:
    """Plan what a finished round gets: a finding that stands at once."""
    if planned.placing is None:
        return
    if words := _no_finding_here(planned.survey, facts.survey_round):
        planned.problems.append(RowProblem("", words))
        return
    compared = compare_finding(read, planned.survey)
    planned.problems += compared.problems
    planned.notes += compared.notes
    planned.finding = compared.finding
    answers = {key: value for key, value in read.answers.items() if key in compared.own_answers}
    stored = planned.survey.content if planned.survey else {}
    planned.changes = {key: value for key, value in answers.items() if stored.get(key) != value}
    planned.differences = (
        *compared.differences,
        *_moved(planned),
        *differences(stored, planned.changes, facts),
    )
    if planned.survey is None:
        planned.outcome = Outcome.NEW_SURVEY if planned.scene else Outcome.NEW_SCENE
    elif planned.differences:
        planned.outcome = Outcome.CHANGED
        if planned.survey.submitted_by_id is not None:
            words = "Kartläggningen är godkänd här. Den ändras genom en begäran om ändring."
            planned.problems.append(RowProblem("", words))


def _no_finding_here(survey: Survey | None, survey_round: SurveyRound) -> str:
    """Return why a finding may not come in by a file: it would pass by the review."""
    is_concluded = survey is not None and survey.state in CONCLUDED
    if survey_round.first_day is not None and not is_concluded:
        return "Omgången är gjord här. Resultat läses inte in i den."
    if survey is not None and not is_concluded:
        return f"Kartläggningen är {survey.get_state_display()}. Resultat läses inte in i den."
    return ""


def _moved(planned: PlannedRow) -> tuple[Difference, ...]:
    survey, placing = planned.survey, planned.placing
    if survey is None or placing is None:
        return ()
    pairs = (
        ("Kommun", survey.municipality, placing.municipality),
        ("Stadsdelsområde", survey.city_district, placing.city_district),
        ("Lokalpolisområde", survey.police_area, placing.police_area),
    )
    return tuple(Difference(label, str(a or "inget"), str(b or "inget")) for label, a, b in pairs if a != b)


def differences(stored: Mapping[str, Any], changes: Mapping[str, Any], facts: Facts) -> tuple[Difference, ...]:
    """Return changed fields in words, before and after."""
    asked = facts.questionnaire
    return tuple(
        Difference(label_of(key, asked), value_in_words(key, stored.get(key), asked), value_in_words(key, value, asked))
        for key, value in changes.items()
    )


def _note_twice(planned: PlannedRow, seen: dict[str, int]) -> None:
    """Refuse a place that stands in the file already: which of the lines should count?"""
    if planned.outcome is Outcome.SKIPPED or not planned.name:
        return
    key = planned.scene.public_id if planned.scene else f"{search_key(planned.name)} {planned.placing}"
    if key in seen:
        planned.problems.append(RowProblem("", f"Samma plats står redan på rad {seen[key]}."))
        planned.outcome = Outcome.PROBLEM
    seen.setdefault(key, planned.line)
